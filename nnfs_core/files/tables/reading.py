"""This module reads a table of text into a batch, in chunks, and says what that did to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import seal
from nnfs_core.errors import NnfsError
from nnfs_core.files.look import Opened
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.codebook import Codebook
from nnfs_core.files.tables.guess import TableGuess
from nnfs_core.files.tables.kept import kept_reading
from nnfs_core.files.tables.report import TableReport
from nnfs_core.files.tables.samples import TableSamples
from nnfs_core.files.tables.targets import class_numbers, number_targets
from nnfs_core.files.tables.values import value_blocks
from nnfs_core.files.tables.wanted import WantedColumns
from nnfs_core.machine.memory import free_memory
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.matching import opposites_in_order


def open_table(
    guess: TableGuess,
    choice: TableChoice,
    *,
    dtype: npt.DTypeLike = np.float64,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> Opened:
    """The batch that was chosen; missing values that were kept are offered to be filled in.

    Raises NnfsError and Cancelled as `read_table` does.
    """
    batch, report = read_table(guess, choice, dtype=dtype, progress=progress, cancelled=cancelled)
    if choice.target is None or not choice.columns[choice.target].texts:
        batch = opposites_in_order(batch, cancelled)
    offer = None
    if report.n_missing and choice.missing == "keep":
        offer = "Fill them in…", replace(choice, missing="mean")
    reading = kept_reading(guess, choice, report.text_columns)
    return Opened(batch, report.remarks(choice.missing), offer, reading=reading)


def read_table(
    guess: TableGuess,
    choice: TableChoice,
    *,
    class_names: Sequence[str] = (),
    dtype: npt.DTypeLike = np.float64,
    limit: int | None = None,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> tuple[Batch, TableReport]:
    """Read a table that was looked at into a batch, as it was chosen.

    Text becomes class numbers in the order in which the texts come in the file; `class_names`
    fixes the first numbers of the target's, so that a second file agrees with a first. Missing
    features become NaN ("keep"), the mean of their column ("mean"; of text, the most frequent one)
    or 0 ("zero"), or the row goes ("drop", also when its target is missing). Missing targets become
    class -1 or NaN. `limit` is how many bytes the arrays may take; by default, what is free.

    Raises NnfsError, with the line and the column where there are any, also when the file is not
    the one that was looked at or needs too much memory; and Cancelled.
    """
    guess.check_unchanged()
    name, features, target = guess.path.name, choice.features, choice.target
    if not features:
        raise NnfsError("No column is chosen as a feature; choose at least one.")
    used = features if target is None else [*features, target]
    chosen = choice.columns
    codebooks = {
        each: Codebook(chosen[each].texts, chosen[each].merged)
        for each in used
        if chosen[each].is_text
    }
    if target is not None and class_names and choice.target_kind != "values":
        codebooks[target] = Codebook(class_names, choice.columns[target].merged)
    names = [column.name for column in guess.columns]
    if target in codebooks and choice.target_kind == "values":
        raise NnfsError("The target '{name}' is text, which has no values; read it as classes.")(
            names[target]
        )
    limit = free_memory() if limit is None else limit
    samples = TableSamples(name, len(features), target is not None, dtype, limit)
    samples.expect(guess.n_rows, guess.n_bytes)
    n_read = 0
    lenient = frozenset(column for column in used if choice.columns[column].odd == "missing")
    units = {n: guess.columns[n].unit for n in used if guess.columns[n].unit}
    wanted = WantedColumns(names, used, codebooks, len(features), samples.dtype, lenient, units)
    for values, fraction in value_blocks(guess, wanted, cancelled):
        n_read += len(values)
        expected = n_read + int(n_read * (1 / fraction - 1) * 1.02)
        samples.append(values, choice.missing, expected)
        progress(fraction)
    samples.finish(cancelled)
    guess.check_unchanged()  # nor while it was read
    if not len(samples):
        reason = "every row misses a value" if samples.n_dropped else "there is no row of data"
        raise NnfsError("{name} gives no sample, because {reason}.")(name, reason)
    columns = [names[column] for column in features]
    if choice.missing == "mean":
        texts = {place for place, column in enumerate(features) if column in codebooks}
        for place in samples.fill_means(texts, cancelled):
            raise NnfsError(
                "The column '{column}' has no value at all, so it has no mean; leave the column "
                "out."
            )(columns[place])
    targets: Rows | None = None
    n_missing_targets = 0
    classes: tuple[str, ...] = ()
    if target is not None and samples.targets is not None:
        n_missing_targets = int(np.isnan(samples.targets).sum())
        if target in codebooks:
            targets = Rows.of(class_numbers(samples.targets, cancelled).reshape(-1, 1))
            classes = codebooks[target].names
        else:
            numbers = Rows.of(seal(samples.targets).reshape(-1, 1))
            targets, classes = number_targets(
                numbers, choice.target_kind, names[target], cancelled=cancelled
            )
    batch = Batch(
        seal(samples.inputs),
        targets,
        columns,
        class_names=classes,
        target_name="target" if target is None else names[target],
    )
    report = TableReport(
        text_columns={names[n]: codebooks[n].names for n in features if n in codebooks},
        missing={
            column: int(count)
            for column, count in zip(columns, samples.n_missing, strict=True)
            if count
        },
        n_missing_targets=n_missing_targets,
        n_dropped=samples.n_dropped,
        odd={names[column]: cells for column, cells in wanted.odd.items()},
        rounded={names[column]: cells for column, cells in wanted.rounded.items()},
        infinite={
            names[column]: int(count)
            for column, count in zip(used, samples.n_infinite, strict=True)
            if count
        },
        n_short_rows=wanted.n_short_rows,
        first_short_row=wanted.first_short_row,
    )
    progress(1.0)
    return batch, report

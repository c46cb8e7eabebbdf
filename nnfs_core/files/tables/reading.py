"""Reading a table of text into a batch, chunk by chunk, in memory that was asked for first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, seal
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guess import Kind, TableGuess, preview, sniff
from nnfs_core.files.tables.parse import ChunkParser, Codebook
from nnfs_core.files.tables.samples import TableSamples
from nnfs_core.files.tables.source import TableSource, opened
from nnfs_core.files.tables.targets import TargetKind, class_numbers, number_targets
from nnfs_core.machine.memory import free_memory
from nnfs_core.project.batch import Batch

Missing = Literal["keep", "mean", "zero", "drop"]


@dataclass(frozen=True)
class TableReport:
    """What reading a table met and did.

    text_columns: for each feature of text, its texts in the order of their class numbers.
    missing: for each feature with missing cells, how many. n_dropped: rows left out for them.
    """

    n_samples: int
    text_columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    n_missing_targets: int = 0
    n_dropped: int = 0

    @property
    def n_missing(self) -> int:
        """All missing cells of features in the rows that were taken."""
        return sum(self.missing.values())


@dataclass(frozen=True)
class TableReading:
    """Holds what reading a table gave: the batch, and the report on how it was read."""

    batch: Batch
    report: TableReport


@dataclass(frozen=True)
class _Columns:
    """Which columns are taken, and how."""

    names: tuple[str, ...]  # of all columns
    features: tuple[int, ...]
    target: int | None
    codebooks: dict[int, Codebook]

    @property
    def used(self) -> tuple[int, ...]:
        return self.features if self.target is None else (*self.features, self.target)


def read_table(
    source: str | Path | TableGuess,
    table_format: TableFormat | None = None,
    *,
    target: int | None = None,
    features: Sequence[int] | None = None,
    kinds: Mapping[int, Kind] | None = None,
    target_kind: TargetKind = "auto",
    class_names: Sequence[str] = (),
    missing: Missing = "keep",
    max_rows: int | None = None,
    dtype: npt.DTypeLike = np.float64,
    limit: int | None = None,
    progress: Callable[[float], None] = lambda fraction: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> TableReading:
    """Read the columns `features` (by default all but the target) of a table into a batch.

    Text becomes class numbers in the order in which the texts come in the file; `class_names`
    fixes the first numbers of the target's, so that a second file agrees with a first. `kinds`
    overrides, by column, what the preview takes the columns for. Missing features become NaN
    ("keep"), the mean of their column ("mean"; of text, the most frequent one) or 0 ("zero"), or
    the row goes ("drop", also when its target is missing). Missing targets become class -1 or NaN.
    `max_rows` counts rows of the file. `limit` is how many bytes the arrays may take; by default,
    what is free. No format means a guessed one, and a `source` that was looked
    at is taken as it was seen.

    Raises NnfsError, with the line and the column where there are any, and Cancelled.
    """
    if isinstance(source, TableGuess):
        guess = source
        guess.check_unchanged()
    else:
        guess = sniff(source) if table_format is None else preview(source, table_format)
    name = guess.path.name
    as_text = bool(class_names) and target_kind != "values"
    if target is not None and as_text:
        kinds = {**(kinds or {}), target: "text"}
    choice = _choose(guess, target, features, kinds or {}, class_names)
    if target in choice.codebooks and target_kind == "values":
        raise NnfsError(
            f"The target '{choice.names[target]}' is text, which has no values; read it as classes."
        )
    limit = free_memory() if limit is None else limit
    samples = TableSamples(name, len(choice.features), target is not None, dtype, limit)
    _fill(samples, guess, choice, missing, max_rows, progress, cancelled)
    reading = _reading(samples, name, choice, missing, target_kind)
    guess.check_unchanged()  # nor while it was read
    progress(1.0)
    return reading


def _choose(
    guess: TableGuess,
    target: int | None,
    features: Sequence[int] | None,
    kinds: Mapping[int, Kind],
    class_names: Sequence[str],
) -> _Columns:
    n_columns = len(guess.columns)
    if features is None:
        features = [column for column in range(n_columns) if column != target]
    for column in features if target is None else (*features, target):
        if not 0 <= column < n_columns:
            raise NnfsError(f"There is no column {column}; the table has {n_columns:,} columns.")
    if target in features:
        raise NnfsError("The target cannot be a feature as well; take it out of the features.")
    if not features:
        raise NnfsError("No column is chosen as a feature; choose at least one.")
    used = features if target is None else (*features, target)
    codebooks = {
        column: Codebook(class_names if column == target else ())
        for column in used
        if kinds.get(column, guess.columns[column].kind) == "text"
    }
    names = tuple(column.name for column in guess.columns)
    return _Columns(names, tuple(features), target, codebooks)


def _fill(
    samples: TableSamples,
    guess: TableGuess,
    choice: _Columns,
    missing: Missing,
    max_rows: int | None,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> None:
    remaining = sys.maxsize if max_rows is None else max_rows
    samples.reserve(min(guess.n_rows, remaining))
    n_read = 0
    with opened(guess.path) as file:
        source = TableSource(file, guess.format, guess.path.name)
        if guess.format.has_header:
            source.first_row()
        parser = ChunkParser(
            source,
            choice.names,
            choice.used,
            choice.codebooks,
            len(choice.features),
            samples.dtype,
        )
        n_bytes = max(1, guess.stamp[1])
        while remaining > 0 and (text := source.chunk()):
            if cancelled():
                raise Cancelled
            values = parser.parse(text, remaining)
            remaining -= len(values)
            n_read += len(values)
            fraction = min(1.0, file.tell() / n_bytes)
            expected = n_read + min(remaining, int(n_read * (1 / fraction - 1) * 1.02))
            samples.append(values, missing, expected)
            progress(fraction)
    samples.finish()


def _reading(
    samples: TableSamples,
    file_name: str,
    choice: _Columns,
    missing: Missing,
    target_kind: TargetKind,
) -> TableReading:
    if not len(samples):
        reason = "every row misses a value" if samples.n_dropped else "there is no row of data"
        raise NnfsError(f"{file_name} gives no sample, because {reason}.")
    columns = [choice.names[column] for column in choice.features]
    text_places = {
        place for place, column in enumerate(choice.features) if column in choice.codebooks
    }
    if missing == "mean":
        for place in samples.fill_means(text_places):
            raise NnfsError(
                f"The column '{columns[place]}' has no value at all, so it has no mean; leave the "
                "column out."
            )
    targets, class_names = _targets(samples, choice, target_kind)
    batch = Batch(
        seal(samples.inputs),
        targets,
        columns,
        class_names=class_names,
        target_name="target" if choice.target is None else choice.names[choice.target],
    )
    report = TableReport(
        n_samples=len(samples),
        text_columns={
            choice.names[column]: choice.codebooks[column].names
            for column in choice.features
            if column in choice.codebooks
        },
        missing={
            name: int(count)
            for name, count in zip(columns, samples.n_missing, strict=True)
            if count
        },
        n_missing_targets=(0 if samples.targets is None else int(np.isnan(samples.targets).sum())),
        n_dropped=samples.n_dropped,
    )
    return TableReading(batch, report)


def _targets(
    samples: TableSamples, choice: _Columns, kind: TargetKind
) -> tuple[AnyArray | None, tuple[str, ...]]:
    """The targets (samples,) and the class names, if there are any."""
    if samples.targets is None or choice.target is None:
        return None, ()
    if choice.target in choice.codebooks:
        names = choice.codebooks[choice.target].names
        return class_numbers(samples.targets, samples.targets), names
    return number_targets(samples.targets, kind, choice.names[choice.target])

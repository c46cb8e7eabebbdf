"""This module reads a table of text into a batch, in chunks, and says what that did to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, seal
from nnfs_core.errors import NnfsError
from nnfs_core.files.look import Opened
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.codebook import Codebook
from nnfs_core.files.tables.dates import DateReader
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.kept import kept_reading
from nnfs_core.files.tables.known_units import other_units
from nnfs_core.files.tables.parsing.column_readers import LabelReader, column_readers
from nnfs_core.files.tables.parsing.text_features import TextFeature, class_column
from nnfs_core.files.tables.parsing.values import value_blocks
from nnfs_core.files.tables.parsing.wanted import WantedColumns
from nnfs_core.files.tables.report import TableReport
from nnfs_core.files.tables.samples import TableSamples
from nnfs_core.files.tables.spelling.column_names import column_names
from nnfs_core.files.tables.targets import class_numbers, number_targets
from nnfs_core.files.tables.words import MAX_COLUMNS
from nnfs_core.machine.memory import free_memory
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.matching import renumbered


def open_table(
    guess: TableGuess,
    choice: TableChoice,
    *,
    dtype: npt.DTypeLike = np.float64,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> Opened:
    """The batch that was chosen, and whether it keeps missing values.

    Raises NnfsError and Cancelled as `read_table` does.
    """
    batch, report = read_table(guess, choice, dtype=dtype, progress=progress, cancelled=cancelled)
    reading = kept_reading(guess, choice, report.text_columns | report.class_columns)
    remarks = *other_units(guess, choice), *report.remarks(choice.missing)
    has_missing = report.n_missing > 0 and choice.missing == "keep"
    return Opened(batch, remarks, has_missing, reading=reading)


def read_table(
    guess: TableGuess,
    choice: TableChoice,
    *,
    dtype: npt.DTypeLike = np.float64,
    limit: int | None = None,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> tuple[Batch, TableReport]:
    """Read a table that was looked at into a batch, as it was chosen.

    A feature of text becomes one column a class, such as "town = Lyon", or one of numbers; those of
    its texts that are known beforehand come first, and as columns no others do. Missing features
    become NaN ("keep"), the mean of their column ("mean"; of text, the most frequent one) or 0
    ("zero"), or the row goes ("drop", also when its target is missing). Missing targets become
    class -1 or NaN. `limit` is how many bytes the arrays may take; by default, what is free.

    Raises NnfsError, with the line and the column where there are any, also when the file is not
    the one that was looked at or needs too much memory; and Cancelled.
    """
    guess.check_unchanged()
    _check(guess, choice)
    readers = column_readers(guess, choice, cancelled)
    features, target, label = choice.features, choice.target, choice.label
    others = target, choice.subset, label
    used = [*features, *(column for column in others if column is not None)]
    samples = TableSamples(
        guess.path.name,
        len(features),
        target is not None,
        dtype,
        free_memory() if limit is None else limit,
        [place for place, column in enumerate(features) if choice.columns[column].is_text],
        is_split=choice.subset is not None,
    )
    lenient = frozenset(column for column in used if choice.columns[column].odd == "missing")
    names = [column.name for column in guess.columns]
    units = {n: unit for n in used if n not in readers and (unit := guess.columns[n].unit)}
    wanted = WantedColumns(names, used, readers, len(features), samples.dtype, lenient, units)
    _read_into(samples, guess, choice, wanted, progress, cancelled)
    guess.check_unchanged()  # nor while it was read
    if not len(samples):
        reason = "every row misses a value" if samples.n_dropped else "there is no row of data"
        raise NnfsError("{name} gives no sample, because {reason}.")(guess.path.name, reason)
    texts = [
        TextFeature.of(place, choice.columns[column], reader, choice.class_order)
        for place, column in enumerate(features)
        if isinstance(reader := readers.get(column), Codebook)
    ]
    if choice.missing == "mean":
        for place in samples.fill_means(texts, cancelled):
            if samples.subsets is not None:
                raise NnfsError(
                    "No training sample has a value in the column '{column}', so it has no mean; "
                    "leave the column out."
                )(names[features[place]])
            raise NnfsError(
                "The column '{column}' has no value at all, so it has no mean; leave the column "
                "out."
            )(names[features[place]])
    if texts:
        _check_texts(texts, [names[column] for column in features], samples)
        absent = 0.0 if choice.missing == "zero" else np.nan
        samples.part_texts(texts, absent, cancelled)
    targets, classes = _targets(samples, choice, wanted, cancelled)
    batch = Batch(
        seal(samples.inputs),
        targets,
        _columns([names[column] for column in features], texts),
        class_names=classes,
        target_name="target" if target is None else names[target],
        labels=samples.labels,
        subsets=samples.subsets,
        label_name="label" if label is None else names[label],
    )
    if target is not None and isinstance(codebook := readers.get(target), Codebook):
        ordered = codebook.in_order(choice.class_order)
        there = {name: number for number, name in enumerate(ordered)}
        batch = renumbered(batch, [there[name] for name in classes], ordered, cancelled)
    progress(1.0)
    return batch, _report(samples, choice, wanted, texts)


def _check(guess: TableGuess, choice: TableChoice) -> None:
    """Raise NnfsError for what nothing can be read by."""
    if not choice.features:
        raise NnfsError("No column is chosen as a feature; choose at least one.")
    target = choice.target
    if target is not None and choice.columns[target].is_text and choice.target_kind == "values":
        raise NnfsError("The target '{name}' is text, which has no values; read it as classes.")(
            guess.columns[target].name
        )


def _read_into(
    samples: TableSamples,
    guess: TableGuess,
    choice: TableChoice,
    wanted: WantedColumns,
    progress: Progress,
    cancelled: IsCancelled,
) -> None:
    samples.expect(guess.n_rows, guess.n_bytes)
    label = None if choice.label is None else wanted.readers[choice.label]
    n_read = 0
    for values, fraction in value_blocks(guess, wanted, cancelled):
        n_read += len(values)
        expected = n_read + int(n_read * (1 / fraction - 1) * 1.02)
        labels = label.take() if isinstance(label, LabelReader) else None
        samples.append(values, choice.missing, expected, labels)
        progress(fraction)
    samples.finish(cancelled)


def _check_texts(texts: Sequence[TextFeature], columns: list[str], samples: TableSamples) -> None:
    """Raise NnfsError where texts are too many to be columns, or to be numbers in the precision."""
    n_columns = len(columns) + sum(text.n_columns - 1 for text in texts)
    if n_columns == 0:
        raise NnfsError("The columns that are chosen as features hold nothing; choose others.")
    if n_columns > MAX_COLUMNS:
        raise NnfsError(
            "One column for each text makes {n:,} columns, but at most {most:,} can be read; read "
            "text as one number, or leave it out."
        )(n_columns, MAX_COLUMNS)
    most = 2 ** (np.finfo(samples.dtype).nmant + 1)  # whole numbers up to it are told apart
    for text in texts:
        if len(text.numbers) > most:
            raise NnfsError(
                "The column '{name}' has {n:,} different texts, but {dtype} tells whole numbers "
                "apart only up to {most:,}; leave it out, or choose float32."
            )(columns[text.place], len(text.numbers), samples.dtype.name, most)


def _columns(names: list[str], texts: Sequence[TextFeature]) -> tuple[str, ...]:
    """The names of the features; those of text that are one column a class are called by both."""
    parted = {text.place: text.names for text in texts if text.has_columns}
    columns = [
        column
        for place, name in enumerate(names)
        for column in (
            [class_column(name, text) for text in parted[place]] if place in parted else [name]
        )
    ]
    return tuple(columns) if len({*columns}) == len(columns) else column_names(columns)


def _targets(
    samples: TableSamples, choice: TableChoice, wanted: WantedColumns, cancelled: IsCancelled
) -> tuple[Rows | None, tuple[str, ...]]:
    """The targets and the names of their classes, in the order in which they came."""
    target = choice.target
    if target is None or samples.targets is None:
        return None, ()
    codebook = wanted.readers.get(target)
    if isinstance(codebook, Codebook):
        numbers = class_numbers(samples.targets, cancelled)
        return Rows.of(numbers.reshape(-1, 1)), codebook.names
    values, name = Rows.of(seal(samples.targets).reshape(-1, 1)), wanted.names[target]
    targets, classes = number_targets(values, choice.target_kind, name, cancelled=cancelled)
    if classes and target in wanted.rounded:
        raise NnfsError(
            "The target '{name}' has whole numbers that lose digits, such as {first}, so classes "
            "could be merged; read it as text."
        )(name, wanted.rounded[target].first[0])
    return targets, classes


def _report(
    samples: TableSamples,
    choice: TableChoice,
    wanted: WantedColumns,
    texts: Sequence[TextFeature],
) -> TableReport:
    columns = [wanted.names[column] for column in wanted.used]
    dates = {
        wanted.names[column]: reader
        for column, reader in wanted.readers.items()
        if isinstance(reader, DateReader)
    }
    return TableReport(
        text_columns={columns[text.place]: text.names for text in texts if not text.has_columns},
        class_columns={columns[text.place]: text.names for text in texts if text.has_columns},
        unknown={columns[text.place]: text.unknown for text in texts if text.unknown},
        missing=_counted(columns, samples.n_missing),
        n_missing_targets=samples.n_missing_targets,
        n_dropped=samples.n_dropped,
        odd={wanted.names[column]: cells for column, cells in wanted.odd.items()},
        rounded={wanted.names[column]: cells for column, cells in wanted.rounded.items()},
        infinite=_counted(columns, samples.n_infinite),
        n_rows=len(samples) + samples.n_dropped,
        n_short_rows=wanted.n_short_rows,
        first_short_row=wanted.first_short_row,
        date_columns=tuple(dates),
        assumed_dates=tuple(name for name, reader in dates.items() if reader.is_assumed),
    )


def _counted(columns: Sequence[str], counts: AnyArray) -> dict[str, int]:
    return {column: int(count) for column, count in zip(columns, counts, strict=False) if count}

"""This module keeps how a table was read, and reads another one that has its columns likewise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files.tables.choice import ColumnChoice, TableChoice
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import preview
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.parsing.text_features import class_column
from nnfs_core.progress import IsCancelled
from nnfs_core.project.batch import default_columns
from nnfs_core.project.table_reading import ColumnReading, TableReading

MOST_CHARACTERS = 4 * 2**20  # of names and texts

Said = dict[str, Any]  # words of a reading, which were checked when they came from a file


def kept_reading(
    guess: TableGuess, choice: TableChoice, texts: Mapping[str, tuple[str, ...]]
) -> TableReading | None:
    """How a table was read; `texts` of features that it met, by column, in their order.

    None for names that no file can hold, or more than should be in its description.
    """
    columns = tuple(
        ColumnReading(
            guessed.name,
            column.role,
            column.read_as,
            column.odd,
            texts.get(guessed.name, ()) if column.role == "feature" else (),
            tuple(column.merged.items()),
        )
        for guessed, column in zip(guess.columns, choice.columns, strict=True)
        if column.role != "left out"
    )
    words = "".join(text for column in columns for text in _words(column))
    if len(words) > MOST_CHARACTERS:
        return None
    try:
        words.encode()
    except UnicodeEncodeError:
        return None
    return TableReading(
        tuple(asdict(choice.format).items()),
        len(guess.columns),
        columns,
        choice.target_kind,
        choice.missing,
        choice.class_order,
    )


def _words(column: ColumnReading) -> Iterator[str]:
    """All that a reading has of the words of a column."""
    yield column.name
    yield from column.texts
    for pair in column.merged:
        yield from pair


def read_as_kept(
    guess: TableGuess, reading: TableReading, features: Sequence[str], cancelled: IsCancelled
) -> tuple[TableGuess, TableChoice] | None:
    """A look at a table and the choices for it, as those of a reading; None for other tables.

    It has all columns by name that became the `features` of a batch, and is looked at in the format
    of the reading where that makes of it what it was, else as it was guessed. Raises Cancelled when
    asked to stop.
    """
    said: Said = dict(reading.format)
    kept = TableFormat(**said)
    reading = _without_removed(reading, features)
    n_best, best = -1, None
    for look in _looks(guess, kept, cancelled):
        choice = _choice(look, reading)
        if choice is not None and (n := _n_fitting(look, choice)) > n_best:
            n_best, best = n, (look, choice)
    return best


def _looks(guess: TableGuess, kept: TableFormat, cancelled: IsCancelled) -> Iterator[TableGuess]:
    """The table in the format that was kept, then with the encoding that is guessed, as guessed."""
    for wanted in dict.fromkeys((kept, replace(kept, encoding=guess.format.encoding))):
        if wanted == guess.format:
            continue
        try:
            yield preview(guess.path, wanted, cancelled)
        except Cancelled:
            raise
        except NnfsError:
            continue
    yield guess


def _without_removed(reading: TableReading, features: Sequence[str]) -> TableReading:
    """The reading without those features that are none any more; names may be others, too."""
    became = {column: _features_of(column) for column in reading.columns}
    if len(features) == sum(map(len, became.values())):
        return reading
    there = {*features}
    is_known = {column: not there.isdisjoint(names) for column, names in became.items()}
    if not any(is_known.values()):
        return reading
    columns = (each for each in reading.columns if is_known[each] or each.role != "feature")
    return replace(reading, columns=tuple(columns))


def _features_of(column: ColumnReading) -> list[str]:
    """The names of the features that a column became."""
    if column.role != "feature":
        return []
    if column.read_as != "classes":
        return [column.name]
    return [class_column(column.name, text) for text in column.texts]


def _choice(guess: TableGuess, reading: TableReading) -> TableChoice | None:
    """The choices of a reading for the columns of a table; None where it lacks a feature."""
    kept = {column.name: column for column in reading.columns}
    names = [column.name for column in guess.columns]
    if any(kept[name].role == "feature" for name in kept.keys() - {*names}):
        return None
    nobodys = {*default_columns(reading.n_columns)}
    if kept.keys() <= nobodys and len(names) != reading.n_columns:
        return None  # names that nobody has given say nothing
    columns = (kept.get(name, ColumnReading(name, "left out")) for name in names)
    said: Said = {
        "target_kind": reading.target_kind,
        "missing": reading.missing,
        "class_order": reading.class_order,
    }
    return TableChoice(guess.format, tuple(map(_column_choice, columns)), **said)


def _column_choice(column: ColumnReading) -> ColumnChoice:
    said: Said = {"role": column.role, "read_as": column.read_as, "odd": column.odd}
    return ColumnChoice(**said, texts=column.texts, merged=dict(column.merged))


def _n_fitting(guess: TableGuess, choice: TableChoice) -> int:
    """How many columns look like what they are to be read as."""
    pairs = zip(guess.columns, choice.columns, strict=True)
    return sum(
        column.role != "left out" and (guessed.kind == "number") == (column.read_as == "number")
        for guessed, column in pairs
    )

"""This module keeps how a table was read, and reads another one that has its columns likewise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files.tables.choice import ColumnChoice, TableChoice
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import preview, sniff
from nnfs_core.files.tables.guessing.head import read_head
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.known_marks import has_both_marks, n_numbers, with_known_marks
from nnfs_core.files.tables.parsing.text_features import class_column
from nnfs_core.progress import IsCancelled
from nnfs_core.project.batch import default_columns
from nnfs_core.project.loose_names import as_called
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
            guessed.unit if guessed.kind == "number" else None,
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
        has_both_marks(guess),
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

    It has all columns by name, however spelled, that became the `features` of a batch, and is
    looked at in the format of the reading where that makes of it what it was, else as it was
    guessed. Where it starts is its own. Marks that may be read otherwise are asked for. Raises
    Cancelled when asked to stop.
    """
    said: Said = dict(reading.format)
    kept = TableFormat(**said)
    reading = _without_removed(reading, features)
    if guess.cells is not None and kept.sheet not in ("", guess.format.sheet):
        guess = sniff(guess.path, cancelled, sheet=kept.sheet)
    own = guess.format
    encodings = dict.fromkeys((own.encoding if _shows_encoding(guess) else kept.encoding,))
    encodings |= {own.encoding: None}
    as_own = replace(
        kept,
        sheet=own.sheet,
        comment=own.comment,
        skipped_lines=own.skipped_lines,
        header_rows=own.header_rows,
        names_in_comment=own.names_in_comment,
    )
    tried = [replace(as_own, encoding=each) for each in encodings]
    best = _best([*_looks(guess, tried, cancelled), guess], reading)
    if best is None and kept.header_rows:  # where the names stand, there the table starts
        tried = [
            replace(
                each,
                skipped_lines=kept.skipped_lines,
                header_rows=kept.header_rows,
                names_in_comment=False,
            )
            for each in tried
        ]
        best = _best(_looks(guess, tried, cancelled), reading)
    if best is None:
        return None
    now, choice = best
    others = [kept, own, *(each.format for each in guess.alternatives)]
    return with_known_marks(now, others, is_sure=_is_sure(now.format, kept, reading)), choice


def _shows_encoding(guess: TableGuess) -> bool:
    """True where the start of a text is told from any in another encoding."""
    is_unicode = guess.format.encoding.startswith("utf")
    return is_unicode and guess.cells is None and not read_head(guess.path).data.isascii()


def _is_sure(now: TableFormat, kept: TableFormat, reading: TableReading) -> bool:
    """True where marks are read as those of a table that showed what they mean."""
    is_same = (now.decimal, now.thousands) == (kept.decimal, kept.thousands)
    return is_same and reading.has_both_marks


def _looks(
    guess: TableGuess, tried: Iterable[TableFormat], cancelled: IsCancelled
) -> Iterator[TableGuess]:
    """The table in other formats than the one that is guessed, where it can be read in them."""
    for wanted in tried:
        if wanted == guess.format:
            continue
        try:
            yield preview(guess.path, wanted, cancelled)
        except Cancelled:
            raise
        except NnfsError:
            continue


def _best(
    looks: Iterable[TableGuess], reading: TableReading
) -> tuple[TableGuess, TableChoice] | None:
    """The first of the looks that make most of a table what it was."""
    found = [(look, choice) for look in looks if (choice := _choice(look, reading)) is not None]
    return max(found, key=lambda each: (_n_fitting(*each), n_numbers(each[0])), default=None)


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
    names = as_called([column.name for column in guess.columns], kept)
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
    return ColumnChoice(
        **said, texts=column.texts, merged=dict(column.merged), known_unit=column.unit
    )


def _n_fitting(guess: TableGuess, choice: TableChoice) -> int:
    """How many columns look like what they are to be read as."""
    pairs = zip(guess.columns, choice.columns, strict=True)
    return sum(
        column.role != "left out" and (guessed.kind == "number") == (column.read_as == "number")
        for guessed, column in pairs
    )

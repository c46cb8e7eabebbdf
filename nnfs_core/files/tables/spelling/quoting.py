"""This module sees which cells of a table stand in quotes, which readers of cells forget.

Whoever puts names and words in quotes, but no numbers, says what they are: R does, pandas can, and
our own tables do where a name looks like a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.numbers import is_number, unit_and_number

MOST_ROWS = 200


@dataclass(frozen=True)
class Quoting:
    """Tells what quotes say: whether the first row are names, and which columns are words."""

    has_names: bool = False
    words: frozenset[int] = frozenset()

    @classmethod
    def of(cls, text: str, table_format: TableFormat) -> Quoting:
        """What the first rows of a plain text show, the header among them or not.

        Quotes say nothing where numbers stand in them, too: where no number stands bare.
        """
        if not table_format.quote or table_format.quote not in text:
            return cls()
        rows = _spelled(text, table_format)
        if len(rows) < 2:
            return cls()
        first, body = [spelled for spelled, _ in rows[0]], rows[1:]
        columns = [[row[n] for row in body if n < len(row)] for n in range(len(first))]
        told = [{spelled for spelled, _ in column} for column in columns]
        if not any(Spelled.BARE in column for column in told):
            return cls()
        has_names = not _NO_NAMES & {*first} and (
            # quotes for a comma, too, where none are below: decimals are seldom in one row alone
            Spelled.QUOTED in first or not any(_IN_QUOTES & column for column in told)
        )
        words = (n for n, column in enumerate(told) if _are_words(column, has_names))
        return cls(has_names, frozenset(words) - _marked_numbers(columns, has_names))


class Spelled(Enum):
    """Tells how a cell stands there; one that holds a delimiter needs quotes, which say nothing.

    WORD: without quotes, but no number.
    """

    EMPTY = auto()
    BARE = auto()
    WORD = auto()
    QUOTED = auto()
    NEEDING_QUOTES = auto()


Columns = Sequence[Sequence[tuple[Spelled, str]]]

_IN_QUOTES = {Spelled.QUOTED, Spelled.NEEDING_QUOTES}
_NO_NAMES = {Spelled.BARE, Spelled.WORD, Spelled.EMPTY}
_MARKS = (".", ","), (",", "."), (",", "")
_BARE_NUMBER = re.compile(r" *+[+−-]?+(?:[0-9]|[.,][0-9]|inf|nan|∞)", re.IGNORECASE)


def _are_words(spelled: set[Spelled], has_names: bool) -> bool:
    """True for a column in quotes; those that are needed say so only below names in quotes."""
    needed = {Spelled.NEEDING_QUOTES} if has_names else set[Spelled]()
    found = spelled - {Spelled.EMPTY, Spelled.NEEDING_QUOTES}
    return found == {Spelled.QUOTED} or spelled - {Spelled.EMPTY} == needed != set()


def _marked_numbers(columns: Columns, has_names: bool) -> set[int]:
    """The columns of numbers that stand in quotes for their marks alone, as 3,377.49 does.

    Our own tables have such texts as labels in the first column and as classes in the last one,
    below names in quotes, so other columns or both marks must show that a table is none of ours.
    """
    found = {}
    for place, column in enumerate(columns):
        if Spelled.NEEDING_QUOTES in {spelled for spelled, _ in column}:
            texts = [_bare(text) for _, text in column if text]
            if any(all(is_number(text, *marks) for text in texts) for marks in _MARKS):
                found[place] = texts
    is_foreign = not has_names or any(
        0 < place < len(columns) - 1 or any("," in text and "." in text for text in texts)
        for place, texts in found.items()
    )
    return {*found} if is_foreign else set()


def _bare(text: str) -> str:
    """A number without its unit."""
    found = unit_and_number(text)
    return text if found is None else found[1]


def _spelled(text: str, table_format: TableFormat) -> list[list[tuple[Spelled, str]]]:
    """How each cell of the first rows stands there, and what is in it."""
    delimiter, quote = re.escape(table_format.in_cells.delimiter), re.escape(table_format.quote)
    cell = re.compile(
        rf" *+({quote}(?:[^{quote}]|{quote}{quote})*+{quote})?+([^{delimiter}\r\n]*+)"
        rf"({delimiter}|\r\n|[\r\n]|\Z)"
    )
    needs = re.compile(rf"[{delimiter}\r\n]|(?<!^){quote}(?!$)")
    rows: list[list[tuple[Spelled, str]]] = [[]]
    for match in cell.finditer(text):
        quoted, bare, end = match.groups()
        if quoted:
            is_needed = needs.search(quoted) is not None
            spelled = Spelled.NEEDING_QUOTES if is_needed else Spelled.QUOTED
            rows[-1].append((spelled, quoted[1:-1].strip()))
        else:
            is_bare = _BARE_NUMBER.match(bare) is not None
            empty = Spelled.WORD if bare.strip() else Spelled.EMPTY
            rows[-1].append((Spelled.BARE if is_bare else empty, bare.strip()))
        if end != table_format.in_cells.delimiter:
            if len(rows) == MOST_ROWS:
                break
            rows.append([])
    return [row for row in rows if row not in ([], [(Spelled.EMPTY, "")])]

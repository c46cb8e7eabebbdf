"""This module sees which cells of a table stand in quotes, which readers of cells forget.

Whoever puts names and words in quotes, but no numbers, says what they are: R does, pandas can, and
our own tables do where a name looks like a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from nnfs_core.files.tables.format import TableFormat

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
        first, body = rows[0], rows[1:]
        told = [{row[n] for row in body if n < len(row)} for n in range(len(first))]
        if not any(Spelled.BARE in column for column in told):
            return cls()
        has_names = Spelled.QUOTED in first and not _NO_NAMES & {*first}
        words = (n for n, column in enumerate(told) if _are_words(column, has_names))
        return cls(has_names, frozenset(words))


class Spelled(Enum):
    """Tells how a cell stands there; one that holds a delimiter needs quotes, which say nothing.

    WORD: without quotes, but no number.
    """

    EMPTY = auto()
    BARE = auto()
    WORD = auto()
    QUOTED = auto()
    NEEDING_QUOTES = auto()


_NO_NAMES = {Spelled.BARE, Spelled.WORD, Spelled.EMPTY}
_BARE_NUMBER = re.compile(r" *+[+−-]?+(?:[0-9]|[.,][0-9]|inf|nan|∞)", re.IGNORECASE)


def _are_words(spelled: set[Spelled], has_names: bool) -> bool:
    """True for a column in quotes; those that are needed say so only below names in quotes."""
    needed = {Spelled.NEEDING_QUOTES} if has_names else set[Spelled]()
    found = spelled - {Spelled.EMPTY, Spelled.NEEDING_QUOTES}
    return found == {Spelled.QUOTED} or spelled - {Spelled.EMPTY} == needed != set()


def _spelled(text: str, table_format: TableFormat) -> list[list[Spelled]]:
    """How each cell of the first rows stands there."""
    delimiter, quote = re.escape(table_format.in_cells.delimiter), re.escape(table_format.quote)
    cell = re.compile(
        rf" *+({quote}(?:[^{quote}]|{quote}{quote})*+{quote})?+([^{delimiter}\r\n]*+)"
        rf"({delimiter}|\r\n|[\r\n]|\Z)"
    )
    needs = re.compile(rf"[{delimiter}\r\n]|(?<!^){quote}(?!$)")
    rows: list[list[Spelled]] = [[]]
    for match in cell.finditer(text):
        quoted, bare, end = match.groups()
        if quoted:
            rows[-1].append(Spelled.NEEDING_QUOTES if needs.search(quoted) else Spelled.QUOTED)
        else:
            is_bare = _BARE_NUMBER.match(bare) is not None
            empty = Spelled.WORD if bare.strip() else Spelled.EMPTY
            rows[-1].append(Spelled.BARE if is_bare else empty)
        if end != table_format.in_cells.delimiter:
            if len(rows) == MOST_ROWS:
                break
            rows.append([])
    return [row for row in rows if row not in ([], [Spelled.EMPTY])]

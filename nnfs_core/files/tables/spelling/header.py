"""This module guesses where a table starts, and what its first rows say of its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nnfs_core.files.tables.dates import is_date
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.numbers import is_missing, is_number, unit_and_number
from nnfs_core.project.matching import OPPOSITES

Rows = Sequence[list[str]]

_USUAL = TableFormat()
MOST_ABOVE = 50  # rows above a table
LOOKED_AT = 100  # rows below a header
_MOST_COLUMNS = 300
_UNESCAPED_BLANK = re.compile(r"(?<!\\) ")

# as the tables of Orange have them, below the names
TYPES = frozenset({"continuous", "c", "numeric", "discrete", "d", "string", "s", "time", "t"})
ROLES = frozenset({"class", "meta", "ignore", "i", "m"})
_BRACKETS = ("(", ")"), ("[", "]")
_NEVER_NAMES = frozenset({"?", "n/a", "#n/a", "<na>", "nan"})
_EITHER_WAY = {*OPPOSITES, *((yes, no) for no, yes in OPPOSITES)}


@dataclass(frozen=True)
class Header:
    """Holds what the rows above the data say of each column: name, type and role, or nothing."""

    names: list[str]
    types: list[str]
    roles: list[str]

    @classmethod
    def of(cls, rows: Rows, width: int, body: Rows = ()) -> Header:
        """What header rows say of `width` columns above a body; without rows, nothing.

        A row of units is added to the names: time and (s) are time (s).
        """
        filled = [[*row, *[""] * (width - len(row))][:width] for row in rows]
        nothing = [""] * width
        names = filled[0] if filled else nothing
        types = roles = nothing
        for row in filled[1:]:
            words = {cell.lower() for cell in row if cell}
            if not any(types) and _are_types(row, body):
                types = [cell.lower() if cell.lower() in TYPES else "discrete" for cell in row]
            elif words <= ROLES:
                roles = [cell.lower() for cell in row]
            else:
                names = [_with_unit(name, unit) for name, unit in zip(names, row, strict=True)]
        return cls(names, types, roles)


def n_rows_above(rows: Rows, spelled: TableFormat) -> int:
    """How many rows stand above a table: its title, or a line of counts as scikit-learn has it."""
    counts = Counter(map(len, rows))
    width = max(counts, key=lambda each: (counts[each], each))
    ended = width + 1  # the header alone may end in a delimiter
    first = next(
        n for n, row in enumerate(rows) if len(row) == width or (len(row) == ended and not row[-1])
    )
    above = rows[:first]
    if width == 1 or first > MOST_ABOVE or len(rows) - first < 2:
        return 0
    if _are_counts(rows[0], width):
        return 1
    if any(len(row) > width for row in above):  # the rows below are too short
        return 0
    if not all(any(_is_word(cell, spelled) for cell in row) for row in above):
        return 0
    is_header = bool(above) and len(above[-1]) == width - 1 > 1
    return first - 1 if is_header and not has_header(rows[first:], spelled) else first


def n_header_rows(rows: Rows, spelled: TableFormat, *, has_names: bool = False) -> int:
    """How many of the first rows say what the columns are; the first one does if it `has_names`."""
    rows = [row[:_MOST_COLUMNS] for row in rows[: LOOKED_AT + 3]]
    if not rows or not (has_names or has_header(rows, spelled)):
        return 0
    body = rows[1:]
    n_rows, above = 1, list[str]()
    while body and n_rows < 3 and _says_more(body[0], body[1 : 1 + LOOKED_AT], spelled, above):
        n_rows, above, body = n_rows + 1, body[0], body[1:]
    return n_rows


def has_header(rows: Rows, spelled: TableFormat = _USUAL) -> bool:
    """True when the first row has no number, but a word above a number or one of its own.

    Numbers may be names, too: years, those that count from 0, and those behind a word or nothing,
    where the rows below are of another kind.
    """
    if not rows:
        return False
    first, *body = (row[:_MOST_COLUMNS] for row in rows[: 1 + LOOKED_AT])
    if any(_is_figure(cell, spelled) for cell in first):
        return _are_numbered_names(first, body, spelled)
    words = [column for column, cell in enumerate(first) if _is_word(cell, spelled)]
    if any(
        is_date(first[column]) and is_date(row[column])
        for row in body
        for column in words
        if column < len(row)
    ):
        return False
    if any(
        _is_figure(row[column], spelled) for row in body for column in words if column < len(row)
    ):
        return True
    if _begins_with_missing(first, body, spelled):
        return False
    return bool(words) and any(
        all(row[column] != first[column] for row in body if column < len(row)) for column in words
    )


def lacks_first_name(header: list[str], body: Rows) -> bool:
    """True when a header has a name for all columns but the first, that of row names, as R has."""
    width = len(header) + 1
    if len(header) < 2 or not body or any(len(row) != width for row in body[:LOOKED_AT]):
        return False
    if not any(row[-1] for row in body):  # each row ends in a delimiter
        return False
    firsts = [row[0] for row in body[:LOOKED_AT]]
    is_name = all(cell and not is_number(cell) for cell in firsts)
    return len(set(firsts)) == len(firsts) and (is_name or all(map(_is_whole, firsts)))


def _with_unit(name: str, unit: str) -> str:
    for opening, closing in _BRACKETS:
        if unit.startswith(opening) and unit.endswith(closing):
            unit = unit[1:-1]
    return f"{name} ({unit})" if unit and name else name or unit


def _says_more(row: list[str], body: Rows, spelled: TableFormat, above: list[str]) -> bool:
    """True for a row of types, roles or units: words where all rows below have numbers.

    above: the row between it and the names, empty if there is none.
    """
    words = [cell for cell in row if not is_missing(cell)]
    if not words or len(body) < 2:
        return False
    lower = {word.lower() for word in words}
    if above and lower <= ROLES:
        return _are_types(above, body)
    if _are_types(row, body):
        return True
    over_numbers = []
    for column, cell in enumerate(row):
        below = [each[column] for each in body if column < len(each)]
        known = [each for each in below if not is_missing(each)]
        if known and all(_is_figure(each, spelled) for each in known):
            over_numbers.append(cell)
    n_words = sum(_is_word(cell, spelled) for cell in over_numbers)
    if n_words < sum(not is_missing(cell) for cell in over_numbers):
        return False
    in_brackets = all((word[0], word[-1]) in _BRACKETS for word in words)
    return n_words > 1 or (n_words == 1 and in_brackets)


def _are_types(row: list[str], body: Rows) -> bool:
    """True for a type of each column, or a list of all texts that are in it."""
    are_types = [cell.lower() in TYPES for cell in row]
    if len(row) < 2 or not any(are_types):
        return False
    if all(are_types) and not any(map(_is_whole, row)):
        are_words = all(len(cell) > 1 for cell in row)
        return are_words or any(map(is_number, (cell for below in body for cell in below)))
    return all(
        is_type or _lists(cell, {each[n] for each in body if n < len(each)})
        for n, (cell, is_type) in enumerate(zip(row, are_types, strict=True))
    )


def _lists(cell: str, texts: set[str]) -> bool:
    """True for texts parted by blanks, those in them behind backslashes, that have all `texts`."""
    listed = {each.replace("\\ ", " ") for each in _UNESCAPED_BLANK.split(cell)}
    return len(listed) > 1 and {text for text in texts if not is_missing(text)} <= listed


def _are_counts(row: list[str], width: int) -> bool:
    """True for the number of samples and of features, perhaps with the names of classes behind."""
    if len(row) < 2 or not all(map(_is_whole, row[:2])) or int(row[1]) != width - 1:
        return False
    rest = row[2:]
    return not any(map(is_number, rest)) and (len(row) < width or any(rest))


def _are_numbered_names(first: list[str], body: Rows, spelled: TableFormat) -> bool:
    """True for years or numbers that count, perhaps beside words, over cells of another kind."""
    places = [place for place, cell in enumerate(first) if _is_whole(cell)]
    names = [first[place] for place in places]
    words = [place for place in range(len(first)) if place not in places]
    if len(body) < 2 or not names or len({*names}) < len(names) or first in body:
        return False
    if any(_is_figure(first[place], spelled) for place in words):
        return False
    if any(first[n] and n < len(row) and row[n] == first[n] for n in words for row in body):
        return False  # a word that comes again is no name
    columns = [
        [row[place] for row in body if place < len(row) and not is_missing(row[place])]
        for place in places
    ]
    others = [bool(column) and not any(map(_is_whole, column)) for column in columns]
    if len(names) > 1 and all(map(_is_year, names)):
        below = [cell for column in columns for cell in column]
        return sum(map(_is_year, below)) < len(below) / 2
    if words:
        return words == [*range(len(words))] and all(others)
    if [int(name) for name in names] != [*range(len(names))]:
        return False
    if len(names) < 3:
        return len(names) == 2 and len(body) > 2 and all(others)
    return any(others) or (len(names) > 7 and not _goes_on(first, body[0]))


def _begins_with_missing(first: list[str], body: Rows, spelled: TableFormat) -> bool:
    """True for a first row of data: a number is missing in it, and its words are as below.

    A mark that names nothing says so alone, as ? does. Na may be sodium, and nothing a name that
    was left empty; beside these a word has to come again, or its opposite.
    """
    columns = [[row[n] for row in body if n < len(row)] for n in range(len(first))]
    missing = [
        cell
        for cell, column in zip(first, columns, strict=True)
        if is_missing(cell) and any(_is_figure(each, spelled) for each in column)
    ]
    if any(cell.lower() in _NEVER_NAMES for cell in missing):
        return True
    return bool(missing) and any(
        cell == each or (cell.casefold(), each.casefold()) in _EITHER_WAY
        for cell, column in zip(first, columns, strict=True)
        if _is_word(cell, spelled)
        for each in column
    )


def _goes_on(first: list[str], second: list[str]) -> bool:
    """True where the numbers of a row go on counting in the next one."""
    if len(first) != len(second) or not all(map(_is_whole, second)):
        return False
    return len({int(b) - int(a) for a, b in zip(first, second, strict=True)}) == 1


def _is_word(cell: str, spelled: TableFormat) -> bool:
    return not (is_missing(cell) or is_number(cell) or _is_figure(cell, spelled))


def _is_figure(cell: str, spelled: TableFormat) -> bool:
    """True for a number with a digit in it; inf is a word as much as a number."""
    if not any(map(str.isdigit, cell)):
        return False
    with_unit = unit_and_number(cell)
    number = cell if with_unit is None else with_unit[1]
    return is_number(number, spelled.decimal, spelled.thousands)


def _is_whole(cell: str) -> bool:
    return cell.isascii() and cell.isdecimal() and len(cell) < 16


def _is_year(cell: str) -> bool:
    return _is_whole(cell) and len(cell) == 4 and "1000" <= cell < "2200"

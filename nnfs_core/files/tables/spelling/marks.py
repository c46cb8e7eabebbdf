"""This module guesses which marks the numbers of a table have: decimal, and between thousands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.numbers import is_number, unit_and_number
from nnfs_core.wording import sentence

DECIMAL, THOUSANDS = "the decimal mark", "a mark between thousands"

# Of marks that read as many cells, the first ones win.
_PAIRS = (
    *((".", ""), (",", ""), (".", ","), (",", ".")),
    *((".", "'"), (",", "'"), (".", " "), (",", " ")),
)
SIGNS = frozenset(".,'’ \u00a0\u202f\u2009")
_MOST_CHARACTERS = 40


@dataclass(frozen=True)
class Marks:
    """Holds a format with its marks; a question, and other formats, where two readings remain.

    are_seen: a number has one of them.
    """

    format: TableFormat
    question: str = ""
    others: tuple[tuple[TableFormat, str], ...] = ()
    are_seen: bool = True


def found_marks(
    rows: Sequence[Sequence[str]], spelled: TableFormat, words: Collection[int]
) -> Marks:
    """The marks with which most cells are numbers; columns of `words` are none."""
    cells: Counter[str] = Counter()
    fewest: dict[int, int] = {}  # digits of a whole number, by column
    grouped: dict[int, str] = {}  # columns with a mark in some
    for row in rows:
        for column, cell in enumerate(row):
            if column in words or not cell or len(cell) > _MOST_CHARACTERS:
                continue
            if cell.isdecimal():
                fewest[column] = min(fewest.get(column, len(cell)), len(cell))
            elif not SIGNS.isdisjoint(cell) and any(map(str.isdigit, cell)):
                with_unit = unit_and_number(cell)
                number = cell if with_unit is None else with_unit[1]
                cells[number] += 1
                grouped.setdefault(column, number)
    counts: dict[tuple[str, str], int] = {}
    for decimal, thousands in _PAIRS:
        if _fits(spelled, decimal, thousands):
            read = {cell for cell in cells if is_number(cell, decimal, thousands)}
            # a bare 1.5 shows that the commas in quotes are no decimal marks
            is_refuted = decimal == spelled.delimiter and any(map(is_number, cells.keys() - read))
            counts[decimal, thousands] = 0 if is_refuted else sum(cells[cell] for cell in read)
    best = max(counts, key=counts.__getitem__)  # the first one of several
    if not counts[best]:
        return Marks(replace(spelled, decimal=".", thousands=""), are_seen=False)
    found = replace(spelled, decimal=best[0], thousands=best[1])
    other = (".", ",") if best == (",", "") else (",", ".")
    is_open = best[1] == "" and counts.get(other) == counts[best] > 0
    n_fewest = min((fewest[column] for column in grouped if column in fewest), default=4)
    if not is_open or not _may_be_thousands(best[0], spelled.delimiter, n_fewest):
        return Marks(found)
    cell = next(each for each in sorted(cells) if is_number(each, *other))
    thousands_format = replace(spelled, decimal=other[0], thousands=other[1])
    # among 1,234 and 12,045, a 987 has no decimals to show
    if best[0] == "," and (n_fewest < 4 or spelled.delimiter == ","):
        if n_fewest < 4 and spelled.delimiter == ",":  # of two signs for it
            return Marks(thousands_format)
        return Marks(thousands_format, question_on_mark(cell, THOUSANDS), ((found, DECIMAL),))
    return Marks(found, question_on_mark(cell, DECIMAL), ((thousands_format, THOUSANDS),))


def question_on_mark(cell: str, taken_for: str) -> str:
    """Asks what the comma or point in a number is, of DECIMAL and THOUSANDS."""
    what = "comma" if "," in cell else "point"
    return sentence(
        "Is the {comma} in {cell} the decimal mark, or does it part thousands? It counts as {it}."
    )(what, cell, taken_for)


def _may_be_thousands(decimal: str, delimiter: str, n_fewest: int) -> bool:
    """Whether to ask about 1.234 or 1,234, which the table reads as `decimal` otherwise.

    n_fewest: digits of the shortest whole number beside them. A point is doubtful beside
    semicolons, as those who write decimal commas use them, and never beside commas.
    """
    if decimal == "," or delimiter == ";":
        return True
    return delimiter != "," and n_fewest >= 3


def _fits(spelled: TableFormat, decimal: str, thousands: str) -> bool:
    try:
        replace(spelled, decimal=decimal, thousands=thousands)
    except NnfsError:
        return False
    return True

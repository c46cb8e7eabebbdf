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
_SIGNS = frozenset(".,'’ \u00a0\u202f\u2009")
_MOST_CHARACTERS = 40


@dataclass(frozen=True)
class Marks:
    """Holds a format with its marks; a question, and other formats, where two readings remain."""

    format: TableFormat
    question: str = ""
    others: tuple[tuple[TableFormat, str], ...] = ()


def found_marks(
    rows: Sequence[Sequence[str]], spelled: TableFormat, words: Collection[int]
) -> Marks:
    """The marks with which most cells are numbers; columns of `words` are none."""
    cells: Counter[str] = Counter()
    small: dict[int, bool] = {}  # columns with whole numbers below 1,000
    grouped: dict[int, str] = {}  # columns with a mark in some
    for row in rows:
        for column, cell in enumerate(row):
            if column in words or not cell or len(cell) > _MOST_CHARACTERS:
                continue
            if cell.isdecimal():
                small[column] = small.get(column, False) or len(cell) < 4
            elif not _SIGNS.isdisjoint(cell) and any(map(str.isdigit, cell)):
                with_unit = unit_and_number(cell)
                number = cell if with_unit is None else with_unit[1]
                cells[number] += 1
                grouped.setdefault(column, number)
    counts: dict[tuple[str, str], int] = {}
    for decimal, thousands in _PAIRS:
        if _fits(spelled, decimal, thousands):
            counts[decimal, thousands] = sum(
                n for cell, n in cells.items() if is_number(cell, decimal, thousands)
            )
    best = max(counts, key=counts.__getitem__)  # the first one of several
    if not counts[best]:
        best = ".", ""
    found = replace(spelled, decimal=best[0], thousands=best[1])
    other = (".", ",") if best == (",", "") else (",", ".")
    is_open = best[1] == "" and counts.get(other) == counts[best] > 0
    if not is_open or (best[0] == "." and spelled.delimiter != ";"):
        return Marks(found)
    cell = next(each for each in sorted(cells) if is_number(each, *other))
    thousands_format = replace(spelled, decimal=other[0], thousands=other[1])
    # among 1,234 and 12,045, a 987 has no decimals to show
    if best[0] == "," and any(small.get(column) for column in grouped):
        return Marks(thousands_format, question_on_mark(cell, THOUSANDS), ((found, DECIMAL),))
    return Marks(found, question_on_mark(cell, DECIMAL), ((thousands_format, THOUSANDS),))


def question_on_mark(cell: str, taken_for: str) -> str:
    """Asks what the comma or point in a number is, of DECIMAL and THOUSANDS."""
    what = "comma" if "," in cell else "point"
    return sentence(
        "Is the {comma} in {cell} the decimal mark, or does it part thousands? It counts as {it}."
    )(what, cell, taken_for)


def _fits(spelled: TableFormat, decimal: str, thousands: str) -> bool:
    try:
        replace(spelled, decimal=decimal, thousands=thousands)
    except NnfsError:
        return False
    return True

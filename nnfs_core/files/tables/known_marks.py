"""This module tells of numbers that are read by the marks of a table that a network knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.format import Alternative, TableFormat
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.numbers import is_number, unit_and_number
from nnfs_core.files.tables.spelling.marks import DECIMAL, THOUSANDS, question_on_mark
from nnfs_core.wording import sentence

_MOST_CELLS = 20_000


def has_both_marks(guess: TableGuess) -> bool:
    """True where a number of the first rows shows its decimal mark and one between thousands."""
    decimal, thousands = guess.format.decimal, guess.format.thousands
    return thousands != "" and any(
        decimal in number and thousands in number and is_number(number, decimal, thousands)
        for number in _numbers(guess)
    )


def n_numbers(guess: TableGuess) -> int:
    """How many cells of the first rows are numbers, in columns of such."""
    return sum(_is_number(number, guess.format) for number in _numbers(guess))


def with_known_marks(
    look: TableGuess, others: Iterable[TableFormat], *, is_sure: bool
) -> TableGuess:
    """A look that asks what a mark is where those of other formats fit its numbers as well.

    is_sure: it is the mark of a table that showed what it means; so it is told, and can be altered.
    """
    marks = {each.decimal: each.thousands for each in reversed([*others])}
    marks.pop(look.format.decimal, None)
    numbers = [each for each in _numbers(look) if _is_number(each, look.format)]
    for decimal, thousands in marks.items():
        try:
            other = replace(look.format, decimal=decimal, thousands=thousands)
        except NnfsError:
            continue
        cell = next((each for each in numbers if "," in each or "." in each), None)
        if cell is not None and all(_is_number(each, other) for each in numbers):
            taken, not_taken = DECIMAL, THOUSANDS
            if look.format.decimal not in cell:
                taken, not_taken = not_taken, taken
            told = _told(cell, taken) if is_sure else question_on_mark(cell, taken)
            return replace(look, warning=told, alternatives=(Alternative(other, not_taken),))
    return look


def _told(cell: str, taken_for: str) -> str:
    what = "comma" if "," in cell else "point"
    return sentence("The {comma} in {cell} is {it}, as in the table that the network knows.")(
        what, cell, taken_for
    )


def _numbers(guess: TableGuess) -> Iterator[str]:
    """The first cells of columns of numbers, without their units."""
    places = [place for place, column in enumerate(guess.columns) if column.kind == "number"]
    for row in guess.rows[: max(1, _MOST_CELLS // max(1, len(guess.columns)))]:
        for place in places:
            if place < len(row):
                with_unit = unit_and_number(row[place])
                yield row[place] if with_unit is None else with_unit[1]


def _is_number(text: str, spelled: TableFormat) -> bool:
    return is_number(text, spelled.decimal, spelled.thousands)

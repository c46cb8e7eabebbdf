"""This module says which columns bear other units than in the table that a network knows."""

from __future__ import annotations

from collections.abc import Iterator

from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.numbers import is_missing
from nnfs_core.wording import counted, sentence

MOST_TOLD = 3  # columns, one by one


def other_units(guess: TableGuess, choice: TableChoice) -> list[str]:
    """A sentence on each column of numbers in another unit, for they are read as they stand."""
    told = [
        _told(guess.columns[place].name, guess.columns[place].unit, known)
        for place, known in _known(choice)
        if known != guess.columns[place].unit and _has_numbers(guess, place)
    ]
    n_more = len(told) - MOST_TOLD
    if n_more > 0:
        more = sentence("So it is in {columns}.")
        told[MOST_TOLD:] = [more(counted(n_more, "more column"))]
    return told


def _known(choice: TableChoice) -> Iterator[tuple[int, str]]:
    """Columns that are read as numbers, and the units that are known of them."""
    for place, column in enumerate(choice.columns):
        is_read = column.role in ("feature", "target") and column.read_as == "number"
        if is_read and column.known_unit is not None:
            yield place, column.known_unit


def _has_numbers(guess: TableGuess, place: int) -> bool:
    return guess.columns[place].kind == "number" and any(
        place < len(row) and not is_missing(row[place]) for row in guess.rows
    )


def _told(name: str, unit: str, known: str) -> str:
    if not known:
        return sentence(
            "{name} is in {unit} here and was not in the table that the network knows."
        )(name, unit)
    if not unit:
        return sentence(
            "{name} is not in {unit} here and was in the table that the network knows."
        )(name, known)
    return sentence(
        "{name} is in {unit} here and was in {known} in the table that the network knows."
    )(name, unit, known)

"""This module finds what reads each column of a table that holds no plain numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import closing

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.codebook import Codebook
from nnfs_core.files.tables.dates import DateOrder, DateOrderSeeker, DateReader
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.numbers import is_missing, short_text
from nnfs_core.files.tables.parsing.columns import no_number
from nnfs_core.files.tables.parsing.values import value_blocks
from nnfs_core.files.tables.parsing.wanted import WantedColumns
from nnfs_core.progress import IsCancelled
from nnfs_core.project.labels import shortened
from nnfs_core.project.subset import subset_of_word


class LabelReader:
    """Reads the texts of a column as they are; their numbers count them from the last `take` on."""

    is_kept = False

    def __init__(self) -> None:
        self._texts: list[str] = []

    def encode(self, text: str) -> float:
        """The number of a text."""
        self._texts.append(shortened(text) if text.strip() else "")
        return len(self._texts) - 1

    def take(self) -> list[str]:
        """The texts by their numbers; the next one is number 0 again."""
        texts, self._texts = self._texts, []
        return texts

    def refusal(self, where: str, cell: str) -> NnfsError:
        """Nothing is refused."""
        raise NotImplementedError


class SubsetReader:
    """Reads words such as train and test as the numbers of `Subset`."""

    is_kept = True

    def encode(self, text: str) -> float:
        subset = subset_of_word(text)
        if subset is None:
            raise ValueError
        return subset

    def refusal(self, where: str, cell: str) -> NnfsError:
        said = short_text(cell.strip()) if cell.strip() else "an empty cell"
        return NnfsError(
            "{place} has {cell}, which does not say what the sample is for; a word such as train, "
            "validation or test does. Leave the column out, or read it as a feature."
        )(where, said)


class WrittenNumbers(Codebook):
    """Numbers classes by how their numbers are written, so that 01 and 1 are two."""

    def encode(self, text: str) -> float:
        if is_missing(text):
            return math.nan
        if not text.strip().isdecimal():
            raise ValueError
        return super().encode(text)

    def refusal(self, where: str, cell: str) -> NnfsError:
        is_one = cell.strip().isdecimal()
        return super().refusal(where, cell) if is_one else no_number(where, cell)


ColumnReader = Codebook | DateReader | LabelReader | SubsetReader


def column_readers(
    guess: TableGuess, choice: TableChoice, cancelled: IsCancelled
) -> dict[int, ColumnReader]:
    """The readers by column number. Where only the cells of a column tell how its dates are
    spelled, they are looked at first. Raises NnfsError and Cancelled as reading does."""
    used = [n for n in (*choice.features, choice.target) if n is not None]
    readers: dict[int, ColumnReader] = {
        n: Codebook(choice.columns[n].texts, choice.columns[n].merged)
        for n in used
        if choice.columns[n].is_text
    }
    if choice.target is not None and _is_as_written(guess, choice, choice.target):
        readers[choice.target] = WrittenNumbers(choice.columns[choice.target].texts)
    days = [n for n in used if choice.columns[n].read_as == "days"]
    orders = _date_orders(guess, days, cancelled)
    readers |= {n: DateReader(orders[n]) for n in days}
    if choice.label is not None:
        readers[choice.label] = LabelReader()
    if choice.subset is not None:
        readers[choice.subset] = SubsetReader()
    return readers


def _is_as_written(guess: TableGuess, choice: TableChoice, target: int) -> bool:
    """Whether numbers that are the target are classes named by what is written."""
    is_number = choice.columns[target].read_as == "number"
    return is_number and choice.target_kind != "values" and guess.columns[target].as_written


def _date_orders(
    guess: TableGuess, columns: Sequence[int], cancelled: IsCancelled
) -> dict[int, DateOrder | None]:
    """Which of day and month comes first in some columns, as the first cell tells that can."""
    seekers = {column: DateOrderSeeker() for column in columns}
    for row in guess.rows:
        for column, seeker in seekers.items():
            if column < len(row):
                seeker.encode(row[column])
    unclear = [column for column, seeker in seekers.items() if seeker.is_open]
    if unclear:
        names = [column.name for column in guess.columns]
        wanted = WantedColumns(names, unclear, {column: seekers[column] for column in unclear})
        with closing(value_blocks(guess, wanted, cancelled)) as blocks:
            for _ in blocks:
                if not any(seekers[column].is_open for column in unclear):
                    break
    return {column: seeker.order for column, seeker in seekers.items()}

"""This module counts the cells of a column by how they are spelled."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice

from nnfs_core.files.tables.codebook import MAX_CLASS_NAME
from nnfs_core.files.tables.meaning import CellContent, CellMeaning, MeaningReader
from nnfs_core.files.tables.surveying.survey import MAX_ODD, ColumnSurvey

# No number or missing cell begins so where numbers have no unit.
_LETTERS = frozenset("abcdefghjklmopqrstuvwxyzABCDEFGHJKLMOPQRSTUVWXYZ")
_ODD_BEGINNINGS = _LETTERS | frozenset(map(str.encode, _LETTERS))


class ColumnTally:
    """Counts what the cells of one column say, looking at each spelling once.

    most_texts: how many different texts of the column are kept. at_once: how many spellings.
    """

    def __init__(self, reader: MeaningReader, most_texts: int, at_once: int) -> None:
        self._reader = reader
        self._most_texts = most_texts
        self._at_once = at_once
        self._counts: Counter[bytes | str] = Counter()
        self._meanings: dict[bytes | str, CellMeaning] = {}
        self._texts: dict[str, int] = {}
        self._odd: dict[str, None] = {}
        self._first_odd_line: int | None = None
        self._has_more = False
        self._n_numbers = self._n_missing = self._n_blank = self._n_odd = 0
        self._n_infinite = self._n_rounded = 0
        self._lowest, self._highest = math.inf, -math.inf

    def take(self, cells: Sequence[bytes | str], line: Callable[[int], int]) -> bool:
        """Count some cells, as they stand in the file or as texts; True if odd ones look plain.

        line: tells the line of the n-th of them.
        """
        reader, has_plain = self._reader, False
        if self._has_more and len(self._odd) == MAX_ODD and not reader.unit:
            n_cells = len(cells)  # of names or prose: most are words that need no second look
            cells = [cell for cell in cells if cell[:1] not in _ODD_BEGINNINGS]
            self._n_odd += n_cells - len(cells)
        n_known = len(self._counts)
        self._counts.update(cells)
        for cell in islice(self._counts, n_known, None):
            meaning = self._meanings[cell] = reader.meaning(cell)
            if meaning.content is CellContent.ODD:
                has_plain = has_plain or reader.looks_plain(meaning.text)
                if self._first_odd_line is None:
                    self._first_odd_line = line([*cells].index(cell))
        if len(self._counts) > self._at_once:
            self._settle()
        return has_plain

    @property
    def survey(self) -> ColumnSurvey:
        """What was counted so far."""
        self._settle()
        return ColumnSurvey(
            n_numbers=self._n_numbers,
            n_missing=self._n_missing,
            n_blank=self._n_blank,
            n_odd=self._n_odd,
            odd=tuple(self._odd),
            first_odd_line=self._first_odd_line,
            n_infinite=self._n_infinite,
            n_rounded=self._n_rounded,
            lowest=self._lowest,
            highest=self._highest,
            texts=tuple(self._texts),
            counts=tuple(self._texts.values()),
            has_more=self._has_more,
        )

    def _settle(self) -> None:
        """Add up what was counted by spelling."""
        for cell, count in self._counts.items():
            meaning = self._meanings[cell]
            self._add(meaning, count)
            if meaning.text:
                self._keep(meaning.text, count)
        self._counts.clear()
        self._meanings.clear()

    def _add(self, meaning: CellMeaning, count: int) -> None:
        match meaning.content:
            case CellContent.NUMBER:
                self._n_numbers += count
                self._n_rounded += count * meaning.is_rounded
                if math.isinf(meaning.number):
                    self._n_infinite += count
                else:
                    self._lowest = min(self._lowest, meaning.number)
                    self._highest = max(self._highest, meaning.number)
            case CellContent.ODD:
                self._n_odd += count
                if len(self._odd) < MAX_ODD:
                    self._odd[meaning.text] = None
            case content:
                self._n_missing += count
                self._n_blank += count * (content is CellContent.BLANK)

    def _keep(self, text: str, count: int) -> None:
        if text in self._texts:
            self._texts[text] += count
        elif len(self._texts) < self._most_texts and len(text) <= MAX_CLASS_NAME:
            self._texts[text] = count
        else:
            self._has_more = True

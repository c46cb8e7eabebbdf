"""This module says what a look at a whole table found in it, column by column."""

from __future__ import annotations

import math
from dataclasses import dataclass

MAX_ODD = 5  # odd cells that are told
MAX_TEXTS = 1000  # different texts of a column that are kept


@dataclass(frozen=True)
class ColumnSurvey:
    """Says what the cells of one column are.

    n_numbers: numbers; of a column that is guessed to hold dates, dates. n_missing: missing where
    numbers are read. n_blank: those of them that are empty, which are missing in text, too. n_odd:
    neither numbers nor missing, of which `odd` are the first that differ and `first_odd_line` is
    where the first one stands. n_rounded: whole numbers beyond 2**53 that lose digits. lowest,
    highest: of the finite numbers, the infinite ones of the other sign without any. texts: the
    first different texts, of a column of whole numbers these from the least on; how often each
    comes is in `counts`. There are others, too, if `has_more`; then each comes at least so often.
    """

    n_numbers: int = 0
    n_missing: int = 0
    n_blank: int = 0
    n_odd: int = 0
    odd: tuple[str, ...] = ()
    first_odd_line: int | None = None
    n_infinite: int = 0
    n_rounded: int = 0
    lowest: float = math.inf
    highest: float = -math.inf
    texts: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    has_more: bool = False

    @property
    def n_texts(self) -> int:
        """How many different texts are known."""
        return len(self.texts)


@dataclass(frozen=True)
class TableSurvey:
    """Says what a table holds, or the share of it that has been looked at; 1 is all of it.

    n_short_rows: rows with fewer cells than there are columns. n_long_rows: rows with more, other
    than empty ones. n_quotes: lines on which quotes do not stand around a whole cell. Of each, the
    line of the first one is told.
    row_word: what the number of a row in the file is called.
    """

    columns: tuple[ColumnSurvey, ...]
    n_rows: int
    share: float = 1.0
    n_short_rows: int = 0
    first_short_line: int | None = None
    n_long_rows: int = 0
    first_long_line: int | None = None
    n_quotes: int = 0
    first_quote_line: int | None = None
    row_word: str = "line"

    @property
    def is_whole(self) -> bool:
        return self.share == 1.0

"""This module counts the different numbers of columns that hold a few whole numbers alone."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from nnfs_core.files.tables.chunks.json_numbers import Float64Array

MOST_COLUMNS = 5000
AT_ONCE = 2**20  # numbers that wait, so that a column is counted many rows at a time
MOST_COUNTS = 2**23  # of all columns together
WIDEST = 2**17  # from the least to the largest number of a column


class WholeNumbers:
    """Counts how often each number comes in a column, until it is no whole number or one too many.

    columns: of numbers, of which those of the first 5,000 are counted, but none of `uncounted`.
    most: how many different ones of a column.
    """

    def __init__(
        self, columns: list[int], most: int, uncounted: Collection[int] = frozenset()
    ) -> None:
        self._most = most
        counted = (column for column in columns[:MOST_COLUMNS] if column not in uncounted)
        self._counts = {column: _Counts() for column in counted}
        self._widest = min(WIDEST, MOST_COUNTS // max(1, len(self._counts)))
        self._columns = frozenset(columns)
        self._waiting: list[Float64Array] = []
        self._n_waiting = 0

    def take(self, values: Float64Array) -> None:
        """Count numbers (rows, columns); NaN is none."""
        if not self._counts or not len(values):
            return
        columns = np.array([*self._counts])
        taken = values[:, columns]
        is_whole = ((taken == np.floor(taken)) | np.isnan(taken)).all(axis=0)
        is_whole &= ~np.isinf(taken).any(axis=0)
        if not is_whole.all():
            self._settle()
            for column in columns[~is_whole].tolist():
                self._counts.pop(column, None)
            taken = values[:, [*self._counts]]
        self._waiting.append(taken)
        self._n_waiting += taken.size
        if self._n_waiting > AT_ONCE:
            self._settle()

    def of(self, column: int) -> dict[str, int] | None:
        """How often each number comes, the least first; None where there are others, or many."""
        self._settle()
        if column in self._counts:
            return self._counts[column].by_text
        return None if column in self._columns else {}

    def _settle(self) -> None:
        if not self._n_waiting:
            return
        values = np.concatenate(self._waiting)
        self._waiting, self._n_waiting = [], 0
        for place, (column, counts) in enumerate([*self._counts.items()]):
            numbers = values[:, place]
            numbers = numbers[~np.isnan(numbers)]
            if len(numbers) and not counts.add(numbers, self._widest, self._most):
                del self._counts[column]


class _Counts:
    """Holds how often each whole number from `least` on comes."""

    def __init__(self) -> None:
        self.least = 0
        self.counts: npt.NDArray[np.intp] = np.empty(0, np.intp)

    def add(self, numbers: Float64Array, widest: int, most: int) -> bool:
        """Count some; False, and nothing more is known, where they are too many or far apart."""
        least, largest = numbers.min(), numbers.max()
        if len(self.counts):
            least = min(least, self.least)
            largest = max(largest, self.least + len(self.counts) - 1)
        if largest - least >= widest:
            return False
        found = np.bincount((numbers - least).astype(np.intp), minlength=int(largest - least) + 1)
        if len(self.counts):
            start = self.least - int(least)
            found[start : start + len(self.counts)] += self.counts
        self.least, self.counts = int(least), found
        return int(np.count_nonzero(found)) <= most

    @property
    def by_text(self) -> dict[str, int]:
        places = np.flatnonzero(self.counts)
        pairs = zip(places.tolist(), self.counts[places].tolist(), strict=True)
        return {str(self.least + place): count for place, count in pairs}

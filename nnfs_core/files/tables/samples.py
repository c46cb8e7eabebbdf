"""This module holds arrays that samples are read into: they grow in place, as memory allows."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import NnfsError
from nnfs_core.wording import shortage_text

_TARGET_BYTES = 4 * 8  # the value, and what sorting out the classes takes for a while


class TableSamples:
    """Holds inputs (samples, features) in `dtype`, and targets (samples,) as float64 or None."""

    def __init__(
        self, file_name: str, width: int, has_targets: bool, dtype: npt.DTypeLike, limit: int
    ) -> None:
        self.inputs: FloatArray = np.empty((0, width), dtype)
        self.targets: FloatArray | None = np.empty(0) if has_targets else None
        self.n_missing = np.zeros(width, np.int64)
        self.n_dropped = 0
        self._n_rows = 0
        self._file_name = file_name
        self._limit = limit

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.inputs.dtype

    def __len__(self) -> int:
        return self._n_rows

    def reserve(self, n_rows: int) -> None:
        """Make room for as many rows; raises NnfsError, before it takes any, if there is none."""
        width, has_targets = self.inputs.shape[1], self.targets is not None
        n_bytes = n_rows * (width * self.inputs.itemsize + has_targets * _TARGET_BYTES)
        n_columns = width + has_targets
        if n_bytes > self._limit:
            shortage = shortage_text(n_bytes, self._limit)
            raise NnfsError(
                "{file} has about {n_cells:,} cells ({n_rows:,} rows of {n_columns:,} columns), "
                "which need {shortage}; take fewer columns or fewer rows."
            )(self._file_name, n_rows * n_columns, n_rows, n_columns, shortage)
        self._resize(n_rows)

    def append(self, values: npt.NDArray[np.float64], missing: str, expected_rows: int) -> None:
        """Add rows of features and, last, the target; `missing` may be "drop" or "zero".

        expected_rows: how many rows the whole table seems to have, which spares resizing.
        """
        width = self.inputs.shape[1]
        if missing == "drop":
            whole = ~np.isnan(values).any(axis=1)
            self.n_dropped += int(len(values) - whole.sum())
            values = values[whole]
        features = values[:, :width]
        absent = np.isnan(features)
        self.n_missing += absent.sum(axis=0)
        if missing == "zero":
            features[absent] = 0
        end = self._n_rows + len(values)
        if end > len(self.inputs):
            self.reserve(max(expected_rows, end + end // 8))
        self.inputs[self._n_rows : end] = features
        if self.targets is not None:
            self.targets[self._n_rows : end] = values[:, width]
        self._n_rows = end

    def finish(self) -> None:
        """Give back the room that was not needed."""
        self._resize(self._n_rows)

    def fill_means(self, text_columns: set[int]) -> list[int]:
        """Put each column's mean, or its most frequent text, where it is missing.

        Returns the columns without any value, which stay as they are.
        """
        empty = []
        for column in np.flatnonzero(self.n_missing):
            values = self.inputs[:, column]
            known = values[~np.isnan(values)]
            if not len(known):
                empty.append(int(column))
            elif column in text_columns:
                values[np.isnan(values)] = np.bincount(known.astype(np.int64)).argmax()
            else:
                values[np.isnan(values)] = _mean(known)
        return empty

    def _resize(self, n_rows: int) -> None:
        # Nobody else holds these arrays yet, and growing in place needs no second copy.
        self.inputs.resize((n_rows, self.inputs.shape[1]), refcheck=False)
        if self.targets is not None:
            self.targets.resize(n_rows, refcheck=False)


def _mean(values: npt.NDArray[Any]) -> float:
    with np.errstate(over="ignore"):
        mean = float(np.mean(values, dtype=np.float64))
    # The sum of very large numbers overflows where their mean does not.
    return mean if np.isfinite(mean) else float(np.sum(values / len(values)))

"""This module holds arrays that samples are read into: they grow in place, as memory allows.

Numbers may be shorter as text than in memory, as in lines of one digit. They are packed while such
a table is read, so that one that is wrong only at its end has not taken more than its good part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray, bytes_held, seal
from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.parsing.text_features import TextFeature, part_text_features
from nnfs_core.progress import IsCancelled, stop_if
from nnfs_core.project.labels import label_column
from nnfs_core.project.subset import SUBSET, Subset
from nnfs_core.wording import shortage_text

Float64Array = npt.NDArray[np.float64]

_TARGET_BYTES = 4 * 8  # the value, and what sorting out the classes takes for a while


@dataclass(frozen=True)
class _Packed:
    """Holds numbers (rows, columns) in less memory, each of them exactly.

    tenfold: ten times each, for then those of two characters are whole, such as .1; in half or
    single precision. places, others: where that is not exact, counted row by row, what is there.
    """

    tenfold: AnyArray
    places: npt.NDArray[np.uint32]
    others: Float64Array

    @classmethod
    def of(cls, values: Float64Array, dtype: type[np.floating[Any]]) -> _Packed:
        with np.errstate(over="ignore"):
            packed = cls((values * 10).astype(dtype), np.empty(0, np.uint32), np.empty(0))
        is_exact = (packed.unpacked == values) | (values != values)
        if is_exact.all():
            return packed
        places = np.flatnonzero(~is_exact).astype(np.uint32)
        return cls(packed.tenfold, places, values.take(places))

    @property
    def unpacked(self) -> Float64Array:
        """The numbers as they were."""
        values: Float64Array = self.tenfold.astype(np.float64) / 10
        values.put(self.places, self.others)
        return values


class TableSamples:
    """Holds inputs (samples, features) in `dtype`, targets (samples,) as float64 or None, labels.

    All are whole once it is finished. texts: features of text, which are numbers of texts until
    `part_texts`. final_width: how many columns of inputs there will be.
    """

    def __init__(
        self,
        file_name: str,
        width: int,
        has_targets: bool,
        dtype: npt.DTypeLike,
        limit: int,
        texts: Sequence[int] = (),
        is_split: bool = False,
    ) -> None:
        self.inputs: FloatArray = np.empty((0, width), dtype)
        self.targets: FloatArray | None = np.empty(0) if has_targets else None
        self.n_missing = np.zeros(width, np.int64)
        self.n_infinite = np.zeros(width + has_targets, np.int64)
        self.n_dropped = 0
        self.final_width = width
        self._texts = [*texts]
        self._labels: list[AnyArray] = []  # (rows, 1) texts each
        self._subsets: list[AnyArray] | None = [] if is_split else None  # (rows,) each
        self._n_label_bytes = 0
        self._n_rows = 0  # those in the arrays
        self._packed: list[_Packed] = []
        self._packed_type: type[np.floating[Any]] | None = None  # None: packs nothing
        self._file_name = file_name
        self._limit = limit

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.inputs.dtype

    def __len__(self) -> int:
        return self._n_rows

    @property
    def n_missing_targets(self) -> int:
        """Targets of which nothing is known."""
        return 0 if self.targets is None else int(np.isnan(self.targets).sum())

    @property
    def labels(self) -> AnyArray | None:
        """What the samples (samples, 1) are called, None where no label was added."""
        return seal(np.concatenate(self._labels)) if self._labels else None

    @property
    def subsets(self) -> AnyArray | None:
        """What the samples (samples,) are for, None where no column says it."""
        return None if self._subsets is None else seal(np.concatenate(self._subsets))

    def expect(self, n_rows: int, n_bytes: int) -> None:
        """Get ready for about as many rows from a file of `n_bytes`; raises as `reserve` does."""
        self._check_room(n_rows)
        row_bytes = self.inputs.shape[1] * self.inputs.itemsize + (self.targets is not None) * 8
        if n_rows * row_bytes > 2 * n_bytes:
            self._packed_type = np.float16 if n_rows * row_bytes > 3.5 * n_bytes else np.float32
        else:
            self._resize(n_rows)

    def reserve(self, n_rows: int) -> None:
        """Make room for as many rows; raises NnfsError, before it takes any, if there is none."""
        self._check_room(n_rows)
        self._resize(n_rows)

    def append(
        self,
        values: Float64Array,
        missing: str,
        expected_rows: int,
        labels: Sequence[str] | None = None,
    ) -> None:
        """Add rows of features and, last, the target; `missing` may be "drop" or "zero".

        What samples are for stands in one column more, where that is known. expected_rows: how many
        rows the whole table seems to have, which spares resizing. labels: texts whose numbers stand
        in one column more. Raises NnfsError as `reserve` does.
        """
        width = self.inputs.shape[1]
        if missing == "drop":
            whole = ~np.isnan(values).any(axis=1)
            self.n_dropped += int(len(values) - whole.sum())
            values = values[whole]
        if labels is not None:
            values, numbers = values[:, :-1], values[:, -1]
            self._labels.append(label_column(labels[int(number)] for number in numbers))
            self._n_label_bytes += bytes_held(self._labels[-1])
            self._check_room(self._n_rows)
        if self._subsets is not None:
            values, subsets = values[:, :-1], values[:, -1]
            self._subsets.append(subsets.astype(SUBSET))
        is_finite = np.isfinite(values)
        if not is_finite.all():
            is_nan = np.isnan(values)
            self.n_infinite += (~is_finite & ~is_nan).sum(axis=0)
            absent = is_nan[:, :width]
            self.n_missing += absent.sum(axis=0)
            if missing == "zero":
                absent[:, self._texts] = False  # where 0 is a text
                values[:, :width][absent] = 0
        if self._packed_type is None:
            self._write(values, expected_rows)
        else:
            self._packed.append(_Packed.of(values, self._packed_type))

    def finish(self, cancelled: IsCancelled) -> None:
        """Move what is packed into the arrays, and give back the room that was not needed.

        Raises NnfsError as `reserve` does, and Cancelled when asked to stop.
        """
        if self._packed:
            self.reserve(sum(len(packed.tenfold) for packed in self._packed))
        self._packed.reverse()
        while self._packed:  # each is given back as soon as it has been moved
            stop_if(cancelled)
            self._write(self._packed.pop().unpacked)
        self._resize(self._n_rows)

    def part_texts(
        self, features: Sequence[TextFeature], absent: float, cancelled: IsCancelled
    ) -> None:
        """Give texts of features their last numbers or columns; missing ones become `absent`.

        Raises NnfsError as `reserve` does, and Cancelled when asked to stop.
        """
        self.final_width += sum(feature.n_columns for feature in features) - len(features)
        self._check_room(self._n_rows)
        part_text_features(self.inputs, features, absent, cancelled)

    def fill_means(self, texts: Sequence[TextFeature], cancelled: IsCancelled) -> list[int]:
        """Put each column's mean, or its most frequent text, where it is missing.

        It is that of the training samples alone, where a column says which they are. Of equally
        frequent texts it is the first in the order that they are to have. Returns the columns
        without any value there, which stay as they are. Raises Cancelled when asked to stop.
        """
        empty, subsets = [], self.subsets
        counts_for = np.bool_(True) if subsets is None else subsets == Subset.TRAINING
        parted = {text.place: text for text in texts}
        for column in np.flatnonzero(self.n_missing).tolist():
            stop_if(cancelled)
            values = self.inputs[:, column]
            known = values[~np.isnan(values) & counts_for]
            if not len(known):
                empty.append(column)
            elif column in parted:
                counts = np.bincount(known.astype(np.int64))
                frequent = np.flatnonzero(counts == counts.max())
                first = parted[column].numbers[frequent].argmin()
                values[np.isnan(values)] = frequent[first]
            else:
                values[np.isnan(values)] = _mean(known)
        return empty

    def _write(self, values: AnyArray, expected_rows: int = 0) -> None:
        end, width = self._n_rows + len(values), self.inputs.shape[1]
        if end > len(self.inputs):
            self.reserve(max(expected_rows, end + end // 8))
        self.inputs[self._n_rows : end] = values[:, :width]
        if self.targets is not None:
            self.targets[self._n_rows : end] = values[:, width]
        self._n_rows = end

    def _check_room(self, n_rows: int) -> None:
        width, has_targets = self.final_width, self.targets is not None
        n_bytes = n_rows * (width * self.inputs.itemsize + has_targets * _TARGET_BYTES)
        n_bytes += 2 * self._n_label_bytes  # which are put together at last
        n_columns = width + has_targets
        if n_bytes > self._limit:
            shortage = shortage_text(n_bytes, self._limit)
            raise NnfsError(
                "{file} has about {n_cells:,} cells ({n_rows:,} rows of {n_columns:,} columns), "
                "which need {shortage}; take fewer columns or fewer rows."
            )(self._file_name, n_rows * n_columns, n_rows, n_columns, shortage)

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

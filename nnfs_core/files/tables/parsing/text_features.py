"""This module makes of a feature of text one column a class, or numbers its texts in some order.

While a table is read each text has the number of its first coming. Only at the end it is known how
many there are, so the columns are parted then, in the memory of the inputs themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.files.tables.choice import IS_CLASS, ColumnChoice
from nnfs_core.files.tables.codebook import ClassOrder, Codebook
from nnfs_core.progress import IsCancelled, stop_if

AT_ONCE = 2**18  # numbers moved in a moment


@dataclass(frozen=True)
class TextFeature:
    """Says what becomes of the texts of a feature.

    place: among the features that are read. names: of the texts, by their numbers then. unknown:
    texts that were met though others were said to be all. numbers: (texts,) the number of each text
    in the order in which they came, -1 for one that is not among the names. has_columns: each name
    becomes a column of 0 and 1; else all are one of numbers.
    """

    place: int
    names: tuple[str, ...]
    unknown: tuple[str, ...]
    numbers: npt.NDArray[np.int64]
    has_columns: bool

    @classmethod
    def of(
        cls, place: int, column: ColumnChoice, codebook: Codebook, order: ClassOrder
    ) -> TextFeature:
        """What becomes of the texts that a codebook has met; those known beforehand are first.

        As columns they are all: any others have none.
        """
        has_columns = column.read_as == "classes"
        names = codebook.in_order(order)
        if has_columns and column.texts:
            names = column.texts
        there = {name: number for number, name in enumerate(names)}
        numbers = np.array([there.get(name, -1) for name in codebook.names], np.int64)
        unknown = codebook.new_names if column.texts else ()
        return cls(place, names, unknown, numbers, has_columns)

    @property
    def n_columns(self) -> int:
        """How many columns it becomes."""
        return len(self.names) if self.has_columns else 1


def class_column(name: str, text: str) -> str:
    """The name of the column that tells whether a feature is a text."""
    return f"{name}{IS_CLASS}{text}"


def part_text_features(
    inputs: FloatArray, features: Sequence[TextFeature], absent: float, cancelled: IsCancelled
) -> None:
    """Give texts their numbers or columns, in place; missing texts become `absent`.

    inputs: (samples, features) as read, which nobody else holds. Raises Cancelled, which leaves
    them in a mess.
    """
    n_rows, width = inputs.shape
    parted = {feature.place: feature for feature in features}
    counts = np.array([parted[n].n_columns if n in parted else 1 for n in range(width)], np.int64)
    starts, new_width = np.cumsum(counts) - counts, int(counts.sum())
    inputs.resize((n_rows, max(width, new_width)), refcheck=False)
    numbers = inputs.reshape(-1)
    before = numbers[: n_rows * width].reshape(n_rows, width)
    after = numbers[: n_rows * new_width].reshape(n_rows, new_width)
    step = max(1, AT_ONCE // max(width, new_width))
    plain = np.array([n for n in range(width) if n not in parted], np.int64)
    blocks = range(0, n_rows, step)
    # Rows that become longer are moved from the last one on, so that none is written over.
    for start in reversed(blocks) if new_width > width else blocks:
        stop_if(cancelled)
        rows = before[start : start + step].copy()
        wide = after[start : start + step]
        wide[:, starts[plain]] = rows[:, plain]
        for feature in features:
            first = starts[feature.place]
            columns = wide[:, first : first + feature.n_columns]
            _write(columns, rows[:, feature.place], feature, absent)
    del numbers, before, after
    inputs.resize((n_rows, new_width), refcheck=False)


def _write(columns: AnyArray, codes: AnyArray, feature: TextFeature, absent: float) -> None:
    is_missing = np.isnan(codes)
    numbers = np.full(len(codes), -1)
    numbers[~is_missing] = feature.numbers[codes[~is_missing].astype(np.int64)]
    if feature.has_columns:
        columns[:] = numbers[:, np.newaxis] == np.arange(feature.n_columns)
        columns[is_missing] = absent
    else:
        columns[:, 0] = np.where(is_missing, absent, numbers)

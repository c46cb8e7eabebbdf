"""Defines the batch: the samples for a network, with the names of their features and targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray, float_matrix
from nnfs_core.errors import ShapeError
from nnfs_core.matrix.blocks import Block, Deferred
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.labels import LABEL, NO_LABEL, label_rows
from nnfs_core.project.pictures import NO_PICTURES, PictureSize, recognised_size
from nnfs_core.project.subset import Subset, subset_rows, subset_sizes
from nnfs_core.wording import counted, one_line

UNKNOWN = -1  # the class number of a sample whose class nobody has named
MAX_CLASSES = 10_000
MOST_OF_LABEL = 40  # characters in a sentence


@dataclass(frozen=True, init=False)
class Batch:
    """Holds samples as rows, features as columns, and for each sample perhaps a target.

    inputs: (samples, features). targets: (samples,), whole numbers for classes (-1 for unknown) or
    floats for values. columns: a name for each feature, `x0`, `x1`, ... by default. class_names: a
    name for each class number. said_pictures: how large the pictures are that the samples hold, or
    NO_PICTURES, where somebody has said it. labels: (samples,), what each sample is called, empty
    for one that has only its number; label_name: what their column is called, `label` without any.
    subsets: (samples,), what each sample is for, a `Subset`; None while nobody has split the batch.
    Raises ShapeError when these do not fit together.
    """

    input_rows: Rows  # (samples, features)
    target_rows: Rows | None  # (samples, 1)
    columns: tuple[str, ...]
    class_names: tuple[str, ...]
    target_name: str
    said_pictures: PictureSize | None
    label_rows: Rows | None  # (samples, 1), texts
    label_name: str
    subset_rows: Rows | None  # (samples, 1), int8

    def __init__(
        self,
        inputs: npt.ArrayLike | Rows,
        targets: npt.ArrayLike | Rows | None = None,
        columns: Sequence[str] | None = None,
        *,
        class_names: Sequence[str] = (),
        target_name: str = "target",
        said_pictures: PictureSize | None = None,
        labels: Sequence[str] | AnyArray | Rows | None = None,
        label_name: str = LABEL,
        subsets: npt.ArrayLike | Rows | None = None,
    ) -> None:
        input_rows = (
            inputs if isinstance(inputs, Rows) else Rows.of(float_matrix(inputs, "The inputs"))
        )
        n_samples, n_features = input_rows.shape
        names = default_columns(n_features) if columns is None else tuple(columns)
        if len(names) != n_features:
            raise ShapeError("{n_features} features need as many names, but {count} are given.")(
                n_features, len(names)
            )
        if len(class_names) > MAX_CLASSES:
            raise ShapeError("At most {most:,} classes can be named, but {count:,} are.")(
                MAX_CLASSES, len(class_names)
            )
        target_rows = (
            targets if targets is None or isinstance(targets, Rows) else _target_rows(targets)
        )
        if target_rows is not None and len(target_rows) != n_samples:
            raise ShapeError("{n_samples} samples need as many targets, but {count} are given.")(
                n_samples, len(target_rows)
            )
        labels = None if labels is None else label_rows(labels)
        if labels is not None and len(labels) != n_samples:
            raise ShapeError("{n_samples} samples need as many labels, but {count} are given.")(
                n_samples, len(labels)
            )
        parts = None if subsets is None else subset_rows(subsets)
        if parts is not None and len(parts) != n_samples:
            raise ShapeError("{n_samples} samples need as many subsets, but {count} are given.")(
                n_samples, len(parts)
            )
        if said_pictures not in (None, NO_PICTURES) and said_pictures.n_pixels != n_features:
            raise ShapeError(
                "Pictures of {size} are {n_pixels:,} pixels, but a sample has {n_features}."
            )(said_pictures.text, said_pictures.n_pixels, counted(n_features, "feature"))
        object.__setattr__(self, "input_rows", input_rows)
        object.__setattr__(self, "target_rows", target_rows)
        object.__setattr__(self, "columns", names)
        object.__setattr__(self, "class_names", tuple(class_names))
        object.__setattr__(self, "target_name", target_name)
        object.__setattr__(self, "said_pictures", said_pictures)
        object.__setattr__(self, "label_rows", labels)
        object.__setattr__(self, "label_name", LABEL if labels is None else label_name)
        object.__setattr__(self, "subset_rows", parts)

    @property
    def inputs(self) -> FloatArray:
        """All inputs (samples, features), read-only."""
        return self.input_rows.array

    @property
    def targets(self) -> AnyArray | None:
        """All targets (samples,), read-only, or None."""
        return None if self.target_rows is None else self.target_rows.array.reshape(-1)

    @property
    def labels(self) -> AnyArray | None:
        """All labels (samples,), read-only texts, or None."""
        return None if self.label_rows is None else self.label_rows.array.reshape(-1)

    @property
    def subsets(self) -> npt.NDArray[np.int8] | None:
        """What each sample is for (samples,), read-only, or None while nobody has split them."""
        return None if self.subset_rows is None else self.subset_rows.array.reshape(-1)

    @cached_property
    def subset_counts(self) -> dict[Subset, int]:
        """How many samples are in each subset; empty while nobody has split them."""
        return {} if self.subset_rows is None else subset_sizes(self.subset_rows)

    @property
    def n_samples(self) -> int:
        return len(self.input_rows)

    @property
    def n_features(self) -> int:
        return self.input_rows.width

    @property
    def has_classes(self) -> bool:
        """True when the targets are class numbers."""
        return self.target_rows is not None and self.target_rows.dtype.kind == "i"

    @cached_property
    def n_classes(self) -> int:
        """How many classes the targets tell of: one more than the largest number, or the names."""
        if not self.has_classes or self.target_rows is None:
            return 0
        largest = max((_largest(block) for block in self.target_rows.blocks), default=UNKNOWN)
        return max(len(self.class_names), largest + 1)

    def look_for_classes(self, cancelled: IsCancelled = never) -> None:
        """Find out `n_classes` and `subset_counts`; targets in a file are read once for it.

        Raises Cancelled when asked to stop, NnfsError when targets cannot be fetched.
        """
        if self.has_classes and self.target_rows is not None:
            for block in self.target_rows.blocks:
                stop_if(cancelled)
                _largest(block)
        _ = self.n_classes, self.subset_counts

    @property
    def picture_size(self) -> PictureSize | None:
        """How large the pictures are that the samples hold, as said or as their names tell."""
        if self.said_pictures is None:
            return recognised_size(self.columns)
        return None if self.said_pictures == NO_PICTURES else self.said_pictures

    @property
    def matrices(self) -> tuple[Rows, ...]:
        """All that it holds of samples: inputs, and targets, labels, subsets if there are some."""
        each = self.input_rows, self.target_rows, self.label_rows, self.subset_rows
        return tuple(rows for rows in each if rows is not None)

    @property
    def is_in_memory(self) -> bool:
        """True when looking at any number or label costs no wait for a file."""
        return all(rows.is_in_memory for rows in self.matrices)

    @property
    def has_targets_in_memory(self) -> bool:
        """As `is_in_memory`, of the targets alone; True without any."""
        return self.target_rows is None or self.target_rows.is_in_memory

    def class_name(self, number: int) -> str:
        """How people read a class number: its name, or `class 2` while it has none."""
        if number == UNKNOWN:
            return "unknown"
        if 0 <= number < len(self.class_names) and self.class_names[number]:
            return self.class_names[number]
        return f"class {number}"

    def label_of(self, sample: int) -> str:
        """The label of a sample, empty where it has none or there is no such sample."""
        rows = self.label_rows
        if rows is None or not 0 <= sample < len(rows):
            return NO_LABEL
        return str(rows.rows(sample, sample + 1)[0, 0])

    def row_name(self, sample: int) -> str:
        """How a row of a sample is headed: by its label, or by its number if it has none."""
        return self.label_of(sample) or str(sample)

    def subset_of(self, sample: int) -> Subset | None:
        """What a sample is for; None while nobody has split them, or where there is no such."""
        rows = self.subset_rows
        if rows is None or not 0 <= sample < len(rows):
            return None
        return Subset(int(rows.rows(sample, sample + 1)[0, 0]))

    def sample_text(self, sample: int) -> str:
        """How sentences name a sample: its number, and its label if it has one: 17 (setosa-12)."""
        label = one_line(self.label_of(sample), MOST_OF_LABEL)
        return f"{sample:,} ({label})" if label else f"{sample:,}"

    def with_(self, **changes: Any) -> Batch:
        """This batch with some of its fields replaced.

        With more features or fewer, the samples are no longer the pictures that they were said to
        be.
        """
        rows = changes.get("input_rows", self.input_rows)
        if np.shape(rows)[-1] != self.n_features and self.said_pictures != NO_PICTURES:
            changes = {"said_pictures": None} | changes
        parts = {field: getattr(self, field) for field in self.__dataclass_fields__} | changes
        inputs, targets = parts.pop("input_rows"), parts.pop("target_rows")
        labels, subsets = parts.pop("label_rows"), parts.pop("subset_rows")
        return Batch(inputs, targets, labels=labels, subsets=subsets, **parts)

    def astype(self, dtype: npt.DTypeLike) -> Batch:
        """This batch with inputs, and targets that are values, in another precision."""
        targets = self.target_rows
        if targets is not None and targets.dtype.kind == "f":
            targets = targets.astype(dtype)
        inputs = self.input_rows.astype(dtype)
        if inputs is self.input_rows and targets is self.target_rows:
            return self
        return self.with_(input_rows=inputs, target_rows=targets)


# What is known of deferred targets: reading them again for it would make the window wait.
_largest_known: WeakKeyDictionary[Deferred, int] = WeakKeyDictionary()


def _largest(block: Block) -> int:
    """The largest class number of a block of targets."""
    if not isinstance(block, Deferred):
        return int(block.max())
    if block not in _largest_known:
        _largest_known[block] = int(block.read().max())
    return _largest_known[block]


def default_columns(count: int, start: int = 0) -> tuple[str, ...]:
    """x0, x1, x2, ... the names of features that nobody has named."""
    return tuple(f"x{number}" for number in range(start, start + count))


def _target_rows(targets: npt.ArrayLike) -> Rows:
    array = np.asarray(targets)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array.reshape(-1)
    if array.ndim != 1 or array.dtype.kind not in "biuf":
        raise ShapeError("Targets must be one number for each sample.")
    if array.dtype.kind != "f":
        if array.size and not (array.min() >= UNKNOWN and array.max() < MAX_CLASSES):
            raise ShapeError(
                "A class number must be from 0 to {most:,}, or -1 for unknown; targets that are "
                "values must be floating point numbers."
            )(MAX_CLASSES - 1)
        array = array.astype(np.int64)
    return Rows.of(array.reshape(-1, 1))

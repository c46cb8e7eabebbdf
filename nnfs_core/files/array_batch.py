"""This module makes a batch of the arrays in a file: which are taken, and which as targets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import seal
from nnfs_core.errors import NnfsError
from nnfs_core.files.array_files import (
    INPUT_NAMES,
    PARTNERS,
    SAMPLES,
    TARGET_NAMES,
    TARGETS,
    ArrayFile,
    look_at_arrays,
)
from nnfs_core.files.in_place import (
    StoredArray,
    StoredMatrix,
    fits_in_memory,
    read_rows,
    rows_in_place,
)
from nnfs_core.files.look import Opened
from nnfs_core.files.native import load
from nnfs_core.files.schema import BatchSchema
from nnfs_core.files.tables.targets import TargetKind, checked_class_numbers, number_targets
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, Progress, ignored, never, part_of
from nnfs_core.project.batch import Batch
from nnfs_core.project.pictures import MOST_PIXELS, PictureSize, recognised_size

MOST_LABELS = 2**26  # bytes of a file that is looked into without being asked for
_FIRST_MERGED = 2**53  # the first whole number that float64 does not tell from the next


@dataclass(frozen=True)
class TargetArray:
    """Names targets that stand in an array of their own, in the file of the inputs or another."""

    source: ArrayFile
    array: StoredArray

    @property
    def name(self) -> str:
        """How a person knows it."""
        return self.array.name or self.source.path.stem


Target = int | TargetArray | None  # a column, or an array


@dataclass(frozen=True)
class ArrayChoice:
    """Says what is read; `target` is a column of the inputs, then no feature, or another array."""

    inputs: StoredArray
    target: Target = None
    target_kind: TargetKind = "auto"

    @classmethod
    def suggested(cls, source: ArrayFile) -> ArrayChoice | None:
        """What is best for most files that hold such arrays; None for a network."""
        if source.is_network:
            return None
        choices = source.input_arrays
        best = min(choices, key=lambda array: _rank(array, INPUT_NAMES))
        return cls(best, suggested_target(source, best))

    def left_out(self, source: ArrayFile) -> tuple[str, ...]:
        """The names of the arrays of a file that are not read."""
        target = self.target.array if isinstance(self.target, TargetArray) else None
        read = (self.inputs, target)
        return tuple(array.name for array in source.arrays if all(array is not e for e in read))


def suggested_target(source: ArrayFile, inputs: StoredArray) -> TargetArray | None:
    """The array that looks like the targets of these inputs, if one does."""
    numbers = SAMPLES if source.names is not None else None  # of samples, in exports of ours
    fitting = [
        array
        for array in source.target_arrays(inputs.matrix.shape[0])
        if array is not inputs and array.name != numbers
    ]
    partners = _partners(inputs.name.lower())
    paired = [array for array in fitting if array.name.lower() in partners]
    named = [array for array in fitting if array.name.lower() in TARGET_NAMES]
    whole = [array for array in fitting if not array.is_float]
    for likely in (paired, named, whole):
        if len(likely) == 1:
            return TargetArray(source, likely[0])
    return _labels_beside(source, inputs)


def _partners(name: str) -> set[str]:
    """How the targets of inputs may be called: y_train beside x_train."""
    words = re.split(r"([^a-z]+)", name)
    return {
        "".join(other if word == one else word for word in words)
        for one, other in PARTNERS
        if one in words
    }


def _labels_beside(source: ArrayFile, inputs: StoredArray) -> TargetArray | None:
    """The labels in the file of their own that MNIST and its kin have beside the pictures."""
    name = source.path.name
    path = source.path.with_name(name.replace("images", "labels").replace("idx3", "idx1"))
    if "images" not in name or source.arrays != (inputs,):
        return None
    try:
        if not path.is_file() or path.stat().st_size > MOST_LABELS:
            return None
        found = look_at_arrays(path)
    except (NnfsError, OSError):
        return None
    fitting = found.target_arrays(inputs.matrix.shape[0])
    return TargetArray(found, fitting[0]) if len(fitting) == 1 else None


def _rank(array: StoredArray, names: tuple[str, ...]) -> tuple[bool, bool, int, int]:
    """Less for an array that is more likely meant."""
    name = array.name.lower()
    place = names.index(name) if name in names else len(names)
    return len(array.shape) != 2, not array.is_float, place, -array.matrix.shape[0]


def is_opened_in_place(choice: ArrayChoice, dtype: np.dtype[Any]) -> bool:
    """True when the inputs are so large that they will stay in the file."""
    return not fits_in_memory(choice.inputs.matrix, dtype)


def read_arrays(
    source: ArrayFile,
    choice: ArrayChoice | None,
    *,
    dtype: npt.DTypeLike = np.float64,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> Opened:
    """The batch that was chosen, its inputs in `dtype`, or the network in the file.

    What is large stays in the file. Classes are numbered and named as in a table of text. Raises
    NnfsError when the file cannot be read or has changed, Cancelled when asked to stop.
    """
    if choice is None:
        path = source.path
        return Opened(load(path, progress=progress, cancelled=cancelled), saves_to=path)
    stored, target = choice.inputs.matrix, choice.target
    columns = source.columns(choice.inputs)
    tell = part_of(progress, 0, 1.0 if target is None else 0.5)
    inputs = read_rows(source.file, stored, np.dtype(dtype), progress=tell, cancelled=cancelled)
    size = _picture_size(choice.inputs, columns)
    if target is None:
        return Opened(Batch(inputs, None, columns, said_pictures=size))
    holder = target.array if isinstance(target, TargetArray) else choice.inputs
    if isinstance(target, TargetArray) and holder.matrix.shape != (len(inputs), 1):
        raise NnfsError("{name} has {n_rows:,} numbers, but there are {n_samples:,} samples.")(
            target.name, holder.matrix.shape[0], len(inputs)
        )
    numbers = _numbers(source, target, holder, part_of(progress, 0.5, 0.75), cancelled)
    if isinstance(target, TargetArray):
        name = target.name
    else:
        name = columns[target]
        others = [number for number in range(len(columns)) if number != target]
        inputs = _with_columns(inputs, others, cancelled)
        columns = [columns[number] for number in others]
    names, tell = _names(source, choice), part_of(progress, 0.75, 1)
    if names is not None:
        targets = checked_class_numbers(numbers, name, tell, cancelled)
        class_names, name = tuple(names.class_names), names.target_name
    else:
        targets, class_names = number_targets(numbers, choice.target_kind, name, tell, cancelled)
        if not holder.is_float:
            _check_told_apart(class_names, name)
    if len(columns) != choice.inputs.matrix.shape[1]:
        size = None
    batch = Batch(
        inputs,
        targets,
        columns,
        class_names=class_names,
        target_name=name,
        said_pictures=size,
    )
    batch.look_for_classes(cancelled)  # here: targets in the file take a while to read
    return Opened(batch)


def _picture_size(inputs: StoredArray, columns: Sequence[str]) -> PictureSize | None:
    """How large the pictures are that an array (samples, height, width) holds, where their names
    would not tell it."""
    if len(inputs.shape) != 3 or recognised_size(columns) is not None:
        return None
    height, width = inputs.shape[1:]
    is_one = min(height, width) >= 2 and max(height, width) <= MOST_PIXELS
    return PictureSize(height, width) if is_one else None


def _with_columns(rows: Rows, columns: list[int], cancelled: IsCancelled) -> Rows:
    """Some columns; in one piece, as everything else in memory. Raises Cancelled."""
    if not rows.is_in_memory:
        return rows.with_columns(columns)
    numbers = np.empty((len(rows), len(columns)), rows.dtype)
    for start, block in rows.arrays(cancelled):
        numbers[start : start + len(block)] = block[:, columns]
    return Rows.of(seal(numbers))


def _check_told_apart(class_names: tuple[str, ...], name: str) -> None:
    """Raise NnfsError when whole numbers were read as classes that float64 may have merged."""
    for number in class_names:
        if abs(float(number)) >= _FIRST_MERGED:
            raise NnfsError(
                "The target '{name}' has whole numbers from {least:,} on, such as {number:.0f}, "
                "too large to be told apart as classes; read it as values."
            )(name, _FIRST_MERGED, float(number))


def _numbers(
    source: ArrayFile,
    target: int | TargetArray,
    holder: StoredArray,
    progress: Progress,
    cancelled: IsCancelled,
) -> Rows:
    """The targets (samples, 1) that stand in `holder`, in a type that changes no class number."""
    # As int64 the largest numbers of uint64 would turn negative.
    is_signed = not holder.is_float and holder.type_name != "uint64"
    dtype, stored = np.dtype(np.int64 if is_signed else np.float64), holder.matrix
    if isinstance(target, TargetArray):
        rows = rows_in_place(target.source.file, stored, dtype)
    elif stored.by_columns:
        rows = rows_in_place(source.file, stored.column(target), dtype)
    else:
        rows = rows_in_place(source.file, stored, dtype).with_columns([target])
    if not fits_in_memory(StoredMatrix(0, rows.shape, dtype), dtype):
        return rows
    numbers = np.empty(rows.shape, dtype)
    for start, block in rows.arrays(cancelled):
        numbers[start : start + len(block)] = block
        progress((start + len(block)) / len(rows))
    return Rows.of(seal(numbers))


def _names(source: ArrayFile, choice: ArrayChoice) -> BatchSchema | None:
    """The names that an export of ours gave to the classes, if its targets were chosen as such."""
    if (
        isinstance(choice.target, TargetArray)
        and choice.target.source is source
        and choice.target.array.name == TARGETS
        and choice.target.array.type_name == "int64"
        and choice.target_kind != "values"
    ):
        return source.names
    return None

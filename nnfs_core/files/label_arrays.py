"""This module keeps the labels of samples in two arrays of a native file, and reads them back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray
from nnfs_core.errors import NnfsError, ShapeError
from nnfs_core.files.in_place import StoredArray, check_shape
from nnfs_core.files.open_file import OpenFile
from nnfs_core.files.streaming import Content
from nnfs_core.matrix.block_sizes import block_rows
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.labels import MAX_LABEL, TEXT, label_column
from nnfs_core.wording import sentence

TEXTS = "batch.labels"  # (bytes,): all labels one behind the other, in UTF-8
ENDS = "batch.label_ends"  # (samples,): before which byte each one ends
_TYPES: dict[str, np.dtype[Any]] = {TEXTS: np.dtype(np.uint8), ENDS: np.dtype("<i8")}


def label_contents(labels: Rows, cancelled: IsCancelled = never) -> dict[str, Content]:
    """The arrays of some labels (samples, 1), in UTF-8; raises Cancelled when asked to stop."""
    lengths = [np.empty(0, np.int64)]
    for _, block in labels.arrays(cancelled):
        lengths.append(np.fromiter(map(len, _encoded(block)), np.int64, len(block)))
    ends = np.cumsum(np.concatenate(lengths))

    def texts() -> Iterator[npt.NDArray[np.uint8]]:
        for _, block in labels.arrays():
            yield np.frombuffer(b"".join(_encoded(block)), np.uint8)

    n_bytes = int(ends[-1]) if len(ends) else 0
    return {TEXTS: Content((n_bytes,), _TYPES[TEXTS], texts), ENDS: Content.of(ends)}


def label_bytes(tensors: dict[str, StoredArray]) -> int:
    """The memory that the labels of a file need, 0 where it has none."""
    if TEXTS not in tensors or ENDS not in tensors:
        return 0
    return TEXT.itemsize * tensors[ENDS].shape[0] + tensors[TEXTS].shape[0]


def take_label_arrays(file: OpenFile, tensors: dict[str, StoredArray]) -> dict[str, StoredArray]:
    """Take the arrays of the labels out of those of a file, if it has some.

    Raises NnfsError when there is only one of them, or one is not what it must be.
    """
    taken = {name: tensors.pop(name) for name in _TYPES if name in tensors}
    for name in _TYPES if taken else ():
        is_right = name in taken and taken[name].dtype == _TYPES[name]
        if not is_right or len(taken[name].shape) != 1:
            raise _damaged(file)
    if taken:
        damaged = sentence("{file} is damaged")(file.name)
        check_shape(f"{damaged}: {ENDS}", taken[ENDS].shape[0], 1)
    return taken


def read_labels(
    file: OpenFile, arrays: dict[str, StoredArray], cancelled: IsCancelled = never
) -> Rows:
    """The labels (samples, 1) in the arrays of a file, in memory.

    Raises NnfsError when they are damaged or cannot be read, Cancelled when asked to stop.
    """
    texts, ends = (arrays[name].matrix for name in (TEXTS, ENDS))
    blocks, end = [], 0
    for start in range(0, ends.shape[0], block_rows(1)):
        stop_if(cancelled)
        stop = min(ends.shape[0], start + block_rows(1))
        bounds = np.append(end, ends.read(file, start, stop, np.dtype(np.int64)))
        lengths = np.diff(bounds)
        if lengths.min() < 0 or lengths.max() > 4 * MAX_LABEL or bounds[-1] > texts.shape[0]:
            raise _damaged(file)
        content = file.read(texts.offset + end, int(bounds[-1]) - end).tobytes()
        places = (bounds - end).tolist()
        end = int(bounds[-1])
        try:
            blocks.append(label_column(content[a:b].decode() for a, b in pairwise(places)))
        except (UnicodeDecodeError, ShapeError):
            raise _damaged(file) from None
    if end != texts.shape[0]:
        raise _damaged(file)
    return Rows.joined(blocks, 1, TEXT)


def _encoded(block: AnyArray) -> list[bytes]:
    return [label.encode() for label in block[:, 0].tolist()]


def _damaged(file: OpenFile) -> NnfsError:
    return NnfsError("{file} is damaged: the labels of its samples cannot be read.")(file.name)

"""This module looks into files of arrays: which arrays are in one, which may be a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.errors import NnfsError
from nnfs_core.files import idx, npy, npz, zip_members
from nnfs_core.files.foreign import first_in_zip
from nnfs_core.files.in_place import StoredArray, check_shape
from nnfs_core.files.look import Look
from nnfs_core.files.native import METADATA_KEY
from nnfs_core.files.open_file import OpenFile
from nnfs_core.files.schema import BatchSchema
from nnfs_core.files.tensors import read_header
from nnfs_core.files.unpacking import MARK_BYTES, unpacked, unpacker
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.batch import default_columns
from nnfs_core.wording import first_few, sentence, shape_text

NAMES_KEY = "nnfs.batch"  # the metadata in which our own exports keep the names of the columns
INPUTS, TARGETS, SAMPLES = "inputs", "targets", "samples"  # what our own exports call them
INPUT_NAMES = (
    *(INPUTS, "batch.inputs", "outputs", "x", "features", "data"),
    *("x_train", "train_x", "train_images", "images", "x_test", "test_x", "test_images"),
)
TARGET_NAMES = (
    *(TARGETS, "batch.targets", "y", "labels", "target", "label"),
    *("y_train", "train_y", "train_labels", "y_test", "test_y", "test_labels"),
)
# how the inputs are called, and the targets that belong to them: x_train and y_train
PARTNERS = (("x", "y"), ("inputs", TARGETS), ("images", "labels"), ("data", "target"))
PREVIEW_BYTES = 4 * 2**20


@dataclass(frozen=True)
class ArrayFile(Look):
    """Says what was found in a file, which stays open, so that its numbers can be read later.

    `names` are those that an export of ours wrote into it.
    """

    file: OpenFile
    arrays: tuple[StoredArray, ...]
    names: BatchSchema | None = None

    @property
    def input_arrays(self) -> list[StoredArray]:
        """The arrays that may be the inputs, in the order of the file."""
        return [array for array in self.arrays if array.may_be_inputs]

    def target_arrays(self, n_samples: int) -> list[StoredArray]:
        """The arrays that hold one number for each of `n_samples`."""
        return [
            array
            for array in self.arrays
            if array.stored is not None and array.stored.shape == (n_samples, 1)
        ]

    def columns(self, inputs: StoredArray) -> list[str]:
        """The names of an array's columns: x0, x1, ... where nobody has named them."""
        width = inputs.matrix.shape[1]
        if self.names is not None and len(self.names.columns) == width:
            return self.names.columns
        return list(default_columns(width))

    def first_rows(self, array: StoredArray, n_rows: int, columns: Sequence[int]) -> AnyArray:
        """The first numbers of some columns, at most `n_rows` of each, in a type of their own.

        Of very long rows fewer are read. Raises NnfsError when they cannot be read.
        """
        stored = array.matrix
        dtype = np.dtype(np.float32) if stored.is_bfloat16 else stored.dtype.newbyteorder("=")
        stop = min(n_rows, stored.shape[0])
        if stored.by_columns:
            parts = [stored.column(place).read(self.file, 0, stop, dtype) for place in columns]
            return np.concatenate([np.empty((stop, 0), dtype), *parts], axis=1)
        row_bytes = stored.shape[1] * stored.dtype.itemsize
        stop = min(stop, max(1, PREVIEW_BYTES // max(1, row_bytes)))
        return stored.read(self.file, 0, stop, dtype)[:, list(columns)]


def holds_arrays(head: bytes) -> bool:
    """True for the first bytes of a file that can hold nothing but arrays; False also of a packed
    file and of safetensors, whose first bytes may be those of a text."""
    is_archive = first_in_zip(head).endswith(b".npy")
    return is_archive or head.startswith(npy.MAGIC) or idx.begins_as_idx(head)


def look_at_arrays(path: str | Path, cancelled: IsCancelled = never) -> ArrayFile:
    """What is in a .npy, .npz, .safetensors or IDX file, also a packed one; no numbers are read.

    Its first bytes say which it is, whatever its name. Raises NnfsError when it cannot be read, is
    damaged, or holds nothing that may be a batch; Cancelled when asked to stop.
    """
    path = Path(path)
    file = OpenFile(path)
    unpack = unpacker(_head(file))
    if unpack is not None:
        file = unpacked(path, unpack, cancelled)
    head, name = _head(file), path.name.lower().removesuffix(path.suffix if unpack else "")
    if head.startswith(zip_members.MAGICS):
        file, arrays = npz.read_npz(file, cancelled)
        return _checked(ArrayFile(path, file, tuple(arrays)))
    if idx.begins_as_idx(head) or name.endswith(idx.SUFFIXES):
        return _checked(ArrayFile(path, file, (idx.read_idx_header(file),)))
    if head.startswith(npy.MAGIC) or name.endswith((".npy", ".npz")):
        return _checked(ArrayFile(path, file, (npy.read_npy_header(file),)))
    metadata, tensors = read_header(file, cancelled)
    stop_if(cancelled)
    is_network = METADATA_KEY in metadata
    found = ArrayFile(path, file, tuple(tensors.values()), _names(metadata), is_network=is_network)
    return found if is_network else _checked(found)


def _head(file: OpenFile) -> bytes:
    return file.read(0, min(MARK_BYTES, file.n_bytes)).tobytes()


def _checked(found: ArrayFile) -> ArrayFile:
    """The same; raises NnfsError where no array may be a batch."""
    name, first = found.path.name, found.arrays[0] if len(found.arrays) == 1 else None
    if first is not None and first.stored is not None:
        check_shape(name, *first.stored.shape)
    if found.input_arrays:
        return found
    if first is not None and not first.name:
        shaped = sentence("an array of shape {shape}")(shape_text(first.shape))
        raise NnfsError(
            "{name} holds {what}, but a batch has two dimensions, samples and features; reshape it "
            "and open that."
        )(name, shaped if first.shape else "one number")
    told = sentence("{name} of shape {shape}")
    what = first_few([told(array.name, shape_text(array.shape)) for array in found.arrays])
    but = sentence(", but {arrays}")(what) if what else "; it is empty"
    raise NnfsError("{name} holds no matrix of numbers that could be a batch{but}.")(name, but)


def _names(metadata: dict[str, str]) -> BatchSchema | None:
    """The names in a file of ours; None in any other, and where they make no sense."""
    try:
        return msgspec.json.decode(metadata[NAMES_KEY], type=BatchSchema)
    except (KeyError, msgspec.DecodeError, msgspec.ValidationError, UnicodeError, RecursionError):
        return None

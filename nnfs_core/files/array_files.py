"""This module looks into .npy and .safetensors files: what is in one, what may be a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.errors import NnfsError
from nnfs_core.files import npy
from nnfs_core.files.in_place import StoredArray, check_shape
from nnfs_core.files.look import Look
from nnfs_core.files.native import METADATA_KEY
from nnfs_core.files.open_file import OpenFile
from nnfs_core.files.schema import BatchSchema
from nnfs_core.files.tensors import read_header
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.batch import default_columns
from nnfs_core.wording import sentence, shape_text

NAMES_KEY = "nnfs.batch"  # the metadata in which our own exports keep the names of the columns
INPUTS, TARGETS = "inputs", "targets"  # what our own exports call them
INPUT_NAMES = (INPUTS, "batch.inputs", "outputs", "x", "features", "data")
TARGET_NAMES = (TARGETS, "batch.targets", "y", "labels", "target", "label")
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


def look_at_arrays(path: str | Path, cancelled: IsCancelled = never) -> ArrayFile:
    """What is in a .npy or .safetensors file; none of its numbers are read.

    Raises NnfsError when it cannot be read, is damaged, or holds nothing that may be a batch;
    Cancelled when asked to stop.
    """
    path = Path(path)
    file = OpenFile(path)
    begins_as_npy = file.read(0, min(len(npy.MAGIC), file.n_bytes)).tobytes() == npy.MAGIC
    if begins_as_npy or path.suffix.lower() == ".npy":
        return ArrayFile(path, file, (_npy_array(file),))
    metadata, tensors = read_header(file, cancelled)
    arrays = tuple(tensors.values())
    stop_if(cancelled)
    found = ArrayFile(path, file, arrays, _names(metadata), is_network=METADATA_KEY in metadata)
    if not (found.is_network or found.input_arrays):
        what = ", ".join(
            sentence("{name} of shape {shape}")(array.name, shape_text(array.shape))
            for array in arrays[:3]
        ) + (", …" if len(arrays) > 3 else "")
        but = sentence(", but {arrays}")(what) if what else "; it is empty"
        raise NnfsError("{name} holds no matrix of numbers that could be a batch{but}.")(
            file.name, but
        )
    return found


def _npy_array(file: OpenFile) -> StoredArray:
    array = npy.read_npy_header(file)
    if array.stored is None:
        shaped = sentence("an array of shape {shape}")(shape_text(array.shape))
        what = shaped if array.shape else "one number"
        raise NnfsError(
            "{name} holds {what}, but a batch has two dimensions, samples and features; reshape it "
            "and open that."
        )(file.name, what)
    check_shape(file.name, *array.stored.shape)
    return array


def _names(metadata: dict[str, str]) -> BatchSchema | None:
    """The names in a file of ours; None in any other, and where they make no sense."""
    try:
        return msgspec.json.decode(metadata[NAMES_KEY], type=BatchSchema)
    except (KeyError, msgspec.DecodeError, msgspec.ValidationError, UnicodeError, RecursionError):
        return None

"""safetensors files, written piece by piece and read without trusting any size they declare."""

from __future__ import annotations

import math
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.memory import free_memory, shortage_text

MAX_HEADER_BYTES = 64 * 2**20
MAX_SIZE = 2**32  # of one dimension, also where another one is 0
CHUNK_BYTES = 16 * 2**20
_DTYPES: dict[str, np.dtype[Any]] = {
    "F16": np.dtype("<f2"),
    "F32": np.dtype("<f4"),
    "F64": np.dtype("<f8"),
    "I64": np.dtype("<i8"),
}


class _Tensor(msgspec.Struct, forbid_unknown_fields=True):
    dtype: str
    shape: list[int]
    data_offsets: tuple[int, int]


def write_tensors(
    file: BinaryIO,
    metadata: dict[str, str],
    tensors: dict[str, AnyArray],
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write a whole safetensors file of float32, float64 and int64 tensors into `file`.

    The library's own `save_file` puts a new file in the place of `file`, which would then be
    neither synced to the disk nor of the mode it should have; its `save` takes a copy in memory.
    """
    names = {dtype: name for name, dtype in _DTYPES.items()}
    header: dict[str, object] = {"__metadata__": metadata}
    largest_first = sorted(tensors.items(), key=lambda item: -item[1].itemsize)  # keeps alignment
    end = 0
    for name, array in largest_first:
        start, end = end, end + array.nbytes
        header[name] = _Tensor(names[array.dtype], list(array.shape), (start, end))
    text = msgspec.json.encode(header)
    text += b" " * (-len(text) % 8)
    file.write(len(text).to_bytes(8, "little") + text)
    for _, array in largest_first:
        # Memory is written as it lies, so it must be C-contiguous and little-endian.
        lying = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        content = lying.reshape(-1).view(np.uint8)
        for start in range(0, len(content), CHUNK_BYTES):
            if cancelled():
                raise Cancelled
            file.write(content[start : start + CHUNK_BYTES].data)


def read_tensors(
    path: Path, cancelled: Callable[[], bool] = lambda: False
) -> tuple[dict[str, str], dict[str, AnyArray]]:
    """The metadata and the read-only tensors of a file of float32, float64 and int64 tensors.

    The tensors are views of one read of the file, not of a memory map: a file that shrinks later
    cannot hurt them. Raises NnfsError when the file cannot be read or is damaged.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            raise NnfsError(f"{path.name} is not a file.")
        with path.open("rb") as file:
            n_bytes = os.fstat(file.fileno()).st_size
            if n_bytes == 0:
                raise NnfsError(f"{path.name} is empty.")
            length = int.from_bytes(file.read(8), "little")
            if n_bytes < 8 or length > min(n_bytes - 8, MAX_HEADER_BYTES):
                raise NnfsError(f"{path.name} is not an NNFS Studio file, or it is cut short.")
            metadata, tensors = _header(file.read(length), path.name)
            n_data = n_bytes - 8 - length
            _check(tensors, n_data, path.name)
            if n_data > (free := free_memory()):
                raise NnfsError(f"{path.name} needs {shortage_text(n_data, free)}.")
            data: AnyArray = np.empty(n_data, np.uint8)
            filled = 0
            while filled < n_data:
                if cancelled():
                    raise Cancelled
                count = file.readinto(data[filled : filled + CHUNK_BYTES].data)
                if not count:
                    raise NnfsError(f"{path.name} is cut short.")
                filled += count
    except MemoryError:
        raise NnfsError(f"{path.name} needs more memory than there is.") from None
    except OSError as error:
        raise NnfsError(f"{path.name} cannot be opened: {error.strerror or error}.") from None
    except ValueError:
        raise NnfsError("The file cannot be opened: no file name holds a NUL character.") from None
    data.flags.writeable = False
    return metadata, {name: _view(data, tensor) for name, tensor in tensors.items()}


def _header(text: bytes, file_name: str) -> tuple[dict[str, str], dict[str, _Tensor]]:
    try:
        raw = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        metadata = msgspec.json.decode(raw.pop("__metadata__", b"{}"), type=dict[str, str])
        return metadata, {
            name: msgspec.json.decode(tensor, type=_Tensor) for name, tensor in raw.items()
        }
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError, UnicodeError):
        raise NnfsError(f"{file_name} is not an NNFS Studio file, or it is damaged.") from None


def _check(tensors: dict[str, _Tensor], n_data: int, file_name: str) -> None:
    """Every tensor's declared size must be its place's size, and the places must fill the file."""
    end = 0
    for name, tensor in sorted(tensors.items(), key=lambda item: item[1].data_offsets):
        start, stop = tensor.data_offsets
        if tensor.dtype not in _DTYPES:
            raise NnfsError(f"{file_name} holds {name} in the unsupported type {tensor.dtype!r}.")
        if len(tensor.shape) > 2 or not all(0 <= size <= MAX_SIZE for size in tensor.shape):
            raise NnfsError(f"{file_name} is damaged: {name} has an impossible shape.")
        n_bytes = math.prod(tensor.shape) * _DTYPES[tensor.dtype].itemsize
        if start != end or stop - start != n_bytes:
            raise NnfsError(f"{file_name} is damaged: the size of {name} does not match its place.")
        end = stop
    if end != n_data:
        raise NnfsError(f"{file_name} is cut short or damaged: its tensors do not fill it.")


def _view(data: AnyArray, tensor: _Tensor) -> AnyArray:
    start, stop = tensor.data_offsets
    flat: AnyArray = data[start:stop].view(_DTYPES[tensor.dtype])
    return flat.reshape(tensor.shape)

"""This module writes safetensors files bit by bit and reads them without trusting their sizes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, BinaryIO

import msgspec
import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.files.in_place import StoredArray
from nnfs_core.files.json_texts import holds_more
from nnfs_core.files.open_file import OpenFile
from nnfs_core.files.streaming import Content, Stream
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if

MAX_HEADER_BYTES = 64 * 2**20
MAX_SIZE = 2**32  # of one dimension, also where another one is 0
MAX_DIMENSIONS = 32
MAX_TENSORS = 50_000
DTYPES: dict[str, np.dtype[Any]] = {
    "F16": np.dtype("<f2"),
    "F32": np.dtype("<f4"),
    "F64": np.dtype("<f8"),
    "I64": np.dtype("<i8"),
    "I32": np.dtype("<i4"),
    "I16": np.dtype("<i2"),
    "I8": np.dtype("i1"),
    "U64": np.dtype("<u8"),
    "U32": np.dtype("<u4"),
    "U16": np.dtype("<u2"),
    "U8": np.dtype("u1"),
    "BOOL": np.dtype("u1"),
    "BF16": np.dtype("<u2"),  # NumPy does not know it
}
OTHER_NAMES = {"BOOL": "bool", "BF16": "bfloat16"}  # than those of the types they are read as
_NAMES = {DTYPES[name]: name for name in ("F16", "F32", "F64", "I64", "I8", "U8")}


class _Header(msgspec.Struct, forbid_unknown_fields=True):
    dtype: str
    shape: list[int]
    data_offsets: tuple[int, int]


def write_tensors(
    file: BinaryIO,
    metadata: dict[str, str],
    tensors: Mapping[str, Content],
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> None:
    """Write a whole safetensors file of floating point, int64, int8 and uint8 tensors into `file`.

    The library's own `save_file` puts a new file in the place of `file`, which would then be
    neither synced to the disk nor of the mode it should have; its `save` takes a copy in memory.
    Raises Cancelled when asked to stop, and NnfsError when numbers cannot be fetched.
    """
    header: dict[str, object] = {"__metadata__": metadata}
    # Keeps every tensor aligned to the size of its numbers.
    largest_first = sorted(tensors.items(), key=lambda item: -item[1].dtype.itemsize)
    end = 0
    for name, content in largest_first:
        start, end = end, end + content.n_bytes
        header[name] = _Header(_NAMES[content.dtype], list(content.shape), (start, end))
    text = msgspec.json.encode(header)
    text += b" " * (-len(text) % 8)
    stream = Stream(file, end, progress, cancelled)
    stream.write(len(text).to_bytes(8, "little") + text, 0)
    for _, content in largest_first:
        content.write_to(stream)


def read_header(
    file: OpenFile, cancelled: IsCancelled = never
) -> tuple[dict[str, str], dict[str, StoredArray]]:
    """The metadata and the tensors of a file, none of whose numbers are read.

    What the file declares of its tensors is checked against its size. Raises NnfsError when the
    file cannot be read, is damaged or no safetensors file; Cancelled when asked to stop.
    """
    if file.n_bytes == 0:
        raise NnfsError("{name} is empty.")(file.name)
    length = int.from_bytes(file.read(0, min(8, file.n_bytes)).tobytes(), "little")
    if file.n_bytes < 8 or length > min(file.n_bytes - 8, MAX_HEADER_BYTES):
        raise NnfsError("{name} is not {kind}, or it is cut short.")(file.name, _kind(file))
    begin = 8 + length
    try:
        content = file.read(8, length).tobytes()
        stop_if(cancelled)
        is_large = holds_more(content, b":", 4 * MAX_TENSORS)  # four of them for each tensor
        raw = {} if is_large else msgspec.json.decode(content, type=dict[str, msgspec.Raw])
        if is_large or len(raw) > MAX_TENSORS + 1:
            raise NnfsError("{name} holds more than {most:,} tensors; save fewer in one file.")(
                file.name, MAX_TENSORS
            )
        del content
        stop_if(cancelled)
        metadata = msgspec.json.decode(raw.pop("__metadata__", b"{}"), type=dict[str, str])
        for name, text in raw.items():
            stop_if(cancelled)
            if bytes(text).count(b",") > MAX_DIMENSIONS + 9:  # and those between its other items
                raise NnfsError("{file} is damaged: {name} has an impossible shape.")(
                    file.name, name
                )
        stop_if(cancelled)
        headers = {name: msgspec.json.decode(text, type=_Header) for name, text in raw.items()}
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError, UnicodeError):
        raise NnfsError("{name} is not {kind}, or it is damaged.")(file.name, _kind(file)) from None
    stop_if(cancelled)
    _check(headers, file.n_bytes - begin, file.name, cancelled)
    arrays = {}
    for name, each in headers.items():
        stop_if(cancelled)
        shape, place = tuple(each.shape), begin + each.data_offsets[0]
        dtype = DTYPES.get(each.dtype)
        arrays[name] = StoredArray(name, shape, _type_name(each.dtype), place, dtype)
    return metadata, arrays


def _type_name(name: str) -> str:
    dtype = DTYPES.get(name)
    return OTHER_NAMES.get(name) or (name if dtype is None else dtype.name)


def _kind(file: OpenFile) -> str:
    return "a safetensors file" if file.name.endswith(".safetensors") else "an NNFS Studio file"


def _check(
    headers: dict[str, _Header], n_data: int, file_name: str, cancelled: IsCancelled
) -> None:
    """Every tensor's declared size must be its place's size, and the places must fill the file."""
    end = 0
    for name, tensor in sorted(headers.items(), key=lambda item: item[1].data_offsets):
        stop_if(cancelled)
        start, stop = tensor.data_offsets
        if len(tensor.shape) > MAX_DIMENSIONS or not all(
            0 <= size <= MAX_SIZE for size in tensor.shape
        ):
            raise NnfsError("{file} is damaged: {name} has an impossible shape.")(file_name, name)
        dtype = DTYPES.get(tensor.dtype)
        # The size of an unknown type is unknown, but its place cannot be before its start.
        n_bytes = stop - start if dtype is None else math.prod(tensor.shape) * dtype.itemsize
        if start != end or n_bytes < 0 or stop - start != n_bytes:
            raise NnfsError("{file} is damaged: the size of {name} does not match its place.")(
                file_name, name
            )
        end = stop
    if end != n_data:
        raise NnfsError("{file} is cut short or damaged: its tensors do not fill it.")(file_name)

"""This module reads the header of IDX files, in which MNIST keeps its pictures and labels."""

from __future__ import annotations

import math

import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.files.in_place import StoredArray
from nnfs_core.files.open_file import OpenFile
from nnfs_core.wording import shape_text, size_text

SUFFIXES = (".idx", *(f"{mark}idx{n}-ubyte" for mark in "-." for n in (1, 3)))

# http://yann.lecun.com/exdb/mnist: two zeros, the type, the number of dimensions, their sizes
_TYPES = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
MOST_DIMENSIONS = 8


def begins_as_idx(head: bytes) -> bool:
    """True for the first four bytes of an IDX file."""
    is_marked = len(head) >= 4 and head[:2] == b"\0\0" and head[2] in _TYPES
    return is_marked and 1 <= head[3] <= MOST_DIMENSIONS


def read_idx_header(file: OpenFile) -> StoredArray:
    """The array of an IDX file as its header tells it; none of its numbers are read.

    Raises NnfsError when the file is damaged or no IDX file.
    """
    name = file.name
    if file.n_bytes == 0:
        raise NnfsError("{name} is empty.")(name)
    head = file.read(0, min(4, file.n_bytes)).tobytes()
    if not begins_as_idx(head):
        raise NnfsError("{name} is not an IDX file.")(name)
    start = 4 + 4 * head[3]
    if start > file.n_bytes:
        raise NnfsError("{name} is cut short.")(name)
    shape = tuple(file.read(4, start - 4).view(">u4").tolist())
    dtype = np.dtype(_TYPES[head[2]])
    wanted, there = math.prod(shape) * dtype.itemsize, file.n_bytes - start
    if wanted != there:
        raise NnfsError(
            "{name} is damaged: its array of shape {shape} takes {wanted}, but {there} are there."
        )(name, shape_text(shape), size_text(wanted), size_text(there))
    return StoredArray("", shape, dtype.name, start, dtype)

"""This module reads and writes the header of NumPy's .npy files, by strict rules of its own."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.files.in_place import StoredArray
from nnfs_core.files.open_file import OpenFile
from nnfs_core.wording import shape_text, size_text

MAGIC = b"\x93NUMPY"
MAX_HEADER_BYTES = 64 * 2**10
MAX_SIZE = 2**62  # of one dimension

# The header is a Python dictionary of three items. It is not given to Python to read: NumPy does
# so, and stumbles over texts that are nested deeply.
_ITEM = re.compile(
    r"""\s*(['"])(?P<key>descr|fortran_order|shape)\1\s*:\s*"""
    r"""(?:(['"])(?P<text>[^'"]*)\3|(?P<truth>True|False)|\((?P<shape>[-\d\s,L]*)\)|(?P<list>\[))"""
)
_SIZE = re.compile(r"-?\d{1,19}L?")
_NUMBERS = re.compile(r"[<>|=]?(?P<kind>[biuf])(?P<size>\d{1,3})")
_SIZES = {"b": (1,), "i": (1, 2, 4, 8), "u": (1, 2, 4, 8), "f": (2, 4, 8)}
_OTHER_KINDS = {
    "O": "Python objects, which only a program could read",
    "U": "text",
    "S": "text",
    "a": "text",
    "T": "text",
    "c": "complex numbers",
    "M": "dates",
    "m": "spans of time",
    "V": "raw bytes",
    "[": "records of several fields",
}


def read_npy_header(
    file: OpenFile, offset: int = 0, n_bytes: int | None = None, array_name: str = ""
) -> StoredArray:
    """The array of a .npy file as its header tells it; none of its numbers are read.

    offset, n_bytes: where in the file it lies, if not alone. Raises NnfsError when the file is
    damaged, no .npy file, or holds anything but real numbers.
    """
    name = f"{array_name}.npy" if array_name else file.name
    n_bytes = file.n_bytes if n_bytes is None else n_bytes
    if n_bytes == 0:
        raise NnfsError("{name} is empty.")(name)
    head = file.read(offset, min(12, n_bytes)).tobytes()
    if head[:6] != MAGIC:
        raise NnfsError("{name} is not a .npy file.")(name)
    if len(head) < 12:
        raise NnfsError("{name} is cut short.")(name)
    major, minor = head[6], head[7]
    if major not in (1, 2, 3) or minor != 0:
        raise NnfsError(
            "{name} is of version {major}.{minor} of the .npy format; 1 to 3 are read."
        )(name, major, minor)
    start = 10 if major == 1 else 12
    length = int.from_bytes(head[8:start], "little")
    if length > MAX_HEADER_BYTES:
        raise NnfsError("{name} is damaged: its header would be {n} long.")(name, size_text(length))
    if start + length > n_bytes:
        raise NnfsError("{name} is cut short.")(name)
    header = file.read(offset + start, length).tobytes()
    items = _items(header.decode("utf-8" if major == 3 else "latin-1", "replace"), name)
    shape, dtype = _shape(items["shape"], name), _dtype(items["descr"], name)
    is_bool = items["descr"][1:] == "b1" or items["descr"] == "b1"
    wanted, there = math.prod(shape) * dtype.itemsize, n_bytes - start - length
    if wanted > there:
        raise NnfsError(
            "{name} is cut short: its array of shape {shape} takes {wanted}, but only {there} are "
            "there."
        )(name, shape_text(shape), size_text(wanted), size_text(there))
    if wanted < there:
        raise NnfsError(
            "{name} holds more than one array: {there} follow the first; save each in a file of "
            "its own."
        )(name, size_text(there - wanted))
    type_name = "bool" if is_bool else dtype.name
    by_columns = items["fortran_order"] == "True"
    place = offset + start + length
    return StoredArray(array_name, shape, type_name, place, dtype, by_columns)


def _items(text: str, file_name: str) -> dict[str, str]:
    """The three items of a header, each as the text of its value."""
    items: dict[str, str] = {}
    rest = text.strip()
    damaged = NnfsError("{file} is damaged: its header cannot be read.")(file_name)
    if not (rest.startswith("{") and rest.endswith("}")):
        raise damaged
    rest = rest[1:-1].strip()
    while rest:
        found = _ITEM.match(rest)
        if found is None or found["key"] in items:
            raise damaged
        if found["list"] is not None and found["key"] == "descr":
            raise _not_numbers("[", file_name)
        wanted = {"descr": "text", "fortran_order": "truth", "shape": "shape"}[found["key"]]
        if found[wanted] is None:
            raise damaged
        items[found["key"]] = found[wanted]
        rest = rest[found.end() :].strip()
        if rest and not rest.startswith(","):
            raise damaged
        rest = rest[1:].strip()
    if len(items) != 3:
        raise damaged
    return items


def _shape(text: str, file_name: str) -> tuple[int, ...]:
    sizes = [size.strip() for size in text.split(",")]
    if sizes[-1] == "":  # (3,) and ()
        sizes.pop()
    if len(sizes) > 64 or not all(_SIZE.fullmatch(size) for size in sizes):
        raise NnfsError("{file} is damaged: its array has an impossible shape.")(file_name)
    shape = tuple(int(size.rstrip("L")) for size in sizes)
    if not all(0 <= size <= MAX_SIZE for size in shape):
        raise NnfsError("{file} is damaged: its array has an impossible shape.")(file_name)
    return shape


def _dtype(text: str, file_name: str) -> np.dtype[np.generic]:
    found = _NUMBERS.fullmatch(text)
    if found is None:
        kind = text.lstrip("<>|=")[:1]
        if kind in _OTHER_KINDS:
            raise _not_numbers(kind, file_name)
        raise NnfsError("{file} holds numbers of the unknown type {text!r}.")(file_name, text[:20])
    if int(found["size"]) not in _SIZES[found["kind"]]:
        raise NnfsError(
            "{file} holds numbers of {size} bytes each, of the type {text!r}; save the array as "
            "float64."
        )(file_name, found["size"], text)
    if found["kind"] == "b":
        return np.dtype(np.uint8)  # 0 and 1
    return np.dtype(text)


def _not_numbers(kind: str, file_name: str) -> NnfsError:
    return NnfsError(
        "{file} holds {what}, not plain numbers; save the numbers in it as float64 and open that."
    )(file_name, _OTHER_KINDS[kind])


def npy_header(descr: str, shape: Sequence[int]) -> bytes:
    """A header of version 1.0, so long that the numbers behind it are aligned."""
    text = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape_text(tuple(shape))}, }}"
    text += " " * (-(len(text) + 11) % 64) + "\n"
    return MAGIC + b"\x01\x00" + len(text).to_bytes(2, "little") + text.encode("latin-1")

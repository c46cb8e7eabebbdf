"""Makes, compares and writes out read-only arrays, of which every frozen value is made."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.errors import ShapeError
from nnfs_core.wording import shape_text

FloatArray = npt.NDArray[np.floating[Any]]
AnyArray = npt.NDArray[Any]

HALF = np.dtype(np.float16).char  # compares faster than the type itself
PRECISIONS = ("float16", "float32", "float64")


def read_only(array: AnyArray) -> AnyArray:
    """The same numbers, C-contiguous, in memory nobody can write to; copied only if need be."""
    if not _is_immutable(array) or not array.flags.c_contiguous:
        array = np.array(array, order="C")
        array.flags.writeable = False
    return array


def seal(array: AnyArray) -> AnyArray:
    """Make a fresh array, which nobody else holds, read-only in place."""
    array.flags.writeable = False
    return array


def _is_immutable(array: AnyArray) -> bool:
    """True when neither the array nor the arrays it looks into can be written to."""
    base: object = array
    while isinstance(base, np.ndarray):
        if base.flags.writeable:
            return False
        base = base.base
    return base is None or isinstance(base, bytes)


def bytes_held(array: AnyArray) -> int:
    """The memory that an array takes, with that of texts that are too long to lie in it."""
    if array.dtype.kind != "T":
        return array.nbytes
    lengths = np.strings.str_len(array)
    return array.nbytes + int(lengths[lengths >= array.itemsize].sum())


def float_matrix(values: npt.ArrayLike, what: str) -> FloatArray:
    """`values` as a 2-D float array; numbers of a precision stay, all else becomes float64.

    Raises ShapeError when the values are not a full table of numbers.
    """
    try:
        matrix = np.asarray(values)
        if matrix.dtype.kind not in "biufO":
            raise TypeError(matrix.dtype)
        dtype = matrix.dtype.type if matrix.dtype.name in PRECISIONS else np.float64
        matrix = matrix.astype(dtype, copy=False)  # in the byte order of this machine
    except (TypeError, ValueError, OverflowError):
        raise ShapeError("{what} must be a full table of numbers with rows of equal length.")(
            what
        ) from None
    if matrix.ndim != 2:
        raise ShapeError("{what} must have two dimensions, but the shape is {shape}.")(
            what, shape_text(matrix.shape)
        )
    return matrix


def number_texts(numbers: AnyArray) -> list[str]:
    """For each number a shortest text that reads back to the same bits in its own precision.

    It reads back as float64 first, as Python does it: rounding twice may miss the last bit.
    """
    flat = numbers.reshape(-1)
    if flat.dtype not in (np.float16, np.float32):
        return [repr(number) for number in flat.tolist()]
    texts = [_short_text(number) for number in flat]
    with np.errstate(over="ignore"):
        read = np.array(texts, np.float64).astype(flat.dtype)
    for place in np.flatnonzero((read != flat) & ~np.isnan(flat)).tolist():
        texts[place] = repr(float(flat[place]))
    return texts


def _short_text(number: np.float16 | np.float32) -> str:
    plain = float(number)
    return repr(plain if plain.is_integer() and abs(plain) < 1e16 else float(str(number)))


def same_bits(first: AnyArray | None, second: AnyArray | None) -> bool:
    """True when two arrays agree in type, shape and every bit, so that NaN equals the same NaN."""
    if first is second:
        return True
    if first is None or second is None or first.dtype != second.dtype:
        return False
    return first.shape == second.shape and np.array_equal(_bits_of(first), _bits_of(second))


def different_bits(first: AnyArray, second: AnyArray) -> npt.NDArray[np.bool_]:
    """Where two arrays of one shape and type differ in any bit."""
    different: npt.NDArray[np.bool_] = _bits_of(first) != _bits_of(second)
    return different


def _bits_of(array: AnyArray) -> AnyArray:
    """The bits of numbers as whole numbers, which compare as such; texts as they are."""
    if array.dtype.kind == "T":
        return array
    return np.ascontiguousarray(array).view(f"u{array.dtype.itemsize}")

"""Finds, among the numbers that are given, those that are printed as themselves."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

import numpy as np

from nnfs_core.arrays import HALF, AnyArray, number_texts
from nnfs_core.layers.working import Line, Working
from nnfs_core.numerals import full_text

MOST_TYPED = 12  # digits
TypedNumbers = Mapping[Line, Mapping[int, Decimal]]  # the rows of a line whose numbers were typed


@lru_cache(maxsize=1)  # of the working that is being printed
def typed_numbers(working: Working) -> TypedNumbers:
    """Of each line that is given: the numbers that may have been typed, by their rows.

    These are the ones of as few digits as people type and as their type can tell from all others,
    6 in float32 and 12 in float64; in float16, whose numbers all have few, every one. Drawn and
    trained numbers have more. What an earlier layer computed was not typed.
    """
    return {
        line: _short_ones(np.atleast_1d(line.values))
        for line in working.lines
        if line.values is not None and is_given(working, line)
    }


def is_given(working: Working, line: Line) -> bool:
    """True for weights, biases, options and the batch's own numbers."""
    return line.source != "inputs" or working.inputs_are_given


def most_typed(dtype: np.dtype[np.floating]) -> int:
    """How many digits a number of a type may have to be printed as itself."""
    return min(MOST_TYPED, int(np.finfo(dtype).precision))


def _short_ones(values: AnyArray) -> dict[int, Decimal]:
    digits = most_typed(values.dtype)
    if values.dtype.char == HALF:
        rows = np.flatnonzero(np.isfinite(values))
        texts = [full_text(value, HALF) for value in values[rows].tolist()]
        return dict(zip(rows.tolist(), map(Decimal, texts), strict=True))
    rows = np.flatnonzero(_may_be_short(values, digits))
    numbers = zip(rows.tolist(), map(Decimal, number_texts(values[rows])), strict=True)
    return {row: number for row, number in numbers if _n_digits(number) <= digits}


def _may_be_short(values: AnyArray, digits: int) -> AnyArray:
    """False for numbers that are sure to have more digits, found without decimals."""
    limits = np.finfo(values.dtype)
    with np.errstate(all="ignore"):
        sizes = np.abs(values.astype(np.float64))
        units = 10.0 ** (digits - 1 - np.floor(np.log10(sizes)))
        rounded = np.rint(sizes * units) / units
        if values.dtype == np.float64:  # which has digits to spare
            is_short = ~(np.abs(rounded - sizes) > 2 * float(limits.eps) * sizes)
        else:
            is_short = rounded.astype(values.dtype) == np.abs(values)
        is_short |= sizes < float(limits.smallest_normal)  # below it numbers lie further apart
    return np.asarray(np.isfinite(values) & is_short)


def _n_digits(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)

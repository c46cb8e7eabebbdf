"""Estimates quickly, without decimals, what a weighted sum printed with few digits comes to.

Working a long sum out by hand takes a decimal number for each of its terms, and most numbers of
digits lead to another result than the stored one; this finds those in floating point.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray
from nnfs_core.explain.hand import GUARD_DIGITS, Digits, last_place
from nnfs_core.explain.typed import typed_numbers
from nnfs_core.layers.working import Line, Operation, Working

LONG = 50  # terms from which an estimate costs less than the arithmetic by hand
TIE = 1e-6  # of the last digit: closer to the middle between two, rounding may go either way

Estimate = tuple[FloatArray, FloatArray]  # a line, and how far each of its numbers may be off


def surely_differs(working: Working, digits: Digits, wanted: float, half: float) -> bool:
    """True when the result by hand is sure to be further than `half` from the `wanted` number.

    False also where that is not known: of short sums and of workings other than weighted sums.
    """
    if len(working.operands) < LONG or not np.isfinite(wanted):
        return False
    known: dict[Line, Estimate] = {}
    with np.errstate(all="ignore"):
        for line in working.lines:
            typed = np.array(list(typed_numbers(working).get(line, ())), np.intp)
            estimate = _estimated(line, [known[each] for each in line.of], digits, typed)
            if estimate is None:
                return False
            known[line] = estimate
        result, off = known[working.lines[-1]]
        noise = 1e-12 * (abs(wanted) + np.abs(known[working.lines[-3]][0]).max())
        return bool(np.abs(result - wanted) > half + off + noise)


def _estimated(
    line: Line, of: list[Estimate], digits: Digits, typed: npt.NDArray[np.intp]
) -> Estimate | None:
    """A line's numbers, given those that it is made of; the rows `typed` are not rounded."""
    if line.values is not None:
        exact: FloatArray = np.atleast_1d(line.values).astype(np.float64)
        off: FloatArray = float(np.finfo(line.values.dtype).eps) * np.abs(exact)  # to the shortest
        if digits.of_operands is not None:
            rounded, rounded_off = _rounded_to_digits(exact, digits.of_operands, digits.whole)
            rounded[typed], rounded_off[typed] = exact[typed], off[typed]
            exact, off = rounded, rounded_off
        return exact.reshape(line.values.shape), off.reshape(line.values.shape)
    if digits.of_results is None:
        return None
    match line.operation, of:
        case Operation.PRODUCT, [(a, a_off), (b, b_off)] if line.is_column:
            products = a * b
            off = np.abs(a) * b_off + np.abs(b) * a_off + a_off * b_off
            largest = np.abs(products).max(initial=0.0)
            if not (np.isfinite(largest) and largest > 0):
                return None
            exponent = int(np.floor(np.log10(largest)))
            sizes = np.abs(products)
            powers = np.floor(np.log10(np.where(sizes > 0, sizes, largest)))
            common = float(last_place(exponent, digits.of_results))
            unit = 10.0 ** np.minimum(common, powers + 1 - digits.of_small)
            return _rounded_to_units(products, unit, off)
        case Operation.SUM, [(a, a_off)]:
            total = a.sum()
            # the sum is rounded too, only much more finely
            rounding = 0.51 * 10.0 ** (1 - digits.of_results - GUARD_DIGITS) * np.abs(total)
            return np.asarray(total), np.asarray(a_off.sum() + rounding)
        case Operation.PLUS, [(a, a_off), (b, b_off)]:
            return a + b, a_off + b_off
    return None


def _rounded_to_digits(values: FloatArray, digits: int, whole: int) -> Estimate:
    sizes = np.abs(values)
    exponents = np.floor(np.log10(np.where(sizes > 0, sizes, 1.0)))
    kept = np.maximum(digits, np.where(exponents < whole, exponents + 1, 0))
    return _rounded_to_units(values, 10.0 ** (exponents + 1 - kept), np.zeros(values.shape))


def _rounded_to_units(values: FloatArray, units: FloatArray, off: FloatArray) -> Estimate:
    """Values as multiples of their units; where it is not sure which one, off by one more."""
    scaled = values / units
    is_sure = np.abs(np.abs(scaled - np.floor(scaled)) - 0.5) > TIE + off / units
    return np.rint(scaled) * units, off + np.where(is_sure, 0.0, units)

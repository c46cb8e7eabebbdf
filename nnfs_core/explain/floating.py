"""Computes a working in floating point, line by line, and says what the last digits lose."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import HALF, FloatArray
from nnfs_core.explain.hand import rounded_to_digits
from nnfs_core.explain.printed_working import PrintedWorking
from nnfs_core.explain.printing import number_text
from nnfs_core.layers.working import Line, Operation, Working
from nnfs_core.numerals import full_text, short_number
from nnfs_core.wording import sentence

_UFUNCS: dict[Operation, Any] = {
    Operation.SAME: np.positive,
    Operation.NEGATIVE: np.negative,
    Operation.TWICE: lambda a: a + a,
    Operation.PRODUCT: np.multiply,
    Operation.PLUS: np.add,
    Operation.MINUS: np.subtract,
    Operation.QUOTIENT: np.divide,
    Operation.LARGER: np.maximum,
    Operation.ABOVE_ZERO: lambda a: np.where(np.isnan(a), a, a > 0),
    Operation.EXPONENTIAL: np.exp,
    Operation.LARGEST: np.max,
}


def floating_lines(working: Working, dtype: npt.DTypeLike) -> dict[Line, FloatArray]:
    """Every line of a working in `dtype`: (operands,) for a column, () for a single number.

    float16 multiplies and sums in float32 and rounds the sum, as the layers do.
    """
    kind = np.dtype(dtype)
    values: dict[Line, FloatArray] = {}

    def of(line: Line) -> FloatArray:
        if line not in values:
            operands = [of(each) for each in line.of]
            is_wide = line.operation is Operation.PRODUCT and line.is_column and kind.char == HALF
            if is_wide:
                operands = [each.astype(np.float32) for each in operands]
            kept = np.dtype(np.float32) if is_wide else kind
            values[line] = np.asarray(_computed(line, operands), dtype=kept)
        return values[line]

    with np.errstate(all="ignore"):
        for line in working.lines:
            of(line)
    return values


def _computed(line: Line, operands: list[FloatArray]) -> Any:
    if line.values is not None:
        return line.values
    if line.operation is Operation.ENTRY:
        return operands[0][line.entry]
    if line.operation is Operation.SUM:
        is_half = operands[0].dtype.char == HALF
        return operands[0].sum(dtype=np.float32 if is_half else operands[0].dtype)
    return _UFUNCS[line.operation](*operands)


def rounding_note(
    working: Working, printed: PrintedWorking, output: float, dtype: np.dtype[np.floating]
) -> str:
    """What floating point did to the output that the arithmetic by hand does not: "" if nothing.

    `output` is the number as the forward pass has it, in `dtype`.
    """
    held = full_text(output, dtype.char)
    if printed.closes:
        is_rounded = printed.in_full and printed.result.is_finite()
        if not is_rounded or Decimal(held) == printed.result:
            return ""
        rounds = sentence("{name} {keeps}, rounds after each step, and holds {held}.")
        return rounds(dtype.name, _keeps(dtype), held)
    by_hand = sentence("By hand this is {it}.")(number_text(printed.result, exact=printed.is_exact))
    lost = _lost_line(working, printed, output, dtype)
    if lost is not None:
        line, k, became = lost
        number = number_text(rounded_to_digits(printed.hand.number(line, k), 4))
        limits = np.finfo(dtype)
        if became == 0:
            close = sentence("too close to 0 for {name} (at least {least:.4g})")
            what = close(dtype.name, limits.smallest_subnormal)
        else:
            what = sentence("beyond the range of {name} (up to {most:.4g})")(dtype.name, limits.max)
        return sentence(
            "{by_hand} But {name} = {number} is {what} and becomes {became}, so that the output is "
            "{output}."
        )(by_hand, line.name, number, what, short_number(became), short_number(output))
    return sentence(
        "{by_hand} {name} {keeps} and rounds after each step, which shows here: it holds {held}."
    )(by_hand, dtype.name, _keeps(dtype), held)


def _keeps(dtype: np.dtype[np.floating]) -> str:
    limits = np.finfo(dtype)
    keeps = sentence("keeps {n_binary} binary digits (about {n_decimal} decimal ones)")
    return keeps(limits.nmant + 1, limits.precision + 1)


def _lost_line(
    working: Working, printed: PrintedWorking, output: float, dtype: np.dtype[np.floating]
) -> tuple[Line, int, float] | None:
    """The first line, its row and what it became, where floating point leaves its range.

    A number that became 0 counts only where the output is next to 0; in a column of which one row
    is taken, that row alone counts.
    """
    values = floating_lines(working, dtype)
    entry = next((each for each in working.lines if each.operation is Operation.ENTRY), None)
    is_little_left = not abs(output) >= np.finfo(dtype).smallest_normal  # also where it is NaN

    def lost_rows(line: Line, is_lost: Any) -> list[int]:
        rows = np.flatnonzero(is_lost(np.atleast_1d(values[line]))).tolist()
        return [k for k in rows if printed.hand.number(line, k).is_finite()]

    for line in working.lines:
        for k in lost_rows(line, np.isinf):
            return line, k, float(np.atleast_1d(values[line])[k])
    for line in working.lines if is_little_left else ():
        for k in lost_rows(line, lambda stored: stored == 0):
            is_ours = entry is None or line not in entry.of or k == entry.entry
            if is_ours and printed.hand.number(line, k) != 0:
                return line, k, float(np.atleast_1d(values[line])[k])
    return None

"""Says what floating point did to a result that the arithmetic by hand does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.explain.decimals import (
    WIDE,
    computed_by_hand,
    n_digits,
    rounded_to_digits,
    total,
)
from nnfs_core.explain.floating import decimal_digits, floating_lines
from nnfs_core.explain.printed_working import SHORT_NUMBER, PrintedWorking
from nnfs_core.explain.printing import number_text
from nnfs_core.layers.working import OF_A_COLUMN, Line, Operation, Working
from nnfs_core.numerals import full_text, short_number
from nnfs_core.wording import sentence

_UNDERFLOWING = (Operation.PRODUCT, Operation.QUOTIENT, Operation.EXPONENTIAL)
_ADDING = (Operation.SUM, Operation.PLUS, Operation.MINUS)


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
    written = printed.hand.too_long_to_write
    if written is not None:
        by_hand = sentence("By hand this is {it}, with more digits than the {most} written here.")(
            number_text(printed.result, exact=printed.is_exact), written
        )
    if not printed.result.is_finite() and printed.hand.has_too_large:
        by_hand = "By hand this cannot be done: numbers on the way have too many digits to write."
    what = _Loss(working, printed, output, dtype).sentence()
    if what:
        return f"{by_hand} {what}"
    return sentence(
        "{by_hand} {name} {keeps} and rounds after each step, which shows here: it holds {held}."
    )(by_hand, dtype.name, _keeps(dtype), held)


@dataclass(frozen=True, eq=False)
class _Loss:
    """Looks for the first line in which floating point leaves its range or loses a term."""

    working: Working
    printed: PrintedWorking
    output: float
    dtype: np.dtype[np.floating]

    def sentence(self) -> str:
        """What happened there; "" when numbers are rounded and no more."""
        values = floating_lines(self.working, self.dtype)
        lines = [line for line in self.working.lines if line.values is None]
        for line in lines:
            for k in np.flatnonzero(np.isinf(np.atleast_1d(values[line]))).tolist():
                operands = _operands(line, k, values)
                if np.isfinite(np.concatenate(operands)).all():
                    return self._overflow(line, k, _exactly(line, operands), values[line])
        if not abs(self.output) >= np.finfo(self.dtype).smallest_normal:  # also where it is NaN
            for line in lines:
                for k in self._rows_that_count(line, values[line]):
                    exact = _exactly(line, _operands(line, k, values))
                    if line.operation in _UNDERFLOWING and exact.is_finite() and exact:
                        return self._underflow(line, k, exact)
        return self._absorbed(values) if isfinite(self.output) else ""

    def _rows_that_count(self, line: Line, values: FloatArray) -> list[int]:
        """Where a line is 0: of a column of which one row is taken, that row alone."""
        zeros = np.flatnonzero(np.atleast_1d(values) == 0).tolist()
        entry = next((e for e in self.working.lines if e.operation is Operation.ENTRY), None)
        return [k for k in zeros if entry is None or line not in entry.of or k == entry.entry]

    def _overflow(self, line: Line, k: int, exact: Decimal, values: FloatArray) -> str:
        most, became = np.finfo(values.dtype).max, short_number(float(np.atleast_1d(values)[k]))
        printed, precision = self.printed.hand.number(line, k), values.dtype.name
        if exact.is_infinite():
            return sentence(
                "{precision} has no such numbers either (up to {most:.4g}): {name} becomes "
                "{became}, so that the output is {output}."
            )(precision, most, line.name, became, short_number(self.output))
        if printed.is_finite() and WIDE.abs(printed) > Decimal(float(most)):
            exact = printed
        if WIDE.abs(exact) > Decimal(float(most)):
            return sentence(
                "But {name} = {number} is beyond the range of {precision} (up to {most:.4g}) and "
                "becomes {became}, so that the output is {output}."
            )(line.name, _beyond(exact, float(most)), precision, most, became,
              short_number(self.output))  # fmt: skip
        return sentence(
            "But adding up leaves the range of {precision} (up to {most:.4g}) on the way: the "
            "{name} becomes {became}, so that the output is {output}."
        )(precision, most, line.name, became, short_number(self.output))

    def _underflow(self, line: Line, k: int, exact: Decimal) -> str:
        exact, precision = self.printed.hand.number(line, k) or exact, self.dtype.name
        return sentence(
            "But {name} = {number} is too close to 0 for {precision} (at least {least:.4g}) and "
            "becomes 0, so that the output is {output}."
        )(line.name, number_text(rounded_to_digits(exact, 4)), precision,
          np.finfo(self.dtype).smallest_subnormal, short_number(self.output))  # fmt: skip

    def _absorbed(self, values: dict[Line, FloatArray]) -> str:
        """Which terms are lost beside larger ones, if it is they that are missing."""
        missing = WIDE.subtract(self.printed.hand.unrounded_result, Decimal(self.output))
        for line, terms in self._added(values):
            largest = terms[int(np.argmax(np.abs(terms)))]
            with np.errstate(all="ignore"):
                is_lost = (terms != 0) & (largest + terms == largest)
            lost = [Decimal(float(each)) for each in terms[is_lost]]
            left = WIDE.abs(WIDE.subtract(missing, total(lost)))
            if lost and WIDE.add(left, left) <= WIDE.abs(missing):
                precision, keeps, beside = (
                    terms.dtype.name,
                    _keeps(terms.dtype),
                    _shortly(abs(largest)),
                )
                if len(lost) == 1:
                    what = _shortly(terms[is_lost][0])
                    return sentence(
                        "But {precision} {keeps}: beside {largest}, {what} is lost in the {name}, "
                        "and the output is {output}."
                    )(precision, keeps, beside, what, line.name, short_number(self.output))
                return sentence(
                    "But {precision} {keeps}: beside {largest}, {n:,} smaller terms are lost in "
                    "the {name}, and the output is {output}."
                )(precision, keeps, beside, len(lost), line.name, short_number(self.output))
        return ""

    def _added(self, values: dict[Line, FloatArray]) -> Iterator[tuple[Line, FloatArray]]:
        """Each line that adds, and what it adds: where it can lose a term."""
        for line in self.working.lines:
            if line.operation in _ADDING and not line.is_column:
                terms = np.concatenate(_operands(line, 0, values))
                signs = [1, -1] if line.operation is Operation.MINUS else 1
                yield line, terms.astype(terms.dtype) * np.array(signs, terms.dtype)


def _operands(line: Line, k: int, values: dict[Line, FloatArray]) -> list[FloatArray]:
    """What a line is made of in row k, each a column (operands,) or one number (1,)."""
    columns = [np.atleast_1d(values[each]) for each in line.of]
    if line.operation is Operation.ENTRY:
        return [column[line.entry : line.entry + 1] for column in columns]
    if line.operation in OF_A_COLUMN:
        return columns
    return [column[k : k + 1] if len(column) > 1 else column for column in columns]


def _exactly(line: Line, operands: list[FloatArray]) -> Decimal:
    """What a line is by hand, of the numbers that floating point has before it."""
    columns = [[Decimal(float(each)) for each in operand] for operand in operands]
    if line.operation is Operation.ENTRY:
        return columns[0][0]
    is_of_columns = line.operation in OF_A_COLUMN
    return computed_by_hand(line, columns if is_of_columns else [column[0] for column in columns])


def _beyond(exact: Decimal, most: float) -> str:
    """A number beyond the range in as few digits as show that."""
    texts = (rounded_to_digits(exact, digits) for digits in range(4, 40))
    text = next((each for each in texts if WIDE.abs(each) > Decimal(f"{most:.4g}")), exact)
    return number_text(text)


def _shortly(value: np.floating) -> str:
    """A number in four digits, or itself where that is about as short."""
    full = Decimal(str(value))
    is_short = n_digits(full) <= SHORT_NUMBER
    return number_text(full if is_short else rounded_to_digits(full, 4), exact=is_short)


def _keeps(dtype: np.dtype[np.floating]) -> str:
    keeps = sentence("keeps {n_binary} binary digits (about {n_decimal} decimal ones)")
    return keeps(np.finfo(dtype).nmant + 1, decimal_digits(dtype))

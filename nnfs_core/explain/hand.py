"""Does arithmetic as by hand: on decimals of so many digits, each line from printed ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, reduce
from itertools import repeat
from typing import Any

import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.explain.typed import typed_numbers
from nnfs_core.layers.working import OF_A_COLUMN, Line, Operation, Working
from nnfs_core.numerals import PLAIN_BELOW

# More digits than any printed number needs, so that nothing is rounded unasked. No traps: what
# leaves every range becomes infinity or NaN, as in floating point.
WIDE = Context(prec=60, rounding=ROUND_HALF_UP, Emin=-(10**9), Emax=10**9, traps=[])
GUARD_DIGITS = 4  # more than of the operands, for what sums may grow by

Column = list[Decimal]


@dataclass(frozen=True)
class Digits:
    """Says how many significant digits are written: None for all that a number has.

    Digits before the decimal point are all written where there are no more than `whole`.
    """

    of_operands: int | None
    of_results: int | None
    whole: int = 0


class HandArithmetic:
    """Computes the lines of a working, each from the printed numbers of the lines before it.

    Numbers given are rounded to the digits of `digits`, but for those that may have been typed,
    which are printed as themselves; products of a column to the decimals that
    give the largest of them as many digits, as one writes them below each other; quotients and
    exponentials to as many digits each. The last line is not rounded: see `result`.
    """

    def __init__(self, working: Working, digits: Digits) -> None:
        self.digits = digits
        self._typed = typed_numbers(working)
        self._printed: dict[Line, Column | Decimal] = {}
        self._is_short: dict[Line, list[bool]] = {}
        self._result = working.lines[-1]
        for line in working.lines:
            self._write(line)

    @property
    def result(self) -> Decimal:
        """The last line as the printed numbers give it, before it is rounded."""
        return self.number(self._result)

    def number(self, line: Line, k: int = 0) -> Decimal:
        """The printed number of a line; of a column, that in row k."""
        printed = self._written(line)
        return printed[k] if isinstance(printed, list) else printed

    def column(self, line: Line) -> Column:
        """The printed numbers of a column."""
        printed = self._written(line)
        return printed if isinstance(printed, list) else [printed]

    def is_exact(self, line: Line, k: int = 0) -> bool:
        """False when the printed number is a rounded one, whose zeros at the end count.

        A given number is exact when it reads back to the same bits; a computed one also when it is
        the stored one but for the noise of a few roundings.
        """
        if line.values is not None:
            self._written(line)
            return self._is_short[line][k]
        if line.operation in (Operation.ENTRY, Operation.LARGEST):  # as it stands in the column
            return self.is_exact(line.of[0], self._taken_row(line))
        return _computed(line, self._operands(line, k)) == self.number(line, k)

    def _taken_row(self, line: Line) -> int:
        """Which row of its column a line takes."""
        if line.operation is Operation.ENTRY:
            return line.entry
        number, column = self.number(line), self.column(line.of[0])
        return next(k for k, each in enumerate(column) if each == number or each.is_nan())

    def is_whole(self, line: Line) -> bool:
        """True when all numbers of a given line are exact."""
        return all(self._is_short[line])

    def _written(self, line: Line) -> Column | Decimal:
        if line not in self._printed:  # a constant of the rule, which needs no line of its own
            self._write(line)
        return self._printed[line]

    def _write(self, line: Line) -> None:
        if line.values is not None:
            column = self._given(line, np.atleast_1d(line.values))
            self._printed[line] = column if line.is_column else column[0]
        elif line.is_column:
            self._printed[line] = self._rounded_column(line, self._computed_column(line))
        else:
            number = _computed(line, self._operands(line))
            self._printed[line] = number if line is self._result else self._rounded(line, number)

    def _given(self, line: Line, values: AnyArray) -> Column:
        digits = self.digits.of_operands
        if digits is None:
            self._is_short[line] = [True] * len(values)
            return [Decimal(str(value)) for value in values]
        numbers = values.tolist()
        with np.errstate(all="ignore"):
            if np.abs(values).max(initial=0) < 10.0**digits:  # the usual case, without `whole`
                rounded = list(map(_rounding(digits).create_decimal_from_float, numbers))
            else:
                whole = self.digits.whole
                rounded = [rounded_to_digits(each, digits, whole) for each in map(Decimal, numbers)]
            read = np.array(list(map(float, rounded)))
            if line in self._typed:
                is_short = read.astype(values.dtype) == values
            else:
                noise = 10.0 ** -sure_digits(np.finfo(values.dtype).precision) * np.abs(values)
                is_short = np.abs(read - values) <= noise
        is_short |= ~np.isfinite(values)
        for row, number in self._typed.get(line, {}).items():
            rounded[row], is_short[row] = number, True
        self._is_short[line] = is_short.tolist()
        return rounded

    def _computed_column(self, line: Line) -> Column:
        columns = [self.column(each) for each in line.of]
        if line.operation is Operation.PRODUCT:
            return list(map(WIDE.multiply, *columns))
        n = max(map(len, columns))
        stretched = [each * n if len(each) == 1 else each for each in columns]
        return [_computed(line, row) for row in zip(*stretched, strict=True)]

    def _rounded_column(self, line: Line, column: Column) -> Column:
        digits = self.digits.of_results
        if digits is None or line.operation is not Operation.PRODUCT:
            return [self._rounded(line, each) for each in column]
        finite = [each for each in column if each.is_finite()]
        largest = max(map(Decimal.adjusted, filter(None, finite)), default=0)
        unit = Decimal((0, (1,), last_place(largest, digits)))
        if len(finite) == len(column):
            return list(map(WIDE.quantize, column, repeat(unit)))
        return [each.quantize(unit, context=WIDE) if each.is_finite() else each for each in column]

    def _rounded(self, line: Line, number: Decimal) -> Decimal:
        digits = self.digits.of_results
        if digits is None or line.operation in _COPIES:
            return number
        kept = digits if line.operation in _ROUNDED else digits + GUARD_DIGITS
        return rounded_to_digits(number, kept, self.digits.whole)

    def _operands(self, line: Line, k: int = 0) -> list[Decimal] | list[Column]:
        """What a line is made of: whole columns, or the numbers of their row k."""
        if line.operation in OF_A_COLUMN:
            return [self.column(each) for each in line.of]
        return [self.number(each, k) for each in line.of]


def _computed(line: Line, operands: Sequence[Any]) -> Decimal:
    if line.operation is Operation.ENTRY:
        entry: Decimal = operands[0][line.entry]
        return entry
    return _BY_HAND[line.operation](*operands)


_COPIES = (Operation.SAME, Operation.LARGER, Operation.LARGEST, Operation.ENTRY)
_ROUNDED = (Operation.PRODUCT, Operation.QUOTIENT, Operation.EXPONENTIAL)


def last_place(largest: int, digits: int) -> int:
    """The power of ten of the last digit in a column whose largest number is of power `largest`."""
    return min(largest + 1 - digits, 0 if largest < PLAIN_BELOW else largest)


def sure_digits(precision: int) -> int:
    """Of the decimal digits of a floating point type, those that a few roundings leave alone."""
    return precision - 1 if precision > 3 else precision


def rounded_to_digits(number: Decimal, digits: int, whole: int = 0) -> Decimal:
    """A number in at most so many significant digits, halves away from 0, as at school.

    Its digits before the decimal point are all kept where there are no more than `whole`.
    """
    before_point = number.adjusted() + 1
    return _rounding(max(digits, before_point if before_point <= whole else 0)).plus(number)


@cache
def _rounding(digits: int) -> Context:
    return Context(prec=digits, rounding=ROUND_HALF_UP, Emin=-(10**9), Emax=10**9, traps=[])


def total(column: Sequence[Decimal]) -> Decimal:
    """The sum of decimal numbers."""
    return reduce(WIDE.add, column, Decimal(0))


def _largest(column: Sequence[Decimal]) -> Decimal:
    """The largest; NaN when one is NaN, as NumPy has it."""
    missing = next((number for number in column if number.is_nan()), None)
    return max(column) if missing is None else missing


def _exponential(number: Decimal) -> Decimal:
    """e to the power of a number, to 30 digits: more cannot matter, and cost time."""
    return _rounding(30).exp(number)


_BY_HAND: dict[Operation, Callable[..., Decimal]] = {
    Operation.SAME: lambda a: a,
    Operation.NEGATIVE: WIDE.minus,
    Operation.TWICE: lambda a: WIDE.multiply(a, Decimal(2)),
    Operation.PRODUCT: WIDE.multiply,
    Operation.PLUS: WIDE.add,
    Operation.MINUS: WIDE.subtract,
    Operation.QUOTIENT: WIDE.divide,
    Operation.LARGER: lambda a, b: _largest([a, b]),
    Operation.ABOVE_ZERO: lambda a: a if a.is_nan() else Decimal(int(a > 0)),
    Operation.EXPONENTIAL: _exponential,
    Operation.SUM: total,
    Operation.LARGEST: _largest,
}

"""Does arithmetic as by hand: on decimals of so many digits, each line from printed ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import repeat

import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.explain.decimals import (
    WIDE,
    computed_by_hand,
    most_digits,
    rounded_to_digits,
    rounding_to,
)
from nnfs_core.explain.typed import typed_numbers
from nnfs_core.layers.working import OF_A_COLUMN, Line, Operation, Working
from nnfs_core.numerals import PLAIN_BELOW

NOISY = 8  # one in so many binary digits of a computed number may be noise
GUARD_DIGITS = 4  # more than of the operands, for what sums may grow by
SMALL_DIGITS = 2  # at least, of a product that stands below larger ones

Column = list[Decimal]


@dataclass(frozen=True)
class Digits:
    """Says how many significant digits are written: None for all that a number has.

    Digits before the decimal point are all written where there are no more than `whole`. Sums
    and differences have some digits more than the other results, or `of_sums`; products no fewer
    than `of_small`, also below larger ones.
    """

    of_operands: int | None
    of_results: int | None
    whole: int = 0
    of_sums: int | None = None
    of_small: int = SMALL_DIGITS


class HandArithmetic:
    """Computes the lines of a working, each from the printed numbers of the lines before it.

    Numbers given are rounded to the digits of `digits`, but for those that may have been typed,
    which are printed as themselves; products of a column to the decimals that give the largest of
    them as many digits, as one writes them below each other, but none of them to 0; quotients and
    exponentials to as many digits each. The last line is not rounded: see `result`.
    """

    def __init__(self, working: Working, digits: Digits) -> None:
        self.digits = digits
        self._typed = typed_numbers(working)
        self._printed: dict[Line, Column | Decimal] = {}
        self._unrounded: dict[Line, Decimal] = {}  # of single numbers, as if no sum were rounded
        self._product_unit: dict[Line, Decimal] = {}
        self._is_short: dict[Line, list[bool]] = {}
        self._result = working.lines[-1]
        for line in working.lines:
            self._write(line)

    @property
    def result(self) -> Decimal:
        """The last line as the printed numbers give it, before it is rounded."""
        return self.number(self._result)

    @property
    def unrounded_result(self) -> Decimal:
        """The last line as it would be if no sum or difference on the way were rounded."""
        return self._unrounded.get(self._result, self.result)

    @property
    def too_long_to_write(self) -> int | None:
        """How many digits are written of a sum that has more, on which the result depends."""
        is_cut = self.digits.of_sums is not None and self.unrounded_result != self.result
        return self.digits.of_sums if is_cut else None

    def is_too_long(self, line: Line, k: int = 0) -> bool:
        """Whether e to the power of a number has more digits than its exponent could be told by."""
        if line.operation is not Operation.EXPONENTIAL:
            return False
        number, power = self.number(line, k), self.number(line.of[0], k)
        return power.is_finite() and not (number.is_finite() and number)

    @cached_property
    def has_too_large(self) -> bool:
        """Whether such a number is so large that nobody can go on with it."""
        return any(
            self.is_too_long(line, k) and number.is_infinite()
            for line in self._printed
            if line.operation is Operation.EXPONENTIAL
            for k, number in enumerate(self.column(line))
        )

    def is_finer_than(self, last: int) -> bool:
        """False where a product was rounded at a digit before that of the power of ten `last`."""
        coarse = [line for line, unit in self._product_unit.items() if unit.adjusted() > last]
        return all(self._computed_column(line) == self.column(line) for line in coarse)

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
        exact = computed_by_hand(line, self._operands(line, k))
        is_cut = exact.is_finite() and len(exact.as_tuple().digits) >= most_digits(line.operation)
        return exact.is_nan() or (exact == self.number(line, k) and not is_cut)

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
            number = exact = computed_by_hand(line, self._operands(line))
            if any(each in self._unrounded for each in line.of):
                operands = [self._unrounded.get(each, self.number(each)) for each in line.of]
                exact = computed_by_hand(line, operands)
            if line is self._result or line.operation not in _ROUNDED:
                self._unrounded[line] = exact
            self._printed[line] = number if line is self._result else self._rounded(line, number)

    def _given(self, line: Line, values: AnyArray) -> Column:
        digits = self.digits.of_operands
        if digits is None:
            self._is_short[line] = [True] * len(values)
            return [Decimal(str(value)) for value in values]
        numbers = values.tolist()
        with np.errstate(all="ignore"):
            is_usual = np.abs(values).max(initial=0) < 10.0**digits  # no matter what `whole` says
            if is_usual and line in self._typed:  # where the middle between two is sure to be typed
                rounded = list(map(Decimal, _written(numbers, digits)))
            elif is_usual:
                rounded = list(map(rounding_to(digits).create_decimal_from_float, numbers))
            else:
                whole = self.digits.whole
                rounded = [rounded_to_digits(each, digits, whole) for each in map(Decimal, numbers)]
            read = np.array(list(map(float, rounded)))
            if line in self._typed:
                is_short = read.astype(values.dtype) == values
            else:
                limits = np.finfo(values.dtype)
                steps = 2 ** (limits.nmant // NOISY) - 2
                is_short = np.abs(read - values) <= steps * float(limits.eps) * np.abs(values)
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
        return [computed_by_hand(line, row) for row in zip(*stretched, strict=True)]

    def _rounded_column(self, line: Line, column: Column) -> Column:
        digits = self.digits.of_results
        if digits is None or line.operation is not Operation.PRODUCT:
            return [self._rounded(line, each) for each in column]
        rows: Sequence[int] = range(len(column))  # that are neither 0 nor infinite nor NaN
        if not all(column) or not all(map(Decimal.is_finite, column)):
            rows = [k for k, each in enumerate(column) if each and each.is_finite()]
        powers = list(map(Decimal.adjusted, map(column.__getitem__, rows)))
        last = last_place(max(powers, default=0), digits)
        unit = self._product_unit[line] = Decimal((0, (1,), last))
        if len(rows) == len(column):
            rounded = list(map(WIDE.quantize, column, repeat(unit)))
        else:
            rounded = [WIDE.quantize(a, unit) if a.is_finite() else a for a in column]
        kept = self.digits.of_small
        small = last + kept - 1
        for k in [k for k, power in zip(rows, powers, strict=True) if power < small]:
            rounded[k] = rounded_to_digits(column[k], kept)
        return rounded

    def _rounded(self, line: Line, number: Decimal) -> Decimal:
        digits = self.digits.of_results
        if digits is None or line.operation in _COPIES:
            return number
        if line.operation in _ROUNDED:
            kept = digits
        else:
            is_of_products = any(each.operation is Operation.PRODUCT for each in line.of)
            guard = 2 * GUARD_DIGITS if is_of_products else GUARD_DIGITS  # they begin far apart
            kept = self.digits.of_sums or digits + guard
        return rounded_to_digits(number, kept, self.digits.whole)

    def _operands(self, line: Line, k: int = 0) -> list[Decimal] | list[Column]:
        """What a line is made of: whole columns, or the numbers of their row k."""
        if line.operation in OF_A_COLUMN:
            return [self.column(each) for each in line.of]
        return [self.number(each, k) for each in line.of]


_COPIES = (Operation.SAME, Operation.LARGER, Operation.LARGEST, Operation.ENTRY)
_ROUNDED = (Operation.PRODUCT, Operation.QUOTIENT, Operation.EXPONENTIAL)


def _written(numbers: list[float], digits: int) -> list[str]:
    """Each number in so many digits."""
    return (f"%.{digits - 1}e " * len(numbers) % tuple(numbers)).split()


def last_place(largest: int, digits: int) -> int:
    """The power of ten of the last digit in a column whose largest number is of power `largest`."""
    return min(largest + 1 - digits, 0 if largest < PLAIN_BELOW else largest)


def sure_digits(precision: int) -> int:
    """Of the decimal digits of a floating point type, those that a few roundings leave alone."""
    return precision - 1 if precision > 3 else precision

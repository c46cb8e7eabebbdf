"""Does on decimals what the lines of a working ask for, exactly where that is possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, reduce
from typing import Any

from nnfs_core.layers.working import Line, Operation

# Sums and products of float64 have fewer digits than this, so that none is rounded unasked; and e
# to the power of 1e17 is within range. No traps: what leaves every range becomes infinity or NaN,
# as in floating point.
EXACT_DIGITS = 1500
WIDE = Context(prec=EXACT_DIGITS, rounding=ROUND_HALF_UP, Emin=-(10**17), Emax=10**17, traps=[])

MOST_DIGITS = 60  # that are written of a sum, and computed of a quotient
EXPONENTIAL_DIGITS = 30  # more cannot matter, and cost time


def computed_by_hand(line: Line, operands: Sequence[Any]) -> Decimal:
    """A line from its operands: whole columns, or numbers of a row."""
    if line.operation is Operation.ENTRY:
        entry: Decimal = operands[0][line.entry]
        return entry
    return _BY_HAND[line.operation](*operands)


def most_digits(operation: Operation) -> int:
    """The digits to which a result is computed, so that one of as many may have been cut."""
    if operation is Operation.EXPONENTIAL:
        return EXPONENTIAL_DIGITS
    return MOST_DIGITS if operation is Operation.QUOTIENT else EXACT_DIGITS


def rounded_to_digits(number: Decimal, digits: int, whole: int = 0) -> Decimal:
    """A number in at most so many significant digits, halves away from 0, as at school.

    Its digits before the decimal point are all kept where there are no more than `whole`. One that
    is not exact any more has all its digits, zeros at its end too.
    """
    if not number:  # also -0, which would lose its sign
        return number
    before_point = number.adjusted() + 1
    return rounding_to(max(digits, before_point if before_point <= whole else 0)).plus(number)


def padded(number: Decimal, digits: int) -> Decimal:
    """A number with so many significant digits, zeros at its end where it has fewer."""
    if not number or not number.is_finite():
        return number
    last = number.adjusted() + 1 - digits
    is_short = last < int(number.as_tuple().exponent)
    return WIDE.quantize(number, Decimal((0, (1,), last))) if is_short else number


def n_digits(number: Decimal) -> int:
    """How many significant digits a finite number takes, without zeros at its end."""
    return len(number.normalize(WIDE).as_tuple().digits) if number else 1


@cache
def rounding_to(digits: int) -> Context:
    """Arithmetic that rounds to so many digits."""
    context = WIDE.copy()
    context.prec = digits
    return context


def total(column: Sequence[Decimal]) -> Decimal:
    """The sum of decimal numbers."""
    return reduce(WIDE.add, column, Decimal(0))


def _largest(column: Sequence[Decimal]) -> Decimal:
    """The largest; NaN when one is NaN, as NumPy has it."""
    missing = next((number for number in column if number.is_nan()), None)
    return max(column) if missing is None else missing


def _exponential(number: Decimal) -> Decimal:
    """e to the power of a number."""
    return rounding_to(EXPONENTIAL_DIGITS).exp(number)


_BY_HAND: dict[Operation, Callable[..., Decimal]] = {
    Operation.SAME: lambda a: a,
    Operation.NEGATIVE: WIDE.minus,
    Operation.TWICE: lambda a: WIDE.multiply(a, Decimal(2)),
    Operation.PRODUCT: WIDE.multiply,
    Operation.PLUS: WIDE.add,
    Operation.MINUS: WIDE.subtract,
    Operation.QUOTIENT: rounding_to(MOST_DIGITS).divide,
    Operation.LARGER: lambda a, b: _largest([a, b]),
    Operation.ABOVE_ZERO: lambda a: a if a.is_nan() else Decimal(int(a > 0)),
    Operation.EXPONENTIAL: _exponential,
    Operation.SUM: total,
    Operation.LARGEST: _largest,
}

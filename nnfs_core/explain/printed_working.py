"""Finds the shortest printing of a working that gives the printed result when done by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from math import inf

import numpy as np

from nnfs_core.explain.decimals import MOST_DIGITS, WIDE, n_digits, padded, rounded_to_digits
from nnfs_core.explain.estimate import surely_differs
from nnfs_core.explain.hand import Digits, HandArithmetic, sure_digits
from nnfs_core.explain.typed import is_given
from nnfs_core.layers.working import Line, Operation, Working
from nnfs_core.numerals import PLAIN_BELOW, digits_shown, full_text

SHORT_OPERAND, SHORT_NUMBER = 6, 10  # digits up to which all are written, rather than rounded
MOST_TERMS_WRITTEN_OUT = 100

_EXACT_OPERATIONS = frozenset(Operation) - {Operation.QUOTIENT, Operation.EXPONENTIAL}


@dataclass(frozen=True, eq=False)
class PrintedWorking:
    """Holds a working as it is printed.

    `result` is what the arithmetic of the printed numbers gives, rounded to as many digits as it
    has. `closes` says whether the stored output rounds to the same: where no printing does that,
    floating point itself has rounded, or left its range, on the way.
    """

    hand: HandArithmetic
    result: Decimal
    stored: Decimal
    closes: bool
    in_full: bool = False  # every number with all its digits, nothing rounded

    @property
    def is_exact(self) -> bool:
        """True when neither the last step nor the stored output had to be rounded."""
        is_stored = self.stored == self.result or self.in_full or not self.closes
        return _same(self.hand.unrounded_result, self.result) and (
            is_stored or self.result.is_nan()
        )


def print_working(working: Working, output: float, dtype: np.dtype[np.floating]) -> PrintedWorking:
    """Print the working of an output that is kept in `dtype`.

    Every number is written in full where all stay short. Else the result has as few digits as its
    cell shows, and the operands that were not typed as many as it takes; only where that is not
    enough does the result get more.
    """
    stored, most = Decimal(float(output)), int(np.finfo(dtype).precision)
    if len(working.lines) == 1:  # a number that is given
        hand = HandArithmetic(working, Digits(None, None))
        return PrintedWorking(hand, hand.result, stored, True, True)
    is_finite = stored.is_finite()
    shortest = Decimal(full_text(float(output), dtype.char)) if is_finite else stored
    least = digits_shown(float(output), dtype.char)
    in_full = _in_full(working, stored, shortest, least, most)
    if in_full is not None:
        return in_full
    whole = PLAIN_BELOW
    tried: dict[Digits, HandArithmetic] = {}
    for digits in _digits_to_try(least, most):
        assert digits.of_results is not None
        wanted = rounded_to_digits(shortest, digits.of_results, whole)
        # what comes before the result does not depend on the digits that it is given
        way = Digits(digits.of_operands, digits.of_operands or most + 2, whole)
        if way not in tried:
            if surely_differs(working, way, float(wanted), _half(wanted, digits.of_results)):
                continue
            tried[way] = HandArithmetic(working, way)
        hand = tried[way]
        result = rounded_to_digits(hand.result, digits.of_results, whole)
        if _same(result, wanted) and _is_sure(hand, result, digits.of_results, whole):
            is_short = result == shortest or not is_finite
            shown = result if is_short else padded(result, digits.of_results)
            return PrintedWorking(hand, _signed(shown, shortest), shortest, True)
    all_digits = most + 2 if is_finite else least
    return _open_working(working, shortest, least, all_digits, whole)


def _is_sure(hand: HandArithmetic, result: Decimal, digits: int, whole: int) -> bool:
    """Whether a result owes nothing to the rounding of sums and of what stands in them."""
    if not result.is_finite() and hand.has_too_large:
        return False
    if hand.unrounded_result != hand.result and not _same(
        rounded_to_digits(hand.unrounded_result, digits, whole), result
    ):
        return False
    return not result.is_finite() or hand.is_finer_than(result.adjusted() + 1 - digits)


def _open_working(
    working: Working, shortest: Decimal, least: int, digits: int, whole: int
) -> PrintedWorking:
    """A working that gives something else by hand: with all digits where that can be seen.

    No number of digits can print what left the range of floating point.
    """
    of_operands = None if digits > least else digits
    way = Digits(of_operands, digits, whole, of_small=digits)
    hand = HandArithmetic(working, way)
    result = rounded_to_digits(hand.result, least, whole)
    is_sure = hand.has_too_large or _is_sure(hand, result, least, whole)
    if not is_sure:  # rounded products or sums have lost what matters
        hand = HandArithmetic(working, replace(way, of_results=MOST_DIGITS, of_sums=MOST_DIGITS))
        result = rounded_to_digits(hand.unrounded_result, least, whole)
    is_done = result.is_finite() or not hand.has_too_large
    closes = is_done and _same(result, rounded_to_digits(shortest, least, whole))
    shown = result if result == shortest else padded(result, least)
    return PrintedWorking(hand, shown, shortest, closes)


def _digits_to_try(least: int, most: int) -> Iterator[Digits]:
    """Digits of operands and of the result, from the shortest; None is for all that they have."""
    for of_result in range(least, max(least, most) + 1):
        for of_operands in chain(range(of_result, most + 1), (None,)):
            yield Digits(of_operands, of_result)


def _half(wanted: Decimal, digits: int) -> float:
    """How far a number that rounds to `wanted`, in so many digits, may be from it."""
    return 0.5 * 10.0 ** (wanted.adjusted() + 1 - digits) if wanted.is_finite() else inf


def _in_full(
    working: Working, stored: Decimal, shortest: Decimal, least: int, most: int
) -> PrintedWorking | None:
    """Every number with all its digits, if they are few and nothing has to be rounded.

    An operand such as 0.30000000000000004 counts as the 0.3 that it is but for noise.
    """
    if not stored.is_finite() or not all(_may_be_in_full(line) for line in working.lines):
        return None
    hand = HandArithmetic(working, Digits(sure_digits(most), None))
    for line in working.lines:
        allowed = SHORT_OPERAND if line.values is not None else SHORT_NUMBER
        if line.values is not None and not is_given(working, line):
            allowed = min(SHORT_OPERAND, max(2, most - 2))
        if max(map(_written_digits, hand.column(line)), default=0) > allowed:
            return None
        if line.values is not None and not hand.is_whole(line):
            return None
    result = hand.result
    unit = Decimal((0, (1,), min(0, int(result.normalize(WIDE).as_tuple().exponent))))
    is_seen = rounded_to_digits(result, least) == rounded_to_digits(shortest, least)
    # the second is for large numbers, between which and the next is more than 1
    is_same = WIDE.quantize(stored, unit) == result or (
        WIDE.abs(WIDE.subtract(stored, result)) <= WIDE.scaleb(WIDE.abs(stored), -most - 1)
    )
    if not is_seen or not is_same:
        return None
    return PrintedWorking(hand, _signed(result, stored), stored, True, True)


def _may_be_in_full(line: Line) -> bool:
    if line.values is None:
        return line.operation in _EXACT_OPERATIONS
    return line.values.size <= MOST_TERMS_WRITTEN_OUT


def _signed(result: Decimal, stored: Decimal) -> Decimal:
    """The result, 0 with the sign that the stored one has."""
    return result if result or stored else stored


def _written_digits(number: Decimal) -> int:
    return n_digits(number) if number.is_finite() else SHORT_NUMBER + 1


def _same(first: Decimal, second: Decimal) -> bool:
    return first == second or (first.is_nan() and second.is_nan())

"""Judges an explanation as a stranger with paper would: by its texts and the stored numbers alone.

Nothing of the code that prints them is used, only fractions and decimals of Python's own.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction
from functools import reduce
from math import isfinite
from typing import Any

import numpy as np

from nnfs_core.explain import Explanation
from nnfs_core.layers.working import Line, Operation

PLENTY = Context(prec=60, traps=[], Emin=-(10**17), Emax=10**17)
FAR = 2000  # powers of ten beyond which fractions would be too long to handle
LEAST = 2  # digits of a product that is rounded to the decimals of larger ones

Number = Fraction | Decimal  # of what is not finite or too far from 1, Decimal


class Judge:
    """Collects what does not hold in one explanation."""

    def __init__(self, explained: Explanation) -> None:
        self.explained, self.faults = explained, list[str]()
        self.least = min(4, int(np.finfo(explained.dtype).precision))
        self._is_open = explained.note.startswith("By hand this is ")
        self._unrounded: dict[tuple[Line, int], Number] = {}

    def judged(self) -> list[str]:
        """Every fault as a sentence; none where all is true."""
        lines = self.explained.working.lines
        for line in lines:
            for k in range(self._n_rows(line)):
                if line.values is not None:
                    self._judge_given(line, k)
                else:
                    self._judge_computed(line, k)
        self._judge_result(lines[-1])
        self._judge_note()
        return self.faults

    def _n_rows(self, line: Line) -> int:
        return self.explained.n_terms if line.is_column else 1

    def _text(self, line: Line, k: int) -> str:
        is_result = line is self.explained.working.lines[-1]
        return self.explained.by_hand if is_result else self.explained.text(line, k)

    def _judge_given(self, line: Line, k: int) -> None:
        assert line.values is not None
        value, text = np.atleast_1d(line.values)[k], self._text(line, k)
        if line.source == "inputs" and not self.explained.working.inputs_are_given:
            steps = {"float16": 0, "float32": 2, "float64": 62}[value.dtype.name]
            noise = steps * abs(float(value)) * float(np.finfo(value.dtype).eps)
            if abs(float(number(text)) - float(value)) <= noise:
                return
        if not reads_back(text, value) and not (
            digits_of(text) >= self.least and is_rounding(number(text), exactly(value), text)
        ):
            self._fault(f"{line.name} {k} is {value!s}, printed {text}")

    def _judge_computed(self, line: Line, k: int) -> None:
        text = self._text(line, k)
        is_long = "with more digits than" in self.explained.note
        is_result = line is self.explained.working.lines[-1]
        of = self._exactly if is_result and is_long else self._printed
        exact, shown = self._by_hand(line, k, of), number(text)
        if is_same(exact, shown):
            return
        what = f"{line.name} {k} by hand is {short(exact)}, printed {text}"
        is_taken = line.operation in (Operation.SAME, Operation.ENTRY, Operation.LARGEST)
        if (is_taken and not is_result) or not is_rounding(shown, exact, text):
            self._fault(what)
        elif digits_of(text) < (LEAST if line.operation is Operation.PRODUCT else self.least):
            self._fault(f"{what}, which is too short")

    def _judge_result(self, line: Line) -> None:
        explained = self.explained
        stored, text = explained.dtype.type(explained.output), explained.result_text
        if explained.note.startswith("By hand this cannot be done"):
            return
        if self._is_open:
            by_hand = explained.by_hand
            if by_hand == text:
                self._fault(f"by hand {by_hand} is what is stored: {stored!s}")
            if explained.note.split()[4].rstrip(".,") != by_hand.rstrip("."):
                self._fault(f"the note does not say {by_hand}: {explained.note}")
            if not is_stored(text, stored):
                self._fault(f"the result {text} is not what is stored: {stored!s}")
            return
        is_noise = f"holds {explained.full_result}." in explained.note
        is_near = is_stored(text, stored) and digits_of(text) >= self.least
        if not (reads_back(text, stored) or is_near or is_noise):
            self._fault(f"the result {text} is not what is stored: {stored!s}")
        if line.values is None:
            unrounded = self._exactly(line, 0)
            slack = tidy(PLENTY.scaleb(as_decimal(unrounded), -40))  # quotients have no last digit
            either = unrounded, plus(unrounded, slack), plus(unrounded, -slack)
            if not any(is_rounding(number(text), each, text) for each in either):
                self._fault(f"without rounded sums by hand {short(unrounded)}, not {text}")

    def _judge_note(self) -> None:
        note, limits = self.explained.note, np.finfo(self.explained.dtype)
        named = re.search(r"= (\S+) is (beyond|too close)", note)
        if named is None:
            return
        size = tidy(PLENTY.abs(as_decimal(number(named[1]))))
        if named[2] == "beyond" and size < exactly(limits.max):
            self._fault(f"not beyond the range: {note}")
        if named[2] == "too close" and size > exactly(limits.smallest_subnormal):
            self._fault(f"not too close to 0: {note}")

    def _printed(self, line: Line, k: int) -> Number:
        if line.values is not None and line not in self.explained.working.lines:
            return exactly(line.values[()])  # a constant of the rule
        return number(self._text(line, k))

    def _exactly(self, line: Line, k: int) -> Number:
        """A line without the rounding of sums and differences, which must change no result."""
        k = k if line.is_column else 0
        if (line, k) not in self._unrounded:
            is_sum = line.operation in (Operation.SUM, Operation.PLUS, Operation.MINUS)
            is_last = line is self.explained.working.lines[-1]
            self._unrounded[line, k] = (
                self._by_hand(line, k, self._exactly)
                if line.values is None and (is_sum or is_last)
                else self._printed(line, k)
            )
        return self._unrounded[line, k]

    def _by_hand(self, line: Line, k: int, of: Any) -> Number:
        def column(each: Line) -> list[Number]:
            return [of(each, row) for row in range(self._n_rows(each))]

        first = line.of[0]
        match line.operation:
            case Operation.SUM:
                return reduce(plus, column(first), Fraction(0))
            case Operation.LARGEST:
                return reduce(larger, column(first))
            case Operation.ENTRY:
                return column(first)[line.entry]
        a, *rest = (of(each, k if each.is_column else 0) for each in line.of)
        b = rest[0] if rest else Fraction(0)
        match line.operation:
            case Operation.SAME:
                return a
            case Operation.NEGATIVE:
                return -a
            case Operation.TWICE:
                return plus(a, a)
            case Operation.PRODUCT:
                return combined(a, b, "multiply")
            case Operation.PLUS:
                return plus(a, b)
            case Operation.MINUS:
                return plus(a, -b)
            case Operation.QUOTIENT:
                return combined(a, b, "divide")
            case Operation.LARGER:
                return larger(b, a)
            case Operation.ABOVE_ZERO:
                return a if is_nan(a) else Fraction(int(a > 0))
            case Operation.EXPONENTIAL:
                return tidy(PLENTY.exp(as_decimal(a)))
        raise AssertionError(line.operation)

    def _fault(self, what: str) -> None:
        self.faults.append(what)


def number(text: str) -> Number:
    """The number of a printed text."""
    if text.startswith("e^"):  # with too many digits to write
        return tidy(PLENTY.exp(Decimal(text[2:])))
    words = {"∞": "inf", "-∞": "-inf", "too large to write": "inf"}
    return tidy(Decimal(words.get(text, text)))


def exactly(value: Any) -> Number:
    """What a floating point number is, to the last of its many digits."""
    return Fraction(float(value)) if isfinite(value) else Decimal(float(value))


def tidy(value: Decimal) -> Number:
    is_near = value.is_finite() and abs(value.adjusted()) < FAR
    return Fraction(value) if is_near or value == 0 else value


def as_decimal(value: Number) -> Decimal:
    if isinstance(value, Decimal):
        return value
    return PLENTY.divide(Decimal(value.numerator), Decimal(value.denominator))


def plus(a: Number, b: Number) -> Number:
    return combined(a, b, "add")


def combined(a: Number, b: Number, operation: str) -> Number:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        if operation == "add":
            return a + b
        if operation == "multiply":
            return a * b
        if b:
            return a / b
    return tidy(getattr(PLENTY, operation)(as_decimal(a), as_decimal(b)))


def larger(a: Number, b: Number) -> Number:
    if is_nan(a) or is_nan(b):
        return a if is_nan(a) else b
    return a if as_decimal(a) >= as_decimal(b) else b


def is_nan(a: Number) -> bool:
    return isinstance(a, Decimal) and a.is_nan()


def is_same(a: Number, b: Number) -> bool:
    if is_nan(a) or is_nan(b):
        return is_nan(a) and is_nan(b)
    return a == b


def reads_back(text: str, value: Any) -> bool:
    """Whether a text gives the very bits of a stored number, the sign of 0 included."""
    read = type(value)({"∞": "inf", "-∞": "-inf"}.get(text, text))
    if np.isnan(value):
        return bool(np.isnan(read))
    return bool(read == value and np.signbit(read) == np.signbit(value))


def is_rounding(shown: Number, exact: Number, text: str) -> bool:
    """Whether a number as printed is the exact one, rounded to the digits that are printed."""
    if is_same(shown, exact):
        return True
    if not (as_decimal(shown).is_finite() and as_decimal(exact).is_finite()):
        return False
    if exact != 0 and shown == 0:
        return False
    exponent = int(Decimal(text).as_tuple().exponent)
    if isinstance(shown, Fraction) and isinstance(exact, Fraction):
        return abs(shown - exact) <= Fraction(10) ** exponent / 2
    off = PLENTY.abs(PLENTY.subtract(as_decimal(shown), as_decimal(exact)))
    return bool(off <= Decimal((0, (5,), exponent - 1)))


def is_stored(text: str, stored: Any) -> bool:
    """Whether a text is a stored number, or the shortest that reads back to it, rounded."""
    shortest = Fraction(str(stored)) if isfinite(stored) else exactly(stored)
    return any(is_rounding(number(text), each, text) for each in (shortest, exactly(stored)))


def digits_of(text: str) -> int:
    """How many significant digits are printed; those of 0.00 are none."""
    shown = as_decimal(number(text))
    if shown.is_finite() and not text.startswith("e^"):
        shown = Decimal(text)
    return len(shown.as_tuple().digits) if shown.is_finite() and shown else 0


def short(value: Number) -> str:
    return f"{as_decimal(value):.12g}"

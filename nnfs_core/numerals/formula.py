"""This module works out a formula that was typed into a cell, such as 1/3 or -exp(2)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

from nnfs_core.errors import NnfsError
from nnfs_core.numerals.texts import short_number

MOST_CHARACTERS = 200
MOST_NESTED = 20

_CONSTANTS: Mapping[str, float] = {"pi": math.pi, "e": math.e}
_FUNCTIONS: Mapping[str, Callable[[float], float]] = {
    "exp": math.exp,
    "log": math.log,
    "ln": math.log,
    "sqrt": math.sqrt,
    "sin": math.sin,
    "cos": math.cos,
    "tanh": math.tanh,
    "abs": abs,
}
_CHOICES: Mapping[str, Callable[[list[float]], float]] = {"min": min, "max": max}
_NAMES = ", ".join((*_FUNCTIONS, *_CHOICES, *_CONSTANTS))

_NUMBERS = {  # by the decimal mark; a point is one everywhere, since programs write it
    ".": r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)",
    ",": r"(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)",
}
_PIECES = {
    mark: re.compile(
        rf"\s*(?:(?P<number>{number}(?:[eE][+-]?[0-9]+)?)"
        r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*)|(?P<sign>\*\*|[-+*/^(),;]))"
    )
    for mark, number in _NUMBERS.items()
}


def formula_value(text: str, mark: str = ".") -> float:
    """The finite number that a formula comes to in float64, as Python's own arithmetic has it.

    It knows + - * / ^ **, parentheses, exp, log, ln, sqrt, sin, cos, tanh, abs, min, max, pi and e;
    log is the natural one, and -2^2 is -4. With the decimal mark "," a semicolon parts the numbers
    of min and max, else a comma does too. Raises NnfsError with a sentence on what is wrong.
    """
    if len(text) > MOST_CHARACTERS:
        raise NnfsError("A formula has at most {most} characters, but this one has {n:,}.")(
            MOST_CHARACTERS, len(text)
        )
    return _Formula(text.replace("−", "-").replace("×", "*").replace("·", "*"), mark).value()


class _Formula:
    """Reads piece by piece and computes on the way; each rule is a method."""

    def __init__(self, text: str, mark: str) -> None:
        self._mark = mark
        self._pieces: list[tuple[str, str]] = []  # kind and text
        place, end = 0, len(text.rstrip())
        while place < end:
            match = _PIECES[mark].match(text, place)
            if match is None:
                raise NnfsError("{sign!r} means nothing in a formula.")(text[place:].lstrip()[0])
            assert match.lastgroup is not None
            self._pieces.append((match.lastgroup, match[match.lastgroup]))
            place = match.end()
        self._at = 0
        self._n_nested = 0

    def value(self) -> float:
        if not self._pieces:
            raise NnfsError("There is no formula behind the =; type one, such as =1/3.")
        value = self._sum()
        if self._next:
            raise self._misplaced("an operator or the end")
        return value

    def _sum(self) -> float:
        value = self._product()
        while sign := self._took("+", "-"):
            other = self._product()
            value = _in_range(value + other if sign == "+" else value - other)
        return value

    def _product(self) -> float:
        value = self._signed()
        while sign := self._took("*", "/"):
            other = self._signed()
            if sign == "/" and other == 0:
                raise NnfsError("The formula divides by 0.")
            value = _in_range(value * other if sign == "*" else value / other)
        return value

    def _signed(self) -> float:
        self._n_nested += 1
        if self._n_nested > MOST_NESTED:
            raise NnfsError("The formula is nested more than {most} deep; write it in steps.")(
                MOST_NESTED
            )
        sign = self._took("+", "-")
        value = self._signed() if sign else self._power()
        self._n_nested -= 1
        return -value if sign == "-" else value

    def _power(self) -> float:
        base = self._atom()
        if not self._took("^", "**"):
            return base
        exponent = self._signed()
        if base == 0 and exponent < 0:
            raise NnfsError("The formula divides by 0.")
        try:
            return math.pow(base, exponent)
        except OverflowError:
            raise _too_large() from None
        except ValueError:
            raise NnfsError("{base} to the power of {exponent} is no real number.")(
                short_number(base), short_number(exponent)
            ) from None

    def _atom(self) -> float:
        kind, text = self._take("a number")
        if kind == "number":
            return _in_range(float(text.replace(",", ".")))
        if text == "(":
            value = self._sum()
            self._expect(")")
            return value
        if kind == "sign":
            self._at -= 1
            raise self._misplaced("a number")
        return self._named(text)

    def _named(self, written: str) -> float:
        name = written.lower()
        if name in _CONSTANTS:
            if self._took("("):  # as spreadsheets write PI()
                self._expect(")")
            return _CONSTANTS[name]
        if name not in _FUNCTIONS and name not in _CHOICES:
            raise NnfsError("A formula knows no {name}; it knows {names}.")(written[:40], _NAMES)
        self._expect("(")
        values = [self._sum()]
        while self._took(";") or (self._mark == "." and self._took(",")):
            values.append(self._sum())
        self._expect(")")
        if name in _CHOICES:
            if len(values) < 2:
                part = ", or ;" if self._mark == "." else ";"
                raise NnfsError("{name} takes two numbers or more, parted by {sign}")(name, part)
            return _CHOICES[name](values)
        if len(values) > 1:
            raise NnfsError("{name} takes one number, not {count}.")(name, len(values))
        try:
            return _FUNCTIONS[name](values[0])
        except OverflowError:
            raise _too_large() from None
        except ValueError:
            raise NnfsError("{name} of {number} is no real number.")(
                name, short_number(values[0])
            ) from None

    @property
    def _next(self) -> str:
        """The piece that comes next, nothing at the end."""
        return self._pieces[self._at][1] if self._at < len(self._pieces) else ""

    def _took(self, *signs: str) -> str:
        """The next piece, passed over, if it is one of these signs."""
        found = self._next
        if found not in signs:
            return ""
        self._at += 1
        return found

    def _take(self, expected: str) -> tuple[str, str]:
        if not self._next:
            raise self._misplaced(expected)
        self._at += 1
        return self._pieces[self._at - 1]

    def _expect(self, sign: str) -> None:
        if not self._took(sign):
            raise self._misplaced(sign)

    def _misplaced(self, expected: str) -> NnfsError:
        found = self._next
        if not found:
            return NnfsError("The formula ends where {what} is missing.")(expected)
        if found == ",":
            if self._mark == ".":
                return NnfsError("The comma has no place here; write decimals with a point: 1.5.")
            return NnfsError("The comma has no place here; part the numbers of min and max by ;")
        return NnfsError("In the formula stands {found} where {what} is missing.")(
            found[:40], expected
        )


def _in_range(value: float) -> float:
    if math.isinf(value):
        raise _too_large()
    return value


def _too_large() -> NnfsError:
    return NnfsError("The formula passes 1.8e308, the largest 64-bit number.")

"""Writes one number's working as a few lines of code."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite, isinf, isnan
from typing import Any, Literal

import numpy as np

from nnfs_core.arrays import HALF
from nnfs_core.explain.decimals import rounded_to_digits
from nnfs_core.explain.explanation import Explanation, same_number
from nnfs_core.explain.floating import leaves_range
from nnfs_core.explain.python_lines import python_lines
from nnfs_core.layers.working import Line, Operation
from nnfs_core.numerals import short_number

Language = Literal["python", "numpy"]

E = 2.718281828459045
LARGEST_EXPONENT = 709.78  # e to the power of more is beyond what Python's float holds
EXPONENTIAL = """\
def exponential(x):  # Python refuses what is beyond its range
    try:
        return e ** x
    except OverflowError:
        return float("inf")"""
DIVIDED_BY_0 = 'float("nan")  # {0} / {1}: Python stops at a division by 0'
LEAST_DIGITS = 4  # in which what is printed must be what is shown
LINE_LENGTH = 56  # of lists of numbers, so that they fit beside the plots

_SIGNS = {
    Operation.SAME: "{0}",
    Operation.NEGATIVE: "-{0}",
    Operation.TWICE: "2 * {0}",
    Operation.PRODUCT: "{0} * {1}",
    Operation.PLUS: "{0} + {1}",
    Operation.MINUS: "{0} - {1}",
    Operation.QUOTIENT: "{0} / {1}",
}
_PYTHON = _SIGNS | {
    Operation.LARGER: "max({1}, {0})",  # in this order NaN stays NaN
    Operation.ABOVE_ZERO: "1.0 if {0} > 0 else 0.0",
    Operation.EXPONENTIAL: "e ** {0}",
    Operation.LARGEST: "max({0})",
    Operation.ENTRY: "{0}[{entry}]",
}
_PYTHON_OF_NAN = {
    Operation.ABOVE_ZERO: "{0}  # NaN stays NaN, which comparing would turn into 0",
}
_NUMPY = _SIGNS | {
    Operation.LARGER: "np.maximum({0}, {1})",
    Operation.ABOVE_ZERO: "np.heaviside({0}, 0.0)",  # of which NaN is NaN
    Operation.EXPONENTIAL: "np.exp({0})",
    Operation.SUM: "np.sum({0})",
    Operation.LARGEST: "np.max({0})",
    Operation.ENTRY: "{0}[{entry}]",
}


def number_code(explanation: Explanation, language: Language) -> str:
    """A small program that computes the explained number with all its digits and prints it."""
    lines = explanation.working.lines
    written = []
    if language == "numpy":
        written += ["import numpy as np", ""]
    elif any(line.operation is Operation.EXPONENTIAL for line in lines):
        written.append(f"e = {E}")
        if _overflows(explanation):
            written += ["", *EXPONENTIAL.splitlines(), ""]
    for line in lines:
        if line.values is not None:
            written.append(_given(line, language))
        else:
            written += _computed(line, explanation, language)
    return "\n".join([*written, *_printing(explanation, language)]) + "\n"


def _printing(explanation: Explanation, language: Language) -> list[str]:
    """The last line with what it prints, and where that is not what the app has, why."""
    last = explanation.working.lines[-1]
    values = python_lines(explanation.working) if language == "python" else explanation.floating
    value = float(np.asarray(values[last]))
    shown, stored = explanation.result_text, explanation.output
    if same_number(value, stored) or _rounds_to(value, shown):
        return [f"print({last.symbol})  # {shown}"]
    is_wider = language == "python" and explanation.dtype != np.float64
    why = explanation.dtype.name if is_wider else "another order of adding"
    return [
        f"# The app has {shown}, by {why}.",
        f"print({last.symbol})  # {short_number(value)}",
    ]


def _rounds_to(value: float, shown: str) -> bool:
    """Whether a number is the one shown, but for digits that are not."""
    if not isfinite(value) or shown in ("∞", "-∞", "NaN"):
        return False
    number = Decimal(shown)
    digits = max(LEAST_DIGITS, len(number.as_tuple().digits))
    return rounded_to_digits(Decimal(value), digits) == number


def _overflows(explanation: Explanation) -> bool:
    """Whether e is raised to a power at which Python's float stops."""
    hand = explanation.printed.hand
    powers = [line.of[0] for line in explanation.working.lines if _is_power(line)]
    return any(
        not each.is_nan() and each > LARGEST_EXPONENT
        for line in powers
        for each in hand.column(line)
    )


def _is_power(line: Line) -> bool:
    return line.operation is Operation.EXPONENTIAL


def _given(line: Line, language: Language) -> str:
    assert line.values is not None
    if not line.is_column:
        literal = _literal(line.values[()], language)
        if language == "numpy" and line.values.dtype != np.float64:
            literal = f"np.{line.values.dtype.name}({literal})"
        return f"{line.symbol} = {literal}"
    opening = f"{line.symbol} = " + ("np.array([" if language == "numpy" else "[")
    dtype = f", dtype=np.{line.values.dtype.name}" if line.values.dtype != np.float64 else ""
    closing = f"]{dtype})" if language == "numpy" else "]"
    numbers = [_literal(value, language) for value in line.values]
    if len(opening) + len(", ".join(numbers)) + len(closing) <= LINE_LENGTH:
        return opening + ", ".join(numbers) + closing
    rows = [""]
    for number in numbers:
        if rows[-1] and len(rows[-1]) + len(number) + 2 > LINE_LENGTH - 4:
            rows.append("")
        rows[-1] += f"{number}, "
    return "\n".join([opening, *(f"    {row.rstrip()}" for row in rows), closing])


def _literal(value: Any, language: Language) -> str:
    """A number so that it reads back to the same bits; NaN and infinity in the language's words."""
    if isfinite(value):
        return str(value)
    name = "nan" if isnan(value) else "inf"
    sign = "-" if isinf(value) and value < 0 else ""
    return f"{sign}np.{name}" if language == "numpy" else f'float("{sign}{name}")'


def _computed(line: Line, explanation: Explanation, language: Language) -> list[str]:
    columns = [each for each in line.of if each.is_column]
    names = [_name(each, language) for each in line.of]
    if line.operation is Operation.SUM:
        return _sum(line, names[0], explanation, language)
    template = (_NUMPY if language == "numpy" else _PYTHON)[line.operation]
    if language == "python" and np.isnan(explanation.output):
        template = _PYTHON_OF_NAN.get(line.operation, template)
    if language == "python" and _is_power(line) and _overflows(explanation):
        template = "exponential({0})"
    if language == "python" and line.operation is Operation.QUOTIENT:
        is_whole = python_lines(explanation.working)[line.of[1]] != 0
        template = template if is_whole else DIVIDED_BY_0
    is_half = explanation.dtype.char == HALF and line.operation is Operation.PRODUCT
    if language == "numpy" and is_half and line.is_column:  # as the layer does it
        template = "{0}.astype(np.float32) * {1}"
    if language == "numpy" and _is_wide_share(line, explanation):
        template = "np.float16({0} / {1})"
    if language == "numpy" or not line.is_column:
        return [f"{line.symbol} = {template.format(*names, entry=line.entry)}"]
    letters = dict(zip(columns, "ab", strict=False))
    names = [letters.get(each) or _name(each, language) for each in line.of]
    term = template.format(*names, entry=line.entry)
    if len(columns) == 1:
        return [f"{line.symbol} = [{term} for a in {columns[0].symbol}]"]
    pairs = ", ".join(each.symbol for each in columns)
    return [f"{line.symbol} = [{term} for a, b in zip({pairs})]"]


def _is_wide_share(line: Line, explanation: Explanation) -> bool:
    """Whether a line is the share of a sum that float16 keeps in float32 until then."""
    is_share = line.operation is Operation.QUOTIENT and line.of[1].operation is Operation.SUM
    return is_share and explanation.dtype.char == HALF


def _sum(line: Line, column: str, explanation: Explanation, language: Language) -> list[str]:
    """A sum term by term: from Python 3.12 on `sum` makes up for what adding rounds away."""
    if language == "python":
        each = line.of[0].symbol.removesuffix("s")
        return [f"{line.symbol} = 0.0", f"for {each} in {column}:", f"    {line.symbol} += {each}"]
    in_order = leaves_range(explanation.floating[line.of[0]])
    total = f"np.cumsum({column})[-1]" if in_order else f"np.sum({column})"
    if explanation.dtype.char == HALF:
        total = f"np.sum({column}, dtype=np.float32)"
        if line.of[0].operation is Operation.PRODUCT:
            total = f"np.float16({total})"
    return [f"{line.symbol} = {total}"]


def _name(line: Line, language: Language) -> str:
    """A line's symbol; a constant of the rule, which has no line of its own, as a number."""
    if line.values is not None and line.source == "rule":
        return _literal(line.values[()], language)
    return line.symbol

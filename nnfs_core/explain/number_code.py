"""Writes one number's working as a few lines of code."""

from __future__ import annotations

from math import isfinite, isinf, isnan
from typing import Any, Literal

import numpy as np

from nnfs_core.explain.explanation import Explanation
from nnfs_core.layers.working import Line, Operation

Language = Literal["python", "numpy"]

E = 2.718281828459045
LARGEST_EXPONENT = 709.78  # e to the power of more is beyond what Python's float holds
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
    Operation.SUM: "sum({0})",
    Operation.LARGEST: "max({0})",
    Operation.ENTRY: "{0}[{entry}]",
}
_NUMPY = _SIGNS | {
    Operation.LARGER: "np.maximum({0}, {1})",
    Operation.ABOVE_ZERO: "np.where({0} > 0, 1.0, 0.0)",
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
    for line in lines:
        if line.values is not None:
            written.append(_given(line, language))
        else:
            written += [*_warning(line, explanation, language), _computed(line, language)]
    written.append(f"print({lines[-1].symbol})  # {explanation.result_text}")
    return "\n".join(written) + "\n"


def _given(line: Line, language: Language) -> str:
    assert line.values is not None
    if not line.is_column:
        return f"{line.symbol} = {_literal(line.values[()], language)}"
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


def _computed(line: Line, language: Language) -> str:
    template = (_NUMPY if language == "numpy" else _PYTHON)[line.operation]
    columns = [each for each in line.of if each.is_column]
    if language == "numpy" or not line.is_column:
        names = [_name(each, language) for each in line.of]
        return f"{line.symbol} = {template.format(*names, entry=line.entry)}"
    letters = dict(zip(columns, "ab", strict=False))
    names = [letters.get(each) or _name(each, language) for each in line.of]
    term = template.format(*names, entry=line.entry)
    if len(columns) == 1:
        return f"{line.symbol} = [{term} for a in {columns[0].symbol}]"
    pairs = ", ".join(each.symbol for each in columns)
    return f"{line.symbol} = [{term} for a, b in zip({pairs})]"


def _name(line: Line, language: Language) -> str:
    """A line's symbol; a constant of the rule, which has no line of its own, as a number."""
    if line.values is not None and line.source == "rule":
        return _literal(line.values[()], language)
    return line.symbol


def _warning(line: Line, explanation: Explanation, language: Language) -> list[str]:
    if language == "numpy" or line.operation is not Operation.EXPONENTIAL:
        return []
    exponents = explanation.printed.hand.column(line.of[0])
    if all(each.is_nan() or each <= LARGEST_EXPONENT for each in exponents):
        return []
    return ["# Too large for Python's float: the next line stops with OverflowError."]

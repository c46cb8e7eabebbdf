"""Computes a working as basic Python does it: in float64, one number after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from math import e, inf, isnan, nan

from nnfs_core.layers.working import OF_A_COLUMN, Line, Operation, Working

Value = float | list[float]


def python_lines(working: Working) -> dict[Line, Value]:
    """Every line of a working: a list for a column, a float for a single number.

    Given numbers are read from their shortest texts, as they stand in a program.
    """
    values: dict[Line, Value] = {}

    def of(line: Line) -> Value:
        if line not in values:
            values[line] = _given(line) if line.values is not None else _computed(line, of)
        return values[line]

    for line in working.lines:
        of(line)
    return values


def _given(line: Line) -> Value:
    assert line.values is not None
    if line.is_column:
        return [float(str(each)) for each in line.values]
    return float(str(line.values[()]))


def _computed(line: Line, of: Callable[[Line], Value]) -> Value:
    operands = [of(each) for each in line.of]
    first = operands[0]
    if line.operation in OF_A_COLUMN:
        assert isinstance(first, list)
        if line.operation is Operation.ENTRY:
            return first[line.entry]
        return reduce(_add, first, 0.0) if line.operation is Operation.SUM else max(first)
    compute = _OPERATIONS[line.operation]
    n_rows = max((len(each) for each in operands if isinstance(each, list)), default=None)
    if n_rows is None:
        return compute(*operands)
    columns = [each if isinstance(each, list) else [each] * n_rows for each in operands]
    return [compute(*row) for row in zip(*columns, strict=True)]


def _add(a: float, b: float) -> float:
    return a + b


def _power(a: float) -> float:
    try:
        return float(e**a)
    except OverflowError:
        return inf


_OPERATIONS: dict[Operation, Callable[..., float]] = {
    Operation.SAME: lambda a: a,
    Operation.NEGATIVE: lambda a: -a,
    Operation.TWICE: lambda a: 2 * a,
    Operation.PRODUCT: lambda a, b: a * b,
    Operation.PLUS: _add,
    Operation.MINUS: lambda a, b: a - b,
    Operation.QUOTIENT: lambda a, b: a / b if b else nan,
    Operation.LARGER: lambda a, b: max(b, a),
    Operation.ABOVE_ZERO: lambda a: a if isnan(a) else float(a > 0),
    Operation.EXPONENTIAL: _power,
}

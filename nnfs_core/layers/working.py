"""Describes how one output is computed, line by line as on paper; each kind writes its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray

Source = Literal["inputs", "weights", "biases", "means", "deviations", "option", "rule"]


class Operation(Enum):
    """Names what a line does with the lines that it is made of."""

    GIVEN = "given"
    SAME = "same"
    NEGATIVE = "-a"
    TWICE = "2 · a"
    PRODUCT = "a · b"
    PLUS = "a + b"
    MINUS = "a - b"
    QUOTIENT = "a / b"
    LARGER = "the larger of a and b"
    ABOVE_ZERO = "1 if a is above 0, else 0"
    EXPONENTIAL = "e to the power of a"
    SUM = "the sum of a column"
    LARGEST = "the largest of a column"
    ENTRY = "one entry of a column"


OF_A_COLUMN = (Operation.SUM, Operation.LARGEST, Operation.ENTRY)


@dataclass(frozen=True, eq=False)
class Line:
    """Holds a number, or a column with one number for each operand.

    `name` is what people read, `symbol` what code calls it. A given line has `values`, (operands,)
    for a column or () for a single number, and says where they come from.
    """

    name: str
    symbol: str
    operation: Operation
    of: tuple[Line, ...] = ()
    values: FloatArray | None = None
    source: Source = "rule"
    entry: int = 0  # the row of the column that ENTRY takes

    @property
    def is_column(self) -> bool:
        if self.values is not None:
            return self.values.ndim == 1
        return self.operation not in OF_A_COLUMN and any(each.is_column for each in self.of)


@dataclass(frozen=True, eq=False)
class Working:
    """Holds the lines of one output in the order of reading; the last is the output itself.

    `rule` says in words what is done; `why` says which branch was taken, with the printed lines'
    symbols in braces. Row k of a column belongs to input `operands[k]` of the layer, whose numbers
    are computed unless `inputs_are_given`, as those of the batch are.
    """

    rule: str
    lines: tuple[Line, ...]
    operands: range
    why: str = ""
    inputs_are_given: bool = False


def given(name: str, symbol: str, values: npt.ArrayLike, source: Source = "rule") -> Line:
    """A line of numbers that are known: a column (operands,) or one number."""
    array = np.asarray(values)
    kept = array if array.dtype.kind == "f" else array.astype(np.float64)
    return Line(name, symbol, Operation.GIVEN, values=kept, source=source)


def step(name: str, symbol: str, operation: Operation, *of: Line, entry: int = 0) -> Line:
    """A line that is made of earlier ones."""
    return Line(name, symbol, operation, of, entry=entry)

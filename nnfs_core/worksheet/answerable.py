"""Tells which blanks can be worked out from what is left on the paper, and which cannot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nnfs_core.worksheet.checks import OUTPUTS
from nnfs_core.worksheet.printed import half_unit
from nnfs_core.worksheet.sheet import Cell, Section, Sheet

NOISE = 1e-12  # relative: what a float64 sum may be off


def unanswerable(sheet: Sheet, blanks: frozenset[Cell]) -> tuple[Cell, ...]:
    """The blanks that nobody can find, one after the other, to the decimals asked for.

    Each output is one equation between numbers on the paper. A blank is found from an equation in
    which it is the only one unknown: an output by the forward rule, anything else when only
    numbers that round to it give the printed output. So the input of a ReLU that gave 0 is never
    found.
    """
    equations = [
        each
        for section in sheet.sections
        for row in range(len(section.outputs.rows))
        for neuron in range(len(section.outputs.column_names))
        if (each := _equation(section, row, neuron, blanks)).unknown
    ]
    unknown = set(blanks & sheet.cells)
    is_progress = True
    while unknown and is_progress:
        is_progress = False
        for equation in equations:
            missing = equation.unknown & unknown
            if len(missing) != 1:
                continue
            (cell,) = missing
            if cell == equation.output or equation.determines(cell, sheet):
                unknown.remove(cell)
                is_progress = True
    return tuple(sorted(unknown))


@dataclass(frozen=True, eq=False)
class _Equation:
    """Output (row, neuron) of a section, made of some inputs and its column of each array."""

    section: Section
    row: int
    neuron: int
    output: Cell
    unknown: frozenset[Cell]

    def determines(self, cell: Cell, sheet: Sheet) -> bool:
        """True when the printed output lies between those of the ends of what rounds to `cell`.

        The ends suffice, since layers are monotonic in each number (see `Layer.write`).
        """
        half = half_unit(sheet.text(cell), sheet.choice.decimals)
        low, high = sorted((self._output(cell, -half), self._output(cell, half)))
        printed = float(self.section.outputs.numbers[self.row, self.neuron])
        noise = NOISE * (1 + abs(printed))
        return low < printed - noise and printed + noise < high

    def _output(self, cell: Cell, change: float) -> float:
        """The output when the number in `cell` is another by `change`."""
        section, layer = self.section, self.section.printed
        inputs = section.inputs.numbers[self.row : self.row + 1].copy()
        if cell.part == OUTPUTS:
            inputs[0, cell.column] += change
        else:
            array = layer.arrays()[cell.part].copy()
            array[cell.row, cell.column] += change
            changed: dict[str, Any] = {cell.part: array}
            layer = replace(layer, **changed)
        with np.errstate(all="ignore"):
            return float(layer.forward(inputs)[0, self.neuron])


def _equation(section: Section, row: int, neuron: int, blanks: frozenset[Cell]) -> _Equation:
    output = section.outputs.cell(row, neuron)
    inputs = section.printed.operands(neuron, len(section.inputs.column_names))
    operands = [section.inputs.cell(row, column) for column in inputs]
    for matrix in section.parameters:
        operands += [matrix.cell(each, neuron) for each in range(len(matrix.rows))]
    return _Equation(section, row, neuron, output, blanks & {output, *operands})

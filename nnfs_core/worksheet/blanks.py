"""Offers ready choices of what to leave blank on a worksheet."""

from __future__ import annotations

import numpy as np

from nnfs_core.worksheet.answerable import unanswerable
from nnfs_core.worksheet.sheet import Cell, Sheet

REFILLED = 8  # of so many blanks that cannot be found, one is filled in before another look


def every_output(sheet: Sheet) -> frozenset[Cell]:
    """All that is to be computed."""
    return frozenset(cell for section in sheet.sections for cell, *_ in section.outputs.cells())


def one_neuron_a_layer(sheet: Sheet, seed: int = 0) -> frozenset[Cell]:
    """The outputs of one neuron in each layer, for every sample.

    It is the neuron of the same number everywhere, so that no activation gives away what was to be
    computed before it; the seed moves it on.
    """
    return frozenset(
        cell
        for section in sheet.sections
        for cell, _, column in section.outputs.cells()
        if column == seed % len(section.outputs.column_names)
    )


def random_share(
    sheet: Sheet, share: float, seed: int, *, outputs_only: bool = True
) -> frozenset[Cell]:
    """Up to `share` (0 to 1) of the outputs, or of all numbers, drawn by a seed.

    Where some could not be found from what is left, part of them is filled in again, given
    numbers before outputs: outputs alone can always be found.
    """
    outputs = every_output(sheet)
    cells = [
        cell
        for matrix in sheet.matrices
        for cell, *_ in matrix.cells()
        if cell in outputs or not outputs_only
    ]
    if not cells:
        return frozenset()
    count = min(len(cells), max(1, round(share * len(cells))))
    drawn = np.random.default_rng(seed).choice(len(cells), count, replace=False)
    order = sorted((cells[number] for number in drawn), key=outputs.__contains__)  # given first
    blanks = frozenset(order)
    while stuck := frozenset(unanswerable(sheet, blanks)):
        refilled = [cell for cell in order if cell in stuck]
        blanks -= set(refilled[: -(-len(refilled) // REFILLED)])
    return blanks

"""Ready choices of what to leave blank on a worksheet."""

from __future__ import annotations

import numpy as np

from nnfs_core.worksheet.answerable import unanswerable
from nnfs_core.worksheet.sheet import Cell, Sheet

REFILLED = 8  # of so many blanks that cannot be found, one is filled in before another look


def every_output(sheet: Sheet) -> frozenset[Cell]:
    """All that is to be computed."""
    return frozenset(_outputs(sheet))


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

    Where some could not be found from what is left, part of them is filled in again.
    """
    cells = list(_outputs(sheet))
    if not outputs_only:
        cells = [cell for matrix in sheet.matrices for cell, *_ in matrix.cells()]
    if not cells:
        return frozenset()
    count = min(len(cells), max(1, round(share * len(cells))))
    drawn = np.random.default_rng(seed).choice(len(cells), count, replace=False)
    blanks = frozenset(cells[number] for number in drawn)
    while stuck := unanswerable(sheet, blanks):
        order = [cell for number in drawn if (cell := cells[number]) in stuck]
        blanks -= set(order[: -(-len(order) // REFILLED)])
    return blanks


def _outputs(sheet: Sheet) -> list[Cell]:
    return [cell for section in sheet.sections for cell, *_ in section.outputs.cells()]

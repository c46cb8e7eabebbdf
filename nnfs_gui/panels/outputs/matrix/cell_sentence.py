"""Says a cell of a matrix in words: where it is, all its digits, and where those are from."""

from __future__ import annotations

from nnfs_gui.panels.outputs.matrix.content import MatrixContent
from nnfs_gui.studio.fetching import Fetching


def cell_sentence(content: MatrixContent, row: int, column: int, fetching: Fetching) -> str:
    """As in "Dense 2 · sample 0 · neuron 1 = -1.04", of a difference with both its sides.

    Numbers that are not in memory are fetched by `fetching`; empty where there is no such cell.
    """
    if content.rows is None or not (row < content.shape[0] and column < content.shape[1]):
        return ""
    value = fetching.number_text(content.rows, row, column)
    sentence = f"{content.cell_name(row, column)} = {value}"
    if content.sides is None:
        return sentence
    present, pinned = (fetching.number_text(rows, row, column) for rows in content.sides)
    return f"{sentence} = {present} − {f'({pinned})' if pinned.startswith('-') else pinned}"

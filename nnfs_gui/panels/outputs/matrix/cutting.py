"""Cuts a row of matrices for pages: between cells, and so that every number has room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nnfs_gui.panels.outputs.matrix.layout import MatrixLayout
from nnfs_gui.panels.outputs.matrix.row_layout import GAP

# pixels beside the usual text
ROW, USUAL_CELL = 22, 72  # of a cell in which a number fits
LEAST_USUAL, MOST_USUAL = 120, 320  # of a matrix without numbers


def cut(plots: Sequence[MatrixLayout], width: int, height: int) -> Iterator[list[MatrixLayout]]:
    """Rows of parts, each no wider than `width` and with cells no higher than `height`.

    First come the upper samples of all columns. Cells that are in view in part become whole.
    """
    strips, most, first = list(_strips(plots, width)), max(1, height // plots[0].grown(ROW)), 0
    while True:
        parts = [[part for plot in strip for part in _rows(plot, first, most)] for strip in strips]
        if not any(parts):
            return
        yield from filter(None, parts)
        first += most


def has_cells(plot: MatrixLayout) -> bool:
    """Whether there is anything but a message."""
    return plot.content.rows is not None and 0 not in plot.content.shape


def _strips(plots: Sequence[MatrixLayout], width: int) -> Iterator[list[MatrixLayout]]:
    """Parts of all rows that find room side by side."""
    strip: list[MatrixLayout] = []
    room = float(width)
    for plot in plots:
        for part, needed in _columns(plot, width):
            if strip and needed > room:
                yield strip
                strip, room = [], float(width)
            strip.append(part)
            room -= needed + GAP
    yield strip


def _columns(plot: MatrixLayout, width: int) -> Iterator[tuple[MatrixLayout, float]]:
    """As many columns as have room together, then the next ones; each part with its width."""
    if not has_cells(plot):
        yield plot, plot.grown(MOST_USUAL)
        return
    names, window, cell = plot.row_names_width, plot.window, plot.grown(USUAL_CELL)
    most = max(1, int((width - names) // cell))
    for left in range(window.left, window.right, most):
        right = min(left + most, window.right)
        needed = names + max((right - left) * cell, plot.grown(LEAST_USUAL))
        yield replace(plot, x_range=(left, right)), needed


def _rows(plot: MatrixLayout, first: int, most: int) -> Iterator[MatrixLayout]:
    """The rows from the first on, at most so many; a message stands where the first ones are."""
    if not has_cells(plot):
        if first == 0:
            yield plot
        return
    top, bottom = plot.window.top + first, plot.window.bottom
    if top < bottom:
        yield replace(plot, y_range=(top, min(top + most, bottom)))

"""Writes the names of a matrix's rows and columns, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from nnfs_core.matrix.pyramid import Window
from nnfs_gui.panels.outputs.matrix.layout import NAMES_TOP, MatrixLayout
from nnfs_gui.panels.outputs.matrix.text_painter import CENTER

# pixels beside the usual text
LONGEST_NAME = 60  # that the name of a narrow column may take; longer ones are cut
LEAST_NAME = 40  # in which a cut name still tells something


def paint_row_names(painter: QPainter, plot: MatrixLayout) -> None:
    """Write the names of the visible rows at the left; the selected row's is always there."""
    width, window = plot.names_rect.width(), plot.window
    if not width:
        return
    first, area, selected = plot.cell_rect(window.top, 0), plot.area, plot.marks.row
    height, middle, texts, small = first.height(), first.center().y(), plot.texts, plot.small
    needed = texts.height(small) - 1
    step = step_between(height, needed)
    rows = list(range(-(-window.top // step) * step, window.bottom, step))
    if selected is not None:
        rows = [row for row in rows if abs(row - selected) * height >= needed]
        if window.top <= selected < window.bottom:
            rows.append(selected)
    painter.setPen(plot.theme.color("muted"))
    painter.setFont(texts.font(small))
    for row in rows:
        y = middle + (row - window.top) * height
        if row == selected:
            painter.setPen(plot.theme.color("accent"))
        elif not area.top() - 1 <= y <= area.bottom() + 1:
            continue
        texts.draw_before(painter, plot.content.row_name(row), small, width, round(y))


def rect_around_name(plot: MatrixLayout, row: int) -> QRectF:
    """Where names change when a row is selected or no longer is: its own and those it hides."""
    cell, height = plot.cell_rect(row, 0), 2 * plot.texts.height(plot.small)
    names = plot.names_rect
    return QRectF(0, cell.center().y() - height, names.width(), 2 * height) & names


def paint_column_names(painter: QPainter, plot: MatrixLayout, window: Window) -> None:
    """Write the names of the visible columns under them, short ones where long ones do not fit."""
    if window.left >= window.right:
        return
    first, area = plot.cell_rect(0, window.left), plot.area
    names, needed = _fitting_names(plot, window, first.width())
    step = step_between(first.width(), needed)
    room, y = first.width() * step - 4, area.bottom() + plot.grown(NAMES_TOP)
    for column in range(-(-window.left // step) * step, window.right, step):
        x = first.center().x() + (column - window.left) * first.width()
        if not area.left() <= x <= area.right():
            continue
        painter.setPen(plot.theme.color("accent" if column == plot.marks.column else "muted"))
        width = min(room, plot.texts.width(names[column], plot.small))
        left = min(max(x - width / 2, 0.0), area.right() - width)
        if left + width > x + room / 2 + 2 and column + step < window.right:
            continue  # half hidden, it would run into the next name
        rect = QRectF(left, y, width, plot.names_height - plot.grown(4))
        plot.texts.write(painter, rect, names[column], plot.small, CENTER)


def step_between(size: float, needed: float) -> int:
    """Every how many cells of `size` a name that needs so much room can stand: 1, 2, 5, 10, ..."""
    least = needed / max(size, 1e-9)
    power = 1
    while True:
        for step in (1, 2, 5):
            if step * power >= least:
                return step * power
        power *= 10


def _fitting_names(
    plot: MatrixLayout, window: Window, cell_width: float
) -> tuple[Sequence[str], float]:
    """The names to write under the visible columns, and how much room one needs."""
    seen = range(window.left, window.right)
    if cell_width >= 10:
        long = plot.content.columns
        widest = max(plot.texts.width(long[column], plot.small) for column in seen)
        if widest <= cell_width - 4:
            return long, widest
        if plot.content.short_columns is long and cell_width >= plot.grown(LEAST_NAME):
            return long, 0.0  # each is cut to its column
    short = plot.content.short_columns
    widest = max(plot.texts.width(short[column], plot.small) for column in (seen[0], seen[-1]))
    needed = min(max(widest, 7.0), plot.grown(LONGEST_NAME)) + 6
    if len(seen) > 1 and step_between(cell_width, needed) >= len(seen):  # one would stand for all
        short = [str(column) for column in range(window.right)]
        needed = plot.texts.width(short[-1], plot.small) + 6
    return short, needed

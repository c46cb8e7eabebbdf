"""Writes what stands above a matrix, or in its place when there is none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from nnfs_core.wording import sentence, shape_text
from nnfs_gui.panels.outputs.matrix.layout import MatrixLayout
from nnfs_gui.panels.outputs.matrix.text_painter import RIGHT

HIGHEST_MESSAGE = 170  # pixels, with the usual text


def paint_title(painter: QPainter, plot: MatrixLayout) -> None:
    """Write the title, at the right the shape where there is room, always what is in view."""
    content, texts, points, small = plot.content, plot.texts, plot.points, plot.small
    left = plot.row_names_width
    rect = QRectF(left, 0, max(0.0, plot.size.width() - left), plot.title_height - plot.grown(3))
    title = ("⚠ " if content.is_fault else "") + content.title
    left_over = rect.width() - texts.width(title, points, True) - 8
    parts = part_texts(plot)
    at_right = next((text for text in parts if texts.width(text, small) <= left_over), "")
    if parts:
        at_right = at_right or parts[-1]
        rect.setRight(max(rect.left(), rect.right() - texts.width(at_right, small) - 8))
        painter.setPen(plot.theme.color("accent"))
        place = QRectF(rect.right(), rect.top(), plot.size.width() - rect.right(), rect.height())
        texts.write(painter, place, at_right, small, RIGHT)
    elif content.rows is not None and texts.width(shape_text(content.shape), small) <= left_over:
        painter.setPen(plot.theme.color("muted"))
        texts.write(painter, rect, shape_text(content.shape), small, RIGHT)
    painter.setPen(plot.theme.color("danger" if content.is_fault else "text"))
    texts.write(painter, rect, title, points, bold=True)


def part_texts(plot: MatrixLayout) -> list[str]:
    """What says that only some cells are in view, from long to short; empty where all are."""
    content = plot.content
    if content.rows is None or 0 in content.shape:
        return []
    window, (n_rows, n_columns) = plot.window, content.shape
    rows, columns = (window.top, window.bottom), (window.left, window.right)
    part = sentence("{what} {first}–{last} of {count:,}")
    found = []
    if plot.y_range[0] > 0 or plot.y_range[1] < n_rows:
        word = "row" if content.row_names is not None else content.row_word
        found.append((f"{word}s", rows[0], rows[1] - 1, n_rows))
    if plot.x_range[0] > 0 or plot.x_range[1] < n_columns:
        found.append(("columns", columns[0], columns[1] - 1, n_columns))
    if not found:
        return []
    whole = ", ".join(part(what, first, last, count) for what, first, last, count in found)
    _, first, last, count = found[0]
    return [whole, sentence("{first}–{last} of {count:,}")(first, last, count), "part"]


def paint_message(painter: QPainter, plot: MatrixLayout, font: QFont) -> None:
    """Say in the place of the matrix why there is none."""
    content, size = plot.content, plot.size
    height = min(size.height() - plot.title_height, plot.grown(HIGHEST_MESSAGE))
    rect = QRectF(0, plot.title_height, size.width() - 4, height)
    fault = content.is_fault
    painter.setPen(QPen(plot.theme.color("danger" if fault else "border"), 1))
    painter.setBrush(plot.theme.color("danger_soft" if fault else "header"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setFont(font)
    painter.setPen(plot.theme.color("danger" if fault else "muted"))
    painter.drawText(
        rect.adjusted(8, 6, -8, -6),
        Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
        content.message or "No numbers: this matrix is empty.",
    )

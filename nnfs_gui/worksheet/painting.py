"""Paints the pages of worksheets, the same on the screen as on paper and in a PDF file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnfs_core.worksheet import Worksheet
from nnfs_gui.printing.paper import BLACK, Paper
from nnfs_gui.printing.printout import PaintPage, Printout
from nnfs_gui.worksheet.paper import PALE, Page, PrintedBox

THIN, THICK = 4.0, 11.0  # units


def paint_page(painter: QPainter, page: Page) -> None:
    """Paint a page on a painter that counts in the units of paper."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for box in page.boxes:
        if not box.is_blank:
            _draw(painter, box)
    for stroke in page.strokes:
        painter.setPen(QPen(QColor(stroke.color), stroke.width))
        painter.drawLine(QPointF(stroke.x1, stroke.y1), QPointF(stroke.x2, stroke.y2))
    for box in page.boxes:
        if box.is_blank:  # its thick frame goes over the thin ones beside it
            _draw(painter, box)
    for printed in page.texts:
        printed.write(painter)


def _draw(painter: QPainter, box: PrintedBox) -> None:
    width, color = (THICK, BLACK) if box.is_blank else (THIN, PALE)
    painter.setPen(QPen(QColor(color), width, j=Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(QColor(box.fill) if box.fill else Qt.BrushStyle.NoBrush)
    painter.drawRect(box.place)


def printout(
    worksheet: Worksheet, pages: Sequence[Page], paper: Paper, *, is_key: bool
) -> Printout:
    """What prints the pages of a worksheet, or of its key."""
    title = f"{worksheet.title or 'Untitled'}, {'key' if is_key else 'worksheet'}"
    return Printout(title, paper, [_painted(page) for page in pages])


def _painted(page: Page) -> PaintPage:
    return lambda painter, progress, cancelled: paint_page(painter, page)

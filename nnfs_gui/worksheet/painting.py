"""Paints pages, the same on the screen as in a PDF file."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPainter, QPdfWriter, QPen

from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.wording import one_line, visible
from nnfs_core.worksheet import Worksheet
from nnfs_gui.widgets.pdf_text import with_spaces
from nnfs_gui.worksheet.layout import laid_out
from nnfs_gui.worksheet.paper import BLACK, PALE, UNITS_PER_INCH, Page, PageText, Paper, PrintedBox

THIN, THICK = 4.0, 11.0  # units
MOST_OF_LINE = 300  # characters, more than fit on one


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
        _write(painter, printed)


def _draw(painter: QPainter, box: PrintedBox) -> None:
    width, color = (THICK, BLACK) if box.is_blank else (THIN, PALE)
    painter.setPen(QPen(QColor(color), width, j=Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(QColor(box.fill) if box.fill else Qt.BrushStyle.NoBrush)
    painter.drawRect(box.place)


def _write(painter: QPainter, printed: PageText) -> None:
    painter.setFont(printed.style.font)
    painter.setPen(QColor(printed.style.color))
    text = visible(printed.text)
    if not printed.alignment & Qt.TextFlag.TextWordWrap:
        text = one_line(text, MOST_OF_LINE)
        width = printed.place.width() + 1  # a rounding must not cost a letter
        text = printed.style.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    flags = int(printed.alignment | Qt.TextFlag.TextDontClip)
    painter.drawText(printed.place, flags, text)


def pdf_bytes(
    worksheet: Worksheet,
    paper: Paper,
    *,
    is_key: bool,
    cancelled: IsCancelled = never,
) -> bytes:
    """The worksheet, or its key, as a PDF file; raises Cancelled when asked to stop."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(UNITS_PER_INCH)
    writer.setPageLayout(QPageLayout(paper.page_size, paper.orientation, QMarginsF(0, 0, 0, 0)))
    kind = "key" if is_key else "worksheet"
    writer.setTitle(f"{one_line(worksheet.title) or 'Untitled'}, {kind}")
    writer.setCreator("NNFS Studio")
    painter = QPainter()
    if not painter.begin(writer):
        raise NnfsError("The PDF could not be made; try another paper.")
    try:
        for number, page in enumerate(laid_out(worksheet, paper, is_key=is_key)):
            stop_if(cancelled)
            if number:
                writer.newPage()
            paint_page(painter, page)
    finally:
        painter.end()
    return with_spaces(bytes(buffer.data().data()))

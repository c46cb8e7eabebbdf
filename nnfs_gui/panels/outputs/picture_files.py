"""Draws plots as the content of PNG, SVG and PDF files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QIODevice,
    QMargins,
    QMarginsF,
    QPoint,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from nnfs_core.errors import NnfsError
from nnfs_gui.panels.outputs.plot_view import PlotView
from nnfs_gui.widgets.theme import number_font

PNG_SCALE = 2
MARGIN = 12  # pixels
HEADING = 24  # pixels of height, above the plots
SCREEN_DPI = 96
POINTS_PER_PIXEL = 72 / SCREEN_DPI


def picture(
    path: str | Path, views: Sequence[PlotView], background: QColor, heading: str, color: QColor
) -> bytes:
    """What `views` show, as they stand on the screen, as a file with the path's suffix holds it.

    A heading, where there is one, stands above them in `color`. Raises NnfsError when the suffix
    is not .png, .svg or .pdf.
    """
    path = Path(path)
    writers = {".png": _png, ".svg": _svg, ".pdf": _pdf}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise NnfsError("{name}: a picture is saved as .png, .svg or .pdf.")(path.name)
    above = HEADING if heading else 0
    size = _bounds(views).size().grownBy(QMargins(MARGIN, MARGIN + above, MARGIN, MARGIN))

    def paint(painter: QPainter) -> None:
        painter.fillRect(QRect(QPoint(0, 0), size), background)
        if heading:
            painter.setPen(color)
            painter.setFont(number_font())
            room = QRect(MARGIN, MARGIN, size.width() - 2 * MARGIN, above)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, heading)
        _paint(painter, views, above)

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer(buffer, size, paint)
    return bytes(buffer.data().data())


def _png(buffer: QBuffer, size: QSize, paint: Callable[[QPainter], None]) -> None:
    image = QImage(size * PNG_SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(PNG_SCALE)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    image.save(buffer, "PNG")  # type: ignore[call-overload]


def _svg(buffer: QBuffer, size: QSize, paint: Callable[[QPainter], None]) -> None:
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(0, 0), size))
    generator.setResolution(SCREEN_DPI)
    generator.setTitle("NNFS Studio")
    painter = QPainter(generator)
    paint(painter)
    painter.end()


def _pdf(buffer: QBuffer, size: QSize, paint: Callable[[QPainter], None]) -> None:
    writer = QPdfWriter(buffer)
    writer.setResolution(SCREEN_DPI)
    page = QSizeF(size.width() * POINTS_PER_PIXEL, size.height() * POINTS_PER_PIXEL)
    writer.setPageSize(QPageSize(page, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    paint(painter)
    painter.end()


def _bounds(views: Sequence[PlotView]) -> QRect:
    bounds = QRect()
    for view in views:
        bounds = bounds.united(_place(view))
    return bounds


def _place(view: PlotView) -> QRect:
    return QRect(view.mapToGlobal(QPoint(0, 0)), view.size())


def _paint(painter: QPainter, views: Sequence[PlotView], above: int) -> None:
    bounds = _bounds(views)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for view in views:
        place = _place(view).translated(QPoint(MARGIN, MARGIN + above) - bounds.topLeft())
        view.render(painter, QRectF(place), view.viewport().rect())

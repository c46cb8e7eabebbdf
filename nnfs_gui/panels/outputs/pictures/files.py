"""Draws what is on show as the content of PNG, SVG and PDF files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPoint, QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_gui.panels.outputs.pictures.picture import OutputsPicture
from nnfs_gui.widgets.pdf_text import with_spaces

SCREEN_DPI = 96
POINTS_PER_PIXEL = 72 / SCREEN_DPI
MOST_PIXELS = 100_000_000  # of an image: 400 MB
LONGEST_SIDE = 32_000  # pixels: beyond, painting on images goes wrong

Paint = Callable[[QPainter], None]


def file_content(
    path: Path,
    picture: OutputsPicture,
    scale: int = 1,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> bytes:
    """The picture as a file with such a suffix holds it; `scale` is for the pixels of .png alone.

    Raises NnfsError for another suffix, for more pixels than can be and for what cannot be read,
    Cancelled when asked to stop.
    """
    paint: Paint = lambda painter: picture.paint(painter, progress, cancelled)  # noqa: E731
    match path.suffix.lower():
        case ".png":
            return _png(image(picture, scale, progress, cancelled))
        case ".svg":
            return _svg(picture.size, paint)
        case ".pdf":
            return _pdf(picture.size, paint)
    raise NnfsError("{name}: a picture is saved as .png, .svg or .pdf.")(path.name)


def image(
    picture: OutputsPicture,
    scale: float,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> QImage:
    """The picture in pixels, so many along each side for one of a usual screen."""
    size = picture.size * scale
    if size.width() * size.height() > MOST_PIXELS or max(size.toTuple()) > LONGEST_SIDE:
        raise NnfsError(
            "A picture of {width:,} × {height:,} pixels is too large; choose a smaller width or "
            "scale, or save it as SVG or PDF."
        )(size.width(), size.height())
    drawn = QImage(size, QImage.Format.Format_RGB32)
    drawn.fill(picture.paper)
    painter = QPainter(drawn)
    painter.scale(scale, scale)
    _draw(painter, lambda painter: picture.paint(painter, progress, cancelled))
    return drawn


def _png(drawn: QImage) -> bytes:
    buffer = _buffer()
    drawn.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _svg(size: QSize, paint: Paint) -> bytes:
    buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(0, 0), size))
    generator.setResolution(SCREEN_DPI)
    generator.setTitle("NNFS Studio")
    _draw(QPainter(generator), paint)
    # edges stay sharp at every size, without a seam between neighbours
    return bytes(buffer.data().data()).replace(b"<svg ", b'<svg shape-rendering="crispEdges" ', 1)


def _pdf(size: QSize, paint: Paint) -> bytes:
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setResolution(SCREEN_DPI)
    writer.setCreator("NNFS Studio")
    page = QSizeF(size.width() * POINTS_PER_PIXEL, size.height() * POINTS_PER_PIXEL)
    writer.setPageSize(QPageSize(page, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # else they become JPEG
    _draw(painter, paint)
    return with_spaces(bytes(buffer.data().data()))


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _draw(painter: QPainter, paint: Paint) -> None:
    """Paint, and end the painter even when painting is given up: its device goes next."""
    try:
        paint(painter)
    finally:
        painter.end()

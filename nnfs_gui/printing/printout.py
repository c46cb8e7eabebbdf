"""Holds pages that can be painted on whatever has pages: a printer, or a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPdfWriter

from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, Progress, ignored, never, part_of, stop_if
from nnfs_core.wording import one_line
from nnfs_gui.printing.paper import UNITS_PER_INCH, Paper
from nnfs_gui.widgets.painter_state import state_kept
from nnfs_gui.widgets.pdf_text import with_spaces

PaintPage = Callable[[QPainter, Progress, IsCancelled], None]


@dataclass(frozen=True, eq=False)
class Printout:
    """Holds what paints each page on any thread, from its top left corner on.

    resolution: the units of the painting in an inch.
    """

    title: str
    paper: Paper
    pages: Sequence[PaintPage]
    resolution: int = UNITS_PER_INCH

    @property
    def page(self) -> QSizeF:
        """The size of each page, in the units of the painting."""
        return self.paper.page * (self.resolution / UNITS_PER_INCH)

    def only(self, numbers: Sequence[int]) -> Printout:
        """Some of the pages, counted from 0, in the order given."""
        return Printout(
            self.title, self.paper, [self.pages[number] for number in numbers], self.resolution
        )


def pdf_bytes(
    printout: Printout, progress: Progress = ignored, cancelled: IsCancelled = never
) -> bytes:
    """The pages as a PDF file; raises Cancelled when asked to stop, and NnfsError as pages do."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(printout.resolution)
    writer.setPageLayout(printout.paper.layout)
    writer.setTitle(one_line(printout.title))
    writer.setCreator("NNFS Studio")
    refused = NnfsError("The PDF could not be made; try another paper.")
    paint_on(writer, printout, refused, progress, cancelled)
    return with_spaces(bytes(buffer.data().data()))


def paint_on(
    device: QPagedPaintDevice,
    printout: Printout,
    refused: NnfsError,
    progress: Progress,
    cancelled: IsCancelled,
) -> None:
    """Paint all pages; raises `refused` when the device takes none, and what pages raise."""
    painter, count = QPainter(), len(printout.pages)
    if not painter.begin(device):
        raise refused
    try:
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # else they become JPEG
        for number, paint in enumerate(printout.pages):
            stop_if(cancelled)
            if number and not device.newPage():
                raise refused
            with state_kept(painter):
                _fit(painter, device, printout)
                paint(painter, part_of(progress, number / count, (number + 1) / count), cancelled)
    finally:
        painter.end()


def _fit(painter: QPainter, device: QPagedPaintDevice, printout: Printout) -> None:
    """Put pages in the middle of a paper that may be another than they were laid out for."""
    room, page = QRectF(device.pageLayout().fullRectPixels(device.logicalDpiX())), printout.page
    scale = min(room.width() / page.width(), room.height() / page.height())
    if abs(scale - 1) < 0.01:  # the same paper, in whole pixels
        return
    size = page * scale
    painter.translate((room.width() - size.width()) / 2, (room.height() - size.height()) / 2)
    painter.scale(scale, scale)

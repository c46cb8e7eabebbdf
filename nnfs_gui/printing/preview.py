"""Shows pages as they will be printed, one below the other, drawn off the GUI thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QScrollArea

from nnfs_core.progress import IsCancelled, Progress, ignored, stop_if
from nnfs_gui.printing.page_column import PageColumn
from nnfs_gui.printing.printout import Printout
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.sentence import Sentence
from nnfs_gui.widgets.spoken import Role
from nnfs_gui.widgets.theme import Theme

Drawn = dict[int, QImage]


class PrintPreview(QScrollArea):
    """Shows the pages of a printout; of many only those in view are drawn, and kept."""

    heard_as = Role.Grouping

    def __init__(self, studio: Studio, fault: Sentence) -> None:
        super().__init__()
        named(self, "print_preview", "Pages as they will be printed")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._fault = fault
        self._drawing = studio.lanes.worker(self, "The preview")
        self._sheets = named(Sheets(studio.theme), "print_sheets", "Pages")
        self.setWidget(self._sheets)
        self.verticalScrollBar().valueChanged.connect(self._draw)

    @property
    def n_pages(self) -> int:
        return self._sheets.n_pages

    @property
    def drawn(self) -> Drawn:
        """The pages that have been drawn, by their numbers from 0 on."""
        return self._sheets.drawn

    def show_printout(self, printout: Printout | None) -> None:
        """Show other pages, from the first one on; none while nothing can be printed."""
        self._sheets.show_printout(printout)
        self.verticalScrollBar().setValue(0)
        self._draw()

    def stop(self) -> None:
        """Draw no more: nobody looks."""
        self._drawing.cancel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def event(self, event: QEvent) -> bool:
        is_done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._draw()
        return is_done

    def _draw(self, *ignored: object) -> None:
        """Draw the pages in view that have not been drawn at this size."""
        printout = self._sheets.printout
        if printout is None or not self.isVisible():
            return
        top = self.verticalScrollBar().value()
        view = QRectF(0, top, self.viewport().width(), self.viewport().height())
        width = self._sheets.pixels
        numbers = self._sheets.keep_only(view)
        if numbers:
            self._drawing.run(
                partial(_draw_pages, printout, numbers, width),
                self._sheets.take,
                lambda text: self._fault.show_text(text, "error"),
            )


class Sheets(PageColumn):
    """Shows what has been drawn of the pages of a printout."""

    heard_as = Role.Graphic

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.printout: Printout | None = None
        self.drawn: Drawn = {}

    @property
    def n_pages(self) -> int:
        return 0 if self.printout is None else len(self.printout.pages)

    @property
    def page(self) -> QSizeF:
        return QSizeF(1, 1) if self.printout is None else self.printout.page

    @property
    def pixels(self) -> int:
        """How many pixels of the screen a page is wide."""
        return round(self.page.width() * self.scale * self.devicePixelRatioF())

    def show_printout(self, printout: Printout | None) -> None:
        """Take other pages, of which nothing has been drawn."""
        self.printout, self.drawn = printout, {}
        self.updateGeometry()
        self.update()

    def keep_only(self, view: QRectF) -> list[int]:
        """Forget the drawings of pages out of view; the numbers of those in view without one."""
        numbers = range(self.n_pages)
        seen = [number for number in numbers if self.page_rect(number).intersects(view)]
        self.drawn = {number: self.drawn[number] for number in seen if number in self.drawn}
        width = self.pixels
        return [
            number
            for number in seen
            if number not in self.drawn or self.drawn[number].width() != width
        ]

    def take(self, drawn: Drawn) -> None:
        """Show what has been drawn."""
        self.drawn |= drawn
        self.update()

    def paint_on_page(self, painter: QPainter, number: int, place: QRectF) -> None:
        if number in self.drawn:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self.drawn[number])


def _draw_pages(
    printout: Printout,
    numbers: list[int],
    width: int,
    progress: Progress,
    cancelled: IsCancelled,
) -> Drawn:
    """Pages so many pixels wide, each black on white."""
    scale, drawn = width / printout.page.width(), {}
    for number in numbers:
        stop_if(cancelled)
        image = QImage(width, round(printout.page.height() * scale), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        try:
            painter.scale(scale, scale)
            printout.pages[number](painter, ignored, cancelled)
        finally:
            painter.end()
        drawn[number] = image
    return drawn

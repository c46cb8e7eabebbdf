"""Draws one matrix as a heatmap: title, names, coloured cells with their numbers, marks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from nnfs_core.arrays import FloatArray
from nnfs_core.matrix.pyramid import Pyramid, Window
from nnfs_gui.panels.outputs.matrix.color_bar import paint_bar_note, paint_color_bar
from nnfs_gui.panels.outputs.matrix.content import Marks, MatrixContent
from nnfs_gui.panels.outputs.matrix.frame import NAMES_HEIGHT, MatrixFrame
from nnfs_gui.panels.outputs.matrix.heading import paint_message, paint_title
from nnfs_gui.panels.outputs.matrix.marks import paint_marks
from nnfs_gui.panels.outputs.matrix.names import RowNames, paint_column_names
from nnfs_gui.panels.outputs.matrix.picture import Picture, PictureMaker, PictureRequest
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.widgets.heatmap import text_on
from nnfs_gui.widgets.theme import Theme

NARROWEST_NUMBER = 26  # pixels
LOWEST_NUMBER = 12
NAMES_GAP = 5  # pixels between the names of the rows and the cells
DIM = 0.45


class MatrixPlot(MatrixFrame):
    """Paints a MatrixContent; its `box` says which cells are visible."""

    requested = Signal()  # a finer picture than a frame has time for, or none any more

    def __init__(self, theme: Theme, texts: TextPainter) -> None:
        super().__init__(theme, texts)
        self._maker = PictureMaker()
        self._request: PictureRequest | None = None
        self._pyramid: Pyramid | None = None
        self._number_texts: tuple[Picture, list[list[str]]] | None = None
        self._row_names = RowNames(self)
        # the plot paints the cells itself, under the box
        self.box.sigRangeChanged.connect(self._repaint)

    def set_content(self, content: MatrixContent) -> None:
        """Show another matrix, or the same one with other numbers."""
        before, self.content = self.content, content
        if before is not None and before.is_difference != content.is_difference:
            self._maker, self._pyramid = PictureMaker(), None  # it would be a picture of the other
        if before is not None and content.differs_in_numbers_only(before):
            if not content.has_same_numbers(before):
                self.update(self.area)
            return
        self.box.set_shape(*content.shape)
        self.box.setVisible(content.rows is not None)
        self.arrange()
        self.update()

    def set_pyramid(self, pyramid: Pyramid | None) -> None:
        """Draw a matrix too large to be read for each frame from this; None keeps the old one."""
        old = self._pyramid
        if pyramid is None and old is not None and old.rows.shape == self.matrix_shape:
            return  # better old numbers, dimmed, than none until the new ones are there
        if pyramid is not old:
            self._pyramid = pyramid
            self.update(self.area)

    @property
    def request(self) -> PictureRequest | None:
        """The finer picture that would be painted if somebody made it."""
        return self._request

    def answer(self, request: PictureRequest, values: FloatArray | None) -> None:
        """Take the requested tiles, or None when they cannot be fetched."""
        self._maker.set_fine(request, values)
        self.update(self.area)

    def release(self) -> None:
        """Hold no numbers until the next content; the zoom stays."""
        if self.content is not None:
            self.content = replace(self.content, rows=None, sides=None, message="")
        self._maker, self._pyramid = PictureMaker(), None
        self._request = self._number_texts = None

    def set_marks(self, marks: Marks) -> None:
        """Mark what is selected."""
        if marks != self.marks:
            self.marks = marks
            self.update()

    def arrange(self) -> None:
        super().arrange()
        # apart from the cells, so that these can be painted without the names
        width = max(0.0, self.area.left() - NAMES_GAP)
        self._row_names.setGeometry(QRectF(0, 0, width, self.area.bottom() + NAMES_HEIGHT / 2))

    def cell_text(self, row: int, column: int) -> str:
        """The number as it stands in a cell; empty when it does not fit there."""
        if self.content is None or self.content.rows is None:
            return ""
        picture, window = self.picture()
        if picture is None or not self._number_points(picture)[0]:
            return ""
        inside = window.top <= row < window.bottom and window.left <= column < window.right
        at = row - int(picture.place.y()), column - int(picture.place.x())
        return self.content.number_text(float(picture.values[at])) if inside else ""

    def cell_color(self, row: int, column: int) -> QColor:
        """The colour behind a visible cell."""
        picture, _ = self.picture()
        assert picture is not None
        return QColor(
            int(picture.colors[row - int(picture.place.y()), column - int(picture.place.x())])
        )

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        if self.content is None:
            return
        if self.content.rows is None or 0 in self.content.shape:
            paint_title(painter, self)
            paint_message(painter, self, self.font())
            return
        picture, window = self.picture()
        painter.save()
        painter.setClipRect(self.area.adjusted(-0.5, -0.5, 0.5, 0.5))
        if picture is None:
            painter.fillRect(self.area, self.theme.color("header"))
        elif not picture.image.isNull():
            self._paint_cells(painter, picture, window)
        painter.restore()
        exposed = option.exposedRect
        if exposed.top() < self.area.top() - 3 or exposed.bottom() > self.area.bottom() + 3:
            self._paint_above_and_below(painter, window)
        paint_marks(painter, self)

    def _paint_above_and_below(self, painter: QPainter, window: Window) -> None:
        """What stays as it is while only the numbers change."""
        assert self.content is not None
        paint_title(painter, self)
        paint_column_names(painter, self, window)
        bar = self.scale_rect
        if bar is not None and self.content.note:
            paint_bar_note(painter, bar, self.content.note, self.theme, self.texts)
        elif bar is not None:
            text = self.content.number_text
            paint_color_bar(painter, bar, self.content.scale, self.theme, self.texts, text=text)

    def _repaint(self, *ignored: object) -> None:
        self.update()

    def picture(self) -> tuple[Picture | None, Window]:
        """What stands for the visible cells, None while nothing can, and which cells those are."""
        assert self.content is not None
        assert self.content.rows is not None
        rows, window = self.content.rows, self.window
        pixels = (max(1, int(self.area.height())), max(1, int(self.area.width())))
        picture = self._maker.picture(rows, self._pyramid, window, pixels, self.content.scale)
        if self._maker.request is not self._request:
            self._request = self._maker.request
            self.requested.emit()
        return picture, window

    def _paint_cells(self, painter: QPainter, picture: Picture, window: Window) -> None:
        place = picture.place
        first = self.cell_rect(int(place.y()), int(place.x()))
        target = QRectF(
            first.left(),
            first.top(),
            first.width() * place.width(),
            first.height() * place.height(),
        )
        if self._request is not None:
            painter.setOpacity(DIM * painter.opacity())  # too coarse: one tile is not one cell
        painter.drawImage(target, picture.image)
        if not picture.is_exact:
            return
        if first.width() >= NARROWEST_NUMBER and first.height() >= LOWEST_NUMBER:
            painter.setPen(QPen(self.theme.color("panel"), 2))
            for row in range(window.top + 1, window.bottom):
                y = round(first.top() + (row - place.y()) * first.height())
                painter.drawLine(QPointF(target.left(), y), QPointF(target.right(), y))
            for column in range(window.left + 1, window.right):
                x = round(first.left() + (column - place.x()) * first.width())
                painter.drawLine(QPointF(x, target.top()), QPointF(x, target.bottom()))
            self._paint_numbers(painter, picture, first)

    def _number_points(self, picture: Picture) -> tuple[float, list[list[str]]]:
        """The size at which the visible numbers fit, 0 when they do not, and their texts."""
        cell = self.cell_rect(0, 0)
        small = cell.width() < NARROWEST_NUMBER or cell.height() < LOWEST_NUMBER
        if small or not picture.is_exact or picture.values.size == 0:
            return 0.0, []
        if self._number_texts is None or self._number_texts[0] is not picture:
            assert self.content is not None
            text = self.content.number_text
            self._number_texts = picture, [list(map(text, row)) for row in picture.values.tolist()]
        texts = self._number_texts[1]
        most = self.points * min(1.35, max(1.0, min(cell.height() / 46, cell.width() / 72)))
        points = self.texts.fitting_points(
            [text for row in texts for text in row],
            0.94 * cell.width() - 1,
            cell.height() - 1,
            most,
        )
        return points, texts

    def _paint_numbers(self, painter: QPainter, picture: Picture, first: QRectF) -> None:
        points, texts = self._number_points(picture)
        if not points:
            return
        painter.setFont(self.texts.font(points))
        x0, y0 = first.center().x(), first.center().y()
        for row, (line, colors) in enumerate(zip(texts, picture.colors.tolist(), strict=True)):
            y = y0 + row * first.height()
            for column, text in enumerate(line):
                painter.setPen(text_on(colors[column]))
                self.texts.draw(painter, text, points, x0 + column * first.width(), y)

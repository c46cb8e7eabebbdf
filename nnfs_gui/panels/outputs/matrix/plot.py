"""Draws one matrix as a heatmap: title, names, coloured cells with their numbers, marks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter

from nnfs_core.matrix.extremes import Extremes
from nnfs_core.matrix.pyramid import Pyramid, Window
from nnfs_gui.panels.outputs.matrix.below import paint_below
from nnfs_gui.panels.outputs.matrix.cells import (
    Texts,
    fitted,
    have_numbers,
    number_points,
    number_texts,
    paint_area,
    room_in,
)
from nnfs_gui.panels.outputs.matrix.content import Marks, MatrixContent
from nnfs_gui.panels.outputs.matrix.frame import MatrixFrame
from nnfs_gui.panels.outputs.matrix.heading import paint_message, paint_title
from nnfs_gui.panels.outputs.matrix.layout import USUAL_GROWTH, MatrixLayout
from nnfs_gui.panels.outputs.matrix.marks import marked_rect, paint_marks
from nnfs_gui.panels.outputs.matrix.names import paint_row_names, rect_around_name
from nnfs_gui.panels.outputs.matrix.part import MatrixPart
from nnfs_gui.panels.outputs.matrix.picture import Picture, PictureMaker, PictureRequest
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.widgets.theme import Theme

DIM = 0.45


class MatrixPlot(MatrixFrame):
    """Paints a MatrixContent; its `box` says which cells are visible."""

    requested = Signal()  # a finer picture than a frame has time for, or none any more

    def __init__(self, theme: Theme, texts: TextPainter, growth: float = USUAL_GROWTH) -> None:
        super().__init__(theme, texts, growth)
        self._maker = PictureMaker()
        self._request: PictureRequest | None = None
        self._pyramid: Pyramid | None = None
        self._number_texts: tuple[tuple[Picture, int], Texts] | None = None
        self._title = MatrixPart(self, paint_title)
        self._row_names = MatrixPart(self, paint_row_names)
        self._below = MatrixPart(self, paint_below)
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

    def answer(self, request: PictureRequest, values: Extremes | None) -> None:
        """Take the requested tiles, or None when they cannot be fetched."""
        self._maker.set_fine(request, values)
        self.update(self.area)

    def release(self) -> None:
        """Hold no numbers until the next content; the zoom stays."""
        if self.content is not None:
            self.content = replace(self.content, rows=None, sides=None, message="")
        self._maker, self._pyramid = PictureMaker(), None
        self._request = self._number_texts = None
        self.arrange()

    def set_marks(self, marks: Marks) -> None:
        """Mark what is selected."""
        before, self.marks = self.marks, marks
        if marks == before or self.content is None:
            return
        plot = self.laid_out
        self.update(marked_rect(plot))
        for row in {before.row, marks.row}:
            if row is not None:
                self._row_names.update(rect_around_name(plot, row))
        if marks.column != before.column:
            self._below.update()

    def arrange(self) -> None:
        super().arrange()
        if self.content is None:
            return
        plot, has_cells = self.laid_out, 0 not in self.matrix_shape
        self._title.setGeometry(plot.title_rect)
        for part in (self._row_names, self._below):
            part.setVisible(has_cells)
        if has_cells:
            self._row_names.setGeometry(plot.names_rect)
            self._below.setGeometry(plot.below_rect)

    def cell_text(self, row: int, column: int) -> str:
        """The number as it stands in a cell; empty when it does not fit there."""
        if self.content is None or self.content.rows is None:
            return ""
        picture, window = self.picture()
        if picture is None or not self._numbers(self.laid_out, picture)[0]:
            return ""
        inside = window.top <= row < window.bottom and window.left <= column < window.right
        at = row - int(picture.place.y()), column - int(picture.place.x())
        points, texts = self._numbers(self.laid_out, picture)
        return fitted(self.laid_out, texts[at[0]][at[1]], points)[0] if inside else ""

    @property
    def number_points(self) -> float:
        """The size at which the visible numbers are written, 0 when they do not fit."""
        if self.content is None or self.content.rows is None:
            return 0.0
        picture, _ = self.picture()
        return 0.0 if picture is None else self._numbers(self.laid_out, picture)[0]

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
            paint_message(painter, self.laid_out, self.font())
            return
        picture, _ = self.picture()
        plot = self.laid_out
        if picture is None:
            painter.fillRect(plot.area, self.theme.color("header"))
        elif not picture.image.isNull():
            opacity = painter.opacity()
            if self._request is not None:  # too coarse: one tile is not one cell
                painter.setOpacity(DIM * opacity)
            paint_area(painter, plot, picture, *self._numbers(plot, picture))
            painter.setOpacity(opacity)
        paint_marks(painter, plot)

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

    def _numbers(self, plot: MatrixLayout, picture: Picture) -> tuple[float, Texts]:
        """The size at which the visible numbers fit, 0 when they do not, and their texts."""
        if not have_numbers(plot, picture):
            return 0.0, []
        key = picture, room_in(plot)
        if self._number_texts is None or self._number_texts[0] != key:
            self._number_texts = key, number_texts(plot, picture.values)
        texts = self._number_texts[1]
        return number_points(plot, texts), texts

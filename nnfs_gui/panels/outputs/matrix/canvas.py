"""Shows a row of matrices, to look at, scroll and walk through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from nnfs_core.matrix.pyramid import Pyramid
from nnfs_gui.panels.outputs.matrix.color_bar import BARS_HEIGHT, Bars, ColorBars
from nnfs_gui.panels.outputs.matrix.content import Marks, MatrixContent
from nnfs_gui.panels.outputs.matrix.joint_zoom import JointZoom
from nnfs_gui.panels.outputs.matrix.keys import STEPS, ZOOMS
from nnfs_gui.panels.outputs.matrix.layout import LEAST_HEIGHT, USUAL_GROWTH, MatrixLayout
from nnfs_gui.panels.outputs.matrix.picture_requests import PictureRequests
from nnfs_gui.panels.outputs.matrix.plot import DIM, MatrixPlot
from nnfs_gui.panels.outputs.matrix.row_layout import GAP, hang_on_numbers, row_widths
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.panels.outputs.plot_view import PlotArea
from nnfs_gui.widgets.boxes import keep_room
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.spoken import Parts, Role, tell_part
from nnfs_gui.widgets.theme import Colored, Theme
from nnfs_gui.work.lanes import Lanes

if TYPE_CHECKING:
    from nnfs_gui.panels.outputs.matrix.still import StillMatrices


class MatrixCanvas(PlotArea):
    """Sets matrices side by side, and scrolls them where they do not fit at a readable width."""

    cell_clicked = Signal(int, int, int)  # number of the matrix, row, column
    cell_hovered = Signal(object)  # (number, row, column) or None
    stepped = Signal(int, int)  # rows and columns that the arrow keys ask to go
    jumped = Signal(object, object)  # the row and the column, -1 for the last, None to stay there

    def __init__(
        self,
        theme: Theme,
        object_name: str,
        accessible_name: str,
        lanes: Lanes | None = None,  # what large matrices need
        growth: float = USUAL_GROWTH,  # times the usual size, of the numbers in large cells
    ) -> None:
        super().__init__(theme, object_name, accessible_name, Qt.Orientation.Horizontal, "layers")
        self._texts, self._growth = TextPainter(), growth
        self._plots: list[MatrixPlot] = []
        self.zoom = JointZoom(self._plots, self)
        self._requests: PictureRequests | None = None
        if lanes is not None:
            self._requests = PictureRequests(lanes, lambda: self._plots, self)
        self._bars = ColorBars(theme, self._texts)
        self.view.scene().addItem(self._bars)
        keep_room(self.scroll_bar)  # lower matrices might lose their numbers when it comes
        self.scroll_bar.hide()
        self._widths: list[float] = []
        self._hang_on_numbers = False  # whether other numbers may give other widths
        self._said: list[tuple[tuple[int, int, int], str]] = []  # at most two, in turn
        self._newest = 0
        self.fit_to_texts()

    @property
    def plots(self) -> Sequence[MatrixPlot]:
        return self._plots

    def set_contents(self, contents: Sequence[MatrixContent], bars: Bars = ()) -> None:
        """Show these matrices; plots that are there are used again, with their zoom."""
        before = [plot.content.outline for plot in self._plots if plot.content]
        had_bars = bool(self._bars.scales)
        while len(self._plots) > len(contents):
            self.view.scene().removeItem(self._plots.pop())
        while len(self._plots) < len(contents):
            self._plots.append(self._new_plot(len(self._plots)))
        with self.zoom.aligned():
            for plot, content in zip(self._plots, contents, strict=True):
                plot.set_content(content)
        self._bars.set_scales(bars)
        is_other = before != [each.outline for each in contents] or had_bars != bool(bars)
        if is_other or self._hang_on_numbers:
            self.arrange()

    def set_pyramids(self, pyramids: Sequence[Pyramid | None]) -> None:
        """Draw matrices too large to be read for each frame from these."""
        for plot, pyramid in zip(self._plots, pyramids, strict=True):
            plot.set_pyramid(pyramid)

    def release(self) -> None:
        """Hold no numbers until the next contents; the zoom stays."""
        for plot in self._plots:
            plot.release()

    def set_marks(self, marks: Sequence[Marks]) -> None:
        """Mark what is selected, in each matrix."""
        for plot, mark in zip(self._plots, marks, strict=False):
            plot.set_marks(mark)

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the numbers are not those of the present project."""
        for plot in self._plots:
            plot.setOpacity(DIM if dimmed else 1.0)

    def set_tip(self, text: str) -> None:
        """Tell something where the mouse rests."""
        for plot in self._plots:
            plot.setToolTip(plain_tip(text))

    def show_cell(self, number: int, row: int | None, column: int | None) -> None:
        """Scroll and pan, without zooming, until a cell is visible."""
        if not 0 <= number < len(self._plots):
            return
        plot, first = self._plots[number], sum(self._widths[:number]) + GAP * number
        plot.box.show_cell(row, column)
        left, right = first, first + self._widths[number]
        if right - left > self.view.width() and column is not None:  # then at least the cell
            cell = plot.cell_rect(row or 0, column)
            left, right = first + cell.left(), first + cell.right()
        if left < self.scroll_bar.value():
            self.scroll_bar.setValue(int(left))
        elif right > self.scroll_bar.value() + self.view.width():
            self.scroll_bar.setValue(ceil(right - self.view.width()) + 2)

    def say_cell(self, number: int, row: int, column: int, text: str) -> None:
        """Tell those who hear it the cell that keys act on; an empty text is none."""
        said = (number, row, column), text
        if not text:
            self._said, self._newest = [], 0
        elif said not in self._said[self._newest : self._newest + 1]:
            self._newest = 1 - self._newest if self._said else 0
            self._said[self._newest : self._newest + 1] = [said]
            tell_part(self.view)

    def parts(self) -> Parts:
        """The cell of keys and the one before it.

        Screen readers say what the keyboard comes to, not that what it is at has another name.
        """
        said = self._said
        return Parts(
            len(said),
            lambda part: said[part][1],
            lambda part: self.rect_of(*said[part][0]),
            self._newest if said else None,
            Role.StaticText,
        )

    def rect_of(self, number: int, row: int, column: int) -> QRectF:
        """Where a cell is, in the pixels of `view`."""
        if not 0 <= number < len(self._plots):
            return QRectF()
        plot = self._plots[number]
        scene = plot.mapRectToScene(plot.cell_rect(row, column))
        return QRectF(self.view.mapFromScene(scene).boundingRect())

    def position_of(self, number: int, row: int, column: int) -> QPoint:
        """The middle of a cell in the pixels of `view`."""
        plot = self._plots[number]
        return self.view.mapFromScene(plot.mapToScene(plot.cell_rect(row, column).center()))

    def scale_rect(self, number: int) -> QRect | None:
        """Where the scale of a matrix's colours stands, in the pixels of `view`."""
        plot = self._plots[number]
        shared = bool(self._bars.scales)
        item, rect = (self._bars, self._bars.rect()) if shared else (plot, plot.scale_rect)
        if rect is None:
            return None
        return self.view.mapFromScene(item.mapRectToScene(rect)).boundingRect()

    def still(self, whole: bool, look: Colored) -> StillMatrices:
        """What a picture shows: all cells of all matrices, or those in view where any are."""
        from nnfs_gui.panels.outputs.matrix.still import StillMatrices  # not at the start

        shown = [plot for plot in self._plots if whole or plot.isVisible()]
        layouts = [plot.laid_out for plot in shown or self._plots]
        if whole:
            layouts = [plot.whole for plot in layouts]
        texts = TextPainter()  # what it remembers belongs to one thread
        shown_in = [replace(plot.in_look(look), texts=texts) for plot in layouts]
        bars = tuple((scale.in_look(look), of, odd) for scale, of, odd in self._bars.scales)
        return StillMatrices(shown_in, bars, self.font())

    @property
    def _text_scale(self) -> float:
        return self._texts.scale(QApplication.font().pointSizeF())

    @property
    def _bars_height(self) -> int:
        return round(BARS_HEIGHT * self._text_scale) if self._bars.scales else 0

    @property
    def _plots_height(self) -> int:
        return max(1, self.view.height() - self._bars_height)

    @property
    def _sized(self) -> list[MatrixLayout]:
        """The layouts, as high as they are going to be."""
        size = QSizeF(0, self._plots_height)
        return [replace(plot.laid_out, size=size) for plot in self._plots]

    def _new_plot(self, number: int) -> MatrixPlot:
        plot = MatrixPlot(self.theme, self._texts, self._growth)
        self.view.scene().addItem(plot)
        plot.box.cell_clicked.connect(partial(self.cell_clicked.emit, number))
        plot.box.cell_hovered.connect(partial(self._hover, number))
        self.zoom.follow(plot)
        if self._requests is not None:
            plot.requested.connect(self._requests.look)
        return plot

    def _hover(self, number: int, cell: tuple[int, int] | None) -> None:
        self.cell_hovered.emit(None if cell is None else (number, *cell))

    @property
    def least_height(self) -> int:
        """The height in which a few samples can be read, with all that stands around them."""
        return round(LEAST_HEIGHT * self._text_scale)

    def fit_to_texts(self) -> None:
        for plot in self._plots:
            plot.arrange()
            plot.update()
        super().fit_to_texts()

    def arrange(self, *ignored: object) -> None:
        """Share the width between the matrices, and scroll if that makes them too narrow."""
        width, height = self.view.width(), self.view.height()
        if not self._plots or width < 2 or height < 2:
            return
        plots = self._sized
        self._hang_on_numbers = hang_on_numbers(plots, width - 2)
        self._widths, names_rows = row_widths(plots, width - 2, scrolls=True)
        for plot, shown in zip(self._plots, names_rows, strict=True):
            plot.show_row_names(shown)
        total = int(sum(self._widths)) + GAP * (len(self._plots) - 1)
        self.scroll_bar.setRange(0, max(0, total + 2 - width))
        self.scroll_bar.setPageStep(width)
        self.scroll_bar.setSingleStep(40)
        self.scroll_bar.setVisible(total + 2 > width)
        self.show_scrolled()

    def show_scrolled(self, *ignored: object) -> None:
        bars, height = self._bars_height, self._plots_height
        left = float(-self.scroll_bar.value())
        bottom = 0.0
        for plot, width in zip(self._plots, self._widths, strict=False):
            is_visible = left + width > 0 and left < self.view.width()
            plot.setVisible(is_visible)
            plot.setGeometry(QRectF(round(left), 0, round(width), height))
            left += width + GAP
            if plot.content is not None and plot.content.rows is not None:
                bottom = max(bottom, plot.laid_out.bottom)
        self._bars.setVisible(bool(bars))
        top = min(bottom or height, height) + 1
        self._bars.setGeometry(QRectF(2, top, self.view.width() - 4, bars))

    def handle_key(self, event: QKeyEvent) -> bool:
        """Walk through the cells as the key says; False for keys that mean nothing here."""
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = modifiers == Qt.KeyboardModifier.ControlModifier
        if key in STEPS and not modifiers:
            self.stepped.emit(*STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and (control or not modifiers):
            end = 0 if key == Qt.Key.Key_Home else -1
            self.jumped.emit(end if control else None, None if control else end)
        elif key in ZOOMS:
            self.zoom.by(ZOOMS[key])
        elif key == Qt.Key.Key_0 and not modifiers:
            self.zoom.fit()
        else:
            return False
        return True

    def handle_wheel(self, event: QWheelEvent) -> bool:
        """Sideways turning scrolls the row of matrices; the rest is zooming."""
        sideways = event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            sideways = sideways or event.angleDelta().y()
        if not sideways or not self.scroll_bar.maximum():
            return False
        self.scroll_bar.setValue(self.scroll_bar.value() - sideways)
        self._hover_at(event.position())
        return True

    def _hover_at(self, position: QPointF) -> None:
        """Tell the cell at a place in the pixels of `view`, where the mouse rests."""
        scene = self.view.mapToScene(position.toPoint())
        for number, plot in enumerate(self._plots):
            cell = plot.box.cell_at(plot.box.mapFromScene(scene)) if plot.isVisible() else None
            if cell is not None:
                self._hover(number, cell)
                return
        self._hover(0, None)

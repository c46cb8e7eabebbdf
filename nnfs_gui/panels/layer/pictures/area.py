"""Shows each neuron's weights as a picture of what it looks for; those in view are drawn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from nnfs_core.arrays import FloatArray
from nnfs_core.numerals import full_number
from nnfs_core.project.pictures import PictureSize
from nnfs_core.project.place import BIAS, Place
from nnfs_core.wording import sentence
from nnfs_gui.panels.layer.pictures.tiles import Tiles
from nnfs_gui.studio.selection import BACK_AND_FORWARD
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.heatmap import Scale
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.pixel_keys import PAGES, stepped
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.spoken import Role
from nnfs_gui.widgets.theme import number_font

MOST_ROWS = 2.4  # in view at once: half a picture shows that more follow
SMALLER = 1.5  # points, of the numbers below the pictures

# The weights (n_inputs, some) of some neurons, as values or as what differs from the pinned ones.
WeightsOf = Callable[[range], FloatArray]


class WeightPictures(QAbstractScrollArea):
    """Draws a picture a neuron; a click or the arrow keys select the weight of a pixel.

    `chosen(weight, neuron)` tells which. Page keys go from neuron to neuron.
    """

    heard_as = Role.Canvas

    chosen = Signal(int, int)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        named(self, "weight_pictures", "Weights of each neuron as a picture")
        self._studio = studio
        self._weights_of: WeightsOf = lambda neurons: np.empty((1, 0))
        self._tiles = Tiles(PictureSize(1, 1), 0, 100, 12)
        self._scale = Scale.diverging(studio.theme, 1.0)
        self._names: tuple[str, ...] = ()
        self._index = 0
        self._selected: tuple[int, int | None] | None = None  # neuron, pixel
        self._under: tuple[int, int] | None = None
        self._hovered: tuple[int, int | None] | None = None  # here or in another panel
        studio.selection.hover_changed.connect(self._show_hovered)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        studio.theme.changed.connect(self._lay_out)

    def show_weights(
        self, index: int, weights_of: WeightsOf, size: PictureSize, count: int, scale: Scale
    ) -> None:
        """Show the weights of the `count` neurons of the layer at `index`."""
        self._index, self._weights_of, self._scale = index, weights_of, scale
        self._names = self._studio.project.batch.columns
        if (size, count) != (self._tiles.size, self._tiles.count):
            self._tiles = Tiles(size, count, self._tiles.room, self._tiles.text_height)
            self._under = None
            self._lay_out()
        self.show_place(self._studio.selection.place)
        self._describe()
        self.viewport().update()

    def show_place(self, place: Place) -> None:
        """Mark the selected neuron, and the pixel of its selected weight."""
        selected = _cell_of(place) if place.layer == self._index else None
        if selected == self._selected:
            return
        old, self._selected = self._selected, selected
        if selected is not None and (old is None or old[0] != selected[0]):
            self._bring_into_view(selected[0])
        self._describe()
        self.viewport().update()

    def pixel_rect(self, neuron: int, pixel: int) -> QRectF:
        """Where the pixel of a weight stands in the viewport."""
        return self._tiles.pixel_rect(neuron, pixel).translated(
            0, -self.verticalScrollBar().value()
        )

    @property
    def scale(self) -> Scale:
        return self._scale

    # What Qt calls.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        tiles, top = self._tiles, self.verticalScrollBar().value()
        shown = tiles.in_sight(top + event.rect().top(), top + event.rect().bottom())
        if not shown:
            return
        weights, theme = self._weights_of(shown), self._studio.theme
        with QPainter(self.viewport()) as painter:
            painter.translate(0, -top)
            painter.setFont(number_font(SMALLER))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, tiles.pixel_side < 1)
            for neuron, column in zip(shown, weights.T, strict=True):
                grid = column.reshape(tiles.size.height, tiles.size.width)
                rect = tiles.rect(neuron)
                painter.drawImage(rect, self._scale.picture(grid))
                is_selected = self._selected is not None and neuron == self._selected[0]
                color = theme.color("accent" if is_selected else "border")
                painter.setPen(QPen(color, 2 if is_selected else 1))
                painter.drawRect(rect.adjusted(-1, -1, 1, 1))
                painter.setPen(theme.color("text" if is_selected else "muted"))
                middle = Qt.AlignmentFlag.AlignCenter
                painter.drawText(tiles.text_rect(neuron), middle, f"{neuron:,}")
            for cell in (self._hovered, self._selected):
                if cell is not None and cell[1] is not None and cell[0] in shown:
                    self._frame(painter, tiles.pixel_rect(cell[0], cell[1]))

    def _frame(self, painter: QPainter, rect: QRectF) -> None:
        for name, width in (("panel", 3), ("accent", 1.5)):
            painter.setPen(QPen(self._studio.theme.color(name), width))
            painter.drawRect(rect.adjusted(-1, -1, 1, 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in BACK_AND_FORWARD:
            event.ignore()  # they are for the window
            return
        cell = self._at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(cell[1], cell[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_to(self._at(event.position()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_to(None)
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = "" if self._under is None else self._text_of(*self._under)
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        neuron, pixel = self._selected or (0, None)
        next_pixel = stepped(pixel or 0, self._tiles.size, event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._tiles.count:
            super().keyPressEvent(event)
        elif event.key() in PAGES:
            neuron = min(max(0, neuron + PAGES[event.key()]), self._tiles.count - 1)
            self.chosen.emit(pixel or 0, neuron)
        elif next_pixel is not None:
            self.chosen.emit(0 if pixel is None else next_pixel, neuron)
        else:
            super().keyPressEvent(event)

    # How it is laid out, and what is pointed at.

    def _lay_out(self) -> None:
        room = self.viewport().width()
        text_height = QFontMetrics(number_font(SMALLER)).height()
        tiles = self._tiles = Tiles(self._tiles.size, self._tiles.count, room, text_height)
        height = round(min(tiles.height, MOST_ROWS * tiles.row_height))
        if height != self.height():
            self.setFixedHeight(height)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, tiles.height - height))
        bar.setPageStep(height)
        bar.setSingleStep(tiles.row_height // 2)
        self.viewport().update()

    def _bring_into_view(self, neuron: int) -> None:
        rect, bar = self._tiles.rect(neuron), self.verticalScrollBar()
        top, bottom = int(rect.top()) - 4, int(self._tiles.text_rect(neuron).bottom())
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + self.viewport().height():
            bar.setValue(bottom - self.viewport().height())

    def _at(self, position: QPointF) -> tuple[int, int] | None:
        return self._tiles.at(position + QPointF(0, self.verticalScrollBar().value()))

    def _point_to(self, cell: tuple[int, int] | None) -> None:
        if cell == self._under:
            return
        self._under = cell
        sample = self._studio.selection.place.sample
        place = None if cell is None else Place(self._index, sample, *cell)
        self._studio.selection.hover(place)

    def _show_hovered(self, place: Place | None) -> None:
        is_here = place is not None and place.layer == self._index
        selected = _cell_of(place) if place is not None and is_here else None
        self._hovered = None if selected is None or selected[1] is None else selected
        self.viewport().update()

    def _text_of(self, neuron: int, pixel: int) -> str:
        weight = self._weights_of(range(neuron, neuron + 1))[pixel, 0]
        said = sentence("neuron {neuron:,}, {pixel}: {weight}")
        return said(neuron, self._names[pixel], full_number(weight))

    def _describe(self) -> None:
        text = ""
        if self._selected is not None and self._selected[1] is not None:
            text = self._text_of(self._selected[0], self._selected[1])
        self.setAccessibleDescription(text)


def _cell_of(place: Place) -> tuple[int, int | None] | None:
    """The neuron of a place, and the pixel of its weight, as far as it names them."""
    if place.neuron is None:
        return None
    return place.neuron, None if place.weight == BIAS else place.weight

"""Shows one sample from layer to layer, to go to any of its stops."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnfs_core.project.place import Place
from nnfs_gui.panels.explain.sections.path_painting import PathPainter
from nnfs_gui.panels.explain.sections.path_stop import PathStop
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.spoken import Parts, Role, Spoken, tell_part
from nnfs_gui.widgets.theme import Theme


class SamplePath(QWidget):
    """Draws stops one below the other; a click or Enter goes to one, or to one of its cells.

    `chosen` asks to go to a layer and a neuron of it, None for no certain one; `hovered` tells the
    cell under the mouse in the same way.
    """

    heard_as = Role.List

    chosen = Signal(int, object)
    hovered = Signal(int, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "sample_path", "The way of a sample through the network")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._painter = PathPainter(theme)
        self._current = 0
        self._under: int | None = None  # the stop that the mouse is over
        theme.changed.connect(self._recolor)

    @property
    def stops(self) -> tuple[PathStop, ...]:
        return self._painter.stops

    def show_stops(self, stops: tuple[PathStop, ...], place: Place) -> None:
        """Show the way of a sample, and mark where on it the selected place is."""
        before = len(self.stops)
        self._painter.show_stops(stops, place)
        self._current = min(max(0, place.layer + 1), max(0, len(stops) - 1))
        if len(stops) != before:
            self.updateGeometry()
        tell_part(self)
        self.update()

    def stop_rect(self, number: int) -> QRectF:
        """Where a stop stands, in the widget's pixels."""
        return self._painter.stop_rect(number)

    def cell_rect(self, number: int, neuron: int) -> QRectF:
        """Where a number stands in the strip of a stop."""
        return self._painter.cell_rect(number, neuron)

    def sizeHint(self) -> QSize:
        return QSize(240, self._painter.height)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    # What Qt calls.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._painter.width = self.width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._painter.set_fonts()

    def paintEvent(self, event: QPaintEvent) -> None:
        framed, clip = self._current if self.hasFocus() else None, event.rect()
        with QPainter(self) as painter:
            self._painter.paint(painter, clip.top(), clip.bottom(), self._under, framed)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self.tip_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number, neuron = self._painter.at(event.position())
        if number != self._under:
            self._under = number
            self.update()
        if number is None or neuron is None:
            self.hovered.emit(0, None)
        else:
            self.hovered.emit(self.stops[number].stop.layer, neuron)

    def leaveEvent(self, event: QEvent) -> None:
        self._under = None
        self.hovered.emit(0, None)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        number, neuron = self._painter.at(event.position())
        if number is not None:
            self._choose(number, neuron)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps and not event.modifiers():
            last = max(0, len(self.stops) - 1)
            self._current = min(max(0, self._current + steps[Qt.Key(event.key())]), last)
            tell_part(self)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.stops:
                self._choose(self._current, None)
        else:
            event.ignore()

    def tip_at(self, position: QPointF) -> str:
        """The number under the mouse with all its digits, else the whole stop in words."""
        number, neuron = self._painter.at(position)
        if number is None:
            return ""
        each = self.stops[number]
        values = each.stop.values
        if neuron is None or values is None:
            return self._said(number)
        return f"{each.stop.name} · {each.name_of(neuron)} = {values[neuron].item()!r}"

    def spoken(self) -> Spoken:
        """A list of the stops, for those who hear them."""
        current = self._current if self.stops else None
        return Spoken(parts=Parts(len(self.stops), self._said, self.stop_rect, current))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        tell_part(self)

    # Helpers.

    def _said(self, number: int) -> str:
        """A stop in words."""
        each = self.stops[number]
        return f"{each.stop.name}, {each.shape}. {each.stop.sentence}"

    def _choose(self, number: int, neuron: int | None) -> None:
        stop = self.stops[number].stop
        self.chosen.emit(stop.layer, stop.chosen if neuron is None else neuron)

    def _recolor(self) -> None:
        self._painter.forget_pictures()
        self.update()

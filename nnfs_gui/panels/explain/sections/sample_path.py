"""Draws one sample from layer to layer: its values as coloured cells, and their fate."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnfs_core.numerals import short_number
from nnfs_core.project.place import Place
from nnfs_core.wording import number_word, sentence
from nnfs_gui.panels.explain.sections.path_stop import PathStop
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.spoken import Parts, Role, Spoken, tell_part
from nnfs_gui.widgets.theme import Theme, number_font

RAIL = 20  # pixels at the left, for the line that joins the stops
STRIP = 13  # pixels of the coloured cells
SPACE = 8  # pixels between two stops
NARROWEST = 5  # pixels of a cell that is parted from the next


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
        self._theme = theme
        self._stops: tuple[PathStop, ...] = ()
        self._place = Place()
        self._current = 0
        self._under: int | None = None  # the stop that the mouse is over
        self._set_fonts()
        self._pictures: dict[int, QImage] = {}
        theme.changed.connect(self._recolor)

    @property
    def stops(self) -> tuple[PathStop, ...]:
        return self._stops

    def show_stops(self, stops: tuple[PathStop, ...], place: Place) -> None:
        """Show the way of a sample, and mark where on it the selected place is."""
        before = len(self._stops)
        if stops != self._stops:
            self._pictures.clear()
        self._stops, self._place = stops, place
        self._current = min(max(0, place.layer + 1), max(0, len(stops) - 1))
        if len(stops) != before:
            self.updateGeometry()
        tell_part(self)
        self.update()

    def stop_rect(self, number: int) -> QRectF:
        """Where a stop stands, in the widget's pixels."""
        return QRectF(0, number * self._step, self.width(), self._step - SPACE / 2)

    def cell_rect(self, number: int, neuron: int) -> QRectF:
        """Where a number stands in the strip of a stop."""
        strip, values = self._strip_rect(number), self._stops[number].stop.values
        n_cells = 1 if values is None else max(1, len(values))
        width = strip.width() / n_cells
        return QRectF(strip.left() + neuron * width, strip.top(), width, strip.height())

    def sizeHint(self) -> QSize:
        return QSize(240, round(len(self._stops) * self._step))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _strip_rect(self, number: int) -> QRectF:
        rect = self.stop_rect(number)
        return QRectF(RAIL, rect.top() + self._line + 5, rect.width() - RAIL - 6, STRIP)

    # What Qt calls.

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_fonts()

    def paintEvent(self, event: QPaintEvent) -> None:
        first = max(0, int(event.rect().top() // self._step))
        last = min(len(self._stops) - 1, int(event.rect().bottom() // self._step))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number in range(first, last + 1):
                self._paint_stop(painter, number)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self.tip_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number, neuron = self._at(event.position())
        if number != self._under:
            self._under = number
            self.update()
        if number is None or neuron is None:
            self.hovered.emit(0, None)
        else:
            self.hovered.emit(self._stops[number].stop.layer, neuron)

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
        number, neuron = self._at(event.position())
        if number is not None:
            self._choose(number, neuron)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps and not event.modifiers():
            last = max(0, len(self._stops) - 1)
            self._current = min(max(0, self._current + steps[Qt.Key(event.key())]), last)
            tell_part(self)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self._stops:
                self._choose(self._current, None)
        else:
            event.ignore()

    def tip_at(self, position: QPointF) -> str:
        """The number under the mouse with all its digits, else the whole stop in words."""
        number, neuron = self._at(position)
        if number is None:
            return ""
        each = self._stops[number]
        values = each.stop.values
        if neuron is None or values is None:
            return self._said(number)
        return f"{each.stop.name} · {each.name_of(neuron)} = {values[neuron].item()!r}"

    def spoken(self) -> Spoken:
        """A list of the stops, for those who hear them."""
        current = self._current if self._stops else None
        return Spoken(parts=Parts(len(self._stops), self._said, self.stop_rect, current))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        tell_part(self)

    # Helpers.

    def _said(self, number: int) -> str:
        """A stop in words."""
        each = self._stops[number]
        return f"{each.stop.name}, {each.shape}. {each.stop.sentence}"

    def _set_fonts(self) -> None:
        numbers = number_font()
        bold = QFont(numbers)
        bold.setBold(True)
        self._fonts = numbers, bold
        self._line = QFontMetricsF(numbers).height() + 1
        self._step = round(2 * self._line + STRIP + SPACE + 10)  # from a stop to the next

    def _choose(self, number: int, neuron: int | None) -> None:
        stop = self._stops[number].stop
        self.chosen.emit(stop.layer, stop.chosen if neuron is None else neuron)

    def _at(self, position: QPointF) -> tuple[int | None, int | None]:
        """The stop at a place, and the neuron whose cell is there."""
        number = int(position.y() // self._step)
        if not 0 <= number < len(self._stops):
            return None, None
        values, strip = self._stops[number].stop.values, self._strip_rect(number)
        if values is None or not len(values) or not strip.contains(position):
            return number, None
        share = (position.x() - strip.left()) / strip.width()
        return number, min(int(share * len(values)), len(values) - 1)

    def _paint_stop(self, painter: QPainter, number: int) -> None:
        each, rect, line = self._stops[number], self.stop_rect(number), self._line
        theme, is_here = self._theme, self._place.layer == self._stops[number].stop.layer
        if is_here or number == self._under:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if is_here else "hover"))
            painter.drawRoundedRect(rect, 5, 5)
        if self.hasFocus() and number == self._current:
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
        self._paint_rail(painter, number, rect, is_here)
        numbers, bold = self._fonts
        value = self._value_text(each)
        first = QRectF(RAIL, rect.top() + 3, rect.width() - RAIL - 6, line)
        painter.setFont(numbers)
        painter.setPen(theme.color("text"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(first, right, value)
        room = first.width() - QFontMetricsF(numbers).horizontalAdvance(value) - 12
        shape_width = QFontMetricsF(numbers).horizontalAdvance(each.shape)
        name_width = min(QFontMetricsF(bold).horizontalAdvance(each.stop.name) + 8, room)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(bold)
        name = QFontMetricsF(bold).elidedText(
            each.stop.name, Qt.TextElideMode.ElideRight, name_width
        )
        painter.drawText(QRectF(first.left(), first.top(), name_width, line), left, name)
        painter.setFont(numbers)
        painter.setPen(theme.color("muted"))
        if name_width + shape_width <= room:
            place = QRectF(first.left() + name_width, first.top(), shape_width + 2, line)
            painter.drawText(place, left, each.shape)
        below = QRectF(RAIL, self._strip_rect(number).bottom() + 3, first.width(), line)
        is_last = number == len(self._stops) - 1 and each.is_distribution
        painter.setPen(theme.color("text" if is_last else "muted"))
        metrics, said = QFontMetricsF(numbers), each.stop.sentence
        if each.stop.short and metrics.horizontalAdvance(said) > below.width():
            said = each.stop.short
        said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, left, said)
        self._paint_strip(painter, number, each, is_here)

    def _paint_rail(self, painter: QPainter, number: int, rect: QRectF, is_here: bool) -> None:
        middle = QPointF(RAIL / 2, rect.top() + 3 + self._line / 2)
        painter.setPen(QPen(self._theme.color("border"), 2))
        if number:
            painter.drawLine(QPointF(middle.x(), rect.top() - SPACE), middle)
        if number < len(self._stops) - 1:
            painter.drawLine(middle, QPointF(middle.x(), rect.bottom() + SPACE))
        painter.setPen(QPen(self._theme.color("accent" if is_here else "muted"), 1.5))
        painter.setBrush(self._theme.color("accent" if is_here else "panel"))
        painter.drawEllipse(middle, 4, 4)

    def _paint_strip(self, painter: QPainter, number: int, each: PathStop, is_here: bool) -> None:
        strip, values = self._strip_rect(number), each.stop.values
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if values is None or not len(values):
            painter.drawRect(strip)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        picture = self._picture(number)
        painter.drawImage(strip, picture)
        painter.drawRect(strip)
        width = strip.width() / picture.width()
        if width >= NARROWEST:
            painter.setPen(QPen(self._theme.color("panel"), 1))
            for number_of_line in range(1, picture.width()):
                x = round(strip.left() + number_of_line * width)
                painter.drawLine(QPointF(x, strip.top()), QPointF(x, strip.bottom()))
        neuron = self._place.neuron if is_here and self._place.weight is None else each.stop.chosen
        if neuron is not None and neuron < len(values):
            painter.setPen(QPen(self._theme.color("text"), 2))
            cell = self.cell_rect(number, neuron)
            least = max(0.0, 4 - cell.width()) / 2
            painter.drawRect(cell.adjusted(-least, 0, least, 0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _picture(self, number: int) -> QImage:
        if number not in self._pictures:
            self._pictures[number] = self._stops[number].picture(self._theme)
        return self._pictures[number]

    def _recolor(self) -> None:
        self._pictures.clear()
        self.update()

    def _value_text(self, each: PathStop) -> str:
        """The selected number, else the most likely one, in figures."""
        values, stop = each.stop.values, each.stop
        if values is None:
            return "…"
        neuron = stop.chosen
        if self._place.layer == stop.layer and self._place.neuron is not None:
            neuron = self._place.neuron
        if neuron is None or neuron >= len(values):
            return ""
        text = short_number(values[neuron])
        if neuron != stop.chosen:
            return text
        if stop.n_equal > 1:
            return sentence("{number}, {n} equal")(text, number_word(stop.n_equal))
        return f"★ {text}"

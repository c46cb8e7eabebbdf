"""Paints the way of a sample from layer to layer: its values as coloured cells, and their fate."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPen

from nnfs_core.numerals import short_number
from nnfs_core.project.place import Place
from nnfs_core.wording import number_word, sentence
from nnfs_gui.panels.explain.sections.path_stop import PathStop
from nnfs_gui.widgets.theme import Theme, number_font

RAIL = 20  # pixels at the left, for the line that joins the stops
STRIP = 13  # pixels of the coloured cells
SPACE = 8  # pixels between two stops
NARROWEST = 5  # pixels of a cell that is parted from the next


class PathPainter:
    """Holds the `stops` one below the other, knows where they stand, and paints them.

    `width` is the room for them in pixels, `place` what is selected.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.stops: tuple[PathStop, ...] = ()
        self.place = Place()
        self.width = 0
        self._pictures: dict[int, QImage] = {}
        self.set_fonts()

    def show_stops(self, stops: tuple[PathStop, ...], place: Place) -> None:
        """Take other stops; those of before keep the pictures that were made of them."""
        if stops != self.stops:
            self.forget_pictures()
        self.stops, self.place = stops, place

    def forget_pictures(self) -> None:
        """Colour all strips anew."""
        self._pictures.clear()

    def set_fonts(self) -> None:
        """Follow the size of texts."""
        numbers = number_font()
        bold = QFont(numbers)
        bold.setBold(True)
        self._fonts = numbers, bold
        self._line = QFontMetricsF(numbers).height() + 1
        self._step = round(2 * self._line + STRIP + SPACE + 10)  # from a stop to the next

    @property
    def height(self) -> int:
        """The pixels of all stops."""
        return round(len(self.stops) * self._step)

    def stop_rect(self, number: int) -> QRectF:
        """Where a stop stands, in the widget's pixels."""
        return QRectF(0, number * self._step, self.width, self._step - SPACE / 2)

    def cell_rect(self, number: int, neuron: int) -> QRectF:
        """Where a number stands in the strip of a stop."""
        strip, values = self._strip_rect(number), self.stops[number].stop.values
        n_cells = 1 if values is None else max(1, len(values))
        width = strip.width() / n_cells
        return QRectF(strip.left() + neuron * width, strip.top(), width, strip.height())

    def at(self, position: QPointF) -> tuple[int | None, int | None]:
        """The stop at a place, and the neuron whose cell is there."""
        number = int(position.y() // self._step)
        if not 0 <= number < len(self.stops):
            return None, None
        values, strip = self.stops[number].stop.values, self._strip_rect(number)
        if values is None or not len(values) or not strip.contains(position):
            return number, None
        share = (position.x() - strip.left()) / strip.width()
        return number, min(int(share * len(values)), len(values) - 1)

    def paint(
        self, painter: QPainter, top: float, bottom: float, under: int | None, framed: int | None
    ) -> None:
        """Paint what is visible; `under` is the stop under the mouse, `framed` that of keys."""
        first = max(0, int(top // self._step))
        last = min(len(self.stops) - 1, int(bottom // self._step))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(first, last + 1):
            self._paint_stop(painter, number, number == under, number == framed)

    def _strip_rect(self, number: int) -> QRectF:
        rect = self.stop_rect(number)
        return QRectF(RAIL, rect.top() + self._line + 5, rect.width() - RAIL - 6, STRIP)

    def _paint_stop(self, painter: QPainter, number: int, is_under: bool, is_framed: bool) -> None:
        each, rect, line = self.stops[number], self.stop_rect(number), self._line
        theme, is_here = self._theme, self.place.layer == self.stops[number].stop.layer
        if is_here or is_under:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if is_here else "hover"))
            painter.drawRoundedRect(rect, 5, 5)
        if is_framed:
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
        is_last = number == len(self.stops) - 1 and each.is_distribution
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
        if number < len(self.stops) - 1:
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
        neuron = self.place.neuron if is_here and self.place.weight is None else each.stop.chosen
        if neuron is not None and neuron < len(values):
            painter.setPen(QPen(self._theme.color("text"), 2))
            cell = self.cell_rect(number, neuron)
            least = max(0.0, 4 - cell.width()) / 2
            painter.drawRect(cell.adjusted(-least, 0, least, 0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _picture(self, number: int) -> QImage:
        if number not in self._pictures:
            self._pictures[number] = self.stops[number].picture(self._theme)
        return self._pictures[number]

    def _value_text(self, each: PathStop) -> str:
        """The selected number, else the most likely one, in figures."""
        values, stop = each.stop.values, each.stop
        if values is None:
            return "…"
        neuron = stop.chosen
        if self.place.layer == stop.layer and self.place.neuron is not None:
            neuron = self.place.neuron
        if neuron is None or neuron >= len(values):
            return ""
        text = short_number(values[neuron])
        if neuron != stop.chosen:
            return text
        if stop.n_equal > 1:
            return sentence("{number}, {n} equal")(text, number_word(stop.n_equal))
        return f"★ {text}"

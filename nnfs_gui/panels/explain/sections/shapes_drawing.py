"""Draws a layer's matrices as boxes, longer where a dimension is larger, and how they meet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import log2
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnfs_core.explain.shapes import LayerShapes, NamedShape
from nnfs_gui.widgets.plain import give_tip
from nnfs_gui.widgets.spoken import Role
from nnfs_gui.widgets.theme import Theme, number_font

SHORTEST = 22  # pixels of a dimension of 2 at least
LONGEST = range(72, 24, -6)  # pixels of the largest dimension, less where the panel is narrow
THIN = 10  # a dimension of 1 beside others, such as the one row of biases
LABEL, GAP, SIGN = 16, 6, 22  # heights of labels, room around them, width of an operator
STROKE = 1.4
SMALLER = 1.5  # points below the size of other text

Mark = Literal["", "inner", "wrong"]


@dataclass(frozen=True)
class ShapeBox:
    """Describes a matrix: its name, rows and columns, and whether one is an inner dimension."""

    name: str
    shape: tuple[int, ...]  # (rows, columns)
    rows_mark: Mark = ""
    columns_mark: Mark = ""

    @property
    def rows(self) -> int:
        return self.shape[0]

    @property
    def columns(self) -> int:
        return self.shape[1]


@dataclass(frozen=True)
class BoxRow:
    """Sets boxes in a row, a sign between each two; `below` hangs under the box at `below_at`."""

    boxes: tuple[ShapeBox, ...]
    signs: tuple[str, ...]
    below: ShapeBox | None = None
    below_at: int = 0


def product_boxes(shapes: LayerShapes) -> BoxRow:
    """What meets in the layer, as a row of boxes."""
    inputs, outputs = shapes.inputs.shape, shapes.outputs.shape
    entering, going = ShapeBox("inputs", inputs), ShapeBox("outputs", outputs)
    if shapes.weights is not None and shapes.biases is not None:
        mark: Mark = "wrong" if shapes.misfit else "inner"
        return BoxRow(
            (
                ShapeBox("inputs", inputs, columns_mark=mark),
                ShapeBox("weights", shapes.weights.shape, rows_mark=mark),
                going,
            ),
            ("≠" if shapes.misfit else "·", "?" if shapes.misfit else "="),
            ShapeBox("+ biases", shapes.biases.shape),
            1,
        )
    if shapes.sums is not None:
        return BoxRow(
            (ShapeBox("eˣ", inputs), ShapeBox("sums", shapes.sums.shape), going), ("/", "=")
        )
    if shapes.means is not None and shapes.deviations is not None:
        scales = (ShapeBox(each.name, each.shape) for each in (shapes.means, shapes.deviations))
        return BoxRow((entering, *scales, going), ("-", "/", "?" if shapes.misfit else "="))
    return BoxRow((entering, going), ("→",))


def transposition_boxes(weights: NamedShape) -> BoxRow:
    """Weights that are written one row a neuron, and their transpose."""
    n_inputs, n_neurons = weights.shape
    return BoxRow(
        (
            ShapeBox("one row a neuron", (n_neurons, n_inputs)),
            ShapeBox("one column a neuron", (n_inputs, n_neurons), rows_mark="inner"),
        ),
        ("T →",),
    )


class ShapesDrawing(QWidget):
    """Paints a row of boxes in its middle; as wide as the panel lets it be."""

    heard_as = Role.Graphic

    def __init__(self, theme: Theme, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self._theme = theme
        self._row = BoxRow((), ())
        self._longest = LONGEST[0]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def row(self) -> BoxRow:
        return self._row

    def show_row(self, row: BoxRow, said: str) -> None:
        """Draw a row of boxes; `said` is what it says for those who do not see it."""
        self._row = row
        self.setAccessibleName(said)
        give_tip(self, said)
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        top, bottom = self._heights()
        return QSize(250, round(top + bottom))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._row.boxes:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(number_font(SMALLER))
            self._paint(painter)

    def _fit(self) -> None:
        """Take the longest boxes that fit into the width."""
        before = self._longest
        metrics = QFontMetricsF(number_font(SMALLER))
        for self._longest in LONGEST:
            if sum(self._widths(metrics)) <= self.width():
                break
        if self._longest != before or self.height() != self.sizeHint().height():
            self.updateGeometry()

    def _widths(self, metrics: QFontMetricsF) -> list[float]:
        """The room for each box and behind it for each sign, in turn."""
        found: list[float] = []
        for number, box in enumerate(self._row.boxes):
            label = metrics.horizontalAdvance(short_count(box.rows)) + GAP
            named = metrics.horizontalAdvance(box.name) + 4
            found.append(max(label + self._length(box.columns), named))
            if number < len(self._row.signs):
                sign = metrics.horizontalAdvance(self._row.signs[number])
                found.append(max(SIGN, 1.4 * sign + 6))
        return found

    def _paint(self, painter: QPainter) -> None:
        row, top = self._row, self._heights()[0]
        rooms = self._widths(QFontMetricsF(painter.font()))
        widths, signs = rooms[::2], rooms[1::2]
        left = (self.width() - sum(widths) - sum(signs)) / 2
        ends: list[QRectF] = []
        for number, box in enumerate(row.boxes):
            width = self._length(box.columns)
            row_label = _width(painter, short_count(box.rows)) + GAP
            free = widths[number] - width - row_label
            rect = QRectF(left + row_label + free / 2, top, width, self._length(box.rows))
            self._paint_box(painter, box, rect)
            if row.below is not None and number == row.below_at:
                hanging = QRectF(rect.left(), rect.bottom() + LABEL + GAP, rect.width(), THIN)
                self._paint_box(painter, row.below, hanging, labelled=False)
            ends.append(rect)
            left += widths[number]
            if number < len(row.signs):
                self._paint_sign(painter, row.signs[number], left, signs[number])
                left += signs[number]
        self._paint_bracket(painter, ends)

    def _paint_box(
        self, painter: QPainter, box: ShapeBox, rect: QRectF, *, labelled: bool = True
    ) -> None:
        color = self._theme.color
        painter.setPen(QPen(color("accent"), STROKE))
        painter.setBrush(color("accent_soft"))
        painter.drawRoundedRect(rect, 2, 2)
        if labelled:
            room = max(rect.width(), _width(painter, short_count(box.columns)) + 4)
            above = QRectF(rect.center().x() - room / 2, rect.top() - LABEL, room, LABEL)
            painter.setPen(self._mark_color(box.columns_mark))
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, short_count(box.columns))
            side = _width(painter, short_count(box.rows)) + 2
            place = QRectF(rect.left() - side - 4, rect.center().y() - LABEL / 2, side, LABEL)
            painter.setPen(self._mark_color(box.rows_mark))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, short_count(box.rows))
        room = _width(painter, box.name) + 4
        under = QRectF(rect.center().x() - room / 2, rect.bottom() + 2, room, LABEL)
        painter.setPen(color("muted"))
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, box.name)

    def _paint_sign(self, painter: QPainter, sign: str, left: float, width: float) -> None:
        tallest = max(self._length(box.rows) for box in self._row.boxes)
        middle = self._heights()[0] + tallest / 2
        wrong = any(box.columns_mark == "wrong" for box in self._row.boxes)
        painter.setPen(self._theme.color("danger" if wrong else "text"))
        place = QRectF(left, middle - LABEL, width, 2 * LABEL)
        plain = painter.font()
        large = QFont(plain)
        large.setPointSizeF(plain.pointSizeF() + 3)
        painter.setFont(large)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, sign)
        painter.setFont(plain)

    def _paint_bracket(self, painter: QPainter, ends: list[QRectF]) -> None:
        """From the columns of one box to the rows of the next, where both are the inner ones."""
        for number, (first, second) in enumerate(pairwise(ends)):
            mark = self._row.boxes[number].columns_mark
            if not mark or mark != self._row.boxes[number + 1].rows_mark:
                continue
            pen = QPen(self._mark_color(mark), STROKE)
            if mark == "wrong":
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            side = _width(painter, short_count(self._row.boxes[number + 1].rows))
            start = QPointF(first.center().x(), first.top() - LABEL - 1)
            end = QPointF(second.left() - 5 - side / 2, second.center().y() - LABEL / 2)
            high = start.y() - 6
            painter.drawPolyline([start, QPointF(start.x(), high), QPointF(end.x(), high), end])

    def _mark_color(self, mark: Mark) -> QColor:
        names = {"": "muted", "inner": "good", "wrong": "danger"}
        return self._theme.color(names[mark])

    def _length(self, size: int) -> float:
        """The same for equal dimensions, on a logarithmic scale."""
        sizes = [each for box in self._row.boxes for each in (box.rows, box.columns)]
        largest = max(2, *sizes)
        if size <= 1 < largest:
            return THIN
        return SHORTEST + (self._longest - SHORTEST) * log2(max(1, size)) / log2(largest)

    def _heights(self) -> tuple[float, float]:
        """Above the boxes, and from their top edge down."""
        if not self._row.boxes:
            return 0, 0
        has_bracket = any(box.columns_mark for box in self._row.boxes)
        deepest = 0.0
        for number, box in enumerate(self._row.boxes):
            down = self._length(box.rows) + LABEL + 4
            if self._row.below is not None and number == self._row.below_at:
                down += GAP + THIN + LABEL
            deepest = max(deepest, down)
        return LABEL + (10 if has_bracket else 2), deepest


def _width(painter: QPainter, text: str) -> float:
    return painter.fontMetrics().horizontalAdvance(text)


def short_count(count: int) -> str:
    """A dimension where there is little room: 9,999, then 60k and 1.23M."""
    if count < 10_000:
        return f"{count:,}"
    for unit, name in ((1e9, "G"), (1e6, "M")):
        if count >= 0.9995 * unit:
            return f"{count / unit:.3g}{name}"
    return f"{count / 1e3:.3g}k"

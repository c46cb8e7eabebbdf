"""Defines what a drag to the stack carries: a kind from the palette, or some of its cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from nnfs_core.layers import KINDS, Layer

KIND_FORMAT = "application/x-nnfs-kind"
LAYER_FORMAT = "application/x-nnfs-layer"

OPACITY = 170  # of 255, of the picture under the pointer


def kind_data(kind: type[Layer]) -> QMimeData:
    """What the drag of a palette button carries."""
    data = QMimeData()
    data.setData(KIND_FORMAT, kind.kind.encode())
    return data


def layer_data(stack_id: str, layers: Sequence[int]) -> QMimeData:
    """What the drag of the cards of some layers carries; `stack_id` is their stack's."""
    data = QMimeData()
    data.setData(LAYER_FORMAT, " ".join([stack_id, *map(str, layers)]).encode())
    return data


def kind_in(data: QMimeData) -> type[Layer] | None:
    """The kind that a drag carries."""
    name = bytes(data.data(KIND_FORMAT).data())
    return next((kind for kind in KINDS if kind.kind.encode() == name), None)


def layers_in(data: QMimeData, stack_id: str) -> list[int]:
    """The places of the cards that a drag carries, if they are of the stack `stack_id`."""
    owner, *places = bytes(data.data(LAYER_FORMAT).data()).split(b" ")
    is_ours = owner == stack_id.encode() and all(place.isdigit() for place in places)
    return [int(place) for place in places] if is_ours else []


def start_drag(source: QWidget, data: QMimeData, grip: QPoint, count: int = 1) -> None:
    """Drag a picture of `source`, one of `count` things, held at `grip` until it is dropped."""
    drag = QDrag(source)
    drag.setMimeData(data)
    drag.setPixmap(_ghost(source, count))
    drag.setHotSpot(grip)
    drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)


def _ghost(source: QWidget, count: int) -> QPixmap:
    """A picture of `source` through which the insertion line can be seen, with the count."""
    picture = source.grab()
    with QPainter(picture) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.fillRect(source.rect(), QColor(0, 0, 0, OPACITY))
        if count > 1:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            _draw_count(painter, source, count)
    return picture


def _draw_count(painter: QPainter, source: QWidget, count: int) -> None:
    """Write in a lozenge at the upper right how many are dragged."""
    palette, text = source.palette(), f"{count:,}"
    metrics = source.fontMetrics()
    height = metrics.height() + 2
    width = max(height, metrics.horizontalAdvance(text) + height // 2)
    lozenge = QRectF(source.width() - width - 3, 3, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color(palette.ColorRole.Highlight))
    painter.drawRoundedRect(lozenge, height / 2, height / 2)
    painter.setPen(palette.color(palette.ColorRole.HighlightedText))
    painter.drawText(lozenge, Qt.AlignmentFlag.AlignCenter, text)

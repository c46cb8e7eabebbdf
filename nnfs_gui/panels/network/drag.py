"""Defines what a drag to the stack carries: a kind from the palette, or one of its cards."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt
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


def layer_data(stack_id: str, index: int) -> QMimeData:
    """What the drag of the card at `index` carries; `stack_id` is its stack's."""
    data = QMimeData()
    data.setData(LAYER_FORMAT, f"{stack_id} {index}".encode())
    return data


def kind_in(data: QMimeData) -> type[Layer] | None:
    """The kind that a drag carries."""
    name = bytes(data.data(KIND_FORMAT).data())
    return next((kind for kind in KINDS if kind.kind.encode() == name), None)


def layer_in(data: QMimeData, stack_id: str) -> int | None:
    """The place of the card that a drag carries, if it is one of the stack `stack_id`."""
    owner, _, index = bytes(data.data(LAYER_FORMAT).data()).partition(b" ")
    return int(index) if owner == stack_id.encode() and index.isdigit() else None


def start_drag(source: QWidget, data: QMimeData, grip: QPoint) -> None:
    """Drag a picture of `source` held at `grip`; returns when it is dropped."""
    drag = QDrag(source)
    drag.setMimeData(data)
    drag.setPixmap(_ghost(source))
    drag.setHotSpot(grip)
    drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)


def _ghost(source: QWidget) -> QPixmap:
    """A picture of `source` through which the insertion line can be seen."""
    picture = source.grab()
    with QPainter(picture) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.fillRect(source.rect(), QColor(0, 0, 0, OPACITY))
    return picture

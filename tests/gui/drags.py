"""Sends the network panel the very events and data that a drag sends."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from nnfs_gui.panels.network import NetworkPanel

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


def hover(panel: NetworkPanel, data: QMimeData, at: QPoint) -> bool:
    """Bring a drag over the stack; returns whether it would be taken."""
    enter = QDragEnterEvent(at, BOTH, data, LEFT, NONE)
    QApplication.sendEvent(panel.stack.viewport(), enter)
    move = QDragMoveEvent(at, BOTH, data, LEFT, NONE)
    QApplication.sendEvent(panel.stack.viewport(), move)
    return enter.isAccepted() and move.isAccepted()


def drop(panel: NetworkPanel, data: QMimeData, at: QPoint) -> bool:
    """Bring a drag over the stack and end it there; returns whether it was taken."""
    hover(panel, data, at)
    event = QDropEvent(QPointF(at), BOTH, data, LEFT, NONE)
    QApplication.sendEvent(panel.stack.viewport(), event)
    return event.isAccepted()

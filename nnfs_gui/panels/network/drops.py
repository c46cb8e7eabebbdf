"""Drops a kind from the palette, or cards, between the cards of the stack."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame

from nnfs_gui.panels.network import operations
from nnfs_gui.panels.network.drag import kind_in, layers_in
from nnfs_gui.panels.network.layer_stack import LayerStack
from nnfs_gui.widgets.named import named

LINE = 3  # pixels, the thickness of the insertion line
EDGE = 28  # pixels at the top and the bottom in which a drag scrolls the stack
STEP = 9  # pixels a tick
TICK = 25  # milliseconds


class Drops(QObject):
    """Watches the stack's viewport: shows where a drop would go, scrolls at the edges, drops."""

    def __init__(self, stack: LayerStack) -> None:
        super().__init__(stack)
        self._stack = stack
        self._y = 0  # of the drag in the viewport
        self._line = named(QFrame(stack.widget()), "insertion_line", role="insertion")
        self._line.hide()
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self._scroll)
        stack.viewport().setAcceptDrops(True)
        stack.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):  # an enter is a move, too
            self._hover(event)
        elif isinstance(event, QDropEvent):
            self._drop(event)
        elif event.type() == QEvent.Type.DragLeave:
            self._end()
        else:
            return False
        return True

    def _hover(self, event: QDragMoveEvent) -> None:
        if not self._is_ours(event.mimeData()):
            event.ignore()
            return
        self._accept(event)
        self._y = event.position().toPoint().y()
        self._show_line()
        if self._direction():
            self._timer.start()
        else:
            self._timer.stop()

    def _drop(self, event: QDropEvent) -> None:
        self._end()
        stack, data = self._stack, event.mimeData()
        self._y = event.position().toPoint().y()
        gap = self._gap()
        kind, layers = kind_in(data), layers_in(data, stack.stack_id)
        if kind is not None:
            self._accept(event)
            operations.add(stack.studio, kind, gap)
        elif layers and layers[-1] < stack.n_layers:
            self._accept(event)
            # the layers behind the dragged ones move up when these are taken out
            operations.move(stack.studio, layers, gap - sum(layer < gap for layer in layers))
        else:
            event.ignore()
            return
        stack.focus_selected()

    def _is_ours(self, data: QMimeData) -> bool:
        return kind_in(data) is not None or bool(layers_in(data, self._stack.stack_id))

    def _accept(self, event: QDropEvent) -> None:
        is_kind = kind_in(event.mimeData()) is not None
        event.setDropAction(Qt.DropAction.CopyAction if is_kind else Qt.DropAction.MoveAction)
        event.accept()

    def _gap(self) -> int:
        return self._stack.gap_at(self._y + self._stack.verticalScrollBar().value())

    def _show_line(self) -> None:
        y = self._stack.gap_y(self._gap())
        self._line.setGeometry(QRect(0, y - LINE // 2, self._stack.viewport().width(), LINE))
        self._line.raise_()
        self._line.show()

    def _direction(self) -> int:
        """-1 at the upper edge of the stack, 1 at the lower one, else 0."""
        return (self._y > self._stack.viewport().height() - EDGE) - (self._y < EDGE)

    def _scroll(self) -> None:
        bar = self._stack.verticalScrollBar()
        bar.setValue(bar.value() + STEP * self._direction())
        self._show_line()

    def _end(self) -> None:
        self._timer.stop()
        self._line.hide()

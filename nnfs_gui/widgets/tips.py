"""Places a tooltip where it covers nothing of what it is about."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QToolTip, QWidget

MARGIN = 28  # pixels that a tooltip takes around its text, with some to spare
BELOW = 16  # pixels that Qt puts a tooltip below the place that it is given
GAP = 8  # pixels between the widget and the tooltip


def beside(widget: QWidget, rect: QRect, tip: str) -> QPoint:
    """The place to give a tooltip so that it stands left of a widget, at the height of `rect`.

    Right of it where there is no room, and below it as the last resort.
    """
    advance = QFontMetrics(QToolTip.font()).horizontalAdvance
    width = max(map(advance, tip.splitlines()), default=0) + MARGIN
    left = widget.mapToGlobal(QPoint(0, 0)).x()
    right = left + widget.width()
    y = widget.mapToGlobal(rect.topLeft()).y() - BELOW
    screen = widget.screen().availableGeometry()
    if left - GAP - width >= screen.left():
        return QPoint(left - GAP - width, y)
    if right + GAP + width <= screen.right():
        return QPoint(right + GAP, y)
    return widget.mapToGlobal(QPoint(0, widget.height()))

"""Cuts the part of a widget that is meant down to what can be seen of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QTableView, QWidget

from nnfs_core.learning.landmarks.landmark import AnyLandmark, BiasLandmark, WeightLandmark

WidgetPart = tuple[QWidget, QRect]  # a widget, and the part of it that is meant


def scroll_to(part: WidgetPart | None, landmark: AnyLandmark) -> None:
    """Bring a weight or a bias into view in its own table; other things need no such care."""
    if part is None or not isinstance(landmark, WeightLandmark | BiasLandmark):
        return
    table = part[0].parent()
    if isinstance(table, QTableView):
        middle = part[1].center()
        inside = table.viewport().rect().contains(middle)
        if not inside:
            bars = table.horizontalScrollBar(), table.verticalScrollBar()
            bars[0].setValue(bars[0].value() + middle.x() - table.viewport().width() // 2)
            bars[1].setValue(bars[1].value() + middle.y() - table.viewport().height() // 2)


def visible_part(part: WidgetPart | None) -> WidgetPart | None:
    """The part of it that nothing cuts off, or None when there is none."""
    if part is None or not part[0].isVisible():
        return None
    widget, shown = part
    moved = QPoint()  # from the widget to the ancestor that is looked at
    holder: QWidget | None = widget
    while holder is not None:
        shown = shown.intersected(holder.rect().translated(-moved))
        moved += holder.pos()
        holder = None if holder.isWindow() else holder.parentWidget()
    return None if shown.isEmpty() else (widget, shown)


def cell_part(view: QTableView, row: int, column: int) -> WidgetPart:
    return view.viewport(), view.visualRect(view.model().index(row, column))

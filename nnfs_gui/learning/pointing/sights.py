"""Cuts the part of a widget that is meant down to what can be seen of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QTableView, QWidget

from nnfs_core.learning.landmarks import AnyLandmark, BiasLandmark, WeightLandmark

Sight = tuple[QWidget, QRect]  # a widget, and the part of it that is meant


def scroll_to(sight: Sight | None, landmark: AnyLandmark) -> None:
    """Bring a weight or a bias into view in its own table; other things need no such care."""
    if sight is None or not isinstance(landmark, WeightLandmark | BiasLandmark):
        return
    table = sight[0].parent()
    if isinstance(table, QTableView):
        middle = sight[1].center()
        inside = table.viewport().rect().contains(middle)
        if not inside:
            bars = table.horizontalScrollBar(), table.verticalScrollBar()
            bars[0].setValue(bars[0].value() + middle.x() - table.viewport().width() // 2)
            bars[1].setValue(bars[1].value() + middle.y() - table.viewport().height() // 2)


def in_sight(sight: Sight | None) -> Sight | None:
    """The part of it that nothing cuts off, or None when there is none."""
    if sight is None or not sight[0].isVisible():
        return None
    widget, shown = sight
    moved = QPoint()  # from the widget to the ancestor that is looked at
    holder: QWidget | None = widget
    while holder is not None:
        shown = shown.intersected(holder.rect().translated(-moved))
        moved += holder.pos()
        holder = None if holder.isWindow() else holder.parentWidget()
    return None if shown.isEmpty() else (widget, shown)


def cell_sight(view: QTableView, row: int, column: int) -> Sight:
    return view.viewport(), view.visualRect(view.model().index(row, column))

"""Lays widgets out in a row or a column, with their stretches, in one expression."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

# A widget or layout, perhaps with its stretch or side; a number alone is an empty stretch.
Item = QWidget | QLayout | tuple[QWidget | QLayout, int] | tuple[QWidget, Qt.AlignmentFlag] | int
Margins = tuple[int, int, int, int]  # pixels: left, top, right, bottom
B = TypeVar("B", bound=QBoxLayout)


def in_row(*items: Item, margins: Margins | None = None, spacing: int | None = None) -> QHBoxLayout:
    """From left to right; margins and spacing are in pixels, and Qt's own by default."""
    return _filled(QHBoxLayout(), items, margins, spacing)


def in_column(
    *items: Item, margins: Margins | None = None, spacing: int | None = None
) -> QVBoxLayout:
    """From top to bottom; margins and spacing are in pixels, and Qt's own by default."""
    return _filled(QVBoxLayout(), items, margins, spacing)


def keep_room(widget: QWidget) -> None:
    """Leave room for a widget while it is hidden, so that nothing moves when it comes."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def _filled(layout: B, items: tuple[Item, ...], margins: Margins | None, spacing: int | None) -> B:
    if margins is not None:
        layout.setContentsMargins(*margins)
    if spacing is not None:
        layout.setSpacing(spacing)
    for item in items:
        part, how = item if isinstance(item, tuple) else (item, 0)
        if isinstance(part, int):
            layout.addStretch(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part, how)
        elif isinstance(how, Qt.AlignmentFlag):
            layout.addWidget(part, 0, how)
        else:
            layout.addWidget(part, how)
    return layout

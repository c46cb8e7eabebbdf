"""Says how large a dialog opens: as it would like, but never larger than its window."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


def size_within(parent: QWidget | None, wanted: QSize) -> QSize:
    """The size wanted, or as much of it as the window of `parent` has."""
    return wanted if parent is None else wanted.boundedTo(parent.window().size())

"""Keeps what a painter is set to, also where painting stops midway."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QPainter


@contextmanager
def state_kept(painter: QPainter) -> Iterator[None]:
    """Set the painter back to what it was, when all is painted or a cancel ends it."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()

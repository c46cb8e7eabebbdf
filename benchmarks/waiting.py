"""Waits while the window and its worker threads go on."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer


def rest(milliseconds: int) -> None:
    """Handle events for a while; QTest.qWait would keep the interpreter from every other thread."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()

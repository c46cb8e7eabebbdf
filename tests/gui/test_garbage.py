"""Widgets that nobody holds any more are freed on the GUI thread, whoever makes garbage."""

from __future__ import annotations

import gc
import threading
from weakref import finalize

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def test_garbage_of_a_worker_thread_frees_widgets_on_the_gui_thread(qtbot: QtBot) -> None:
    freed_on: list[threading.Thread] = []

    class Holder:
        def __init__(self) -> None:
            self.widget, self.itself = QWidget(), self
            finalize(self, lambda: freed_on.append(threading.current_thread()))

    def make_garbage() -> None:
        for _ in range(20_000):
            circle: list[object] = []
            circle.append(circle)

    Holder()
    worker = threading.Thread(target=make_garbage)
    worker.start()
    worker.join()
    assert freed_on == []
    assert not gc.isenabled()
    qtbot.waitUntil(lambda: bool(freed_on))
    assert freed_on == [threading.main_thread()]

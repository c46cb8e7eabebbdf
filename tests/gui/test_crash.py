"""An exception no one expected: shown with a way to copy it, logged, and the app goes on."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from nnfs_gui.start.crash import CrashReporter, log, start_log
from tests.gui.widgets import press, seen


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    CrashReporter(window).install()
    return window


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "logs" / "errors.log"
    start_log(path)
    yield path
    for handler in tuple(log.handlers):
        handler.close()
        log.removeHandler(handler)


def raise_unexpectedly() -> None:
    try:
        raise ValueError("a bug nobody saw")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_it_is_shown_without_blocking_and_can_be_copied(
    window: QWidget, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    raise_unexpectedly()
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    shown = seen(window, QMessageBox, "crash_box")
    assert not shown.isModal()
    assert shown.informativeText() == "ValueError: a bug nobody saw"
    press(qtbot, shown, "crash_copy")
    assert "raise_unexpectedly" in QApplication.clipboard().text()
    assert shown.isVisible()


def test_many_at_once_show_one_box(
    window: QWidget, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(5):
        raise_unexpectedly()
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    seen(window, QMessageBox, "crash_box")


def test_it_is_logged(window: QWidget, log_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raise_unexpectedly()
    assert "ValueError: a bug nobody saw" in log_file.read_text("utf-8")


def test_one_on_a_thread_is_shown_too(
    window: QWidget, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    assert seen(window, QMessageBox, "crash_box").informativeText().startswith("ZeroDivisionError")


def test_no_place_for_the_log_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    start_log(tmp_path / "file" / "errors.log")
    assert log.handlers == []
    assert log.level in (logging.NOTSET, logging.INFO)

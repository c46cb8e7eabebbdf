"""Runs the real app as main.py does, and acts in it as the lines on its standard input say.

Run it as `python -m tests.gui.driven_app ARGUMENTS`. Each line is an act and its words; when it is
done, or what it waits for is there, a line answers it: `done`, perhaps with what was asked for.

    cell TEXT        click the first cell of the batch and type a number, without Enter
    activate         wait until the window has the keyboard, on a screen where nobody gives it
    focus NAME       give the keyboard to the visible widget of that name
    close            close the dialog in front
    key KEY          press a key, such as Return, where the keyboard is in the window
    type NAME TEXT   write into the visible field of that name
    press NAME       click the visible button of that name
    trigger ACTION   choose an action
    opened           wait until the project has a file
    await NAME       wait until a widget of that name is visible
    hidden NAME      wait until none is
    text NAME        what a label says
    name PATH        type a file's name into the dialog that asks for one, and Return
    save PATH        write the project on show to a file, beside the app's own ways
    grow SAMPLES     put a batch of so many samples in the place of the present one
    fail WHY         raise what nobody catches
    stick SECONDS    let the window do nothing else for so long
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from nnfs_core import Batch, save
from nnfs_gui.app import main
from nnfs_gui.panels import BATCH
from nnfs_gui.start import launch
from nnfs_gui.window.main_window import MainWindow
from tests.gui.batch_table import editor

LOOK = 10  # milliseconds between two looks for what is awaited


class DrivenWindow(MainWindow):
    """Does what standard input says."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._lines = b""
        self._input = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._read)

    def _read(self) -> None:
        *lines, self._lines = (self._lines + os.read(0, 4096)).split(b"\n")
        for line in lines:
            act, _, words = line.decode().partition(" ")
            getattr(self, f"do_{act}")(words)

    def answer(self, what: str = "") -> None:
        print("done", what, flush=True)

    def answer_when(self, is_so: Callable[[], bool]) -> None:
        if is_so():
            self.answer()
        else:
            QTimer.singleShot(LOOK, self, lambda: self.answer_when(is_so))

    def visible(self, name: str) -> list[QWidget]:
        return [each for each in self.findChildren(QWidget, name) if each.isVisible()]

    def do_cell(self, text: str) -> None:
        view = self.panels[BATCH].view
        view.setFocus()
        view.go_to(0, 0)
        QTest.keyClicks(view, text[:1])
        QTest.keyClicks(editor(view), text[1:])
        self.answer()

    def do_activate(self, nothing: str) -> None:
        self.activateWindow()
        self.answer_when(self.isActiveWindow)

    def do_close(self, nothing: str) -> None:
        (QApplication.activePopupWidget() or QApplication.activeModalWidget()).close()
        self.answer()

    def do_focus(self, name: str) -> None:
        (widget,) = self.visible(name)
        widget.setFocus()
        self.answer()

    def do_key(self, key: str) -> None:
        # without a window manager the window need not be active beside a box, nor after it
        QTest.keyClick(self.focusWidget(), Qt.Key[f"Key_{key}"])
        self.answer()

    def do_type(self, words: str) -> None:
        name, _, text = words.partition(" ")
        (field,) = self.visible(name)
        assert isinstance(field, QLineEdit)
        field.setText(text)
        self.answer()

    def do_press(self, name: str) -> None:
        (button,) = self.visible(name)
        assert isinstance(button, QAbstractButton)
        QTimer.singleShot(0, button, button.click)  # it may end the app
        self.answer()

    def do_trigger(self, id: str) -> None:
        self.actions_by_id[id].trigger()
        self.answer()

    def do_opened(self, nothing: str) -> None:
        self.answer_when(lambda: self.studio.document.path is not None)

    def do_await(self, name: str) -> None:
        self.answer_when(lambda: bool(self.visible(name)))

    def do_hidden(self, name: str) -> None:
        self.answer_when(lambda: not self.visible(name))

    def do_text(self, name: str) -> None:
        (label,) = self.visible(name)
        assert isinstance(label, QLabel)
        self.answer(label.text())

    def do_grow(self, n_samples: str) -> None:
        project, width = self.studio.project, self.studio.project.batch.n_features
        large = replace(project, batch=Batch(np.ones((int(n_samples), width))))
        self.studio.document.apply("Grow", large)
        self.answer()

    def do_fail(self, why: str) -> None:
        self.answer()
        raise RuntimeError(why)

    def do_stick(self, seconds: str) -> None:
        self.answer()
        time.sleep(float(seconds))

    def do_name(self, path: str) -> None:
        (dialog,) = (each for each in self.findChildren(QFileDialog) if each.isVisible())
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        line.setText(path)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.answer()

    def do_save(self, path: str) -> None:
        save(self.studio.project, Path(path))
        self.answer()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # and so does nohup
    launch.MainWindow = DrivenWindow  # type: ignore[misc]
    sys.exit(main())

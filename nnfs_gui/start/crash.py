"""Shows exceptions that no one expected, with a way to copy them, and logs them."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from nnfs_core.wording import sentence
from nnfs_gui.studio.about import APP_NAME, log_path
from nnfs_gui.widgets.plain import PlainMessageBox

LOG_BYTES = 1_000_000

log = logging.getLogger("nnfs_studio")


def start_log(path: Path | None = None) -> None:
    """Write the log to a file of bounded size; without a place to write, go on without a log."""
    path = path or log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)


def log_qt_messages() -> None:
    """Send what Qt has to say of itself to the log instead of the terminal."""
    qInstallMessageHandler(lambda kind, context, message: log.info("Qt: %s", message))


class CrashReporter(QObject):
    """Takes over `sys.excepthook`; a dialog that blocks nothing shows the newest error."""

    _caught = Signal(str, str)  # one line, whole traceback

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._box: QMessageBox | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Receive what no one caught, from any thread."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda hook: self._on_exception(
            hook.exc_type, hook.exc_value or hook.exc_type(), hook.exc_traceback
        )

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        text = "".join(traceback.format_exception(kind, error, where))
        log.error("%s", text)
        print(text, file=sys.stderr)
        self._caught.emit(f"{kind.__name__}: {error}", text)

    def _show(self, line: str, text: str) -> None:
        if self._box is not None:  # one at a time: errors may come with every repaint
            return
        box = self._box = PlainMessageBox(self._window)
        box.setObjectName("crash_box")
        box.setWindowModality(Qt.WindowModality.NonModal)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(sentence("{app}: unexpected error")(APP_NAME))
        box.setText("Something unexpected went wrong. Your work is still here; save it now.")
        box.setInformativeText(line)
        box.setDetailedText(text)
        copy = box.addButton("Copy the details", QMessageBox.ButtonRole.ActionRole)
        copy.setObjectName("crash_copy")
        copy.clicked.disconnect()  # copying does not close the box
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        box.addButton(QMessageBox.StandardButton.Close)
        box.finished.connect(self._forget)
        box.show()

    def _forget(self) -> None:
        self._box = None

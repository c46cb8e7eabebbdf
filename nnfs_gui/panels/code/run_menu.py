"""Offers how programs are run and shown, and saving as a workbook, in a small menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from nnfs_core.code.running import python_of_this_app
from nnfs_gui.studio.settings import Settings
from nnfs_gui.widgets.named import named

TIME_LIMITS = (10, 60, 300, 1800)  # seconds


class RunMenu(QMenu):
    """Keeps what is chosen in the settings; `changed` tells of it."""

    changed = Signal()
    workbook_requested = Signal()

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self._settings = settings
        self._parent = parent
        self._pythons = QActionGroup(self)
        self._own = self._add("code_own_python", "Run with the app's own Python", self._use_own)
        self._chosen = self._add("code_chosen_python", "", lambda: None)
        for action in (self._own, self._chosen):
            action.setCheckable(True)
            self._pythons.addAction(action)
        self._add("code_choose_python", "Choose another Python…", self.choose_python)
        self.addSeparator()
        limits = named(self.addMenu("Stop a program after"), "code_time_limits")
        self._limits = QActionGroup(self)
        for seconds in sorted({*TIME_LIMITS, settings.code_seconds}):
            self._add_limit(limits, seconds)
        self.addSeparator()
        wrap = self._add("code_wrap", "Wrap long lines", lambda: self._wrap(wrap.isChecked()))
        wrap.setCheckable(True)
        wrap.setChecked(settings.code_wraps)
        self._add(
            "code_save_workbook", "Save as a live workbook (.xlsx)…", self.workbook_requested.emit
        )
        self._show_python()

    @property
    def python(self) -> str | None:
        """The Python that programs run with; None while there is none."""
        return self._settings.code_python or python_of_this_app()

    def use(self, path: str | Path) -> None:
        """Run programs with the Python at a path."""
        self._settings.code_python = str(path)
        self._show_python()
        self.changed.emit()

    def choose_python(self) -> None:
        """Ask for the Python that programs run with."""
        present = self.python
        folder = str(Path(present).parent) if present else ""
        dialog = named(QFileDialog(self._parent, "Choose a Python", folder), "python_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        # the link in a virtual environment is another Python than the one that it leads to
        dialog.setOption(QFileDialog.Option.DontResolveSymlinks)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.use)
        dialog.open()

    def _wrap(self, wraps: bool) -> None:
        self._settings.code_wraps = wraps
        self.changed.emit()

    def _use_own(self) -> None:
        self._settings.code_python = ""
        self._show_python()
        self.changed.emit()

    def _add_limit(self, menu: QMenu, seconds: int) -> None:
        def choose() -> None:
            self._settings.code_seconds = seconds
            self.changed.emit()

        text = f"{seconds} s" if seconds <= 60 or seconds % 60 else f"{seconds // 60} min"
        action = self._add(f"code_limit.{seconds}", text, choose, menu)
        action.setCheckable(True)
        action.setChecked(seconds == self._settings.code_seconds)
        self._limits.addAction(action)

    def _show_python(self) -> None:
        own, chosen = python_of_this_app(), self._settings.code_python
        self._own.setEnabled(own is not None)
        self._own.setToolTip(own or "This app was packed without a Python of its own")
        self._own.setChecked(not chosen and own is not None)
        self._chosen.setVisible(bool(chosen))
        self._chosen.setChecked(bool(chosen))
        self._chosen.setText(f"Run with {_short(chosen)}".replace("&", "&&"))
        self._chosen.setToolTip(chosen)

    def _add(
        self, name: str, text: str, call: Callable[[], object], menu: QMenu | None = None
    ) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.triggered.connect(lambda checked=False: call())
        (menu or self).addAction(action)
        return action


def _short(path: str, most: int = 40) -> str:
    """A path whose beginning gives way when it is long."""
    return path if len(path) <= most else "…" + path[1 - most :]

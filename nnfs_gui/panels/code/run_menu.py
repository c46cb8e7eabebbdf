"""Offers how programs are run and shown, and saving as a workbook, in a small menu."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from nnfs_core.code.running import python_of_this_app
from nnfs_core.wording import sentence
from nnfs_gui.studio.settings import Settings
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import plain_caption, plain_tip

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
        own = "Run with the app's own Python"
        self._own = add_entry(self, own, "code_own_python", self._use_own, is_checked=False)
        self._chosen = add_entry(self, "", "code_chosen_python", lambda: None, is_checked=False)
        for action in (self._own, self._chosen):
            self._pythons.addAction(action)
        add_entry(self, "Choose another Python…", "code_choose_python", self.choose_python)
        self.addSeparator()
        limits = named(self.addMenu("Stop a program after"), "code_time_limits")
        self._limits = QActionGroup(self)
        for seconds in sorted({*TIME_LIMITS, settings.code_seconds}):
            self._add_limit(limits, seconds)
        self.addSeparator()
        wraps = settings.code_wraps
        add_entry(self, "Wrap long lines", "code_wrap", self._turn_wrap, is_checked=wraps)
        workbook = "Save as a live workbook (.xlsx)…"
        add_entry(self, workbook, "code_save_workbook", self.workbook_requested.emit)
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

    def _turn_wrap(self) -> None:
        self._settings.code_wraps = not self._settings.code_wraps
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
        is_present = seconds == self._settings.code_seconds
        name = f"code_limit.{seconds}"
        self._limits.addAction(add_entry(menu, text, name, choose, is_checked=is_present))

    def _show_python(self) -> None:
        own, chosen = python_of_this_app(), self._settings.code_python
        self._own.setEnabled(own is not None)
        tip = own or "This app was packed without a Python of its own"
        self._own.setToolTip(plain_tip(tip))
        self._own.setChecked(not chosen and own is not None)
        self._chosen.setVisible(bool(chosen))
        self._chosen.setChecked(bool(chosen))
        self._chosen.setText(plain_caption(sentence("Run with {chosen}")(_short(chosen))))
        self._chosen.setToolTip(plain_tip(chosen))


def _short(path: str, most: int = 40) -> str:
    """A path whose beginning gives way when it is long."""
    return path if len(path) <= most else "…" + path[1 - most :]

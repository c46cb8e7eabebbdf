"""Starts from a file of settings as the app does, again and again in one window."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QSettings, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

import nnfs_gui.widgets.plotting  # noqa: F401
from nnfs_core.examples import EXAMPLES
from nnfs_gui.studio.settings import Setting, Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.main_window import MainWindow

DATA = Path(__file__).parents[1] / "data"


def good_settings() -> bytes:
    """A file of settings as the app writes it today, with a layout of several docks."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "good.ini"
        path.write_bytes((DATA / "settings_layout_1.ini").read_bytes())
        store = QSettings(str(path), QSettings.Format.IniFormat)
        settings = Settings(store)
        layout = settings.layout()
        assert layout is not None
        settings.keep_layout(*layout)
        store.sync()
        return path.read_bytes()


def restored(path: Path) -> dict[str, object]:
    """All settings of a file, after its layout was given to a window."""
    settings = Settings(QSettings(str(path), QSettings.Format.IniFormat))
    layout = settings.layout()
    if layout is not None:
        window = _window(path.parent)
        window.restoreGeometry(layout[0])
        window.restoreState(layout[1])
        QApplication.processEvents()
    kinds = (Setting, property)
    names = [name for name, value in vars(Settings).items() if isinstance(value, kinds)]
    return {name: getattr(settings, name) for name in names}


@cache
def _window(folder: Path) -> MainWindow:
    _ = QApplication.instance() or QApplication([])
    qInstallMessageHandler(lambda *told: None)  # of what cannot be done without a screen
    settings = Settings(QSettings(str(folder / ".own.ini"), QSettings.Format.IniFormat))
    window = MainWindow(Studio.create(EXAMPLES[0].build()), settings, remember_layout=False)
    window.show()
    return window

"""A settings file of an earlier version: all that it remembers is found again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtWidgets import QComboBox, QDockWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core.examples import example_named
from nnfs_gui.files.file_operations import FileOperations
from nnfs_gui.panels import CODE, EXPLAIN, GLOSSARY, NETWORK
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.window.main_window import MainWindow
from tests.core.test_atomic import posix_only, run
from tests.gui.conftest import Open
from tests.gui.widgets import notices_of, show_alone

SAVED = Path(__file__).parent.parent / "data" / "settings_layout_1.ini"


def dock(window: MainWindow, id: str) -> QDockWidget:
    return window.findChild(QDockWidget, f"{id}_panel_dock")


def test_settings_of_an_earlier_version_are_found_again(
    open_window: Open, store: QSettings, tmp_path: Path
) -> None:
    text = SAVED.read_text("utf-8").replace("PLACE", tmp_path.as_posix())
    Path(store.fileName()).write_text(text, "utf-8")
    store.sync()
    settings = Settings(store)
    assert settings.look == "dark"
    assert settings.memory_for_outputs == 10**9
    assert settings.completed_lessons == {"one_neuron", "softmax"}
    assert settings.recent == [
        tmp_path / "second.nnfs",
        tmp_path / "first, with a comma.csv",
    ]
    assert settings.code_python == (tmp_path / "python3").as_posix()
    assert settings.code_seconds == 7
    assert settings.code_wraps

    window = open_window(example_named("Two layers").build(), size=None)
    assert window.height() == 760  # its width is more than the screen of the tests has
    recent = [action.text() for action in window.menus["recent"].actions()]
    assert recent[:2] == ["second.nnfs", "first, with a comma.csv"]
    assert dock(window, "network").isFloating()
    assert dock(window, "network").size().toTuple() == (260, 480)
    assert window.panels[NETWORK].isVisible()
    assert window.dockWidgetArea(dock(window, "glossary")) == Qt.DockWidgetArea.LeftDockWidgetArea
    assert window.panels[GLOSSARY].is_on_screen
    assert not dock(window, "explain").isVisible()
    assert dock(window, "layer").isVisible()  # behind Code
    assert window.panels[CODE].is_on_screen
    assert window.panels[CODE].findChild(QComboBox, "code_dialect").currentText() == "NumPy"
    folds = window.panels[EXPLAIN].sections.findChildren(QToolButton)
    folded = {each.objectName() for each in folds if each.isCheckable() and not each.isChecked()}
    assert {"numerics_section_fold", "shapes_section_fold"} <= folded
    assert "sample_section_fold" not in folded


def test_a_layout_with_one_wrong_byte_is_left_alone(settings: Settings, store: QSettings) -> None:
    geometry, state = QByteArray(b"geometry"), QByteArray(b"state")
    store.setValue("layout/geometry", geometry)  # as earlier versions kept it
    store.setValue("layout/state", QByteArray(b"older state"))
    assert settings.layout() == (geometry, QByteArray(b"older state"))
    settings.keep_layout(geometry, state)
    assert settings.layout() == (geometry, state)
    assert not [key for key in store.allKeys() if key.startswith("layout")]
    for key, value in (("state", QByteArray(b"stat\0")), ("checksum", "0")):
        settings.keep_layout(geometry, state)
        store.setValue(f"window/{key}", value)
        assert settings.layout() is None


FILL = """
import resource, signal, sys
from PySide6.QtCore import QSettings
from nnfs_gui.studio.settings import Settings
from pathlib import Path
settings = Settings(QSettings(sys.argv[1], QSettings.Format.IniFormat))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50, 50))
settings.remember(Path("/" + 1000 * "x"))
settings.store.sync()
"""


@posix_only
def test_a_full_disk_leaves_the_old_settings(store: QSettings, tmp_path: Path) -> None:
    Settings(store).remember(tmp_path / "a.nnfs")
    store.sync()
    before = Path(store.fileName()).read_bytes()
    assert len(before) > 50
    run(FILL, store.fileName())
    assert Path(store.fileName()).read_bytes() == before


def test_settings_that_cannot_be_written_are_told_once(
    qtbot: QtBot, studio: Callable[..., Studio], tmp_path: Path
) -> None:
    (tmp_path / "no folder").write_bytes(b"")
    store = QSettings(str(tmp_path / "no folder" / "a.ini"), QSettings.Format.IniFormat)
    made, window = studio(example_named("Two layers").build()), QWidget()
    show_alone(qtbot, window, 600, 400)
    told = notices_of(made)
    window.files = FileOperations(made, Settings(store), window)  # lives as long as the window
    for _ in range(2):
        window.files.save_to(tmp_path / "a.nnfs")
    (sentence,) = told
    assert sentence.startswith("Settings and recent files are not kept: ")
    assert str(tmp_path / "no folder" / "a.ini") in sentence
    assert (tmp_path / "a.nnfs").exists()

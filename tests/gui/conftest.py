"""What GUI tests share: a studio whose work is done at once, in a known look."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMessageLogContext, QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, Project
from nnfs_core.project.place import Place
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.panels.explain import ExplainPanel
from nnfs_gui.panels.network import NetworkPanel
from nnfs_gui.panels.outputs import OutputsPanel
from nnfs_gui.spreadsheet import SpreadsheetView
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets import spoken
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.garbage import GarbageCollector
from tests.gui.batch_table import START
from tests.gui.executors import ImmediateExecutor, LaterExecutor
from tests.gui.outputs import FLOW, show_panel
from tests.gui.watched_models import watch_models
from tests.gui.widgets import show_alone

Open = Callable[..., MainWindow]


@pytest.fixture(scope="session", autouse=True)
def garbage(qapp: QApplication) -> GarbageCollector:
    """Collected as in the app, on the GUI thread."""
    return GarbageCollector(qapp)


@pytest.fixture(scope="session", autouse=True)
def screen_readers(qapp: QApplication) -> None:
    """Told what they are told in the app."""
    spoken.install()


@pytest.fixture(autouse=True)
def watched_models(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A table that breaks Qt's rules ends the tests at once, and this says in which of them."""
    watch_models(monkeypatch)
    capture = request.config.pluginmanager.getplugin("capturemanager")

    def tell(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            with capture.global_and_fixture_disabled():
                print(f"\n{request.node.nodeid}: {message}", file=sys.stderr)
        elif before is not None:
            before(kind, context, message)

    before = qInstallMessageHandler(tell)  # pytest-qt takes its own away again, and ours with it


@pytest.fixture
def studio(qapp: QApplication) -> Iterator[Callable[..., Studio]]:
    """Makes studios whose passes and tasks run at once; each has run its first pass."""
    made: list[Studio] = []

    def make(project: Project | None = None, executor: Executor | None = None) -> Studio:
        theme = Theme("light")
        theme.apply()
        studio = Studio.create(project, theme=theme, executor=executor or ImmediateExecutor())
        studio.runner.run()
        made.append(studio)
        return studio

    yield make
    for studio in made:
        studio.close()


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    """Where windows keep their settings in a test."""
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def settings(store: QSettings) -> Settings:
    return Settings(store)


@pytest.fixture
def threaded(qapp: QApplication) -> Iterator[Studio]:
    """A studio whose work runs on threads, as in the app."""
    studio = Studio.create()
    yield studio
    studio.close()


@pytest.fixture
def later() -> LaterExecutor:
    return LaterExecutor()


@pytest.fixture
def open_window(qtbot: QtBot, studio: Callable[..., Studio], store: QSettings) -> Iterator[Open]:
    """Opens main windows, which close without a question at the end."""
    windows: list[MainWindow] = []

    def make(
        project: Project | None = None,
        size: tuple[int, int] | None = (1280, 800),
        state_folder: Path | None = None,
        executor: Executor | None = None,
    ) -> MainWindow:
        made = studio(project, executor)
        window = MainWindow(made, Settings(store), state_folder=state_folder)
        windows.append(window)
        if size is not None:  # else as the settings say
            window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield make
    for window in windows:
        window.close_now()
        shiboken6.delete(window)


@pytest.fixture
def show_batch(qtbot: QtBot, studio: Callable[..., Studio]) -> Callable[..., BatchPanel]:
    """Shows the panel of a batch; what it tells is kept in its `notices`."""

    def show(batch: Batch, network: Network | None = None) -> BatchPanel:
        panel = BatchPanel(studio(Project(network or Network(), batch)))
        panel.notices = []
        panel.studio.notices.posted.connect(panel.notices.append)
        show_alone(qtbot, panel, 760, 300)
        return panel

    return show


@pytest.fixture
def show_outputs(qtbot: QtBot, studio: Callable[..., Studio]) -> Callable[..., OutputsPanel]:
    """Shows the outputs of a project, a tab of them in front."""

    def show(
        project: Project, tab: int = FLOW, size: tuple[int, int] = (1200, 600)
    ) -> OutputsPanel:
        return show_panel(qtbot, studio(project), tab, size)

    return show


@pytest.fixture
def show_network(qtbot: QtBot, studio: Callable[..., Studio]) -> Callable[..., NetworkPanel]:
    """Shows the network panel of a project."""

    def show(project: Project, height: int = 800) -> NetworkPanel:
        panel = NetworkPanel(studio(project))
        show_alone(qtbot, panel, 250, height)
        return panel

    return show


@pytest.fixture
def show_explain(
    qtbot: QtBot, studio: Callable[..., Studio], settings: Settings
) -> Callable[..., ExplainPanel]:
    """Shows the Explain panel of a project at a selected place."""

    def show(
        project: Project, place: Place, width: int = 370, executor: Executor | None = None
    ) -> ExplainPanel:
        made = studio(project, executor)
        made.selection.begin(place)
        panel = ExplainPanel(made, settings)
        panel.sections.refresh()  # which the panel does itself a moment later
        show_alone(qtbot, panel, width, 900)
        return panel

    return show


@pytest.fixture
def table(show_batch: Callable[..., BatchPanel]) -> SpreadsheetView:
    """The table of four samples of three features, with the focus on its first cell."""
    panel = show_batch(Batch(START))
    panel.view.panel = panel  # lives as long as the table
    panel.view.setFocus()
    panel.view.go_to(0, 0)
    return panel.view

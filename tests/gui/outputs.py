"""How GUI tests show the outputs panel and act on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QSettings, Qt, QTemporaryDir
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnfs_core.examples import example_named
from nnfs_core.layers import Layer, ReLU
from nnfs_core.network.network import Network
from nnfs_core.project.project import Project
from nnfs_gui.panels.outputs import OutputsPanel
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from tests.gui.widgets import show_alone

FLOW, LAYER, SOFTMAX, DISTRIBUTION, RESULTS, SCATTER, COMPARE = range(7)

Show = Callable[..., OutputsPanel]  # what the fixture `show_outputs` gives


def show_panel(
    qtbot: QtBot, studio: Studio, tab: int = FLOW, size: tuple[int, int] = (1200, 600)
) -> OutputsPanel:
    """The panel in a window of its own; what it tells is kept in its `notices`."""
    folder = QTemporaryDir()
    store = QSettings(folder.filePath("settings.ini"), QSettings.Format.IniFormat)
    panel = OutputsPanel(studio, Settings(store))
    panel.folder = folder  # lives as long as the panel
    panel.notices = []
    studio.notices.posted.connect(lambda notice: panel.notices.append(notice.text))
    show_alone(qtbot, panel, *size)
    panel.show_tab(tab)
    return panel


def lesson(*more: Layer) -> Project:
    """The example with two layers, and perhaps more behind them."""
    project = example_named("Two layers").build()
    return Project(Network([*project.network.layers, *more]), project.batch)


def two_layers(*more: Layer) -> Project:
    """The same with a ReLU between the two."""
    first, second = lesson().network.layers
    return Project(Network([first, ReLU(), second, *more]), lesson().batch)


def click(qtbot: QtBot, panel: OutputsPanel, number: int, row: int, column: int) -> None:
    canvas = panel.flow.canvas
    at = canvas.position_of(number, row, column)
    qtbot.mouseClick(canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def flow_text(panel: OutputsPanel, number: int, row: int, column: int) -> str:
    """The number as it stands in a cell of the flow's matrix `number`."""
    return panel.flow.matrix(number).cell_text(row, column)


def wheel(panel: OutputsPanel, at: QPoint, *, x: int = 0, y: int = 0) -> None:
    view = panel.flow.canvas.view
    event = QWheelEvent(
        QPointF(at), QPointF(view.viewport().mapToGlobal(at)), QPoint(), QPoint(x, y),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)

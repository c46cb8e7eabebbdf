"""One panel over the whole screen: what an audience sees, and how the window is after it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QLineEdit, QToolBar, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core.examples import example_named
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels import EXPLAIN, OUTPUTS
from nnfs_gui.panels.outputs.output_tabs import FLOW, LAYER, SOFTMAX
from nnfs_gui.studio.settings import Settings
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.widgets import is_seen
from tests.gui.windows import CTRL, trigger

SHIFT = Qt.KeyboardModifier.ShiftModifier


def parts(window: MainWindow) -> dict[str, bool]:
    """The bars and docks by name, and which of them are visible."""
    found: list[QWidget] = [window.menuBar(), window.statusBar(), window.panels[OUTPUTS]]
    found += [*window.findChildren(QToolBar), *window.findChildren(QDockWidget)]
    return {each.objectName() or type(each).__name__: each.isVisible() for each in found}


def test_presenting_shows_the_selected_layer_alone_and_large_and_esc_gives_all_back(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Two layers").build())
    outputs, size, before = window.panels[OUTPUTS], window.size(), parts(window)
    points = outputs.flow.matrix(0).laid_out.points
    qtbot.keyClick(window, Qt.Key.Key_F11, SHIFT)
    assert window.isFullScreen()
    assert [name for name, visible in parts(window).items() if visible] == ["outputs_panel"]
    assert outputs.tabs.currentIndex() == LAYER
    assert outputs.layer.canvas.plots[0].laid_out.points == 2 * points
    assert not outputs.layer.table.isVisible()
    assert is_seen(window, "presentation_keys")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    qtbot.waitUntil(lambda: window.size() == size)
    assert parts(window) == before
    assert outputs.tabs.currentIndex() == FLOW
    assert outputs.flow.matrix(0).laid_out.points == points
    assert not is_seen(window, "presentation_keys")
    outputs.show_tab(LAYER)
    assert outputs.layer.table.isVisible()


def test_page_down_and_up_lead_one_sample_through_the_layers(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Iris").build())
    selection, n_layers = window.studio.selection, len(window.studio.project.network)
    selection.select(Place(INPUT, 57, 2))
    trigger(window, "view.present")
    seen = []
    for _ in range(n_layers + 1):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown)
        view = window.panels[OUTPUTS].layer
        seen.append((selection.place, view.canvas.plots[0].content.title))
    titles = ["Dense 1", "ReLU", "Dense 2", "Softmax", "Softmax"]
    layers = [0, 1, 2, 3, 3]
    assert seen == [(Place(n, 57, 2), title) for n, title in zip(layers, titles, strict=True)]
    for _ in range(n_layers + 1):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp)
    assert selection.place == Place(INPUT, 57, 2)
    trigger(window, "view.present")
    qtbot.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert selection.place == Place(0, 57, 2)  # without a presentation, too


def test_of_a_large_matrix_the_audience_sees_as_many_numbers_as_can_be_read(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Digits").build())
    window.studio.selection.select(Place(INPUT, 1000, 40))
    trigger(window, "view.present")
    layer = window.panels[OUTPUTS].layer
    for _ in range(3):
        plot, place = layer.canvas.plots[0], window.studio.selection.place
        assert (place.sample, place.neuron) in ((1000, 40), (1000, 0))
        cell = plot.cell_rect(1000, place.neuron)
        assert plot.area.contains(cell.center())
        assert cell.width() >= 60
        assert plot.cell_text(1000, place.neuron)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown)
    trigger(window, "view.present")
    window.panels[OUTPUTS].show_tab(LAYER)
    assert layer.canvas.plots[0].window.bottom == 1797  # all samples again


def test_after_it_panels_are_as_wide_as_they_were(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(example_named("Iris").build(), (960, 600))
    window.show_panel(EXPLAIN)
    docks = [each for each in window.findChildren(QDockWidget) if each.isVisible()]
    before = {dock.objectName(): dock.size() for dock in docks}
    explained = window.panels[EXPLAIN]
    trigger(window, "view.present")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_5, CTRL)
    qtbot.waitUntil(
        lambda: explained.minimumSizeHint().width() > before["explain_panel_dock"].width()
    )
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1, CTRL)
    QApplication.processEvents()
    trigger(window, "view.present")
    qtbot.waitUntil(lambda: {dock.objectName(): dock.size() for dock in docks} == before)


def test_another_panel_takes_the_place_of_the_one_that_is_presented(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Iris").build())
    window.studio.selection.select(Place(0, 3, 1))
    trigger(window, "view.present")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_5, CTRL)
    visible = [name for name, visible in parts(window).items() if visible]
    assert visible == ["explain_panel_dock"]
    assert window.panels[EXPLAIN].isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, SHIFT)
    assert [name for name, visible in parts(window).items() if visible] == ["batch_panel_dock"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_3, CTRL)
    assert [name for name, visible in parts(window).items() if visible] == ["outputs_panel"]
    assert window.panels[OUTPUTS].tabs.currentIndex() == SOFTMAX


def test_esc_leaves_an_editor_before_it_ends_the_presentation(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Iris").build())
    trigger(window, "view.present")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)  # the batch
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_7)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert window.presentation.is_on
    assert window.studio.project.batch.inputs[0, 0] == 5.1
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not window.presentation.is_on


def test_a_presentation_keeps_a_size_of_texts_of_its_own(
    open_window: Open, qtbot: QtBot, store: QSettings
) -> None:
    window = open_window(example_named("Two layers").build())
    theme = window.studio.theme
    trigger(window, "view.zoom_in")
    trigger(window, "view.present")
    trigger(window, "view.zoom_in")
    assert (theme.zoom, Settings(store).zoom) == (2.5, 1.1)
    trigger(window, "view.present")
    assert theme.zoom == 1.1
    trigger(window, "view.present")
    assert theme.zoom == 2.5
    trigger(window, "view.zoom_normal")
    assert theme.zoom == 2.0
    trigger(window, "view.present")
    assert (theme.zoom, Settings(store).presentation_zoom) == (1.1, 2.0)


def test_the_layout_before_a_presentation_is_the_one_that_is_remembered(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(example_named("Iris").build(), size=(780, 700))
    before, size = parts(window), window.size()
    trigger(window, "view.present")
    window.close_now()
    again = open_window(example_named("Iris").build(), size=None)
    assert (parts(again), again.isFullScreen()) == (before, False)
    qtbot.waitUntil(lambda: again.size() == size)


def test_a_presentation_moves_to_a_second_screen_and_begins_there_the_next_time(
    tmp_path: Path,
) -> None:
    sides = {"y": 0, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens = [
        {"name": "desk", "x": 0, "width": 1280, "height": 800, **sides},
        {"name": "wall", "x": 1280, "width": 1920, "height": 1080, **sides},
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}), "utf-8")
    run = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.gui.two_screens"],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.stdout.split() == ["desk", "desk", "wall", "1920x1080", "desk", "wall"], run.stderr


def test_without_a_second_screen_there_is_none_to_move_to(open_window: Open) -> None:
    window = open_window(example_named("Iris").build())
    trigger(window, "view.present")
    assert not window.actions_by_id["view.next_screen"].isEnabled()

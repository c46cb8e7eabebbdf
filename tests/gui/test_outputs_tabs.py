"""The outputs panel as a whole: its tabs, and whether its numbers are of today."""

from __future__ import annotations

import gc
from weakref import ref

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabBar
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.layers import ReLU, Softmax
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from tests.gui.executors import LaterExecutor
from tests.gui.outputs import DISTRIBUTION, FLOW, LAYER, SOFTMAX, Show, lesson, show_panel


def test_a_click_on_a_tab_brings_its_view_to_the_front(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(lesson(Softmax()))
    tabs = panel.findChild(QTabBar, "outputs_tabs")
    assert [tabs.tabText(number) for number in range(tabs.count())] == [
        "Flow", "Selected layer", "Softmax", "Distribution", "Results", "Scatter", "Compare",
    ]  # fmt: skip
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(DISTRIBUTION).center())
    assert panel.distribution.isVisible()
    assert not panel.flow.isVisible()
    panel.show_tab(SOFTMAX)
    assert panel.softmax.isVisible()
    assert tabs.currentIndex() == SOFTMAX


def test_a_hidden_tab_catches_up_when_it_is_shown(show_outputs: Show) -> None:
    panel = show_outputs(lesson())
    panel.show_tab(DISTRIBUTION)
    panel.studio.attempt(Edit("Edit", lambda p: edits.set_input(p, 0, 0, 100.0)))
    assert panel.flow.matrix(0).cell_text(0, 0) != "100"
    panel.show_tab(FLOW)
    assert panel.flow.matrix(0).cell_text(0, 0) == "100"


def test_while_live_is_off_an_edit_dims_the_plots_and_says_so(show_outputs: Show) -> None:
    panel = show_outputs(lesson())
    stale = panel.findChild(QLabel, "outputs_stale")
    panel.studio.runner.set_live(False)
    assert stale.text() == ""
    panel.studio.attempt(Edit("Edit", lambda p: edits.set_input(p, 0, 0, 100.0)))
    assert stale.isVisible()
    assert stale.text() == "Out of date: press F5"
    assert not panel.header.heading.isVisible()
    assert panel.flow.matrix(0).opacity() < 0.5
    panel.studio.runner.run()
    assert stale.text() == ""
    assert panel.header.heading.isVisible()
    assert panel.flow.matrix(0).opacity() == 1
    assert panel.flow.matrix(0).cell_text(0, 0) == "100"


def test_undoing_an_edit_while_live_is_off_makes_the_numbers_right_again(
    show_outputs: Show,
) -> None:
    panel = show_outputs(lesson())
    panel.studio.runner.set_live(False)
    panel.studio.attempt(Edit("Edit", lambda p: edits.set_input(p, 0, 0, 100.0)))
    panel.studio.document.undo()
    assert not panel.is_dimmed
    assert panel.flow.matrix(0).opacity() == 1


def test_new_notes_do_not_make_the_numbers_out_of_date(show_outputs: Show) -> None:
    panel = show_outputs(lesson())
    panel.studio.runner.set_live(False)
    panel.studio.attempt(Edit("Describe", lambda p: edits.describe(p, "A title", "Some notes")))
    assert not panel.is_dimmed


def test_a_tab_opened_while_the_numbers_are_out_of_date_is_dimmed_too(show_outputs: Show) -> None:
    panel = show_outputs(lesson())
    panel.studio.runner.set_live(False)
    panel.studio.attempt(Edit("Edit", lambda p: edits.set_input(p, 0, 0, 100.0)))
    panel.show_tab(DISTRIBUTION)
    assert panel.distribution.histograms.plots[0].opacity() < 0.5


def test_everything_has_a_name_for_those_who_do_not_see_it(show_outputs: Show) -> None:
    panel = show_outputs(lesson(Softmax()))
    for name in ("outputs_tabs", "save_plot", "scale_switch", "fit_button", "flow_matrices"):
        assert panel.findChild(object, name).accessibleName(), name


def test_a_pass_that_takes_long_dims_the_plots_until_its_numbers_are_there(qtbot: QtBot) -> None:
    later = LaterExecutor()
    studio = Studio.create(lesson(), theme=Theme("light"), executor=later)
    panel = show_panel(qtbot, studio)
    studio.runner.run()
    later.work()
    studio.attempt(Edit("Edit", lambda p: edits.set_input(p, 0, 0, 100.0)))
    assert panel.flow.matrix(0).opacity() == 1  # a quick pass must not flicker
    qtbot.waitUntil(lambda: panel.flow.matrix(0).opacity() < 0.5)
    assert panel.stale.text() == ""
    later.work()
    assert panel.flow.matrix(0).opacity() == 1
    assert panel.flow.matrix(0).cell_text(0, 0) == "100"
    studio.close()


def test_a_large_batch_keeps_its_old_picture_dimmed_while_the_new_one_is_made(qtbot: QtBot) -> None:
    later = LaterExecutor()
    project = Project(Network([ReLU()]), Batch(np.zeros((40_000, 64))))
    studio = Studio.create(project, theme=Theme("light"), executor=later)
    panel = show_panel(qtbot, studio)
    studio.runner.run()
    later.work()
    plot = panel.flow.matrix(0)
    assert plot.opacity() == 1
    studio.attempt(Edit("Fill", lambda p: edits.set_inputs(p, 0, 0, np.full((40_000, 64), 100.0))))
    later.waiting.pop(0)()  # the pass alone
    assert plot.opacity() < 0.5
    assert plot.cell_color(0, 0).name() == "#f8f9fb"
    later.work()
    assert plot.opacity() == 1
    assert plot.cell_color(0, 0).name() == "#1f66b0"
    studio.close()


def test_one_cell_edited_in_a_large_batch_shows_as_soon_as_the_pass_is_done(qtbot: QtBot) -> None:
    later = LaterExecutor()
    project = Project(Network([ReLU()]), Batch(np.zeros((40_000, 64))))
    studio = Studio.create(project, theme=Theme("light"), executor=later)
    panel = show_panel(qtbot, studio)
    studio.runner.run()
    later.work()
    studio.attempt(Edit("Edit", lambda p: edits.set_input(p, 7, 0, 100.0)))
    later.waiting.pop(0)()  # the pass alone
    assert not later.waiting
    assert panel.flow.matrix(1).opacity() == 1
    assert panel.flow.matrix(1).cell_color(0, 0).name() == "#1f66b0"
    studio.close()


def test_hidden_tabs_keep_nothing_of_an_earlier_pass_but_their_zoom(
    show_outputs: Show,
) -> None:
    panel = show_outputs(lesson(Softmax()))
    panel.flow.matrix(1).box.setYRange(1, 2, padding=0)
    for tab in (SOFTMAX, DISTRIBUTION, LAYER):
        panel.show_tab(tab)
    before = ref(panel.studio.runner.evaluation.result(0).output)
    panel.studio.attempt(Edit("Edit", lambda p: edits.set_biases(p, 0, 0, np.array([3.0]))))
    gc.collect()
    assert before() is None
    panel.show_tab(FLOW)
    assert panel.flow.matrix(1).box.viewRange()[1] == [1, 2]
    assert panel.flow.matrix(1).cell_text(1, 0) == "9.9"
    for tab in (SOFTMAX, DISTRIBUTION):
        panel.show_tab(tab)
    assert panel.softmax.bars.item.segment_text(0, 0)
    assert panel.distribution.histograms.plots[1].lines()[0][0].startswith("9 values")

"""A small window: what is shown stays whole, and what must give way says so."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollBar
from pytestqt.qtbot import QtBot

from nnfs_core.examples import EXAMPLES, example_named
from nnfs_core.project.place import Place
from nnfs_gui.panels import BATCH, EXPLAIN, PANELS
from nnfs_gui.panels.explain.sections.sections import LATER
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.windows import open_example

SMALL = (1024, 700)
AT_THE_RIGHT = [entry for entry in PANELS if entry.side == "right"]
NARROW = (530, 340)  # what such a window leaves to the outputs


def painted_text(label: QLabel) -> str:
    """What stands on the screen, which is less than the label's text where that does not fit."""
    return label.shown_text() if isinstance(label, ElidedLabel) else label.text()


def test_every_example_fits_into_a_small_window(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=SMALL)

    def is_whole() -> None:
        assert (window.width(), window.height()) == SMALL
        assert cut_widgets(window) == [], window.windowTitle()

    for example in EXAMPLES:
        open_example(window, example.name)
        for entry in AT_THE_RIGHT:
            window.show_panel(entry)
            if entry is EXPLAIN:
                qtbot.wait(LATER + 20)  # until its sections are filled
            qtbot.waitUntil(is_whole)  # what was filled is laid out a moment later
            assert window.panels[entry].is_on_screen


def cut_widgets(window: MainWindow) -> list[str]:
    """The buttons and labels that reach out of the window, or are narrower than they need."""
    cut = []
    behind = [
        part
        for panel in map(window.panels.__getitem__, AT_THE_RIGHT)
        if not panel.is_on_screen
        for part in (panel, panel.header)
    ]
    for widget in (*window.findChildren(QLabel), *window.findChildren(QAbstractButton)):
        is_behind = any(part.isAncestorOf(widget) for part in behind)
        if is_behind or not widget.isVisible():
            continue
        left = widget.mapTo(window, QPoint(0, 0)).x()
        is_inside = left >= 0 and left + widget.width() <= window.width()
        if not is_inside or widget.width() < widget.minimumSizeHint().width():
            cut.append(widget.objectName() or widget.text())
    return cut


def test_the_flow_of_iris_needs_no_scrolling_because_its_rows_are_named_once(show_outputs) -> None:
    canvas = show_outputs(example_named("Iris").build(), size=NARROW).flow.canvas
    assert not canvas.findChild(QScrollBar, "flow_matrices_scroll").isVisible()
    assert [plot.laid_out.row_names_width > 0 for plot in canvas.plots] == [True] + 4 * [False]
    for plot in canvas.plots:
        room = plot.size().width() - plot.laid_out.row_names_width
        assert plot.texts.width(plot.content.title, plot.laid_out.points, True) <= room


def test_where_there_is_room_every_matrix_names_its_rows(show_outputs) -> None:
    canvas = show_outputs(example_named("Iris").build()).flow.canvas
    assert all(plot.laid_out.row_names_width > 0 for plot in canvas.plots)


def test_a_readout_without_room_loses_its_beginning_and_never_a_digit(show_outputs) -> None:
    project = example_named("A fresh dense layer").build()
    panel = show_outputs(project, size=(420, 340))
    flow = panel.flow
    panel.studio.selection.select(Place(0, 1, 2))
    value = repr(panel.studio.runner.evaluation.result(0).output.array[1, 2].item())
    assert painted_text(flow.readout).startswith("…")
    assert painted_text(flow.readout).endswith(f"= {value}")
    assert flow.readout.toolTip().startswith("Dense 1 · sample 1 · neuron 2")


def test_the_shape_of_the_batch_is_told_in_short_where_words_do_not_fit(open_window: Open) -> None:
    window = open_window(example_named("Iris").build(), SMALL)
    assert painted_text(window.panels[BATCH].header.summary) == "150 × 4"
    assert window.panels[BATCH].header.summary.toolTip() == "150 samples × 4 features"

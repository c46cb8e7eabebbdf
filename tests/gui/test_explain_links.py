"""Every operand leads to where it came from, with back and forward, and lights up there."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QToolButton, QToolTip
from pytestqt.qtbot import QtBot

from nnfs_core import Document, edits
from nnfs_core.examples import example_named
from nnfs_core.layers import ReLU
from nnfs_core.project.place import BIAS, INPUT, Place
from nnfs_gui.panels import BATCH, EXPLAIN, GLOSSARY, LAYER, OUTPUTS
from nnfs_gui.panels.explain import ExplainPanel
from nnfs_gui.panels.explain.derivation.derivation_words import spoken
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.selection import MOST_REMEMBERED, Selection
from nnfs_gui.window.main_window import MainWindow
from tests.gui import outputs
from tests.gui.conftest import Open
from tests.gui.explained import Show, at, click, hover, rows_of, title_of, wait_for_room
from tests.gui.hearing import heard_focus
from tests.gui.widgets import notices_of, text_of
from tests.gui.windows import open_example
from tests.projects import project_of

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    """The two layers with a ReLU between them, and number 1 of the last one selected."""
    window = open_window(outputs.two_layers())
    window.studio.selection.begin(Place(2, 0, 1))
    return window


@pytest.fixture
def panel(show_explain: Show) -> ExplainPanel:
    """The Explain panel of the same, alone."""
    return show_explain(outputs.two_layers(), Place(2, 0, 1))


def place_of(shown: MainWindow | ExplainPanel) -> Place:
    return shown.studio.selection.place


def test_a_click_on_an_input_leads_to_the_cell_it_came_from(
    qtbot: QtBot, window: MainWindow
) -> None:
    click(qtbot, window.panels[EXPLAIN], 2, 0)
    assert place_of(window) == Place(1, 0, 2)
    assert window.panels[OUTPUTS].flow.matrix(2).marks.column == 2
    click(qtbot, window.panels[EXPLAIN], 0)
    assert place_of(window) == Place(0, 0, 2)
    click(qtbot, window.panels[EXPLAIN], 3, 0)
    assert place_of(window) == Place(INPUT, 0, 3)
    current = window.panels[BATCH].view.currentIndex()
    assert (current.row(), current.column()) == (0, 3)


def test_a_click_on_a_weight_or_the_bias_leads_to_it(qtbot: QtBot, panel: ExplainPanel) -> None:
    click(qtbot, panel, 2, 1)
    assert place_of(panel) == Place(2, 0, 1, weight=2)
    assert title_of(panel) == "Dense 2 · neuron 1 · weight 2"
    panel.studio.selection.back()
    click(qtbot, panel, 4)
    assert place_of(panel) == Place(2, 0, 1, weight=BIAS)


def test_a_computed_number_leads_nowhere_and_says_so(qtbot: QtBot, panel: ExplainPanel) -> None:
    click(qtbot, panel, 1, 2)
    assert place_of(panel) == Place(2, 0, 1)
    assert text_of(panel, "explain_told").startswith("This number is made here")


def test_links_are_marked_below_beside_their_colour(panel: ExplainPanel) -> None:
    table = panel.view.table
    shown = table.grab().toImage()

    def has_dots(row: int, column: int) -> bool:
        rect = table.cell_rect(row, column).toRect()
        below = range(rect.center().y() + table.fontMetrics().ascent() // 2, rect.bottom())
        return any(
            shown.pixelColor(x, y).blue() > shown.pixelColor(x, y).red() + 60
            for x in range(rect.left(), rect.right())
            for y in below
        )

    assert [has_dots(0, column) for column in range(3)] == [True, True, False]


def test_keys_walk_through_the_table_and_enter_follows(qtbot: QtBot, panel: ExplainPanel) -> None:
    table = panel.view.table
    table.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(table, key)
    assert table.current == (1, 1)
    assert heard_focus(table) == "weight 1: 0.12, a link"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert place_of(panel) == Place(2, 0, 1, weight=1)


def test_alt_left_goes_back_to_the_very_operand_and_alt_right_forward_again(
    qtbot: QtBot, window: MainWindow
) -> None:
    panel = window.panels[EXPLAIN]
    click(qtbot, panel, 2, 0)
    click(qtbot, panel, 0)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert place_of(window) == Place(1, 0, 2)
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert place_of(window) == Place(2, 0, 1)
    assert window.panels[EXPLAIN].view.table.current == (2, 0)
    assert not panel.header.findChild(QToolButton, "explain_back").isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Right, ALT)
    assert place_of(window) == Place(1, 0, 2)
    qtbot.mouseClick(
        panel.header.findChild(QToolButton, "explain_forward"), Qt.MouseButton.LeftButton
    )
    assert place_of(window) == Place(0, 0, 2)
    assert not window.actions_by_id["view.forward"].isEnabled()


def test_the_buttons_at_the_side_of_a_mouse_go_back_and_forward(
    qtbot: QtBot, window: MainWindow
) -> None:
    click(qtbot, window.panels[EXPLAIN], 2, 0)
    for surface in (
        window.panels[EXPLAIN].view.table,
        window.panels[OUTPUTS].flow.canvas.view.viewport(),
    ):
        press(surface, Qt.MouseButton.BackButton)
        assert place_of(window) == Place(2, 0, 1)
        press(surface, Qt.MouseButton.ForwardButton)
        assert place_of(window) == Place(1, 0, 2)


def press(surface: object, button: Qt.MouseButton) -> None:
    at = QPointF(20, 20)
    for kind, held in (
        (QEvent.Type.MouseButtonPress, button),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(
            kind, at, surface.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(surface, event)


def test_a_walk_by_keys_is_one_place_to_go_back_over(qtbot: QtBot, window: MainWindow) -> None:
    view = window.panels[OUTPUTS].flow.canvas.view
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(view, key)
    assert place_of(window) == Place(2, 2, 2)
    window.actions_by_id["view.back"].trigger()
    assert place_of(window) == Place(2, 0, 1)
    window.actions_by_id["view.forward"].trigger()
    assert place_of(window) == Place(2, 2, 2)


def test_going_back_skips_what_an_edit_took_away_and_follows_what_it_moved(
    window: MainWindow,
) -> None:
    studio = window.studio
    studio.selection.select(Place(2, 2, 0))
    studio.selection.select(Place(0, 0, 1))
    studio.attempt(Edit("Insert", lambda p: edits.insert_layers(p, 0, [ReLU()])))
    assert place_of(window) == Place(1, 0, 1)
    studio.attempt(Edit("Remove", lambda p: edits.remove_samples(p, [2])))
    studio.selection.back()
    assert place_of(window) == Place(3, 0, 1)  # not sample 2, which is gone
    assert not studio.selection.can_go_back
    studio.selection.forward()
    studio.attempt(Edit("Remove layer", lambda p: edits.remove_layers(p, [3])))
    assert not studio.selection.can_go_back


def test_a_link_of_an_earlier_state_to_a_layer_that_is_gone_does_no_harm(
    qtbot: QtBot, window: MainWindow
) -> None:
    studio = window.studio
    studio.runner.set_live(False)
    for _ in range(2):
        assert studio.attempt(Edit("Remove", lambda project: edits.remove_layers(project, [0])))
    told = notices_of(studio)
    studio.selection.select(Place(0, 0, 1))  # the layer that was the third
    click(qtbot, window.panels[EXPLAIN], 0, 0)  # leads to the second
    assert place_of(window) == Place(0, 0, 1)
    assert told == ["ReLU is gone from the network; its outputs are of before."]


def test_another_project_has_no_way_back_to_the_one_before(window: MainWindow) -> None:
    window.studio.selection.select(Place(0, 0, 0))
    assert window.actions_by_id["view.back"].isEnabled()
    open_example(window, "One neuron")
    assert not window.actions_by_id["view.back"].isEnabled()


def test_only_so_many_places_are_remembered() -> None:
    selection = Selection(Document(project_of(np.zeros((MOST_REMEMBERED + 20, 1)), ReLU())))
    for sample in range(MOST_REMEMBERED + 20):
        selection.select(Place(0, sample, 0))
    n_back = 0
    while selection.can_go_back:
        selection.back()
        n_back += 1
    assert n_back == MOST_REMEMBERED
    assert selection.place == Place(0, 19, 0)


def test_selecting_anew_drops_what_was_forward() -> None:
    selection = Selection(Document(project_of(np.zeros((MOST_REMEMBERED + 20, 1)), ReLU())))
    first, second, third = (Place(0, sample, 0) for sample in range(3))
    selection.select(first)
    selection.select(second)
    selection.back()
    selection.select(third)
    assert not selection.can_go_forward
    selection.back()
    assert selection.place == first


def test_hovering_a_term_tells_its_share_and_lights_up_its_input(
    qtbot: QtBot, window: MainWindow
) -> None:
    panel, flow = window.panels[EXPLAIN], window.panels[OUTPUTS].flow
    hover(qtbot, panel, 1, 0)
    hover(qtbot, panel, 0, 0)
    assert text_of(panel, "explain_told") == (
        "k = 0: 4.8 · (-0.5) = -2.4 lowers the sum; 72.0 % of all that raises or lowers it comes "
        "from here."
    )
    assert flow.matrix(2).marks.hovered == (0, 0)
    QApplication.sendEvent(window.panels[EXPLAIN].view.table, QEvent(QEvent.Type.Leave))
    assert flow.matrix(2).marks.hovered is None
    assert text_of(panel, "explain_told").startswith("Click an underlined number")


def test_the_shares_of_positive_terms_are_of_the_sum(qtbot: QtBot, show_explain: Show) -> None:
    panel = show_explain(example_named("Softmax").build(), Place(0, 0, 1))
    hover(qtbot, panel, 1, 0)
    hover(qtbot, panel, 0, 0)
    assert text_of(panel, "explain_told").endswith("is 89.5 % of the sum.")


def test_hovering_an_input_of_the_first_layer_lights_up_its_cell_in_the_batch(
    qtbot: QtBot, window: MainWindow
) -> None:
    role = Qt.ItemDataRole.BackgroundRole
    window.studio.selection.select(Place(0, 1, 2))
    index = window.panels[BATCH].model.index(1, 3)
    operand = index.data(role).color()
    hover(qtbot, window.panels[EXPLAIN], 1, 0)
    hover(qtbot, window.panels[EXPLAIN], 3, 0)
    assert index.data(role).color() != operand
    hover(qtbot, window.panels[EXPLAIN], 2, 0)
    assert index.data(role).color() == operand


def test_hovering_a_weight_lights_it_up_in_the_table_of_weights(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_panel(LAYER)
    QApplication.processEvents()
    window.show_panel(EXPLAIN)
    model = window.panels[LAYER].findChild(QTableView, "weights_table").model()
    role, index = Qt.ItemDataRole.BackgroundRole, model.index(2, 1)
    lit = index.data(role).color()
    hover(qtbot, window.panels[EXPLAIN], 1, 1)
    hover(qtbot, window.panels[EXPLAIN], 2, 1)
    assert index.data(role).color() != lit


def test_what_the_mouse_rests_on_elsewhere_lights_up_its_term(panel: ExplainPanel) -> None:
    table = panel.view.table
    panel.studio.selection.hover(Place(1, 0, 2))
    assert table.lit_row == 2
    panel.studio.selection.hover(Place(1, 1, 2))  # of another sample
    assert table.lit_row is None


def test_what_a_long_sum_hides_lights_up_the_row_of_the_other_terms(show_explain: Show) -> None:
    panel = show_explain(example_named("Digits").build(), Place(0, 0, 0))
    table = panel.view.table
    hidden = int(np.argmin(np.abs(table.derivation.explanation.shares)))
    panel.studio.selection.hover(Place(INPUT, 0, hidden))
    row = table.derivation.row(table.lit_row)
    assert row.label.endswith("more terms")
    panel.studio.selection.hover(Place(INPUT, 1, hidden))  # of another sample
    assert table.lit_row is None


def test_back_from_a_term_that_a_long_sum_hides_shows_it(show_explain: Show) -> None:
    panel = show_explain(example_named("Digits").build(), Place(0, 0, 0))
    selection, derivation = panel.studio.selection, panel.view.table.derivation
    hidden = int(np.argmin(np.abs(derivation.explanation.shares)))
    assert derivation.row_of_term(hidden) is None
    selection.select(Place(INPUT, 0, hidden))
    selection.back()
    row = panel.view.table.derivation.row_of_term(hidden)
    assert panel.view.table.current == (row, 0)
    assert rows_of(panel)[row].startswith(f"{hidden}:")


def test_the_sample_is_followed_from_layer_to_layer(qtbot: QtBot, show_explain: Show) -> None:
    panel = show_explain(example_named("Iris").build(), Place(1, 60, 1))
    section = panel.sections.sample
    section.refresh()
    path = section.path
    assert [each.stop.name for each in path.stops] == [
        "Input batch", "Dense 1", "ReLU", "Dense 2", "Softmax",
    ]  # fmt: skip
    assert [each.shape for each in path.stops] == ["4", "4 → 8", "8 → 8", "8 → 3", "3 → 3"]
    assert path.stops[-1].stop.sentence == "Most likely versicolor, with 0.9985: right."
    assert path.tip_at(path.cell_rect(4, 1).center()).startswith("Softmax · versicolor = 0.998")
    qtbot.mouseClick(path, Qt.MouseButton.LeftButton, pos=path.cell_rect(1, 6).center().toPoint())
    assert place_of(panel) == Place(0, 60, 6)
    section.refresh()
    path.setFocus()
    for _ in range(3):
        qtbot.keyClick(path, Qt.Key.Key_Down)
    qtbot.keyClick(path, Qt.Key.Key_Return)
    assert place_of(panel) == Place(3, 60, 1)  # the most likely class


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(2, 0, 1), ["dense", "weighted_sum", "bias"]),
        (Place(1, 0, 1), ["relu", "activation"]),
        (Place(INPUT, 0, 1), ["batch", "sample", "feature"]),
    ],
    ids=["dense", "ReLU", "batch"],
)
def test_the_words_of_the_rule_lead_to_the_glossary(
    window: MainWindow, place: Place, words: list[str]
) -> None:
    window.studio.selection.select(place)
    label = window.panels[EXPLAIN].findChild(QLabel, "explain_terms")
    assert label is not None
    assert label.isVisible()
    assert re.findall(r'href="(glossary:\w+)"', label.text()) == [f"glossary:{id}" for id in words]
    assert label.sizeHint().width() <= label.width() or label.wordWrap()
    label.linkActivated.emit(f"glossary:{words[-1]}")
    assert window.panels[GLOSSARY].term.id == words[-1]
    assert "glossary" in window.learning.screen.visible_panels()


def test_features_and_classes_go_by_their_names(qtbot: QtBot, show_explain: Show) -> None:
    panel = show_explain(example_named("Iris").build(), Place(0, 0, 1))
    hover(qtbot, panel, 2, 2)
    assert text_of(panel, "explain_told").startswith("petal length (cm), k = 2: 1.4 · (-0.003) = ")
    derivation = panel.view.table.derivation
    assert derivation is not None
    assert derivation.row(2).name == "petal length (cm)"
    assert "petal length (cm)" in spoken(derivation, derivation.row(2), 0)
    panel.studio.selection.select(Place(3, 0, 1))
    qtbot.waitUntil(lambda: title_of(panel) == "Softmax · sample 0 · versicolor (neuron 1)")
    derivation = panel.view.table.derivation
    assert derivation is not None
    assert [derivation.row(k).name for k in range(3)] == ["setosa", "versicolor", "virginica"]
    panel.studio.selection.select(Place(2, 0, 1))
    qtbot.waitUntil(lambda: title_of(panel) == "Dense 2 · sample 0 · versicolor (neuron 1)")
    derivation = panel.view.table.derivation
    assert derivation is not None
    assert derivation.row(0).name == ""  # the neurons of a hidden layer have none


def test_links_and_sliders_are_told_of_only_where_there_are_some(
    qtbot: QtBot, show_explain: Show
) -> None:
    panel = show_explain(example_named("Iris").build(), Place(0, 0, 1))
    sliders = "show a small slider under the mouse: it tries other numbers."
    assert text_of(panel, "explain_told") == (
        f"Click an underlined number to see where it comes from. Input, weight and bias {sliders}"
    )
    panel.studio.selection.select(Place(3, 0, 1))
    qtbot.waitUntil(lambda: title_of(panel).startswith("Softmax"))
    told = text_of(panel, "explain_told")
    assert told == "Click an underlined number to see where it comes from."
    panel.studio.selection.select(Place(INPUT, 0, 1))
    qtbot.waitUntil(lambda: title_of(panel).startswith("Input batch"))
    assert "underlined" not in text_of(panel, "explain_told")


def test_a_tooltip_covers_no_row_of_the_table(qtbot: QtBot, show_explain: Show) -> None:
    panel = show_explain(example_named("Iris").build(), Place(0, 0, 1))
    panel.window().move(300, 50)
    table, place = panel.view.table, at(panel, 1, 2)
    wait_for_room(qtbot, panel)
    event = QHelpEvent(QEvent.Type.ToolTip, place, table.mapToGlobal(place))
    QApplication.sendEvent(table, event)
    assert QToolTip.text().startswith("product = -0.0455")
    (tip,) = [each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel")]
    rows = QRect(table.mapToGlobal(QPoint(0, 0)), table.size())
    assert not tip.geometry().intersects(rows)
    QToolTip.hideText()

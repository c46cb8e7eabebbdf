"""The glossary as people use it: search, read, follow links, and see the thing itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QMessageBox,
    QPushButton,
    QTableView,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import example_named
from nnfs_core.layers import ReLU
from nnfs_core.learning.glossary import Term, terms
from nnfs_core.project.place import BIAS, INPUT, Place
from nnfs_gui.panels import GLOSSARY, LAYER
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.panels.glossary import GlossaryPanel
from nnfs_gui.panels.layer import LayerPanel
from nnfs_gui.panels.network import NetworkPanel
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.glossary_tips import kind_tip, term_tip
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.widgets import child, is_seen, nameless, press, seen, show_alone, text_of
from tests.gui.windows import choose_command, search_commands


def opened_on(open_window: Open, name: str) -> MainWindow:
    return open_window(example_named(name).build(), (1440, 900))


def search(qtbot: QtBot, window: MainWindow, typed: str) -> QLineEdit:
    """Press F1 and type; the line typed into."""
    qtbot.keyClick(window, Qt.Key.Key_F1)
    line = child(window.panels[GLOSSARY], QLineEdit, "glossary_search")
    assert line.hasFocus()
    qtbot.keyClicks(line, typed)
    return line


def listed(panel: GlossaryPanel) -> list[str]:
    model = child(panel, QListView, "glossary_list").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def reading(panel: GlossaryPanel) -> str:
    return child(panel, QTextBrowser, "glossary_text").toPlainText()


def framed(window: MainWindow, widget: QWidget) -> bool:
    """Whether the frame stands around just this widget."""
    frame = window.learning.pointer.frame
    corner = widget.mapTo(window, widget.rect().topLeft())
    return frame.isVisible() and frame.around == widget.rect().translated(corner)


@pytest.fixture
def panel(qtbot: QtBot, studio: Callable[..., Studio]) -> GlossaryPanel:
    """The panel alone, with the keyboard in its search."""
    panel = GlossaryPanel(studio(example_named("One neuron").build()))
    show_alone(qtbot, panel, 360, 800)
    panel.ask()
    return panel


def test_all_terms_are_listed_under_their_groups(panel: GlossaryPanel) -> None:
    names = listed(panel)
    assert names[0] == "DATA"
    assert {"OPERATIONS", "NETWORKS"} < {*names}
    assert len(names) == len(terms()) + 3
    assert panel.header.summary.text() == f"{len(terms())} words"


def test_headings_of_groups_grow_with_the_words_below_them(panel: GlossaryPanel) -> None:
    words = child(panel, QListView, "glossary_list")
    heading = words.model().index(0, 0)
    assert heading.data() == "DATA"
    panel.studio.theme.set_zoom(2)
    font = heading.data(Qt.ItemDataRole.FontRole)
    panel.studio.theme.set_zoom(1)
    assert font.pointSizeF() == pytest.approx(2 * words.font().pointSizeF() - 1)


def test_a_word_is_found_by_typing_and_walked_to_with_the_arrow_keys(
    qtbot: QtBot, panel: GlossaryPanel
) -> None:
    line = child(panel, QLineEdit, "glossary_search")
    qtbot.keyClicks(line, "matrix")
    assert listed(panel)[:2] == ["Matrix", "Matrix product"]
    assert reading(panel).startswith("Matrix\n")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert "inner sizes must be equal" in reading(panel)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert len(listed(panel)) == len(terms()) + 3


def test_enter_selects_the_thing_and_frames_it(open_window: Open, qtbot: QtBot) -> None:
    window = opened_on(open_window, "A batch of samples")
    window.studio.selection.select(Place(INPUT))
    line = search(qtbot, window, "bias")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert window.studio.selection.place == Place(0, 0, 0, BIAS)
    assert window.panels[LAYER].isVisible()
    assert window.learning.pointer.frame.isVisible()
    table = next(t for t in window.findChildren(QWidget, "weights_table") if t.isVisible())
    cell = table.visualRect(table.model().index(4, 0))
    corner = table.viewport().mapTo(window, cell.topLeft())
    assert window.learning.pointer.frame.around.topLeft() == corner


def test_the_frame_of_the_glossary_leaves_by_itself(open_window: Open, qtbot: QtBot) -> None:
    window = opened_on(open_window, "One neuron")
    window.learning.pointer.hold_for(20)
    window.studio.links.landmark_wanted.emit(terms()["relu"].see)
    assert framed(window, child(window, QPushButton, "palette_relu"))
    qtbot.waitUntil(lambda: not window.learning.pointer.frame.isVisible())
    assert window.learning.pointer.landmark is None


def test_the_mouse_goes_through_the_frame(open_window: Open, qtbot: QtBot) -> None:
    window = opened_on(open_window, "One neuron")
    window.studio.links.landmark_wanted.emit(terms()["relu"].see)
    button = child(window, QPushButton, "palette_relu")
    at = button.mapTo(window, button.rect().center())
    assert window.childAt(at) is button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [layer.kind for layer in window.studio.project.network.layers] == ["dense", "relu"]


def test_what_the_project_lacks_is_said_and_the_example_that_has_it_is_a_click_away(
    open_window: Open, qtbot: QtBot
) -> None:
    window = opened_on(open_window, "One neuron")
    line = search(qtbot, window, "overflow")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    panel = window.panels[GLOSSARY]
    assert "This network has no Softmax layer." in text_of(panel, "glossary_missing")
    assert not window.learning.pointer.frame.isVisible()
    seen(panel, QLabel, "glossary_missing").linkActivated.emit("example:Numbers that explode")
    assert window.studio.project.title == "Numbers that explode"
    assert not is_seen(panel, "glossary_missing")
    press(qtbot, panel, "glossary_see")
    assert window.learning.pointer.frame.isVisible()


def test_links_lead_from_word_to_word_and_to_the_example(open_window: Open) -> None:
    window = opened_on(open_window, "One neuron")
    panel = window.panels[GLOSSARY]
    panel.show_term("neuron")
    browser = child(panel, QTextBrowser, "glossary_text")
    assert "glossary:weighted_sum" in browser.toHtml()
    browser.anchorClicked.emit(QUrl("glossary:weighted_sum"))
    assert panel.term.id == "weighted_sum"
    assert child(panel, QListView, "glossary_list").currentIndex().data() == "Weighted sum"
    browser.anchorClicked.emit(QUrl("example:A%20classifier's%20forward%20pass"))
    assert window.studio.project.title == "A classifier's forward pass"


def test_an_example_is_not_opened_over_unsaved_work_without_a_question(open_window: Open) -> None:
    window = opened_on(open_window, "One neuron")
    window.studio.document.apply("Edit", example_named("Softmax").build())
    window.studio.links.example_wanted.emit("Iris")
    box = seen(window, QMessageBox, "unsaved_box")
    assert window.studio.project.title == "Softmax"
    box.close()


def test_a_link_of_another_panel_brings_the_glossary_to_the_front(open_window: Open) -> None:
    window = opened_on(open_window, "One neuron")
    assert "glossary" not in window.learning.screen.visible_panels()
    search_line = child(window.panels[GLOSSARY], QLineEdit, "glossary_search")
    search_line.setText("seed")  # the word to show is not among those found
    window.studio.links.term_wanted.emit("softmax")
    assert "glossary" in window.learning.screen.visible_panels()
    assert window.panels[GLOSSARY].term.id == "softmax"
    assert search_line.text() == ""


def test_a_link_to_a_word_that_is_not_there_changes_nothing(panel: GlossaryPanel) -> None:
    panel.show_term("softmax")
    panel.studio.links.term_wanted.emit("no such word")
    assert panel.term.id == "softmax"


def test_the_command_palette_finds_words_too(open_window: Open, qtbot: QtBot) -> None:
    window = opened_on(open_window, "One neuron")
    search_commands(qtbot, window, "glossary dot")
    choose_command(qtbot)
    assert window.panels[GLOSSARY].isVisible()
    assert reading(window.panels[GLOSSARY]).startswith("Dot product\n")


def test_words_are_explained_where_the_mouse_rests(studio: Callable[..., Studio]) -> None:
    made = studio(example_named("Iris").build())
    stack = NetworkPanel(made).stack
    for number, layer in enumerate(made.project.network.layers):
        assert stack.card(number).rule.toolTip() == kind_tip(type(layer))
    assert stack.card(INPUT).rule.toolTip() == term_tip("batch")
    assert terms()["batch"].text.split(".")[0] in BatchPanel(made).header.heading.toolTip()
    made.selection.select(Place(0))
    kind = child(LayerPanel(made), QLabel, "layer_kind")
    assert "<b>Dense layer</b>" in kind.toolTip()


def test_rows_and_columns_of_tables_say_what_they_are(studio: Callable[..., Studio]) -> None:
    made = studio(edits.rename_feature(example_named("Iris").build(), 0, "a < b"))
    made.selection.select(Place(0))
    batch_panel, layer_panel = BatchPanel(made), LayerPanel(made)
    layer_panel.show()
    batch = batch_panel.model
    weights = child(layer_panel, QTableView, "weights_table").model()
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    for model, way, number, said, id in (
        (batch, across, 0, "a &lt; b", "feature"),
        (batch, across, 4, "species", "target"),
        (batch, down, 3, "Sample 3", "sample"),
        (weights, across, 1, "neuron 1", "neuron"),
        (weights, down, 0, "a &lt; b", "weight"),
        (weights, down, 4, "bias", "bias"),
    ):
        tip = model.headerData(number, way, Qt.ItemDataRole.ToolTipRole)
        assert said in tip
        assert tip.endswith(term_tip(id))


def test_a_kind_that_the_glossary_does_not_know_is_explained_by_its_own_description() -> None:
    class Swish(ReLU):
        kind = "swish"
        title = "Swish & co"
        description = "Bends below 0, <slightly>."

    tip = kind_tip(Swish, "Click it.")
    assert tip == "<b>Swish &amp; co</b><p>Bends below 0, &lt;slightly&gt;.</p><p>Click it.</p>"


def test_all_of_the_glossary_and_of_a_lesson_has_names_for_those_who_hear_them(
    open_window: Open,
) -> None:
    window = opened_on(open_window, "Iris")
    window.learning.screen.bring_to_front("glossary")
    window.learning.guide.start_built_in("transposition")
    for _ in window.learning.guide.lesson.steps:
        window.learning.guide.go_on()
        for widget in (window.panels[GLOSSARY], window.learning.card):
            assert nameless(widget) == []


def test_the_glossary_follows_a_change_of_colours(panel: GlossaryPanel) -> None:
    theme, browser = panel.studio.theme, child(panel, QTextBrowser, "glossary_text")
    for mode in ("light", "dark", "light"):
        theme.set_mode(mode)
        assert theme.colors.muted in browser.toHtml()


def test_f1_is_the_key_of_the_glossary(open_window: Open) -> None:
    action = open_window().actions_by_id["help.glossary"]
    assert action.shortcut() == QKeySequence("F1")


@pytest.mark.parametrize("name", sorted({term.example for term in terms().values()}))
def test_each_word_can_be_seen_in_its_example(open_window: Open, name: str) -> None:
    window = opened_on(open_window, name)
    shown: list[Term] = [term for term in terms().values() if term.example == name]
    for term in shown:
        window.panels[GLOSSARY].show_term(term.id)
        window.panels[GLOSSARY].ask()
        QTest.keyClick(
            child(window.panels[GLOSSARY], QLineEdit, "glossary_search"), Qt.Key.Key_Return
        )
        window.learning.pointer.look()
        assert window.learning.pointer.frame.isVisible(), f"{term.id} is not seen"
        around = window.learning.pointer.frame.around
        assert window.rect().contains(around), f"{term.id} is framed outside of the window"
        assert around.width() > 4
        assert around.height() > 4

"""What is painted can be heard: each part of it in words, and which of them keys act on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax
from nnfs_core.examples import example_named
from nnfs_core.project.place import Place
from nnfs_gui.panels.explain import ExplainPanel
from nnfs_gui.panels.network import NetworkPanel
from nnfs_gui.widgets.glossary_tips import term_tip
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, give_tip
from nnfs_gui.widgets.spoken import Role, Spoken
from tests.gui.conftest import Open
from tests.gui.hearing import DESCRIPTION, NAME, heard, heard_focus, heard_parts, heard_texts
from tests.gui.outputs import DISTRIBUTION, FLOW, LAYER, SOFTMAX, Show, two_layers
from tests.gui.widgets import show_alone


def classifier() -> Project:
    batch = Batch([[1.0, 2.0], [3.0, -4.0]], targets=[0, 0], class_names=("cat", "dog"))
    dense = Dense([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0])
    return Project(Network([dense, ReLU(enabled=False), Softmax()]), batch)


def test_the_layers_are_a_list_whose_items_say_what_they_are_and_whether_selected(
    qtbot: QtBot, show_network: Callable[..., NetworkPanel]
) -> None:
    panel = show_network(classifier())
    panel.studio.selection.select_layer(0)
    layers = heard(panel.findChild(QWidget, "layer_list"))
    assert (layers.role(), layers.text(NAME)) == (Role.List, "Layers in order")
    children = [layers.child(number) for number in range(layers.childCount())]
    items = [each for each in children if not each.state().invisible]
    cards = [each for each in items if each.role() == Role.ListItem]
    assert [card.text(NAME) for card in cards] == [
        "Input batch, 2 samples × 2 features",
        "Dense 1, 2 inputs, 2 neurons, 6 parameters",
        "ReLU, max(0, x), off: passes its input on",
        "Softmax, eˣ / Σ eˣ",
    ]
    assert [card.state().selected for card in cards] == [False, True, False, False]
    assert len(items) == len(cards) + 1
    assert items[-1].role() != Role.ListItem  # the button at the end is read at the end
    panel.studio.selection.select_layer(2)
    assert [card.state().selected for card in cards] == [False, False, False, True]


def test_each_cell_of_a_derivation_is_heard_row_by_row(
    qtbot: QtBot, show_explain: Callable[..., ExplainPanel]
) -> None:
    table = show_explain(two_layers(), Place(2, 0, 1)).view.table
    assert heard(table).role() == Role.List
    texts = heard_texts(table)
    assert texts[:3] == ["input 0: 4.8, a link", "weight 0: -0.5, a link", "product 0: -2.4"]
    assert texts[-3].startswith("sum: ")
    assert texts[-1].startswith("= output[0, 1]: ")
    table.setFocus()
    for number in range(table.derivation.n_cells):
        table.set_current(*table.derivation.cell_at(number))
        assert heard_focus(table) == texts[number]
        assert [part.state().focused for part in heard_parts(table)].index(True) == number


def test_the_way_of_a_sample_is_a_list_of_stops(
    qtbot: QtBot, show_explain: Callable[..., ExplainPanel]
) -> None:
    path = show_explain(classifier(), Place(0, 0, 0)).findChild(QWidget, "sample_path")
    qtbot.waitUntil(lambda: len(heard_texts(path)) == 4)
    assert heard(path).role() == Role.List
    assert "Most likely dog" in heard_texts(path)[-1]
    path.setFocus()
    qtbot.keyClick(path, Qt.Key.Key_Down)
    assert heard_focus(path).startswith("ReLU, ")


@pytest.mark.parametrize("tab", [FLOW, LAYER])
def test_arrow_keys_in_a_heatmap_say_the_cell_and_its_description_where_a_table_is(
    qtbot: QtBot, show_outputs: Show, tab: int
) -> None:
    panel = show_outputs(two_layers(), tab)
    panel.studio.selection.select(Place(0, 0, 0))
    view = panel.view.canvas.view
    assert heard(view).role() == Role.Canvas
    assert "table" in heard(view).text(DESCRIPTION)
    view.setFocus()
    before = heard_focus(view)
    assert before.startswith("Dense 1 · sample 0 · neuron 0 = ")
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert heard_focus(view).startswith("Dense 1 · sample 1 · neuron 0 = ")
    assert heard_focus(view) != before
    assert len(heard_parts(view)) == 2  # it is another one, which alone is told
    assert not heard(view).focusChild().rect().isEmpty()


def test_a_cell_of_the_table_of_values_says_its_row_and_column(show_outputs: Show) -> None:
    panel = show_outputs(two_layers(), LAYER)
    table = heard(panel.layer.table)
    texts = [table.child(number).text(NAME) for number in range(table.childCount())]
    assert any(text.startswith("0, x1: ") for text in texts), texts


def test_bars_and_counts_of_predictions_are_heard(qtbot: QtBot, show_outputs: Show) -> None:
    panel = show_outputs(classifier(), SOFTMAX)
    softmax = panel.softmax
    panel.studio.selection.select(Place(2, 0, 0))
    assert heard_texts(softmax.bars.view) == [
        "sample 0: dog 0.7311, cat 0.2689; wrong, it is cat",
        "sample 1: cat 0.9991, dog 0.0009111; right",
    ]
    assert heard_texts(softmax.confusion.view) == [
        "cat, told right: 1",
        "cat, taken for dog: 1",
        "dog, taken for cat: 0",
        "dog, told right: 0",
    ]
    softmax.bars.view.setFocus()
    qtbot.keyClick(softmax.bars.view, Qt.Key.Key_Down)
    assert heard_focus(softmax.bars.view).startswith("sample 1: ")


def test_histograms_are_heard_with_what_stands_under_them(qtbot: QtBot, show_outputs: Show) -> None:
    view = show_outputs(classifier(), DISTRIBUTION).distribution.histograms.view
    assert heard_texts(view)[0] == "Input batch, 4 values · mean 0.5, from -4 to 3"
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert heard_focus(view).startswith("Dense 1, ")


def test_no_html_of_a_tooltip_is_heard_and_paragraphs_stay_apart(qtbot: QtBot) -> None:
    label = PlainLabel("x")
    qtbot.addWidget(label)
    give_tip(label, term_tip("dense"))
    title, *text = heard(label).text(DESCRIPTION).splitlines()
    assert title == "Dense layer"
    assert "outputs = inputs · weights + biases" in " ".join(text)
    give_tip(label, "<b>a name</b> & more")
    assert heard(label).text(DESCRIPTION) == "<b>a name</b> & more"
    give_tip(label, "as it is")
    assert heard(label).text(DESCRIPTION) == "as it is"


def test_a_plain_widget_with_a_name_is_a_group_and_one_without_is_none(qtbot: QtBot) -> None:
    box = named(QWidget(), "box")
    qtbot.addWidget(box)
    assert heard(box).role() == Role.Client
    box.setAccessibleName("Things")
    assert heard(box).role() == Role.Grouping


def test_a_widget_may_be_asked_about_while_it_is_made(qtbot: QtBot) -> None:
    class Slow(QFrame):
        heard_as = Role.ListItem

        def __init__(self) -> None:
            super().__init__()
            assert heard(self).role() == Role.ListItem
            assert not heard(self).state().selected
            self.is_selected = True

        def spoken(self) -> Spoken:
            return Spoken(is_selected=self.is_selected)

    slow = Slow()
    show_alone(qtbot, slow, 20, 20)
    assert heard(slow).state().selected


def test_a_section_says_whether_it_is_folded_and_can_be_pressed(
    qtbot: QtBot, show_explain: Callable[..., ExplainPanel]
) -> None:
    panel = show_explain(two_layers(), Place(2, 0, 1))
    fold = panel.findChild(QToolButton, "shapes_section_fold")
    assert (heard(fold).role(), heard(fold).text(NAME)) == (Role.Button, "Shapes")
    assert heard(fold).state().expanded
    heard(fold).actionInterface().doAction("Press")
    assert heard(fold).state().collapsed
    assert not heard(fold).state().checkable


def test_no_label_is_called_something_else_than_it_says(open_window: Open) -> None:
    window = open_window(example_named("Iris").build())
    labels = [each for each in window.findChildren(QLabel) if each.text() and each.accessibleName()]
    silent = [
        label.objectName()
        for label in labels
        if label.textFormat() == Qt.TextFormat.PlainText
        and label.text().removeprefix("▼ ") not in label.accessibleName()
    ]
    assert silent == []


def test_a_notice_says_by_a_sign_and_a_word_how_grave_it_is(open_window: Open) -> None:
    window = open_window()
    strip = window.findChild(QWidget, "notice_strip")
    sign = strip.findChild(QLabel, "level_sign")
    window.studio.notices.error("It went wrong.")
    assert (sign.text(), heard(strip).text(NAME)) == ("✗", "Error: It went wrong.")
    window.studio.notices.warn("It may go wrong.")
    assert (sign.text(), heard(strip).text(NAME)) == ("⚠", "Warning: It may go wrong.")
    window.studio.notices.info("It is done.")
    assert (sign.isVisible(), heard(strip).text(NAME)) == (False, "It is done.")
    assert heard(strip).role() == Role.Notification

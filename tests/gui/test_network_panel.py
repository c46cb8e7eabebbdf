"""The stack of layers as a person sees it, and what keys and mouse do to it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, Sigmoid, edits
from nnfs_core.layers import KINDS, LeakyReLU, ReLU, Softmax
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels.network import NetworkPanel
from nnfs_gui.panels.network.card import Card
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.notices import Notice
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from tests.gui.executors import LaterExecutor
from tests.gui.hearing import heard
from tests.gui.widgets import child, press
from tests.projects import layer_of

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton

Make = Callable[..., Studio]
Open = Callable[..., NetworkPanel]


@pytest.fixture
def opened(qtbot: QtBot, show_network: Open) -> Open:
    """Opens the panel, by default on 4 → 3, ReLU, 3 → 3 and Softmax, with a layer selected."""

    def open_panel(project: Project | None = None, layer: int = INPUT) -> NetworkPanel:
        panel = show_network(project or classifier())
        panel.studio.selection.select_layer(layer)
        panel.stack.focus_selected()
        qtbot.waitUntil(panel.stack.card(layer).hasFocus)
        return panel

    return open_panel


def classifier() -> Project:
    layers = [Dense.random(4, 3, seed=0), ReLU(), Dense.random(3, 3, seed=1), Softmax()]
    return Project(Network(layers), Batch(np.arange(12.0).reshape(3, 4)))


def card(panel: NetworkPanel, index: int) -> Card:
    name = "input_card" if index == INPUT else f"layer_card_{index}"
    found = panel.findChild(Card, name)
    assert found is not None
    return found


def names(panel: NetworkPanel) -> list[str]:
    return [card(panel, index).title.text() for index in range(panel.stack.n_layers)]


def press_key(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)


def choose(panel: NetworkPanel, item: str) -> None:
    """Choose from the menu that is open."""
    menu = panel.findChild(QMenu, "layer_menu")
    assert menu is not None
    assert menu.isVisible()
    action = menu.findChild(QAction, item)
    assert action is not None
    action.trigger()
    menu.close()


def test_the_cards_tell_what_each_layer_is_and_what_flows(opened: Open) -> None:
    panel = opened()
    assert card(panel, INPUT).title.text() == "Input batch"
    assert card(panel, INPUT).rule.text() == "3 samples × 4 features"
    assert names(panel) == ["Dense 1", "ReLU", "Dense 2", "Softmax"]
    assert card(panel, 0).rule.text() == "4 → 3"
    assert card(panel, 0).parameters.text() == "15 parameters"
    assert card(panel, 1).rule.text() == "max(0, x)"
    assert card(panel, 1).parameters.isHidden()
    assert panel.header.summary.text() == "27 parameters"
    flows = [label.text() for label in panel.stack.widget().findChildren(QWidget) if flow(label)]
    assert flows == ["▼ 3 × 4", "▼ 3 × 3", "▼ 3 × 3", "▼ 3 × 3", "▼ 3 × 3"]


def flow(widget: QWidget) -> bool:
    return getattr(widget, "text", str)().startswith("▼")


def test_large_counts_are_written_with_separators(opened: Open) -> None:
    panel = opened(Project(Network([Dense.random(64, 1000)]), Batch(np.zeros((1797, 64)))))
    assert card(panel, INPUT).rule.text() == "1,797 samples × 64 features"
    assert panel.header.summary.text() == "65,000 parameters"


def test_thumbnails_show_the_outputs_and_follow_an_edit(opened: Open) -> None:
    panel = opened()
    before = card(panel, 0).thumbnail.values
    assert before is not None
    assert before.shape == (3, 3)

    panel.studio.attempt(Edit("Edit input", lambda project: edits.set_input(project, 0, 0, 100)))

    after = card(panel, 0).thumbnail.values
    assert after is not None
    assert not np.array_equal(before, after)


def test_a_large_output_is_sampled_for_its_thumbnail(opened: Open) -> None:
    panel = opened(Project(Network([Dense.random(40, 30)]), Batch(np.ones((50_000, 40)))))
    values = card(panel, 0).thumbnail.values
    assert values is not None
    assert max(values.shape) <= 11


def test_thumbnails_dim_while_the_answer_is_not_current(opened: Open) -> None:
    panel = opened()
    assert not card(panel, 0).thumbnail.is_dimmed
    panel.studio.runner.set_live(False)

    panel.studio.attempt(Edit("Edit input", lambda project: edits.set_input(project, 0, 0, 100)))
    assert card(panel, 0).thumbnail.is_dimmed

    panel.studio.runner.run()
    assert not card(panel, 0).thumbnail.is_dimmed


def test_thumbnails_dim_when_the_pass_takes_long_and_faults_stay_until_it_answers(
    qtbot: QtBot,
) -> None:
    overflowing = Project(Network([Dense([[10.0]], [0.0])]), Batch([[1e308], [1.0]]))
    executor = LaterExecutor()
    studio = Studio.create(overflowing, theme=Theme("light"), executor=executor)
    panel = NetworkPanel(studio)
    qtbot.addWidget(panel)
    panel.show()
    studio.runner.run()
    executor.work()
    assert card(panel, 0).badge.isVisible()
    assert not card(panel, 0).thumbnail.is_dimmed

    studio.attempt(Edit("Edit input", lambda project: edits.set_input(project, 0, 0, 5)))
    assert card(panel, 0).badge.isVisible()
    qtbot.waitUntil(lambda: card(panel, 0).thumbnail.is_dimmed)

    executor.work()
    assert not card(panel, 0).badge.isVisible()
    assert not card(panel, 0).thumbnail.is_dimmed
    studio.close()


def test_a_card_that_an_edit_does_not_change_is_not_painted_again(opened: Open) -> None:
    panel = opened()
    QApplication.processEvents()
    painted = Painted()
    for layer in (INPUT, 0, 1, 2):
        card(panel, layer).installEventFilter(painted)

    panel.studio.attempt(Edit("Rename", lambda project: edits.rename_layer(project, 1, "Gate")))
    QApplication.processEvents()

    assert painted.widgets == {card(panel, 1)}


class Painted(QObject):
    """Notes which of the widgets that it watches are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.widgets: set[QObject] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.widgets.add(watched)
        return False


def test_a_click_selects_a_card_and_the_selection_highlights_one(
    qtbot: QtBot, opened: Open
) -> None:
    panel = opened()
    qtbot.mouseClick(card(panel, 2), LEFT)
    assert panel.studio.selection.place.layer == 2
    assert card(panel, 2).accessibleName() == "Dense 2, 3 inputs, 3 neurons, 12 parameters"
    assert heard(card(panel, 2)).state().selected

    panel.studio.selection.select_layer(1)
    assert card(panel, 1).property("selected") == "true"
    assert card(panel, 2).property("selected") == "false"
    assert not heard(card(panel, 2)).state().selected


def test_the_arrow_keys_walk_through_the_cards_and_stop_at_the_ends(
    qtbot: QtBot, opened: Open
) -> None:
    panel = opened()
    press_key(qtbot, Qt.Key.Key_Up)
    assert panel.studio.selection.place.layer == INPUT
    for expected in (0, 1, 2, 3, 3):
        press_key(qtbot, Qt.Key.Key_Down)
        assert panel.studio.selection.place.layer == expected
        assert card(panel, expected).hasFocus()
    press_key(qtbot, Qt.Key.Key_Home)
    assert card(panel, INPUT).hasFocus()
    press_key(qtbot, Qt.Key.Key_End)
    assert card(panel, 3).hasFocus()


def test_the_stack_hands_the_keyboard_to_its_selected_card(opened: Open) -> None:
    panel = opened(layer=2)
    child(panel, QPushButton, "palette_relu").setFocus()
    panel.stack.setFocus()
    assert card(panel, 2).hasFocus()


def test_selecting_elsewhere_does_not_take_the_keyboard_away(qtbot: QtBot, opened: Open) -> None:
    panel = opened()
    child(panel, QPushButton, "palette_relu").setFocus()
    panel.studio.selection.select_layer(2)
    assert child(panel, QPushButton, "palette_relu").hasFocus()


@pytest.mark.parametrize("modifiers", [ALT, CTRL | SHIFT])
def test_layers_are_moved_by_keyboard_each_as_one_step(
    qtbot: QtBot, opened: Open, modifiers: Qt.KeyboardModifier
) -> None:
    panel = opened(layer=1)
    press_key(qtbot, Qt.Key.Key_Down, modifiers)
    assert names(panel) == ["Dense 1", "Dense 2", "ReLU", "Softmax"]
    assert panel.studio.selection.place.layer == 2
    assert card(panel, 2).hasFocus()

    press_key(qtbot, Qt.Key.Key_Up, modifiers)
    press_key(qtbot, Qt.Key.Key_Up, modifiers)
    press_key(qtbot, Qt.Key.Key_Up, modifiers)  # at the top already
    assert names(panel) == ["ReLU", "Dense 1", "Dense 2", "Softmax"]

    panel.studio.document.undo()
    assert names(panel) == ["Dense 1", "ReLU", "Dense 2", "Softmax"]
    assert panel.studio.selection.place.layer == 1  # undo is followed, too


def test_delete_removes_the_selected_layer_and_selects_the_next(qtbot: QtBot, opened: Open) -> None:
    panel = opened(layer=2)
    press_key(qtbot, Qt.Key.Key_Delete)
    assert names(panel) == ["Dense 1", "ReLU", "Softmax"]
    assert panel.studio.selection.place.layer == 2
    press_key(qtbot, Qt.Key.Key_Delete)
    assert panel.studio.selection.place.layer == 1  # the last one left below is taken
    assert card(panel, 1).hasFocus()
    assert panel.studio.document.undo_text == "Remove Softmax"

    panel.studio.document.undo()
    assert len(names(panel)) == 3


def test_removing_a_copy_selects_the_layer_behind_it_too(qtbot: QtBot, opened: Open) -> None:
    panel = opened(layer=0)
    press_key(qtbot, Qt.Key.Key_D, CTRL)
    press_key(qtbot, Qt.Key.Key_Delete)
    assert names(panel) == ["Dense 1", "ReLU", "Dense 2", "Softmax"]
    assert panel.studio.selection.place.layer == 1


def test_delete_does_nothing_to_the_batch(qtbot: QtBot, opened: Open) -> None:
    panel = opened()
    press_key(qtbot, Qt.Key.Key_Delete)
    assert panel.studio.document.undo_text is None


def test_ctrl_d_duplicates_the_layer_and_selects_the_copy(qtbot: QtBot, opened: Open) -> None:
    panel = opened(layer=0)
    press_key(qtbot, Qt.Key.Key_D, CTRL)
    assert names(panel)[:3] == ["Dense 1", "Dense 3", "ReLU"]
    assert panel.studio.selection.place.layer == 1
    panel.studio.document.undo()
    assert names(panel) == ["Dense 1", "ReLU", "Dense 2", "Softmax"]
    assert panel.studio.document.undo_text is None


def test_what_is_done_to_a_copy_leaves_the_copy_selected(qtbot: QtBot, opened: Open) -> None:
    panel = opened(layer=0)
    press_key(qtbot, Qt.Key.Key_D, CTRL)
    press_key(qtbot, Qt.Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), "Second")
    press_key(qtbot, Qt.Key.Key_Return)
    assert names(panel)[:2] == ["Dense 1", "Second"]
    assert panel.studio.selection.place.layer == 1
    assert card(panel, 1).hasFocus()
    panel.studio.document.undo()
    press_key(qtbot, Qt.Key.Key_Space)
    assert not panel.studio.project.network.layers[1].enabled
    assert panel.studio.selection.place.layer == 1


def test_space_switches_a_layer_off_and_the_card_says_so(qtbot: QtBot, opened: Open) -> None:
    panel = opened(layer=1)
    press_key(qtbot, Qt.Key.Key_Space)
    assert not panel.studio.project.network.layers[1].enabled
    assert card(panel, 1).state.text() == "off: passes its input on"
    assert card(panel, 1).property("off") == "true"
    assert card(panel, 1).thumbnail.is_dimmed
    assert "off: passes its input on" in card(panel, 1).accessibleName()

    press_key(qtbot, Qt.Key.Key_Space)
    assert panel.studio.project.network.layers[1].enabled
    assert card(panel, 1).state.isHidden()


def test_f2_renames_in_place(qtbot: QtBot, opened: Open) -> None:
    panel = opened(layer=1)
    press_key(qtbot, Qt.Key.Key_F2)
    editor = card(panel, 1).editor
    assert editor.hasFocus()
    assert editor.selectedText() == "ReLU"
    qtbot.keyClicks(editor, "Gate <b>")
    press_key(qtbot, Qt.Key.Key_Return)
    assert names(panel)[1] == "Gate <b>"
    assert card(panel, 1).hasFocus()

    panel.studio.document.undo()
    assert names(panel)[1] == "ReLU"


def test_escape_keeps_the_old_name_and_an_empty_name_is_the_automatic_one(
    qtbot: QtBot, opened: Open
) -> None:
    panel = opened(edits.rename_layer(classifier(), 1, "Gate"), layer=1)
    press_key(qtbot, Qt.Key.Key_F2)
    qtbot.keyClicks(card(panel, 1).editor, "Other")
    press_key(qtbot, Qt.Key.Key_Escape)
    assert names(panel)[1] == "Gate"
    assert panel.studio.document.undo_text is None

    press_key(qtbot, Qt.Key.Key_F2)
    press_key(qtbot, Qt.Key.Key_Delete)  # works on the text, not on the layer
    press_key(qtbot, Qt.Key.Key_Return)
    assert names(panel)[1] == "ReLU"
    assert len(names(panel)) == 4


def test_a_double_click_on_the_name_renames_and_leaving_takes_the_name(
    qtbot: QtBot, opened: Open
) -> None:
    panel = opened()
    qtbot.mouseDClick(card(panel, 2), LEFT, pos=card(panel, 2).title.geometry().center())
    qtbot.keyClicks(card(panel, 2).editor, "Scores")
    qtbot.mouseClick(card(panel, 0), LEFT)
    assert names(panel)[2] == "Scores"
    assert panel.studio.selection.place.layer == 0


def test_undo_while_renaming_does_not_rename_another_layer(qtbot: QtBot, opened: Open) -> None:
    panel = opened(layer=0)
    press_key(qtbot, Qt.Key.Key_Down, ALT)
    press_key(qtbot, Qt.Key.Key_F2)
    panel.studio.document.undo()
    assert card(panel, 1).editor.isHidden()
    assert names(panel) == ["Dense 1", "ReLU", "Dense 2", "Softmax"]


def test_a_layer_is_copied_as_text_and_pasted_below(qtbot: QtBot, opened: Open) -> None:
    panel = opened(layer=0)
    original = panel.studio.project.network.layers[0]
    press_key(qtbot, Qt.Key.Key_C, CTRL)
    assert '"kind":"dense"' in QGuiApplication.clipboard().text()
    panel.studio.selection.select_layer(3)
    press_key(qtbot, Qt.Key.Key_V, CTRL)
    assert panel.studio.project.network.layers[4] == original
    assert panel.studio.selection.place.layer == 4
    panel.studio.document.undo()
    assert len(names(panel)) == 4


def test_cut_takes_the_layer_out_in_one_step(qtbot: QtBot, opened: Open) -> None:
    panel = opened(layer=1)
    press_key(qtbot, Qt.Key.Key_X, CTRL)
    assert names(panel) == ["Dense 1", "Dense 2", "Softmax"]
    assert panel.studio.document.undo_text == "Cut ReLU"
    panel.studio.selection.select_layer(INPUT)
    press_key(qtbot, Qt.Key.Key_V, CTRL)
    assert names(panel)[0] == "ReLU"


def test_hostile_clipboard_text_is_refused_with_a_plain_sentence(
    qtbot: QtBot, opened: Open
) -> None:
    panel = opened(layer=1)
    told: list[Notice] = []
    panel.studio.notices.posted.connect(told.append)
    QGuiApplication.clipboard().setText('{"nnfs_layer": 1, "layer": {"kind": "__import__"}}')
    press_key(qtbot, Qt.Key.Key_V, CTRL)
    assert told[0].text == (
        "The copied layer cannot be pasted: it is of the unknown kind '__import__'."
    )
    assert panel.studio.document.undo_text is None


def test_the_edit_menu_finds_the_commands_and_the_name_editor_has_its_own(
    qtbot: QtBot, opened: Open
) -> None:
    panel = opened(layer=1)
    commands = panel.edit_commands()
    assert set(commands) == {"cut", "copy", "paste", "duplicate", "clear", "select_all"}
    commands["duplicate"]()
    assert names(panel)[1:3] == ["ReLU 1", "ReLU 2"]

    press_key(qtbot, Qt.Key.Key_F2)
    panel.edit_commands()["cut"]()
    assert card(panel, 2).editor.text() == ""
    assert len(names(panel)) == 5


def test_the_context_menu_offers_everything_by_mouse(qtbot: QtBot, opened: Open) -> None:
    panel = opened()
    centre = card(panel, 1).rect().center()
    QApplication.sendEvent(
        card(panel, 1),
        QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, centre, card(panel, 1).mapToGlobal(centre)
        ),
    )
    assert panel.studio.selection.place.layer == 1
    choose(panel, "layer_move_up")
    assert names(panel)[0] == "ReLU"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("layer_duplicate", ["Dense 1", "ReLU 1", "ReLU 2", "Dense 2", "Softmax"]),
        ("layer_remove", ["Dense 1", "Dense 2", "Softmax"]),
        ("layer_cut", ["Dense 1", "Dense 2", "Softmax"]),
        ("layer_move_down", ["Dense 1", "Dense 2", "ReLU", "Softmax"]),
    ],
)
def test_the_dots_open_the_same_menu(
    qtbot: QtBot, opened: Open, item: str, expected: list[str]
) -> None:
    panel = opened(layer=1)
    qtbot.mouseClick(card(panel, 1).more, LEFT)
    choose(panel, item)
    assert names(panel) == expected
    panel.studio.document.undo()
    assert names(panel) == ["Dense 1", "ReLU", "Dense 2", "Softmax"]


def test_the_menu_key_opens_the_menu_and_switch_says_which_way(qtbot: QtBot, opened: Open) -> None:
    panel = opened(edits.enable_layers(classifier(), [1], False), layer=1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(card(panel, 1), event)
    menu = panel.findChild(QMenu, "layer_menu")
    assert menu is not None
    assert "Switch on" in [action.text() for action in menu.actions()]
    choose(panel, "layer_switch")
    assert panel.studio.project.network.layers[1].enabled


def test_the_menu_of_a_card_makes_it_another_kind_in_one_step(qtbot: QtBot, opened: Open) -> None:
    panel = opened(layer=1)
    qtbot.mouseClick(card(panel, 1).more, LEFT)
    choose(panel, "layer_to_sigmoid")
    document = panel.studio.document
    assert names(panel)[1] == "Sigmoid"
    assert isinstance(document.project.network.layers[1], Sigmoid)
    assert document.undo_text == "Change ReLU to Sigmoid"
    assert panel.stack.selected == 1
    document.undo()
    assert names(panel)[1] == "ReLU"


def test_a_dense_layer_offers_no_other_kind(qtbot: QtBot, opened: Open) -> None:
    panel = opened(layer=0)
    qtbot.mouseClick(card(panel, 0).more, LEFT)
    menu = panel.findChild(QMenu, "layer_menu")
    assert menu is not None
    assert menu.findChild(QMenu, "layer_change_kind") is None
    menu.close()


def test_the_batch_offers_only_to_paste(qtbot: QtBot, opened: Open) -> None:
    panel = opened()
    qtbot.mouseClick(card(panel, INPUT).more, LEFT)
    menu = panel.findChild(QMenu, "layer_menu")
    assert menu is not None
    assert [each.text() for each in menu.actions() if each.isEnabled() and each.text()] == [
        "Paste below"
    ]
    menu.close()


def test_the_dots_appear_on_the_selected_card_and_under_the_mouse(opened: Open) -> None:
    panel = opened(layer=1)
    assert card(panel, 1).more.isVisible()
    assert not card(panel, 2).more.isVisible()
    middle = QPointF(card(panel, 2).rect().center())
    QApplication.sendEvent(card(panel, 2), QEnterEvent(middle, middle, middle))
    assert card(panel, 2).more.isVisible()
    QApplication.sendEvent(card(panel, 2), QEvent(QEvent.Type.Leave))
    assert not card(panel, 2).more.isVisible()


def test_tab_reaches_the_selected_card_its_dots_and_then_the_add_button(
    qtbot: QtBot, opened: Open
) -> None:
    panel = opened(layer=1)
    press_key(qtbot, Qt.Key.Key_Tab)
    assert card(panel, 1).more.hasFocus()
    press_key(qtbot, Qt.Key.Key_Tab)
    assert child(panel, QPushButton, "add_layer").hasFocus()
    press_key(qtbot, Qt.Key.Key_Tab)
    assert child(panel, QPushButton, "palette_dense").hasFocus()


def test_an_empty_network_says_what_to_do_and_starts_with_a_classifier(
    qtbot: QtBot, opened: Open
) -> None:
    panel = opened(Project(Network(), Batch(np.zeros((3, 4)), targets=[0, 1, 4])))
    hint = panel.stack.end.hint
    assert hint.isVisible()
    assert "Add a layer from the palette below" in hint.text()

    press(qtbot, panel, "starter")

    assert names(panel) == ["Dense 1", "ReLU", "Dense 2", "Softmax"]
    assert card(panel, 2).rule.text() == "8 → 5"
    assert not hint.isVisible()
    panel.studio.document.undo()
    assert names(panel) == []
    assert hint.isVisible()
    assert panel.studio.selection.place.layer == INPUT


def test_behind_a_layer_that_standardises_a_starter_is_still_offered(
    qtbot: QtBot, opened: Open
) -> None:
    batch = Batch(np.arange(12.0).reshape(3, 4), targets=[0, 1, 4])
    panel = opened(edits.standardise_layer(Project(Network(), batch)))
    press(qtbot, panel, "starter")
    assert names(panel) == ["Standardise", "Dense 1", "ReLU", "Dense 2", "Softmax"]
    assert not panel.stack.end.starter.isVisible()


def test_values_as_the_target_start_with_a_regression(qtbot: QtBot, opened: Open) -> None:
    panel = opened(Project(Network(), Batch(np.zeros((3, 4)), targets=[0.5, 1.5, 4.0])))
    starter = child(panel, QPushButton, "starter")
    assert starter.text() == "Start with a regression"
    press(qtbot, panel, "starter")
    assert names(panel) == ["Dense 1", "ReLU", "Dense 2", "Linear"]
    assert card(panel, 2).rule.text() == "8 → 1"
    assert panel.studio.document.undo_text == "Start with a regression"


def test_add_layer_offers_every_kind_and_adds_at_the_end(qtbot: QtBot, opened: Open) -> None:
    panel = opened(layer=0)
    press(qtbot, panel, "add_layer")
    menu = panel.findChild(QMenu, "add_layer_menu")
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [kind.title for kind in KINDS]
    menu.actions()[KINDS.index(LeakyReLU)].trigger()
    menu.close()
    assert names(panel)[-1] == "Leaky ReLU"
    assert panel.studio.selection.place.layer == 4


def test_the_selection_never_stays_at_what_is_gone(opened: Open) -> None:
    panel = opened()
    panel.studio.selection.select(Place(2, sample=2, neuron=2))
    panel.studio.attempt(Edit("Fewer", lambda project: edits.set_neurons(project, 2, 2)))
    assert panel.studio.selection.place == Place(2, sample=2, neuron=None)
    panel.studio.attempt(Edit("Remove", lambda project: edits.remove_samples(project, [1, 2])))
    assert panel.studio.selection.place == Place(2, sample=0, neuron=None)


def test_the_panel_is_as_narrow_as_200_pixels(qtbot: QtBot, opened: Open) -> None:
    panel = opened()
    panel.resize(200, 600)
    qtbot.waitUntil(lambda: panel.stack.viewport().width() <= 180)
    assert panel.width() == 200
    assert card(panel, 0).geometry().right() <= panel.stack.viewport().width()


def widen(panel: NetworkPanel, width: int) -> None:
    """Make the panel as wide as that, or as narrow as it lets itself be made."""
    for _ in range(2):  # a narrow one learns then how narrow it can be
        panel.resize(max(width, panel.minimumSizeHint().width()), 700)
        QApplication.processEvents()


@pytest.mark.parametrize("zoom", [0.75, 1, 1.5, 2.5])
def test_names_stay_whole_at_every_width_and_pictures_give_way_to_them(
    opened: Open, zoom: float
) -> None:
    kinds = [layer_of(kind, 3) for kind in KINDS if kind is not Dense]
    layers = [Dense.random(4, 3), *kinds, *kinds]
    panel = opened(Project(Network(layers), Batch(np.ones((3, 4)))), layer=5)
    panel.studio.theme.set_zoom(zoom)
    with_pictures = []
    for width in (1, 200, 260, 320, 400, 600):
        widen(panel, width)
        cards = [panel.stack.card(index) for index in range(INPUT, len(layers))]
        assert [card.title.shown_text() for card in cards] == [card.title.text() for card in cards]
        for each in cards:  # nothing stands beyond the edge
            assert each.width() <= panel.stack.viewport().width()
            assert each.minimumSizeHint().width() <= each.width()
        pictures = {card.thumbnail.isVisible() for card in cards}
        assert len(pictures) == 1
        with_pictures += pictures
    assert with_pictures == sorted(with_pictures)  # none, then all
    assert (with_pictures[0], with_pictures[-1]) == (False, True)
    panel.studio.theme.set_zoom(1)


def test_a_longer_name_is_cut_visibly_and_told_whole(opened: Open) -> None:
    long = "A gate that somebody has given a name of their own"
    panel = opened(edits.rename_layer(classifier(), 1, long), layer=1)
    assert card(panel, 2).thumbnail.isVisible()  # no single name takes the pictures away
    widen(panel, 1)
    title = card(panel, 1).title
    assert title.shown_text().endswith("…")
    assert title.shown_text().startswith("A gate")
    assert title.toolTip() == long
    widen(panel, 600)
    assert (title.shown_text(), title.toolTip()) == (long, "")

"""Several cards are selected by mouse and keys, and what is done to them is one step."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, edits
from nnfs_core.layers import ReLU, Sigmoid, Softmax, Tanh
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels import BATCH, NETWORK
from nnfs_gui.panels.network import NetworkPanel
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.notices import Notice
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open as OpenWindow
from tests.gui.drags import drop
from tests.gui.hearing import heard
from tests.gui.widgets import child
from tests.gui.windows import trigger

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down

NAMES = ["Dense 1", "ReLU", "Dense 2", "Tanh", "Softmax"]

Show = Callable[..., NetworkPanel]


def chain() -> Project:
    layers = [Dense.random(4, 3), ReLU(), Dense.random(3, 3, seed=1), Tanh(), Softmax()]
    return Project(Network(layers), Batch(np.arange(12.0).reshape(3, 4)))


@pytest.fixture
def panel(qtbot: QtBot, show_network: Show) -> NetworkPanel:
    """The panel of five layers, the keyboard on the card of the first."""
    shown = show_network(chain(), 900)
    click(qtbot, shown, 0)
    qtbot.waitUntil(shown.stack.card(0).hasFocus)
    return shown


def click(
    qtbot: QtBot,
    panel: NetworkPanel,
    layer: int,
    keys: Qt.KeyboardModifier = NONE,
    button: Qt.MouseButton = LEFT,
) -> None:
    qtbot.mouseClick(panel.stack.card(layer), button, keys)


def key(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)


def names(panel: NetworkPanel) -> list[str]:
    return [panel.stack.card(layer).title.text() for layer in range(panel.stack.n_layers)]


def highlighted(panel: NetworkPanel) -> list[int]:
    """The cards that look selected, and say so to who hears them; the current one has the keys."""
    cards = [panel.stack.card(layer) for layer in range(INPUT, panel.stack.n_layers)]
    looks = [card.property("selected") for card in cards]
    assert looks.count("true") == 1
    assert cards[looks.index("true")].index == panel.studio.selection.place.layer
    seen = [card.index for card, look in zip(cards, looks, strict=True) if look in ("true", "also")]
    said = [card.index for card in cards if heard(card).state().selected]
    assert said == seen
    return seen


def selected(panel: NetworkPanel) -> list[str]:
    return [names(panel)[layer] for layer in highlighted(panel)]


def undo_text(panel: NetworkPanel) -> str | None:
    return panel.studio.document.undo_text


def open_menu(panel: NetworkPanel, layer: int) -> QMenu:
    card = panel.stack.card(layer)
    centre = card.rect().center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(card, QContextMenuEvent(reason, centre, card.mapToGlobal(centre)))
    menus = [each for each in panel.findChildren(QMenu, "layer_menu") if each.isVisible()]
    return menus[-1]


def test_ctrl_and_a_click_select_one_more_card_and_one_less(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, 3, CTRL)
    click(qtbot, panel, 1, CTRL)
    assert highlighted(panel) == [0, 1, 3]
    assert panel.stack.card(1).hasFocus()
    click(qtbot, panel, 1, CTRL)
    assert highlighted(panel) == [0, 3]
    assert panel.studio.selection.place.layer == 0  # the nearest of those that are left
    assert panel.stack.card(0).hasFocus()
    click(qtbot, panel, 3, CTRL)
    click(qtbot, panel, 0, CTRL)
    assert highlighted(panel) == [0]  # one card is always selected


def test_shift_and_a_click_select_all_cards_up_to_it(qtbot: QtBot, panel: NetworkPanel) -> None:
    click(qtbot, panel, 2)
    click(qtbot, panel, 4, SHIFT)
    assert highlighted(panel) == [2, 3, 4]
    click(qtbot, panel, 0, SHIFT)
    assert highlighted(panel) == [0, 1, 2]
    assert panel.studio.selection.place.layer == 0


def test_shift_and_arrows_stretch_and_shrink_what_is_selected(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, 2)
    for pressed, expected in (
        (DOWN, [2, 3]),
        (DOWN, [2, 3, 4]),
        (DOWN, [2, 3, 4]),
        (UP, [2, 3]),
        (UP, [2]),
        (UP, [1, 2]),
        (Qt.Key.Key_Home, [0, 1, 2]),
        (UP, [0, 1, 2]),  # the batch is never selected with layers
        (Qt.Key.Key_End, [2, 3, 4]),
    ):
        key(qtbot, pressed, SHIFT)
        assert highlighted(panel) == expected
    key(qtbot, UP)
    assert highlighted(panel) == [3]


def test_ctrl_a_selects_all_layers_and_escape_one_again(qtbot: QtBot, panel: NetworkPanel) -> None:
    click(qtbot, panel, 2)
    key(qtbot, Qt.Key.Key_A, CTRL)
    assert highlighted(panel) == [0, 1, 2, 3, 4]
    key(qtbot, Qt.Key.Key_Escape)
    assert highlighted(panel) == [2]
    assert panel.stack.card(2).hasFocus()


def test_ctrl_a_and_shift_begin_at_the_first_layer_when_the_batch_is_selected(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, INPUT)
    assert highlighted(panel) == [INPUT]
    key(qtbot, DOWN, SHIFT)
    key(qtbot, DOWN, SHIFT)
    assert highlighted(panel) == [0, 1]
    click(qtbot, panel, INPUT, CTRL)
    assert highlighted(panel) == [INPUT]
    key(qtbot, Qt.Key.Key_A, CTRL)
    assert highlighted(panel) == [0, 1, 2, 3, 4]


def test_a_layer_that_is_selected_anywhere_is_selected_alone(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, 2, SHIFT)
    panel.studio.selection.select(Place(1, sample=0, neuron=1))
    assert highlighted(panel) == [1]


def test_a_plain_click_selects_one_of_several_alone_but_only_when_it_ends(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, 2, SHIFT)
    qtbot.mousePress(panel.stack.card(1), LEFT)
    assert highlighted(panel) == [0, 1, 2]  # a drag takes them all
    qtbot.mouseRelease(panel.stack.card(1), LEFT)
    assert highlighted(panel) == [1]


@pytest.mark.parametrize("modifiers", [ALT, CTRL | SHIFT])
def test_selected_layers_are_moved_together_by_keys(
    qtbot: QtBot, panel: NetworkPanel, modifiers: Qt.KeyboardModifier
) -> None:
    click(qtbot, panel, 1, SHIFT)
    key(qtbot, UP, modifiers)  # at the top already
    assert undo_text(panel) is None
    key(qtbot, DOWN, modifiers)
    assert names(panel) == ["Dense 2", "Dense 1", "ReLU", "Tanh", "Softmax"]
    assert selected(panel) == ["Dense 1", "ReLU"]
    assert undo_text(panel) == "Move 2 layers"
    key(qtbot, DOWN, modifiers)
    key(qtbot, DOWN, modifiers)
    key(qtbot, DOWN, modifiers)  # at the bottom already
    assert names(panel) == ["Dense 2", "Tanh", "Softmax", "Dense 1", "ReLU"]
    assert panel.stack.card(panel.studio.selection.place.layer).hasFocus()
    for _ in range(3):
        panel.studio.document.undo()
    assert names(panel) == NAMES
    assert selected(panel) == ["Dense 1", "ReLU"]


def test_layers_that_lie_apart_come_together_where_they_are_moved(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, 2, CTRL)
    key(qtbot, DOWN, ALT)
    assert names(panel) == ["ReLU", "Tanh", "Dense 1", "Dense 2", "Softmax"]
    assert selected(panel) == ["Dense 1", "Dense 2"]
    panel.studio.document.undo()
    assert names(panel) == NAMES
    assert undo_text(panel) is None


@pytest.mark.parametrize(
    ("layers", "dragged", "gap", "expected"),
    [
        ((0, 1), 1, 4, ["Dense 2", "Tanh", "Dense 1", "ReLU", "Softmax"]),
        ((0, 3), 0, 5, ["ReLU", "Dense 2", "Softmax", "Dense 1", "Tanh"]),
        ((1, 3, 4), 4, 2, ["Dense 1", "ReLU", "Tanh", "Softmax", "Dense 2"]),
        ((3, 4), 3, 0, ["Tanh", "Softmax", "Dense 1", "ReLU", "Dense 2"]),
        ((1, 2), 1, 2, NAMES),  # between themselves
    ],
)
def test_a_drag_of_one_selected_card_takes_all_of_them(
    qtbot: QtBot,
    panel: NetworkPanel,
    layers: tuple[int, ...],
    dragged: int,
    gap: int,
    expected: list[str],
) -> None:
    click(qtbot, panel, layers[0])
    for layer in layers[1:]:
        click(qtbot, panel, layer, CTRL)
    moved = [names(panel)[layer] for layer in layers]
    qtbot.mousePress(panel.stack.card(dragged), LEFT)  # as a drag begins
    data = panel.stack.card(dragged).drag_data()

    viewport, content = panel.stack.viewport(), panel.stack.widget()
    at = content.mapTo(viewport, QPoint(90, panel.stack.gap_y(gap)))
    assert drop(panel, data, at)

    assert names(panel) == expected
    assert selected(panel) == moved
    step = None if expected == NAMES else f"Move {len(layers)} layers"
    assert undo_text(panel) == step
    panel.studio.document.undo()
    assert names(panel) == NAMES


def test_a_drag_of_a_card_that_is_not_selected_takes_it_alone(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, 1, SHIFT)
    qtbot.mousePress(panel.stack.card(4), LEFT)
    assert highlighted(panel) == [4]
    assert panel.stack.card(4).drag_data().data("application/x-nnfs-layer").endsWith(b" 4")


def test_copies_of_several_stand_behind_them_and_are_selected(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, 1, SHIFT)
    key(qtbot, Qt.Key.Key_D, CTRL)
    assert names(panel)[:5] == ["Dense 1", "ReLU 1", "Dense 3", "ReLU 2", "Dense 2"]
    assert selected(panel) == ["Dense 3", "ReLU 2"]
    assert undo_text(panel) == "Duplicate 2 layers"
    key(qtbot, DOWN, ALT)  # the copies, not what they are copies of
    assert panel.studio.project.network.layers[3] is panel.studio.project.network.layers[0]
    assert highlighted(panel) == [3, 4]
    panel.studio.document.undo()
    panel.studio.document.undo()
    assert names(panel) == NAMES
    assert undo_text(panel) is None


def test_delete_takes_several_out_and_selects_what_was_behind_the_first(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, 1)
    click(qtbot, panel, 3, CTRL)
    key(qtbot, Qt.Key.Key_Delete)
    assert names(panel) == ["Dense 1", "Dense 2", "Softmax"]
    assert selected(panel) == ["Dense 2"]
    assert panel.stack.card(1).hasFocus()
    assert undo_text(panel) == "Remove 2 layers"
    panel.studio.document.undo()
    assert names(panel) == NAMES


def test_delete_takes_all_layers_out_and_leaves_the_batch(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    key(qtbot, Qt.Key.Key_A, CTRL)
    key(qtbot, Qt.Key.Key_Delete)
    assert names(panel) == []
    assert highlighted(panel) == [INPUT]
    assert panel.stack.card(INPUT).hasFocus()


def test_space_switches_several_off_and_on_together(qtbot: QtBot, panel: NetworkPanel) -> None:
    panel.studio.attempt(Edit("Off", lambda project: edits.enable_layers(project, [1], False)))
    click(qtbot, panel, 1, SHIFT)
    for expected, word in ((False, "off"), (True, "on")):
        key(qtbot, Qt.Key.Key_Space)
        layers = panel.studio.project.network.layers
        assert [layer.enabled for layer in layers] == [expected, expected, True, True, True]
        assert undo_text(panel) == f"Switch 2 layers {word}"
        assert highlighted(panel) == [0, 1]


def test_several_layers_are_pasted_in_another_window_in_their_order(
    qtbot: QtBot, panel: NetworkPanel, show_network: Show
) -> None:
    copied = panel.studio.project.network.layers
    click(qtbot, panel, 3, CTRL)
    click(qtbot, panel, 2, CTRL)
    key(qtbot, Qt.Key.Key_C, CTRL)
    assert '"nnfs_layer":2' in QGuiApplication.clipboard().text()

    other = show_network(chain(), 900)
    click(qtbot, other, 1, SHIFT)
    key(qtbot, Qt.Key.Key_V, CTRL)
    pasted = other.studio.project.network.layers[2:5]
    assert [type(layer) for layer in pasted] == [Dense, Dense, Tanh]
    assert list(pasted) == [copied[0], copied[2], copied[3]]
    assert highlighted(other) == [2, 3, 4]
    assert undo_text(other) == "Paste 3 layers"
    other.studio.document.undo()
    assert names(other) == NAMES


def test_cut_takes_several_out_in_one_step_and_paste_brings_them_back(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, 1, SHIFT)
    key(qtbot, Qt.Key.Key_X, CTRL)
    assert names(panel) == ["Dense 2", "Tanh", "Softmax"]
    assert undo_text(panel) == "Cut 2 layers"
    click(qtbot, panel, 2)
    key(qtbot, Qt.Key.Key_V, CTRL)
    kinds = [type(layer) for layer in panel.studio.project.network.layers]
    assert kinds == [Dense, Tanh, Softmax, Dense, ReLU]


def test_hostile_text_in_place_of_several_layers_changes_nothing(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    told: list[Notice] = []
    panel.studio.notices.posted.connect(told.append)
    QGuiApplication.clipboard().setText(
        '{"nnfs_layer": 2, "layers": [{"layer": {"kind": "relu"}}, {"layer": {"kind": "<b>"}}]}'
    )
    key(qtbot, Qt.Key.Key_V, CTRL)
    assert told[0].text == "A copied layer cannot be pasted: it is of the unknown kind '<b>'."
    assert names(panel) == NAMES
    assert undo_text(panel) is None


def test_the_menu_of_a_selected_card_says_how_many_layers_it_is_about(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, 2, SHIFT)
    menu = open_menu(panel, 1)
    assert highlighted(panel) == [0, 1, 2]
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == [
        "Rename ReLU",
        "Switch 3 layers off",
        "Duplicate 3 layers",
        "Move 3 layers up",
        "Move 3 layers down",
        "Cut 3 layers",
        "Copy 3 layers",
        "Paste below",
        "Remove 3 layers",
    ]
    action = menu.findChild(QAction, "layer_move_down")
    assert action is not None
    action.trigger()
    menu.close()
    assert names(panel) == ["Tanh", "Dense 1", "ReLU", "Dense 2", "Softmax"]


def test_the_menu_of_another_card_is_about_it_alone(qtbot: QtBot, panel: NetworkPanel) -> None:
    click(qtbot, panel, 2, SHIFT)
    menu = open_menu(panel, 4)
    assert highlighted(panel) == [4]
    assert "Duplicate" in [action.text() for action in menu.actions()]
    menu.close()


def test_several_layers_without_weights_become_another_kind_in_one_step(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, 1)
    click(qtbot, panel, 3, CTRL)
    menu = open_menu(panel, 3)
    assert "Change 2 layers to" in [action.text() for action in menu.actions()]
    action = menu.findChild(QAction, "layer_to_sigmoid")
    assert action is not None
    action.trigger()
    menu.close()
    kinds = [type(layer) for layer in panel.studio.project.network.layers]
    assert kinds == [Dense, Sigmoid, Dense, Sigmoid, Softmax]
    assert undo_text(panel) == "Change 2 layers to Sigmoid"
    assert highlighted(panel) == [1, 3]
    panel.studio.document.undo()
    assert names(panel) == NAMES


def test_f2_renames_the_current_one_of_several(qtbot: QtBot, panel: NetworkPanel) -> None:
    click(qtbot, panel, 1, SHIFT)
    key(qtbot, Qt.Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), "Gate")
    key(qtbot, Qt.Key.Key_Return)
    assert names(panel)[:2] == ["Dense 1", "Gate"]
    assert highlighted(panel) == [0, 1]


def test_a_kind_of_the_palette_goes_behind_all_selected_layers(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, 2)
    click(qtbot, panel, 0, SHIFT)
    qtbot.mouseClick(child(panel, QPushButton, "palette_sigmoid"), LEFT)
    assert names(panel) == [*NAMES[:3], "Sigmoid", *NAMES[3:]]
    assert highlighted(panel) == [3]


def test_the_selected_layers_are_followed_through_edits_of_others(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    click(qtbot, panel, 1)
    click(qtbot, panel, 3, CTRL)
    attempt = panel.studio.attempt
    attempt(Edit("Remove", lambda project: edits.remove_layers(project, [0])))
    assert selected(panel) == ["ReLU", "Tanh"]
    attempt(Edit("Rename", lambda project: edits.rename_layer(project, 0, "Gate")))
    attempt(Edit("Move", lambda project: edits.move_layers(project, [3], 0)))
    assert selected(panel) == ["Gate", "Tanh"]
    attempt(Edit("Remove", lambda project: edits.remove_layers(project, [1])))
    assert selected(panel) == ["Tanh"]  # the current one is left


def test_another_project_begins_with_one_selected_card(qtbot: QtBot, panel: NetworkPanel) -> None:
    click(qtbot, panel, 3, SHIFT)
    panel.studio.document.replace(chain())
    assert highlighted(panel) == [3]


def test_the_side_buttons_of_a_mouse_on_a_card_are_for_the_window(
    qtbot: QtBot, panel: NetworkPanel
) -> None:
    qtbot.mouseClick(panel.stack.card(3), Qt.MouseButton.BackButton)
    assert highlighted(panel) == [0]


def edit_menu(window: MainWindow) -> list[str]:
    """What the Edit menu offers when it is opened now."""
    menu = window.actions_by_id.menus["edit"]
    menu.popup(window.mapToGlobal(QPoint(40, 20)))
    texts = [action.text() for action in menu.actions()]
    menu.close()
    return texts


def test_the_menus_say_how_many_layers_they_are_about(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window(chain())
    panel, actions = window.panels[NETWORK], window.actions_by_id
    plain = {"Cu&t", "&Copy", "Cl&ear"}
    about_three = {"Cu&t 3 layers", "&Copy 3 layers", "R&emove 3 layers"}
    click(qtbot, panel, 0)
    assert plain <= {*edit_menu(window)}
    assert actions["network.move_up"].text() == "Move layer &up"

    click(qtbot, panel, 2, SHIFT)
    assert about_three <= {*edit_menu(window)}
    assert actions["edit.cut"].text() == "Cu&t"  # elsewhere, as in the list of keys
    assert actions["network.duplicate"].text() == "&Duplicate 3 layers"
    assert actions["network.move_down"].toolTip() == "Move 3 layers down (Alt+Down)"

    window.panels[BATCH].view.setFocus()
    assert plain <= {*edit_menu(window)}
    panel.palette_of_kinds.buttons[0].setFocus()
    assert about_three <= {*edit_menu(window)}  # the panel's, still
    trigger(window, "network.move_down")
    assert names(panel)[:4] == ["Tanh", "Dense 1", "ReLU", "Dense 2"]
    trigger(window, "edit.cut")
    assert names(panel) == ["Tanh", "Softmax"]
    trigger(window, "edit.select_all")
    assert highlighted(panel) == [0, 1]
    panel.stack.setFocus()
    key(qtbot, Qt.Key.Key_F2)
    assert plain <= {*edit_menu(window)}  # the name that is typed


def test_no_letter_of_the_edit_menu_is_there_twice_while_it_is_about_several_layers(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window(chain())
    click(qtbot, window.panels[NETWORK], 0)
    click(qtbot, window.panels[NETWORK], 2, SHIFT)
    texts = edit_menu(window)
    assert "Cu&t 3 layers" in texts
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert len(letters) == len(set(letters))

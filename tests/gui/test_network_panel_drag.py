"""The palette and the dragging of layers, with the very events and data that a drag sends."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragLeaveEvent
from PySide6.QtWidgets import QApplication, QFrame
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project
from nnfs_core.layers import KINDS, Layer, ReLU, Softmax
from nnfs_gui.panels.network import NetworkPanel
from nnfs_gui.panels.network.drag import KIND_FORMAT, LAYER_FORMAT
from nnfs_gui.panels.network.palette import PaletteButton
from nnfs_gui.widgets.glossary_tips import kind_tip
from tests.gui.drags import drop, hover

LEFT = Qt.MouseButton.LeftButton

Open = Callable[..., NetworkPanel]


@pytest.fixture
def opened(show_network: Open) -> Open:
    """Opens the panel on Dense 1, ReLU, Dense 2, Softmax, or on other layers."""

    def open_panel(layers: list[Layer] | None = None, height: int = 800) -> NetworkPanel:
        usual = [Dense.random(4, 3, seed=0), ReLU(), Dense.random(3, 3, seed=1), Softmax()]
        chain = usual if layers is None else layers
        return show_network(Project(Network(chain), Batch(np.ones((3, 4)))), height)

    return open_panel


def names(panel: NetworkPanel) -> list[str]:
    return [panel.stack.card(index).title.text() for index in range(panel.stack.n_layers)]


def palette(panel: NetworkPanel, kind: str) -> PaletteButton:
    found = panel.findChild(PaletteButton, f"palette_{kind}")
    assert found is not None
    return found


def line(panel: NetworkPanel) -> QFrame:
    found = panel.findChild(QFrame, "insertion_line")
    assert found is not None
    return found


def above(panel: NetworkPanel, index: int) -> QPoint:
    """Just below the upper edge of a card, in the viewport."""
    card = panel.stack.card(index)
    return card.mapTo(panel.stack.viewport(), QPoint(card.width() // 2, 2))


def below(panel: NetworkPanel, index: int) -> QPoint:
    """Just above the lower edge of a card, in the viewport."""
    card = panel.stack.card(index)
    return card.mapTo(panel.stack.viewport(), QPoint(card.width() // 2, card.height() - 2))


def test_the_palette_has_a_button_for_each_kind_that_says_what_it_does(opened: Open) -> None:
    panel = opened()
    for kind in KINDS:
        button = palette(panel, kind.kind)
        assert button.text() == kind.title
        assert kind_tip(kind) in button.toolTip()
        assert "behind the selected layer" in button.toolTip()


def test_a_click_adds_a_fitting_layer_behind_the_selected_one(qtbot: QtBot, opened: Open) -> None:
    panel = opened()
    panel.studio.selection.select_layer(0)
    qtbot.mouseClick(palette(panel, "dense"), LEFT)
    assert names(panel) == ["Dense 1", "Dense 3", "ReLU", "Dense 2", "Softmax"]
    assert panel.stack.card(1).rule.text() == "3 → 3"
    assert panel.studio.selection.place.layer == 1
    assert panel.stack.card(1).hasFocus()
    panel.studio.document.undo()
    assert names(panel) == ["Dense 1", "ReLU", "Dense 2", "Softmax"]
    assert panel.studio.document.undo_text is None


def test_with_the_batch_selected_a_click_adds_at_the_end(qtbot: QtBot, opened: Open) -> None:
    panel = opened([])
    for kind in ("dense", "relu", "dense", "softmax"):
        qtbot.mouseClick(palette(panel, kind), LEFT)
    assert names(panel) == ["Dense 1", "ReLU", "Dense 2", "Softmax"]


def test_a_double_click_adds_exactly_one_layer(qtbot: QtBot, opened: Open) -> None:
    panel = opened([])
    button = palette(panel, "relu")
    # what a person's double-click sends: press, release, double-click, release
    qtbot.mousePress(button, LEFT)
    qtbot.mouseRelease(button, LEFT)
    qtbot.mouseDClick(button, LEFT)
    assert names(panel) == ["ReLU"]
    qtbot.mouseRelease(button, LEFT)
    assert names(panel) == ["ReLU"]


def test_the_keyboard_adds_one_after_the_other_from_the_palette(qtbot: QtBot, opened: Open) -> None:
    panel = opened([])
    button = palette(panel, "tanh")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert names(panel) == ["Tanh 1", "Tanh 2"]
    assert button.hasFocus()


def test_dragging_a_kind_shows_where_it_would_go_and_drops_it_there(opened: Open) -> None:
    panel = opened()
    data = palette(panel, "tanh").drag_data()

    assert hover(panel, data, above(panel, 2))
    assert line(panel).isVisible()
    upper, lower = panel.stack.card(1).geometry(), panel.stack.card(2).geometry()
    assert upper.bottom() < line(panel).geometry().center().y() < lower.top()

    assert drop(panel, data, above(panel, 2))
    assert not line(panel).isVisible()
    assert names(panel) == ["Dense 1", "ReLU", "Tanh", "Dense 2", "Softmax"]
    assert panel.studio.selection.place.layer == 2
    panel.studio.document.undo()
    assert names(panel) == ["Dense 1", "ReLU", "Dense 2", "Softmax"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_dropped_onto_an_empty_stack(opened: Open, kind: type[Layer]) -> None:
    panel = opened([])
    end = QPoint(100, panel.stack.viewport().height() // 2)
    assert drop(panel, palette(panel, kind.kind).drag_data(), end)
    assert [type(layer) for layer in panel.studio.project.network.layers] == [kind]


@pytest.mark.parametrize(
    ("dragged", "target", "expected"),
    [
        (0, (below, 2), ["ReLU", "Dense 2", "Dense 1", "Softmax"]),
        (3, (above, 0), ["Softmax", "Dense 1", "ReLU", "Dense 2"]),
        (1, (below, 3), ["Dense 1", "Dense 2", "Softmax", "ReLU"]),
        (1, (below, 0), ["Dense 1", "ReLU", "Dense 2", "Softmax"]),  # its own place
        (1, (above, 2), ["Dense 1", "ReLU", "Dense 2", "Softmax"]),  # its own place
    ],
)
def test_a_dragged_card_moves_its_layer(
    opened: Open,
    dragged: int,
    target: tuple[Callable[[NetworkPanel, int], QPoint], int],
    expected: list[str],
) -> None:
    panel = opened()
    layer = panel.studio.project.network.layers[dragged]
    side, index = target

    assert drop(panel, panel.stack.card(dragged).drag_data(), side(panel, index))

    assert names(panel) == expected
    assert panel.studio.project.network.layers[panel.studio.selection.place.layer] is layer
    panel.studio.document.undo()
    assert names(panel) == ["Dense 1", "ReLU", "Dense 2", "Softmax"]
    assert panel.studio.document.undo_text is None


def test_leaving_takes_the_insertion_line_away(opened: Open) -> None:
    panel = opened()
    hover(panel, palette(panel, "relu").drag_data(), above(panel, 1))
    QApplication.sendEvent(panel.stack.viewport(), QDragLeaveEvent())
    assert not line(panel).isVisible()


@pytest.mark.parametrize(
    ("format_name", "content"),
    [
        ("text/plain", b"relu"),
        (KIND_FORMAT, b"__import__"),
        (LAYER_FORMAT, b"another-window 0"),
        (LAYER_FORMAT, b"\xff 99999999999999999999"),
    ],
)
def test_a_drag_of_anything_else_is_refused(opened: Open, format_name: str, content: bytes) -> None:
    panel = opened()
    data = QMimeData()
    data.setData(format_name, content)
    assert not hover(panel, data, above(panel, 1))
    assert not drop(panel, data, above(panel, 1))
    assert not line(panel).isVisible()
    assert panel.studio.document.undo_text is None


def test_a_drag_near_the_edge_scrolls_the_stack(qtbot: QtBot, opened: Open) -> None:
    panel = opened([ReLU() for _ in range(12)], height=420)
    bar = panel.stack.verticalScrollBar()
    assert bar.maximum() > 0
    data = panel.stack.card(0).drag_data()

    hover(panel, data, QPoint(50, panel.stack.viewport().height() - 5))
    qtbot.waitUntil(lambda: bar.value() > 30)

    hover(panel, data, QPoint(50, 5))
    qtbot.waitUntil(lambda: bar.value() == 0)
    QApplication.sendEvent(panel.stack.viewport(), QDragLeaveEvent())


def test_a_palette_button_that_is_dragged_is_not_clicked(qtbot: QtBot, opened: Open) -> None:
    panel = opened()
    button = palette(panel, "relu")
    qtbot.mousePress(button, LEFT, pos=QPoint(5, 5))
    qtbot.mouseMove(button, QPoint(60, 5))
    qtbot.mouseRelease(button, LEFT, pos=QPoint(60, 5))
    assert panel.studio.document.undo_text is None

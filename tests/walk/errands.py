"""What a walker does on purpose: the ways through the app that random clicks seldom find."""

from __future__ import annotations

from pathlib import Path
from random import Random

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from nnfs_core.project.place import INPUT
from nnfs_gui.panels import BATCH, EXPLAIN, NETWORK, OUTPUTS
from nnfs_gui.panels.network.layer_actions import LAYER_ACTIONS
from nnfs_gui.panels.outputs.matrix.canvas import MatrixCanvas
from nnfs_gui.panels.outputs.output_tabs import SCATTER
from nnfs_gui.panels.outputs.scatter.chart import ScatterChart
from nnfs_gui.window.main_window import MainWindow
from tests.walk.hands import (
    CTRL,
    LEFT,
    MOVE,
    SHIFT,
    NothingThereError,
    Say,
    click_at,
    files,
    send_mouse,
    some,
    top,
    visible,
    write,
)

QUERIES = (
    *("predicted = 0", "predicted != target", "largest loss", "x0 > 0", "missing", "", "Nope <"),
    *("x0", "row > 2", 'target = "virginica"', "confidence < 0.5"),
)
ASKING = ("file.open", "file.save_as", "file.save_batch", "run.compare_file", "batch.open_data")
SUFFIXES = (".nnfs", ".csv", ".npy", ".safetensors", "")


def click_cell(window: MainWindow, chance: Random, say: Say) -> None:
    """A number in a matrix, also of outputs that are out of date."""
    canvas = some(visible(window, MatrixCanvas), chance)
    plots = [number for number, plot in enumerate(canvas.plots) if 0 not in plot.matrix_shape]
    if not plots:
        raise NothingThereError
    number = chance.choice(plots)
    rows, columns = canvas.plots[number].matrix_shape
    row, column = chance.randrange(rows), chance.randrange(columns)
    say(f"click {row}, {column} of matrix {number} in {canvas.objectName()}")
    at = canvas.position_of(number, row, column)
    if not canvas.view.viewport().rect().contains(at):
        raise NothingThereError
    click_at(canvas.view.viewport(), at)


def follow_number(window: MainWindow, chance: Random, say: Say) -> None:
    """Go where a number of the explanation comes from, or ask what if it were another."""
    if top(window) is not window or not window.panels[EXPLAIN].isVisible():
        raise NothingThereError
    table = window.panels[EXPLAIN].view.table
    if table.derivation is None or not table.derivation.n_rows:
        raise NothingThereError
    row, column = chance.randrange(table.derivation.n_rows), chance.randrange(3)
    pressed = chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Space))
    say(f"press {pressed.name} at {row}, {column} of the explanation")
    cells = table.derivation.row(row).cells
    if not cells:
        raise NothingThereError
    table.setFocus()
    table.set_current(row, min(column, len(cells) - 1))
    QTest.keyClick(table, pressed)


def filter_samples(window: MainWindow, chance: Random, say: Say) -> None:
    line = next(
        (each for each in visible(window, QLineEdit) if each.objectName() == "batch_filter"), None
    )
    if line is None:
        raise NothingThereError
    text = chance.choice(QUERIES)
    say(f"filter by {text!r}")
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    write(line, text, chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Return, None)))


def sort_samples(window: MainWindow, chance: Random, say: Say) -> None:
    """By the arrow in the head of a column."""
    if top(window) is not window:
        raise NothingThereError
    header = window.panels[BATCH].view.column_header
    if not header.isVisible() or not header.count():
        raise NothingThereError
    section = chance.randrange(min(header.count(), 8))
    say(f"sort by column {section}")
    at = QPoint(header.sectionViewportPosition(section) + 8, header.height() // 2)
    click_at(header.viewport(), at)


def move_layer(window: MainWindow, chance: Random, say: Say) -> None:
    """Press on a card and pull it up or down; the drag itself is left by Escape."""
    stack = window.panels[NETWORK].stack
    n_layers = len(window.studio.project.network)
    if top(window) is not window or not n_layers:
        raise NothingThereError
    card = stack.card(chance.randrange(INPUT, n_layers))
    distance = chance.choice((-120, -40, 40, 120))
    say(f"pull {card.objectName()} by {distance}")
    start = QPointF(card.width() / 2, 8)
    QTest.mousePress(card, LEFT, pos=start.toPoint())
    send_mouse(card, MOVE, start + QPointF(0, distance), LEFT)
    QTest.mouseRelease(card, LEFT, pos=start.toPoint())


def choose_layers(window: MainWindow, chance: Random, say: Say) -> None:
    """Select several cards, and do to them what one of the keys does."""
    stack = window.panels[NETWORK].stack
    n_layers = len(window.studio.project.network)
    if top(window) is not window or not n_layers:
        raise NothingThereError
    card, keys = stack.card(chance.randrange(INPUT, n_layers)), chance.choice((CTRL, SHIFT))
    action = chance.choice(LAYER_ACTIONS)
    say(f"press {card.objectName()} with {keys.name}, then {action.keys[0]}")
    QTest.mouseClick(card, LEFT, keys)
    QTest.keySequence(QApplication.focusWidget() or card, QKeySequence(action.keys[0]))


def name_a_file(window: MainWindow, chance: Random, say: Say) -> None:
    """Open, compare or save by a file's name, at once."""
    if top(window) is not window:
        raise NothingThereError
    id, is_new = chance.choice(ASKING), chance.random() < 0.5
    path = Path.home() / f"saved{chance.choice(SUFFIXES)}" if is_new else chance.choice(files())
    say(f"trigger {id} and name {path.name}")
    action = window.actions_by_id[id]
    if not action.isEnabled():
        raise NothingThereError
    action.trigger()
    QApplication.processEvents()
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QFileDialog):
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        line.setText(str(path))
        QTest.keyClick(line, Qt.Key.Key_Return)


def edit_outdated(window: MainWindow, chance: Random, say: Say) -> None:
    """With Live off change the network, so that what is on show is of before."""
    if top(window) is not window:
        raise NothingThereError
    window.studio.runner.set_live(False)
    ids = [f"network.{name}" for name in ("duplicate", "move_up", "move_down", "remove", "switch")]
    id = chance.choice(ids)
    say(f"turn Live off and trigger {id}")
    window.actions_by_id[id].trigger()
    window.panels[OUTPUTS].show_tab(chance.randrange(7))


def pick_points(window: MainWindow, chance: Random, say: Say) -> None:
    """In the scatter press, drag, zoom, choose regions and walk from sample to sample."""
    if top(window) is not window:
        raise NothingThereError
    window.panels[OUTPUTS].show_tab(SCATTER)
    chart = some(visible(window, ScatterChart), chance)
    first, last = (
        QPoint(chance.randrange(chart.width()), chance.randrange(chart.height())) for _ in range(2)
    )
    shift = chance.random() < 0.5
    say(f"scatter: press {first}, drag to {last}{' with Shift' if shift else ''}")
    click_at(chart, first)
    QTest.mousePress(chart, LEFT, SHIFT if shift else Qt.KeyboardModifier.NoModifier, first)
    send_mouse(chart, MOVE, QPointF(last), LEFT)
    QTest.mouseRelease(chart, LEFT, SHIFT if shift else Qt.KeyboardModifier.NoModifier, last)
    keys = (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_Left, Qt.Key.Key_Up)
    QTest.keyClick(chart, chance.choice(keys))

"""What numbers look like in tables and heatmaps: told apart, plain, and never cut unseen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, Sigmoid
from nnfs_core.project.place import Place
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.spreadsheet import NumbersView
from tests.gui.outputs import LAYER, Show

Key = Qt.Key


def texts(view: QTableView, column: int, n_rows: int) -> list[str]:
    """The cells of a column from the first row on, as they are painted."""
    model = view.model()
    return [model.index(row, column).data() for row in range(n_rows)]


def wait_until_apart(qtbot: QtBot, view: QTableView, column: int, n_rows: int) -> list[str]:
    qtbot.waitUntil(lambda: len(set(texts(view, column, n_rows))) == n_rows)
    return texts(view, column, n_rows)


def test_the_batch_shows_what_was_typed(show_batch: Callable[..., BatchPanel]) -> None:
    typed = ["99999", "100000", "12345", "1.199", "0.500004", "-0", "-10024", "100.125", "0.0001"]
    panel = show_batch(Batch([[float(text)] for text in typed]))
    assert texts(panel.view, 0, len(typed)) == typed


@pytest.mark.parametrize(
    "numbers",
    [
        [0.1234567890123, 0.1234567890124, 0.1234567890125],
        [123456789012, 123456789013, 1],
        [1 / 3, np.nextafter(1 / 3, 1), 0.5],
    ],
)
def test_a_column_becomes_as_wide_as_it_takes_to_tell_its_numbers_apart(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel], numbers: list[float]
) -> None:
    panel = show_batch(Batch([[number, 0.5] for number in numbers]))
    view = panel.view
    shown = wait_until_apart(qtbot, view, 0, 3)
    assert [float(text.rstrip("…")) for text in shown] == pytest.approx(numbers, rel=1e-12)
    metrics = view.fontMetrics()
    for text in texts(view, 0, 3):
        assert metrics.horizontalAdvance(text) < view.columnWidth(0) - 6
    assert view.columnWidth(1) < view.columnWidth(0)


def test_whole_numbers_of_twelve_digits_stand_plainly_in_a_column(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    panel = show_batch(Batch([[-999999999999.0]]))
    qtbot.waitUntil(lambda: texts(panel.view, 0, 1) == ["-999999999999"])


def test_a_column_that_the_user_makes_narrower_stays_so_and_cuts_visibly(
    qtbot: QtBot, show_batch: Callable[..., BatchPanel]
) -> None:
    view = show_batch(Batch([[0.123456789], [0.123456788]])).view
    header = view.column_header
    edge = QPoint(
        header.sectionViewportPosition(0) + header.sectionSize(0) - 2, header.height() // 2
    )
    drag(qtbot, view, edge, -40)
    view.numbers_model.repaint()
    shown = texts(view, 0, 2)
    assert all(text.endswith("…") and text.startswith("0.12") for text in shown)
    assert view.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "0.123456789"
    drag(qtbot, view, edge - QPoint(40, 0), 90)
    assert texts(view, 0, 2) == ["0.123456789", "0.123456788"]


def drag(qtbot: QtBot, view: NumbersView, start: QPoint, by: int) -> None:
    """Drag the edge of a column's heading, as a person does."""
    heading = view.column_header.viewport()
    qtbot.mouseMove(heading, start)
    qtbot.mousePress(heading, Qt.MouseButton.LeftButton, pos=start)
    for step in (by // 2, by):
        qtbot.mouseMove(heading, start + QPoint(step, 0))
    qtbot.mouseRelease(heading, Qt.MouseButton.LeftButton, pos=start + QPoint(by, 0))


def test_saturated_outputs_are_told_from_one_and_from_each_other(
    qtbot: QtBot, show_outputs: Show
) -> None:
    network = Network([Dense([[1.0]], [0.0]), Sigmoid()])
    panel = show_outputs(Project(network, Batch([[12.0], [18.0], [19.0], [40.0]])), LAYER)
    panel.studio.selection.select(Place(1, 0, 0))
    table = panel.findChild(QTableView, "values_table")
    shown = wait_until_apart(qtbot, table, 0, 4)
    assert [text.startswith("0.99999") for text in shown] == [True, True, True, False]
    assert shown[3] == "1"
    plot = panel.layer.canvas.plots[0]
    cells = [plot.cell_text(row, 0) for row in range(4)]
    assert len(set(cells)) == 4
    assert cells[0] == "0.99999"
    assert cells[3] == "1"


def test_heatmaps_show_given_numbers_as_themselves_and_computed_ones_told_apart(
    show_outputs: Show,
) -> None:
    network = Network([Dense([[1.0]], [0.00001])])
    panel = show_outputs(Project(network, Batch([[99999.0], [100000.0], [0.500004], [0.50001]])))
    given, computed = panel.flow.matrix(0), panel.flow.matrix(1)
    assert [given.cell_text(row, 0) for row in range(4)] == [
        "99999",
        "100000",
        "0.500004",
        "0.50001",
    ]
    assert [computed.cell_text(row, 0) for row in range(4)] == [
        "99999.00001", "100000.00001", "0.50001", "0.50002",
    ]  # fmt: skip

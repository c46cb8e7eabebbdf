"""What numbers look like in tables and heatmaps: told apart, plain, and never cut unseen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, Sigmoid, edits
from nnfs_core.project.place import Place
from nnfs_gui.panels import BATCH
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.spreadsheet import NumbersView
from nnfs_gui.studio.edit import Edit
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.outputs import LAYER, Show
from tests.gui.windows import trigger

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


def test_a_column_that_the_user_has_sized_stays_so_until_another_project_is_opened(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(Project(Network(), Batch(np.arange(6.0).reshape(3, 2))))
    view, header = window.panels[BATCH].view, window.panels[BATCH].view.column_header
    usual = view.columnWidth(1)
    drag(qtbot, view, QPoint(header.sectionSize(0) - 2, header.height() // 2), 60)
    assert view.columnWidth(0) == usual + 60
    for id in ("view.zoom_in", "view.zoom_in", "view.zoom_normal"):
        trigger(window, id)
        assert view.columnWidth(0) > view.columnWidth(1) + 55
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(8, 10))  # sorts
    assert view.columnWidth(0) > usual + 55
    window.studio.document.replace(Project(Network(), Batch(np.arange(6.0).reshape(3, 2))))
    assert view.columnWidth(0) == usual


LONG = -999999999999.0


def project_of(number: float, names: list[str]) -> Project:
    """Two inputs and a dense layer of one number and a little less."""
    numbers = np.full((3, 2), number)
    layer = Dense(np.full((2, 2), number), [[0, 1]])
    return Project(Network([layer]), Batch(numbers, [0.5, number, 1], names))


def long_project() -> Project:
    return project_of(LONG, ["the length of the sepals", "x1"])


def tables(window: MainWindow) -> list[NumbersView]:
    trigger(window, "view.selected_layer")
    trigger(window, "view.layer")
    window.studio.selection.select(Place(0, 0, 0))
    found = [each for each in window.findChildren(NumbersView) if each.isVisible()]
    assert {each.objectName() for each in found} == {"batch_table", "weights_table", "values_table"}
    return found


def widths(views: list[NumbersView]) -> dict[str, list[int]]:
    """How wide the columns are, once the tables have looked at what they show."""
    QApplication.processEvents()
    return {
        each.objectName(): [each.columnWidth(n) for n in range(each.model().columnCount())]
        for each in views
    }


def cut_cells(view: NumbersView) -> list[str]:
    """The texts of numbers that have no room in their cells as these are painted."""
    found, model, style = [], view.numbers_model, view.style()
    metrics = QFontMetricsF(view.font())
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index, option = model.index(row, column), QStyleOptionViewItem()
            view.initViewItemOption(option)
            view.itemDelegate().initStyleOption(option, index)
            option.rect = view.visualRect(index)
            room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view)
            margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, view) + 1
            if metrics.horizontalAdvance(option.text) > room.width() - 2 * margin:
                found.append(option.text)
    return found


def test_columns_are_as_wide_as_what_they_hold_and_not_as_the_last_files(open_window: Open) -> None:
    window = open_window(project_of(0.5, ["x0", "x1"]))
    views = tables(window)
    usual = widths(views)
    window.studio.document.replace(long_project())
    long = widths(views)
    assert all(long[name][0] > usual[name][0] for name in ("batch_table", "weights_table"))
    window.studio.document.replace(project_of(0.5, ["x0", "x1"]))
    assert widths(views) == usual

    attempt, data = window.studio.attempt, long_project().batch  # opened as data, then taken back
    attempt(Edit("Open data", lambda project: edits.replace_batch(project, data)))
    assert widths(views)["batch_table"] == long["batch_table"]
    window.studio.document.undo()
    assert widths(views)["batch_table"] == usual["batch_table"]


def test_columns_are_as_wide_as_what_another_layer_holds(open_window: Open) -> None:
    first, second = (project_of(number, ["x0", "x1"]).network.layers[0] for number in (LONG, 0.5))
    window = open_window(Project(Network([first, second]), Batch(np.ones((2, 2)))))
    views = [each for each in tables(window) if each.objectName() != "batch_table"]
    long = widths(views)
    window.studio.selection.select_layer(1)
    short = widths(views)
    assert short["weights_table"][0] < long["weights_table"][0]
    window.studio.selection.select_layer(0)
    assert widths(views) == long


@pytest.mark.parametrize("zoom_steps", [0, 3])
def test_no_number_and_no_name_is_cut_whatever_is_opened_added_or_undone(
    open_window: Open, zoom_steps: int
) -> None:
    window = open_window(project_of(-0.56, ["x0", "x1"]), (1800, 900))
    for _ in range(zoom_steps):
        trigger(window, "view.zoom_in")
    views, studio = tables(window), window.studio
    batch = next(view for view in views if view.objectName() == "batch_table")

    def hold_all() -> None:
        widths(views)
        assert {view.objectName(): cut_cells(view) for view in views} == {
            "batch_table": [],
            "weights_table": [],
            "values_table": [],
        }
        header, model = batch.column_header, batch.numbers_model
        for column in range(model.columnCount()):
            name = model.column_name(column)
            assert header.fontMetrics().horizontalAdvance(name) < header.sectionSize(column) - 10

    hold_all()
    assert texts(batch, 0, 1) == ["-0.56"]
    studio.document.replace(long_project())
    hold_all()
    trigger(window, "batch.add_feature")
    hold_all()
    studio.attempt(Edit("Edit", lambda project: edits.set_input(project, 0, 2, -987654321098.0)))
    hold_all()
    studio.document.undo()
    studio.document.undo()
    hold_all()
    for id in ("view.zoom_in", "view.zoom_out", "view.zoom_out"):
        trigger(window, id)
        hold_all()


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

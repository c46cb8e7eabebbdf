"""The input batch on the screen: its cells, its target, its faults, and how it follows along."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, ReLU
from nnfs_core.evaluate import INPUT
from nnfs_gui.batch_panel import BatchPanel
from nnfs_gui.selection import Place
from nnfs_gui.spreadsheet import Block
from nnfs_gui.studio import Studio

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NAN = float("nan")
FLOWERS = Batch(
    [[5.1, 3.5], [4.9, 3.0], [6.3, 3.3]],
    [0, 0, 1],
    ["length", "width"],
    class_names=["setosa", "virginica"],
    target_name="species",
)


@pytest.fixture
def show(qtbot: QtBot, studio: Callable[..., Studio]) -> Callable[..., BatchPanel]:
    """Shows the panel of a batch; what it tells is kept in `notices`."""

    def show(batch: Batch, network: Network | None = None) -> BatchPanel:
        panel = BatchPanel(studio(Project(network or Network(), batch)))
        qtbot.addWidget(panel)
        panel.resize(760, 300)
        with qtbot.waitExposed(panel):
            panel.show()
        panel.notices = []
        panel.studio.notices.posted.connect(panel.notices.append)
        return panel

    return show


def batch(panel: BatchPanel) -> Batch:
    return panel.studio.project.batch


def shown(panel: BatchPanel, row: int, column: int) -> str:
    return panel.model.index(row, column).data()


def headers(panel: BatchPanel) -> list[str]:
    model = panel.view.model()
    return [
        model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())
    ]


def press(qtbot: QtBot, panel: QWidget, name: str) -> None:
    button = panel.findChild(QWidget, name)
    assert button is not None
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(qtbot: QtBot, panel: BatchPanel, button: str, entry: str) -> str:
    """Open a header menu and choose from it; returns what the entry said."""
    tool = panel.findChild(QToolButton, button)
    assert tool is not None
    menu: QMenu = tool.menu()
    menu.popup(panel.mapToGlobal(QPoint(0, 0)))
    qtbot.waitUntil(menu.isVisible)
    action = next(action for action in menu.actions() if action.objectName() == entry)
    text = action.text()
    assert action.isEnabled()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    return text


def cell_editor(panel: BatchPanel) -> QLineEdit:
    return visible_field(panel.view, "cell_editor")


def visible_field(parent: QWidget, name: str = "") -> QLineEdit:
    fields = parent.findChildren(QLineEdit, name or None)
    return next(field for field in fields if field.isVisible())


def type_in(qtbot: QtBot, panel: BatchPanel, row: int, column: int, text: str) -> QLineEdit:
    panel.view.setFocus()
    panel.view.go_to(row, column)
    qtbot.keyClick(panel.view, Key.Key_F2)
    field = cell_editor(panel)
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Key.Key_Return)
    return field


def background(panel: BatchPanel, row: int, column: int) -> str | None:
    brush = panel.model.index(row, column).data(Qt.ItemDataRole.BackgroundRole)
    return None if brush is None else brush.color().name()


def test_samples_are_rows_and_the_target_is_the_last_column(
    show: Callable[..., BatchPanel],
) -> None:
    panel = show(FLOWERS)
    assert panel.header.summary.text() == "3 samples × 2 features"
    assert headers(panel) == ["length", "width", "species"]
    assert [shown(panel, 2, column) for column in range(3)] == ["6.3", "3.3", "virginica"]
    assert background(panel, 2, 2) is not None
    assert background(panel, 2, 1) is None


def test_choosing_a_cell_selects_its_sample_and_feature_everywhere(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(FLOWERS)
    place = panel.view.visualRect(panel.model.index(1, 1)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.studio.selection.place == Place(INPUT, 1, 1)
    panel.studio.selection.select(Place(2, 0, 0))
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.studio.selection.place == Place(INPUT, 1, 1)  # a second click counts too
    qtbot.keyClick(panel.view, Key.Key_Right)
    assert panel.studio.selection.place == Place(INPUT, 1, None)


def test_a_sample_selected_elsewhere_is_marked_and_scrolled_to(
    show: Callable[..., BatchPanel],
) -> None:
    panel = show(Batch(np.ones((500, 30))), Network([Dense.random(30, 2, seed=0)]))
    panel.view.go_to(0, 3)
    panel.view.horizontalScrollBar().setValue(150)
    panel.studio.selection.select(Place(0, 400, None))
    assert panel.view.rowAt(panel.view.viewport().height() // 2) == pytest.approx(400, abs=1)
    assert panel.view.horizontalScrollBar().value() == 150
    assert background(panel, 400, 0) is not None
    assert background(panel, 399, 0) is None
    assert panel.view.currentIndex().row() == 0  # the current cell stays


def test_an_input_selected_elsewhere_becomes_the_current_cell(
    show: Callable[..., BatchPanel],
) -> None:
    panel = show(FLOWERS)
    panel.studio.selection.select(Place(INPUT, 2, 1))
    assert panel.view.block() == Block(2, 1)


def test_the_inputs_of_the_selected_neuron_light_up(show: Callable[..., BatchPanel]) -> None:
    panel = show(FLOWERS, Network([ReLU()]))
    panel.studio.selection.select(Place(0, 1, 0))
    lit = background(panel, 1, 0)
    assert lit is not None
    assert lit != background(panel, 1, 1)  # ReLU works on one input alone
    panel.studio.document.apply(
        "Replace", Project(Network([Dense.random(2, 3, seed=0)]), batch(panel))
    )
    assert background(panel, 1, 0) == background(panel, 1, 1) == lit
    panel.studio.selection.select(Place(INPUT, 1, 0))
    assert background(panel, 1, 0) != lit


def test_a_class_is_typed_by_name_or_number_and_a_new_name_adds_one(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(FLOWERS)
    type_in(qtbot, panel, 0, 2, "virginica")
    type_in(qtbot, panel, 1, 2, "1")
    assert batch(panel).targets.tolist() == [1, 1, 1]
    type_in(qtbot, panel, 2, 2, "versicolor")
    assert batch(panel).targets.tolist() == [1, 1, 2]
    assert batch(panel).class_names == ("setosa", "virginica", "versicolor")
    assert shown(panel, 2, 2) == "versicolor"
    assert panel.notices[-1].text == "New in species: versicolor."
    panel.studio.document.undo()
    assert batch(panel).targets.tolist() == [1, 1, 1]
    assert batch(panel).class_names == ("setosa", "virginica")
    assert panel.studio.document.undo_text == "Edit target"


def test_a_number_that_is_no_class_stays_in_a_red_editor(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(FLOWERS)
    field = type_in(qtbot, panel, 0, 2, "1.5")
    assert field.property("fault") == "true"
    assert panel.notices[-1].text.startswith("A class is a whole number from 0 to 9,999")
    assert batch(panel).targets.tolist() == [0, 0, 1]


def test_rows_with_class_names_are_copied_and_pasted_beyond_the_end(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(FLOWERS)
    panel.view.setFocus()
    panel.view.select_block(Block(1, 0, 2, 3))
    qtbot.keyClick(panel.view, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "4.9\t3\tsetosa\n6.3\t3.3\tvirginica"
    panel.view.go_to(2, 0)
    qtbot.keyClick(panel.view, Key.Key_V, CTRL)
    assert batch(panel).inputs.tolist() == [[5.1, 3.5], [4.9, 3], [4.9, 3], [6.3, 3.3]]
    assert batch(panel).targets.tolist() == [0, 0, 0, 1]
    panel.studio.document.undo()
    assert batch(panel) == FLOWERS


def test_a_paste_beyond_the_target_is_refused_and_a_button_makes_all_of_it_features(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(FLOWERS)
    panel.view.setFocus()
    panel.view.go_to(0, 1)
    QGuiApplication.clipboard().setText("1\t2\t3")
    qtbot.keyClick(panel.view, Key.Key_V, CTRL)
    assert batch(panel) == FLOWERS
    notice = panel.notices[-1]
    assert notice.text == "The paste reaches 1 columns beyond the target column species."
    notice.action()
    assert batch(panel).inputs[0].tolist() == [5.1, 1, 2, 3]
    assert batch(panel).targets.tolist() == [0, 0, 1]
    assert headers(panel)[-1] == "species"


def test_a_paste_that_would_take_more_memory_than_there_is_is_refused_beforehand(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(Batch(np.zeros((1_000_000, 1))))
    panel.view.setFocus()
    QGuiApplication.clipboard().setText("\t".join(["1"] * 90_000))
    panel.view.go_to(0, 0)
    qtbot.keyClick(panel.view, Key.Key_V, CTRL)
    assert panel.notices[-1].text.startswith(
        "Edit 90,000 inputs: this needs 720.0 GB of memory, but only "
    )
    assert panel.header.summary.text() == "1,000,000 samples × 1 feature"


def test_deleting_a_target_makes_it_unknown(qtbot: QtBot, show: Callable[..., BatchPanel]) -> None:
    panel = show(FLOWERS)
    panel.view.setFocus()
    panel.view.select_block(Block(0, 1, 2, 2))
    qtbot.keyClick(panel.view, Key.Key_Delete)
    assert batch(panel).inputs.tolist() == [[5.1, 0], [4.9, 0], [6.3, 3.3]]
    assert [shown(panel, row, 2) for row in range(3)] == ["unknown", "unknown", "virginica"]
    panel.studio.document.undo()
    assert batch(panel) == FLOWERS


def test_the_header_buttons_add_a_sample_and_a_feature(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(FLOWERS)
    press(qtbot, panel, "batch_add_sample")
    assert batch(panel).inputs[3].tolist() == [0, 0]
    assert shown(panel, 3, 2) == "unknown"
    assert panel.view.currentIndex().row() == 3
    press(qtbot, panel, "batch_add_feature")
    assert headers(panel) == ["length", "width", "x2", "species"]
    assert panel.header.summary.text() == "4 samples × 3 features"
    assert panel.view.currentIndex().column() == 2
    panel.studio.document.undo()
    panel.studio.document.undo()
    assert batch(panel) == FLOWERS
    with qtbot.waitSignal(panel.open_data_requested):
        press(qtbot, panel, "batch_open_data")


def test_filling_takes_the_selected_block_or_else_everything(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(Batch(np.full((3, 2), 7.0)))
    panel.view.select_block(Block(1, 0, 2, 2))
    choose(qtbot, panel, "batch_fill", "fill_ramp")
    assert batch(panel).inputs.tolist() == [[7, 7], [0, 1], [2, 3]]
    panel.view.go_to(0, 0)
    choose(qtbot, panel, "batch_fill", "fill_zeros")
    assert batch(panel).inputs.tolist() == [[0, 0]] * 3
    panel.studio.document.undo()
    assert batch(panel).inputs.tolist() == [[7, 7], [0, 1], [2, 3]]


def test_random_numbers_say_their_seed_and_each_draw_has_its_own(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(Batch(np.zeros((3, 2))))
    assert choose(qtbot, panel, "batch_fill", "fill_random").endswith("(seed 0)")
    first = batch(panel).inputs
    assert np.array_equal(first, np.random.default_rng(0).standard_normal((3, 2)))
    assert choose(qtbot, panel, "batch_fill", "fill_random").endswith("(seed 1)")
    assert not np.array_equal(first, batch(panel).inputs)
    assert panel.studio.document.undo_text == "Fill with random numbers (seed 1)"


def test_a_target_column_is_added_renamed_named_and_removed(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(Batch(np.zeros((2, 1))))
    choose(qtbot, panel, "batch_target", "add_target")
    assert [shown(panel, row, 1) for row in range(2)] == ["unknown", "unknown"]
    type_in(qtbot, panel, 0, 1, "1")
    assert shown(panel, 0, 1) == "class 1"
    assert choose(qtbot, panel, "batch_target", "rename_target") == "Rename target"
    field = panel.view.findChild(QLineEdit, "header_editor")
    field.selectAll()
    qtbot.keyClicks(field, "kind")
    qtbot.keyClick(field, Key.Key_Return)
    assert headers(panel) == ["x0", "kind"]
    choose(qtbot, panel, "batch_target", "name_classes")
    names = panel.findChild(QListWidget, "class_names_list")
    assert [names.item(row).text() for row in range(names.count())] == ["class 0", "class 1"]
    names.setCurrentRow(1)
    editor = visible_field(names)
    editor.selectAll()
    qtbot.keyClicks(editor, "rose")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: shown(panel, 0, 1) == "rose")
    panel.studio.document.undo()
    assert shown(panel, 0, 1) == "class 1"
    names.window().close()
    choose(qtbot, panel, "batch_target", "remove_target")
    assert headers(panel) == ["x0"]
    panel.studio.document.undo()
    assert headers(panel) == ["x0", "kind"]


@pytest.mark.parametrize(
    ("button", "inputs"),
    [
        ("batch_fault_mean", [[1, 2], [2, 4], [3, 3]]),
        ("batch_fault_zero", [[1, 2], [0, 4], [3, 0]]),
        ("batch_fault_remove", [[1, 2]]),
    ],
)
def test_a_missing_number_is_named_above_the_table_and_mended_by_one_click(
    qtbot: QtBot, show: Callable[..., BatchPanel], button: str, inputs: list[list[float]]
) -> None:
    panel = show(Batch([[1, 2], [NAN, 4], [3, NAN]]))
    assert panel.fault_strip.isVisible()
    assert panel.fault_strip.text.text() == "Sample 1, x0 of the batch is NaN (not a number)."
    press(qtbot, panel, "batch_fault_show")
    assert panel.studio.selection.place == Place(INPUT, 1, 0)
    press(qtbot, panel, button)
    assert batch(panel).inputs.tolist() == inputs
    assert not panel.fault_strip.isVisible()
    panel.studio.document.undo()
    assert np.isnan(batch(panel).inputs).sum() == 2
    assert panel.fault_strip.isVisible()


def test_the_strip_goes_when_the_number_is_typed_even_while_live_is_off(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(Batch([[1, NAN]]))
    panel.studio.runner.set_live(False)
    type_in(qtbot, panel, 0, 1, "5")
    assert not panel.fault_strip.isVisible()


def test_an_empty_batch_says_what_to_do_and_takes_a_typed_number(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(Batch(np.zeros((0, 0))))
    assert panel.empty.isVisible()
    assert not panel.view.isVisible()
    assert "Type or paste numbers" in panel.empty.text.text()
    panel.empty.setFocus()
    qtbot.keyClicks(panel.empty, "4")
    field = cell_editor(panel)
    assert field.text() == "4"
    qtbot.keyClicks(field, "2")
    qtbot.keyClick(field, Key.Key_Return)
    assert batch(panel).inputs.tolist() == [[42]]
    assert panel.view.isVisible()


def test_an_empty_batch_takes_a_paste_and_undo_brings_the_advice_back(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(Batch(np.zeros((0, 3))))
    panel.empty.setFocus()
    QGuiApplication.clipboard().setText("1\t2\t3\n4\t5\t6")
    qtbot.keyClick(panel.empty, Key.Key_V, CTRL)
    assert batch(panel).inputs.tolist() == [[1, 2, 3], [4, 5, 6]]
    panel.studio.document.undo()
    assert panel.empty.isVisible()
    press(qtbot, panel, "empty_batch_add")
    assert batch(panel).inputs.tolist() == [[0, 0, 0]]
    panel.studio.document.undo()
    with qtbot.waitSignal(panel.open_data_requested):
        press(qtbot, panel, "empty_batch_open")


def test_one_edited_cell_resets_nothing(qtbot: QtBot, show: Callable[..., BatchPanel]) -> None:
    panel = show(Batch(np.zeros((500, 50))))
    resets: list[str] = []
    panel.model.modelReset.connect(lambda: resets.append("reset"))
    panel.model.layoutChanged.connect(lambda: resets.append("layout"))
    type_in(qtbot, panel, 300, 40, "5")
    bars = panel.view.verticalScrollBar(), panel.view.horizontalScrollBar()
    scrolled = [bar.value() for bar in bars]
    panel.studio.document.undo()
    panel.studio.document.redo()
    assert shown(panel, 300, 40) == "5"
    assert resets == []
    assert [bar.value() for bar in bars] == scrolled
    assert panel.view.currentIndex().row() == 301


def test_opening_another_project_ends_typing_and_starts_at_the_first_cell(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(Batch(np.zeros((500, 2))))
    panel.view.setFocus()
    panel.view.go_to(400, 1)
    qtbot.keyClicks(panel.view, "x")
    qtbot.keyClick(cell_editor(panel), Key.Key_Return)
    panel.studio.document.replace(Project(Network(), Batch(np.ones((500, 2)))))
    assert not [each for each in panel.view.findChildren(QLineEdit) if each.isVisible()]
    assert panel.view.blocks() == []
    assert panel.view.verticalScrollBar().value() == 0
    place = panel.view.visualRect(panel.model.index(1, 0)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.view.block() == Block(1, 0)
    assert batch(panel).inputs.tolist() == [[1, 1]] * 500


def test_a_hundred_thousand_columns_are_shown_and_edited(
    qtbot: QtBot, show: Callable[..., BatchPanel]
) -> None:
    panel = show(Batch(np.zeros((3, 100_000))))
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Key.Key_End, CTRL)
    assert panel.view.currentIndex().column() == 99_999
    type_in(qtbot, panel, 2, 99_999, "8")
    assert batch(panel).inputs[2, -1] == 8
    assert panel.header.summary.text() == "3 samples × 100,000 features"


def test_a_file_dragged_over_the_table_is_left_to_the_window(
    show: Callable[..., BatchPanel],
) -> None:
    panel = show(FLOWERS)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/data/flowers.csv")])
    for widget in (panel.view, panel.view.viewport(), panel.empty, panel):
        event = QDragEnterEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            files,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        event.ignore()
        QApplication.sendEvent(widget, event)
        assert not widget.acceptDrops()
        assert not event.isAccepted()

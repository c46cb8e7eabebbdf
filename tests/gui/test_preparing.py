"""The dialog that prepares features: what it shows beforehand is what is then done, in one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSpinBox,
    QTableView,
)
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, edits
from nnfs_core.project.subset import Subset
from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.panels.batch.preparing.dialog import PreparingDialog
from nnfs_gui.panels.batch.preparing.pages import PreparingPage
from nnfs_gui.spreadsheet import Block
from nnfs_gui.window.main_window import MainWindow
from tests.deferred import break_block, deferred_rows, forget_blocks
from tests.gui.batch_table import choose
from tests.gui.conftest import Open
from tests.gui.executors import LaterExecutor
from tests.gui.widgets import child, is_seen, nameless, notices_of, press, seen, text_of
from tests.gui.windows import choose_command, search_commands, trigger

Show = Callable[..., BatchPanel]
Key = Qt.Key
NAN = float("nan")
PEOPLE = Batch(
    [[3, 22, 7.25], [1, NAN, 71.5], [3, 26, NAN], [2, NAN, 8.05]],
    [0, 1, -1, 0],
    ["class", "age", "fare"],
    class_names=["died", "survived"],
)


def prepare(panel: BatchPanel, page: PreparingPage) -> PreparingDialog:
    panel.prepare(page)
    return seen(panel, PreparingDialog)


def features(dialog: PreparingDialog) -> QTableView:
    return seen(dialog, QTableView, "preparing_features")


def table_of(view: QTableView) -> list[list[str]]:
    """What a table shows, its header first."""
    model = view.model()
    columns = [n for n in range(model.columnCount()) if not view.isColumnHidden(n)]
    header = [model.headerData(n, Qt.Orientation.Horizontal) for n in columns]
    rows = [[model.index(row, n).data() for n in columns] for row in range(model.rowCount())]
    return [header, *rows]


def chosen(dialog: PreparingDialog) -> list[str]:
    """The names with a tick."""
    model, role = features(dialog).model(), Qt.ItemDataRole.CheckStateRole
    names = [model.index(row, 0) for row in range(model.rowCount())]
    return [each.data() for each in names if each.data(role) == Qt.CheckState.Checked]


def turn(qtbot: QtBot, dialog: PreparingDialog, row: int) -> None:
    """Go to a feature and press Space."""
    table = features(dialog)
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, 0))
    qtbot.keyClick(table, Key.Key_Space)


def choose_in_box(qtbot: QtBot, dialog: PreparingDialog, name: str, text: str) -> None:
    """Type the first letters of an entry into a box."""
    box = seen(dialog, QComboBox, name)
    box.setFocus()
    qtbot.keyClicks(box, text)
    assert box.currentText().startswith(text)


def inputs(panel: BatchPanel) -> np.ndarray:
    return panel.studio.project.batch.inputs


# What it shows, and does.


def test_scaling_shows_each_feature_before_and_after_and_is_one_step(
    show_batch: Show, qtbot: QtBot
) -> None:
    panel = show_batch(Batch([[2, 10], [4, 30], [3, 15]], columns=["width", "height"]))
    before, told = panel.studio.project, notices_of(panel.studio)
    dialog = prepare(panel, PreparingPage.SCALE)
    assert table_of(features(dialog)) == [
        ["Feature", "Missing", "Least", "Mean", "Largest", "New least", "New mean", "New largest"],
        ["width", "0", "2", "3", "4", "0", "0.5", "1"],
        ["height", "0", "10", "18.33", "30", "0", "0.4167", "1"],
    ]
    assert table_of(seen(dialog, QTableView, "preparing_preview")) == [
        ["width", "height"],
        ["2 → 0", "10 → 0"],
        ["4 → 1", "30 → 1"],
        ["3 → 0.5", "15 → 0.25"],
    ]
    assert text_of(dialog, "preparing_summary") == "6 cells of 2 features change."
    press(qtbot, dialog, "preparing_accept")
    assert inputs(panel).tolist() == [[0, 0], [1, 1], [0.5, 0.25]]
    assert told == [
        "Scaled to 0..1 by what the 3 samples reach: width from 2 to 4, height from 10 to 30. "
        "Their names end in [0..1] now, where a unit would stand."
    ]
    assert panel.studio.document.undo_text == "Scale 2 features to 0..1"
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the dialog is gone by now
    panel.studio.document.undo()
    assert panel.studio.project is before


def test_what_is_missing_is_filled_as_chosen(show_batch: Show, qtbot: QtBot) -> None:
    panel = show_batch(PEOPLE)
    dialog = prepare(panel, PreparingPage.FILL)
    assert chosen(dialog) == ["age", "fare"]
    assert table_of(features(dialog))[2] == [
        *("age", "2", "22", "24", "26"),
        *("24", "0", "22", "24", "26"),
    ]
    choose_in_box(qtbot, dialog, "preparing_filling", "the median")
    assert text_of(dialog, "preparing_summary") == "3 missing cells of 2 features are filled."
    preview = table_of(seen(dialog, QTableView, "preparing_preview"))
    assert preview[1:] == [["NaN → 24", "71.5"], ["26", "NaN → 8.05"], ["NaN → 24", "8.05"]]
    press(qtbot, dialog, "preparing_accept")
    assert inputs(panel)[:, 1].tolist() == [22, 24, 26, 24]
    assert inputs(panel)[2, 2] == 8.05
    assert panel.studio.document.undo_text == "Fill what is missing in 2 features with medians"


def test_of_a_split_batch_it_is_said_whose_means_these_are(show_batch: Show) -> None:
    panel = show_batch(Batch([[2.0], [4.0], [np.nan], [9.0]], columns=["width"]))
    split = edits.set_subsets(panel.studio.project, [3], Subset.TEST)
    panel.studio.document.apply("Split", split)
    heads, row = table_of(features(prepare(panel, PreparingPage.FILL)))[:2]
    said = dict(zip(heads, row, strict=True))
    assert (said["Mean of all"], said["Filled with (training)"]) == ("5", "3")


def test_a_number_to_fill_with_is_typed(show_batch: Show, qtbot: QtBot) -> None:
    panel = show_batch(PEOPLE)
    dialog = prepare(panel, PreparingPage.FILL)
    assert not is_seen(dialog, "preparing_value")
    choose_in_box(qtbot, dialog, "preparing_filling", "a number")
    field = seen(dialog, QDoubleSpinBox, "preparing_value")
    field.selectAll()
    qtbot.keyClicks(field, "-1")
    assert table_of(features(dialog))[2][5] == "-1"
    qtbot.keyClick(field, Key.Key_Return)
    assert inputs(panel)[:, 1].tolist() == [22, -1, 26, -1]


def test_samples_that_go_are_counted_and_shown(show_batch: Show, qtbot: QtBot) -> None:
    panel = show_batch(PEOPLE)
    dialog = prepare(panel, PreparingPage.DROP)
    assert text_of(dialog, "preparing_summary") == "3 of 4 samples go; 1 stays."
    assert text_of(dialog, "preparing_preview_title") == "The first samples that go"
    turn(qtbot, dialog, 1)  # no longer for want of an age
    assert text_of(dialog, "preparing_summary") == "1 of 4 samples goes; 3 stay."
    turn(qtbot, dialog, 2)
    assert text_of(dialog, "preparing_summary") == "Nothing changes: no sample misses any of it."
    seen(dialog, QCheckBox, "preparing_targets").click()
    assert text_of(dialog, "preparing_summary") == "1 of 4 samples goes; 3 stay."
    press(qtbot, dialog, "preparing_accept")
    assert panel.studio.project.batch.targets.tolist() == [0, 1, 0]


def test_values_become_columns_and_those_that_look_like_kinds_are_chosen(
    show_batch: Show, qtbot: QtBot
) -> None:
    panel = show_batch(PEOPLE)
    dialog = prepare(panel, PreparingPage.ONE_HOT)
    assert chosen(dialog) == ["class"]
    assert table_of(features(dialog))[1][-2:] == ["3", "3 columns: 1, 2, 3"]
    preview = table_of(seen(dialog, QTableView, "preparing_preview"))
    assert preview[0] == ["class", "class = 1", "class = 2", "class = 3"]
    assert preview[1] == ["3", "0", "0", "1"]
    press(qtbot, dialog, "preparing_accept")
    columns = panel.studio.project.batch.columns
    assert columns == ("class = 1", "class = 2", "class = 3", "age", "fare")


def test_more_columns_are_allowed_by_a_number(show_batch: Show, qtbot: QtBot) -> None:
    panel = show_batch(Batch(np.arange(25.0).reshape(-1, 1), columns=["town"]))
    dialog = prepare(panel, PreparingPage.ONE_HOT)
    turn(qtbot, dialog, 0)
    assert "town has 25 different values, and at most 20" in text_of(dialog, "preparing_told")
    assert not seen(dialog, QPushButton, "preparing_accept").isEnabled()
    field = seen(dialog, QSpinBox, "preparing_most")
    field.selectAll()
    qtbot.keyClicks(field, "25")
    assert text_of(dialog, "preparing_summary") == "1 feature becomes 25 columns."
    assert seen(dialog, QPushButton, "preparing_accept").isEnabled()


def test_centring_is_another_page_of_the_same_dialog(show_batch: Show, qtbot: QtBot) -> None:
    panel = show_batch(Batch([[1.0], [2.0]], columns=["width"]))
    dialog = prepare(panel, PreparingPage.SCALE)
    choose_in_box(qtbot, dialog, "preparing_page", "Centre around 0")
    assert text_of(dialog, "preparing_about").endswith("x - mean.")
    press(qtbot, dialog, "preparing_accept")
    assert inputs(panel).tolist() == [[-0.5], [0.5]]


# Which features.


def test_the_features_of_selected_columns_are_chosen(show_batch: Show) -> None:
    panel = show_batch(PEOPLE)
    panel.view.select_block(Block(0, 1, 4, 2))
    assert chosen(prepare(panel, PreparingPage.SCALE)) == ["age", "fare"]


def test_one_selected_cell_chooses_no_feature_before_others(show_batch: Show) -> None:
    panel = show_batch(PEOPLE)
    panel.view.go_to(1, 1)
    assert chosen(prepare(panel, PreparingPage.SCALE)) == ["class", "age", "fare"]


def test_a_click_and_space_choose_and_several_turn_together(show_batch: Show, qtbot: QtBot) -> None:
    panel = show_batch(PEOPLE)
    dialog = prepare(panel, PreparingPage.SCALE)
    table = features(dialog)
    box = table.visualRect(table.model().index(0, 0)).topLeft() + QPoint(16, 12)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert chosen(dialog) == ["age", "fare"]
    assert text_of(dialog, "preparing_n_chosen") == "2 of 3 features chosen"
    table.selectAll()
    qtbot.keyClick(table, Key.Key_Space)
    assert chosen(dialog) == ["class", "age", "fare"]
    qtbot.keyClick(table, Key.Key_Space)
    assert chosen(dialog) == []
    assert text_of(dialog, "preparing_told") == "No feature is chosen; choose at least one."
    press(qtbot, dialog, "preparing_all")
    assert seen(dialog, QPushButton, "preparing_accept").isEnabled()


def test_features_are_found_by_name_among_many(show_batch: Show, qtbot: QtBot) -> None:
    numbers = np.random.default_rng(0).standard_normal((3, 2000))
    panel = show_batch(Batch(numbers))
    dialog = prepare(panel, PreparingPage.SCALE)
    press(qtbot, dialog, "preparing_none")
    qtbot.keyClicks(seen(dialog, QLineEdit, "preparing_search"), "x199")
    names = [row[0] for row in table_of(features(dialog))[1:]]
    assert names == ["x199", *(f"x{number}" for number in range(1990, 2000))]
    press(qtbot, dialog, "preparing_all")
    assert text_of(dialog, "preparing_n_chosen") == "11 of 2,000 features chosen"
    press(qtbot, dialog, "preparing_accept")
    scaled = inputs(panel)
    assert scaled[:, 1990].min() == 0
    assert (scaled[:, 0] == numbers[:, 0]).all()


def test_few_features_need_no_search(show_batch: Show) -> None:
    assert not is_seen(prepare(show_batch(PEOPLE), PreparingPage.SCALE), "preparing_search")


def test_that_everything_is_encoded_already_is_no_fault(show_batch: Show) -> None:
    batch = Batch([[1.0, 0.0, 2.5], [0.0, 1.0, 3.5]], columns=["town = Lyon", "town = Oslo", "x"])
    dialog = prepare(show_batch(batch), PreparingPage.ONE_HOT)
    assert text_of(dialog, "preparing_told") == (
        "Nothing is left to encode: columns such as town = Lyon are encoded already, and no other "
        "feature holds a few whole numbers alone."
    )
    frame = child(dialog, QLabel, "preparing_told").parentWidget()
    assert (frame.property("role"), frame.property("level")) == ("notice", "info")
    assert not seen(dialog, QPushButton, "preparing_accept").isEnabled()


# What cannot be done is told, and nothing is lost.

BAD = {
    "no samples": (Batch(np.empty((0, 2))), PreparingPage.SCALE, "The batch has no samples yet"),
    "no features": (Batch(np.empty((2, 0))), PreparingPage.CENTRE, "The batch has no features"),
    "all missing": (Batch([[NAN]], columns=["age"]), PreparingPage.FILL, "age has no number to"),
    "none to train": (
        Batch([[1.0], [2.0]], subsets=[1, 2]),
        PreparingPage.SCALE,
        "No sample is for training",
    ),
    "no kinds": (Batch([[1.5], [2.5]]), PreparingPage.ONE_HOT, "No feature holds a few whole"),
    "all go": (Batch([[NAN], [NAN]]), PreparingPage.DROP, "Every sample misses something"),
    "too large": (
        Batch([[1.7e308], [-1.7e308], [-1.7e308]], columns=["wide"]),
        PreparingPage.CENTRE,
        "wide would become too large",
    ),
}


@pytest.mark.parametrize(("batch", "page", "sentence"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_done_is_a_sentence_and_the_button_is_off(
    show_batch: Show, qtbot: QtBot, batch: Batch, page: PreparingPage, sentence: str
) -> None:
    panel = show_batch(batch)
    before = panel.studio.project
    dialog = prepare(panel, page)
    assert text_of(dialog, "preparing_told").startswith(sentence)
    assert not seen(dialog, QPushButton, "preparing_accept").isEnabled()
    qtbot.keyClick(dialog, Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert panel.studio.project is before


def test_samples_that_cannot_be_fetched_are_told(
    studio: Callable[..., object], qtbot: QtBot
) -> None:
    rows = deferred_rows(np.array([[1.0], [2.0], [4.0]]), step=1)
    panel = BatchPanel(studio(Project(Network(), Batch(rows))))
    qtbot.addWidget(panel)
    panel.show()
    forget_blocks()
    break_block(rows, 1, "samples.npy has changed since it was opened.")
    dialog = prepare(panel, PreparingPage.SCALE)
    told = text_of(dialog, "preparing_told")
    assert told == "samples.npy has changed since it was opened."
    assert not seen(dialog, QPushButton, "preparing_accept").isEnabled()


def test_what_is_to_be_known_is_told_before(show_batch: Show) -> None:
    panel = show_batch(Batch([[5.0, 1], [5.0, 2]], columns=["same", "other"]))
    dialog = prepare(panel, PreparingPage.SCALE)
    assert text_of(dialog, "preparing_told") == ("same is the same in every sample, and becomes 0.")
    assert seen(dialog, QPushButton, "preparing_accept").isEnabled()


def test_what_is_so_already_needs_no_step(show_batch: Show) -> None:
    dialog = prepare(show_batch(Batch([[0.0], [1.0]])), PreparingPage.SCALE)
    assert text_of(dialog, "preparing_summary").startswith("Nothing changes: the feature is in 0")
    assert not seen(dialog, QPushButton, "preparing_accept").isEnabled()


def test_the_training_samples_that_it_learns_of_are_told(show_batch: Show) -> None:
    panel = show_batch(Batch([[1.0], [2.0], [9.0]], subsets=[0, 0, 2]))
    dialog = prepare(panel, PreparingPage.SCALE)
    assert text_of(dialog, "preparing_about").endswith(
        "It is learnt of the training samples alone (2 training and 1 test sample)."
    )
    assert table_of(features(dialog))[1][-1] == "8"


def test_samples_that_the_filter_hides_are_prepared_too_and_it_says_so(
    show_batch: Show, qtbot: QtBot
) -> None:
    panel = show_batch(Batch([[1.0], [2.0], [9.0]], columns=["width"]))
    panel.studio.finder.filter("width < 5")
    dialog = prepare(panel, PreparingPage.SCALE)
    told = "Samples that the filter hides are prepared, too."
    assert text_of(dialog, "preparing_about").endswith(told)
    press(qtbot, dialog, "preparing_accept")
    assert inputs(panel).tolist() == [[0], [0.125], [1]]


def test_tab_leads_from_top_to_bottom(show_batch: Show, qtbot: QtBot) -> None:
    dialog = prepare(show_batch(PEOPLE), PreparingPage.FILL)
    seen(dialog, QComboBox, "preparing_page").setFocus()
    passed = []
    for _ in range(7):
        qtbot.keyClick(dialog.focusWidget(), Key.Key_Tab)
        passed.append(dialog.focusWidget().objectName())
    assert passed[:5] == [
        *("preparing_filling", "preparing_all", "preparing_none"),
        *("preparing_features", "preparing_preview"),
    ]
    assert passed[5] == "preparing_accept"


def test_a_batch_that_changes_meanwhile_is_looked_at_anew(show_batch: Show, qtbot: QtBot) -> None:
    panel = show_batch(Batch([[1.0, 2.0], [3.0, 6.0]]))
    dialog = prepare(panel, PreparingPage.SCALE)
    document = panel.studio.document
    document.apply("Edit input", edits.set_input(document.project, 0, 0, -7))
    assert table_of(features(dialog))[1][2] == "-7"
    document.apply("Remove feature", edits.remove_features(document.project, [0]))
    assert [row[0] for row in table_of(features(dialog))[1:]] == ["x1"]
    press(qtbot, dialog, "preparing_accept")
    assert inputs(panel).tolist() == [[0], [1]]


def test_it_is_worked_out_off_the_gui_thread_and_enter_does_it_when_it_is_ready(
    studio: Callable[..., object], qtbot: QtBot
) -> None:
    later = LaterExecutor(waits=False)
    batch = Batch(deferred_rows(np.array([[1.0], [NAN], [4.0]]), step=1))
    panel = BatchPanel(studio(Project(Network(), batch), later))
    qtbot.addWidget(panel)
    panel.show()
    later.waits = True
    dialog = prepare(panel, PreparingPage.FILL)
    assert table_of(features(dialog))[1][1] == ""
    qtbot.keyClick(dialog, Key.Key_Return)
    assert dialog.isVisible()
    later.work_until(qtbot, lambda: panel.studio.document.undo_text is not None)
    assert inputs(panel).tolist() == [[1], [2.5], [4]]


def test_leaving_the_dialog_while_it_works_changes_nothing(
    studio: Callable[..., object], qtbot: QtBot
) -> None:
    later = LaterExecutor(waits=False)
    panel = BatchPanel(studio(Project(Network(), PEOPLE), later))
    qtbot.addWidget(panel)
    panel.show()
    later.waits = True
    before = panel.studio.project
    qtbot.keyClick(prepare(panel, PreparingPage.FILL), Key.Key_Escape)
    later.work()
    assert panel.studio.project is before


# Where it is found.


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("normalise", "Scale features to 0..1"),
        ("min-max", "Scale features to 0..1"),
        ("impute", "Fill what is missing"),
        ("dummy variables", "One-hot encode features"),
        ("dropna", "Drop samples that miss something"),
        ("subtract mean", "Centre features around 0"),
    ],
)
def test_the_palette_finds_each_command_by_other_words(
    open_window: Open, qtbot: QtBot, typed: str, entry: str
) -> None:
    window = open_window(Project(Network(), PEOPLE))
    found = search_commands(qtbot, window, typed)
    assert entry in found
    if found[0] == entry:
        choose_command(qtbot)
        assert seen(window, PreparingDialog).isVisible()


def test_a_submenu_of_the_batch_menu_opens_each_page(open_window: Open, qtbot: QtBot) -> None:
    window: MainWindow = open_window(Project(Network([Dense.random(3, 2)]), PEOPLE))
    texts = [action.text().replace("&", "") for action in window.menus["prepare"].actions()]
    assert "Fill what is missing…" in texts
    for page in PreparingPage:
        trigger(window, f"batch.{page.value}")
        dialog = seen(window, PreparingDialog)
        assert dialog.page is page
        assert not nameless(dialog)
        qtbot.keyClick(dialog, Key.Key_Escape)


def test_the_menu_of_a_features_name_prepares_it(show_batch: Show, qtbot: QtBot) -> None:
    panel = show_batch(PEOPLE)
    panel.view.select_block(Block(0, 1, 4, 1))
    header = panel.view.column_header
    header.customContextMenuRequested.emit(QPoint(header.sectionViewportPosition(1) + 20, 5))
    menu = child(panel.view, QMenu, "cell_menu")
    submenu = child(menu, QMenu, "prepare_menu")
    entry = next(each for each in submenu.actions() if each.objectName() == "prepare_scale")
    entry.trigger()
    menu.close()
    QApplication.processEvents()
    assert chosen(seen(panel, PreparingDialog)) == ["age"]


def test_beside_a_missing_number_there_are_other_ways_to_fill_it(
    show_batch: Show, qtbot: QtBot
) -> None:
    panel = show_batch(PEOPLE, Network([Dense.random(3, 2)]))
    panel.resize(1000, 300)
    panel.view.select_block(Block(0, 0, 4, 1))
    press(qtbot, panel, "batch_fault_other")
    dialog = seen(panel, PreparingDialog)
    assert dialog.page is PreparingPage.FILL
    assert chosen(dialog) == ["age", "fare"]
    qtbot.keyClick(dialog, Key.Key_Escape)
    choose(qtbot, panel, "batch_fill", "fill_missing")
    assert seen(panel, PreparingDialog).page is PreparingPage.FILL


def test_opening_a_table_that_misses_something_leads_to_filling_it(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text("age,size,kind\n30,1.5,a\n,1.8,b\n50,1.7,a\n")
    window = open_window()
    window.files.data_import.open(tmp_path / "people.csv", ask=False)
    press(qtbot, window, "notice_button")
    dialog = seen(window, PreparingDialog, "preparing_dialog")
    assert text_of(dialog, "preparing_summary") == "1 missing cell of 1 feature is filled."
    press(qtbot, dialog, "preparing_accept")
    assert window.studio.project.batch.inputs[1, 0] == 40

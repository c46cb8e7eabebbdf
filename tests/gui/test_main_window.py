"""The main window as a person uses it: files, undo, menus, commands, looks and leaving."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QTableView,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Dense, Network, Project, Softmax, edits, load, save
from nnfs_core.examples import EXAMPLES, example_named
from nnfs_core.project.place import Place
from nnfs_gui.panels import BATCH, EXPLAIN, LAYER, NETWORK, OUTPUTS
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.window.main_window import MainWindow
from tests.core.test_atomic import posix_only
from tests.gui.conftest import Open
from tests.gui.widgets import is_seen, nameless, notices_of, press, seen, text_of
from tests.gui.windows import (
    answer_about_unsaved,
    choose_command,
    drop,
    open_example,
    search_commands,
    trigger,
)

VIEWS = ("flow", "selected_layer", "softmax", "distribution")


def small() -> Project:
    return Project(Network([Dense.random(2, 3, seed=1), Softmax()]), Batch([[1, 2], [3, 4]]))


def edit(window: MainWindow, value: float = 7) -> None:
    window.studio.attempt(Edit("Edit input", lambda project: edits.set_input(project, 0, 0, value)))


def test_the_window_opens_with_every_panel_visible(open_window: Open) -> None:
    window = open_window(small())
    for panel in (
        window.panels[NETWORK],
        window.panels[OUTPUTS],
        window.panels[BATCH],
        window.panels[EXPLAIN],
    ):
        assert panel.is_on_screen
        assert panel.visibleRegion().boundingRect().height() > 100
    assert "2 samples × 2 features · 2 layers · 9 parameters · float64" in text_of(
        window, "status_figures"
    )
    assert text_of(window, "status_pass").endswith("up to date")


def test_save_close_and_open_finds_the_same_bits(
    open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(small())
    edit(window, 0.1 + 0.2)
    project = window.studio.project
    window.files.save_to(tmp_path / "kept.nnfs")
    assert window.windowTitle() == "kept.nnfs[*] — NNFS Studio"
    assert not window.isWindowModified()
    window.close()
    again = open_window()
    again.files.open(tmp_path / "kept.nnfs")
    assert again.studio.project == project
    assert again.studio.project.batch.inputs[0, 0] == 0.1 + 0.2


def test_an_unsaved_change_is_marked_and_undo_takes_the_mark_away(open_window: Open) -> None:
    window = open_window(small())
    assert not window.isWindowModified()
    edit(window)
    assert window.isWindowModified()
    trigger(window, "edit.undo")
    assert not window.isWindowModified()


def test_undo_and_redo_name_their_step(open_window: Open) -> None:
    window = open_window(small())
    assert not window.actions_by_id["edit.undo"].isEnabled()
    edit(window)
    assert window.actions_by_id["edit.undo"].text() == "&Undo edit input"
    trigger(window, "edit.undo")
    assert not window.actions_by_id["edit.undo"].isEnabled()
    assert window.actions_by_id["edit.redo"].text() == "&Redo edit input"
    trigger(window, "edit.redo")
    assert window.studio.project.batch.inputs[0, 0] == 7


def test_new_asks_before_unsaved_work_is_lost(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(small())
    edit(window)
    trigger(window, "file.new")
    assert "has changes that are not saved" in seen(window, QMessageBox, "unsaved_box").text()
    answers = seen(window, QMessageBox, "unsaved_box").buttons()
    assert {"&Save", "&Discard"} <= {each.text() for each in answers}  # which have letters
    answer_about_unsaved(qtbot, window, "Cancel")
    assert len(window.studio.project.network) == 2
    trigger(window, "file.new")
    answer_about_unsaved(qtbot, window, "Discard")
    assert len(window.studio.project.network) == 0


def test_saving_at_the_question_saves_and_then_goes_on(
    open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(small())
    window.files.save_to(tmp_path / "mine.nnfs")
    edit(window)
    trigger(window, "file.new")
    answer_about_unsaved(qtbot, window, "Save")
    assert len(window.studio.project.network) == 0
    assert load(tmp_path / "mine.nnfs").batch.inputs[0, 0] == 7


def test_a_new_project_asks_where_to_save(open_window: Open, tmp_path: Path) -> None:
    window = open_window(small())
    trigger(window, "file.save")
    dialog = window.findChild(QFileDialog, "save_dialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "chosen.nnfs"))
    dialog.close()
    assert load(tmp_path / "chosen.nnfs") == small()


def test_a_save_that_fails_says_so_and_keeps_the_mark(open_window: Open, tmp_path: Path) -> None:
    window = open_window(small())
    edit(window)
    window.files.save_to(tmp_path / "no such folder" / "mine.nnfs")
    assert text_of(window, "notice_text") != ""
    assert window.isWindowModified()


@posix_only
def test_a_save_that_breaks_a_hard_link_says_so(open_window: Open, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    path, other = tmp_path / "mine.nnfs", tmp_path / "there" / "mine.nnfs"
    window = open_window(small())
    window.files.save_to(path)
    os.link(path, other)
    before = other.read_bytes()
    edit(window)
    window.files.save_to(path)
    assert text_of(window, "notice_text").startswith("mine.nnfs is no longer the same file as")
    assert not window.isWindowModified()
    assert other.read_bytes() == before != path.read_bytes()


def test_a_save_that_fails_offers_another_place(
    open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(small())
    window.files.save_to(tmp_path / "no such folder" / "mine.nnfs")
    press(qtbot, window, "notice_button")
    dialog = window.findChild(QFileDialog, "save_dialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "here.nnfs"))
    dialog.close()
    assert load(tmp_path / "here.nnfs") == small()


def test_a_dialog_for_files_starts_where_the_last_one_ended(
    open_window: Open, tmp_path: Path
) -> None:
    window = open_window(small())
    (tmp_path / "data").mkdir()
    trigger(window, "batch.open_data")
    dialog = window.findChild(QFileDialog, "open_dialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "data" / "gone.csv"))
    dialog.close()
    trigger(window, "file.save_as")
    again = window.findChild(QFileDialog, "save_dialog")
    assert again is not None
    assert again.directory().absolutePath() == str(tmp_path / "data")
    again.close()


def test_closing_with_unsaved_work_asks_first(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(small())
    edit(window)
    window.close()
    assert window.isVisible()
    answer_about_unsaved(qtbot, window, "Cancel")
    assert window.isVisible()
    window.close()
    answer_about_unsaved(qtbot, window, "Discard")
    assert not window.isVisible()


def test_every_example_opens_from_the_menu(open_window: Open) -> None:
    window = open_window()
    for example in EXAMPLES:
        open_example(window, example.name)
        assert window.studio.project == example.build()
        assert text_of(window, "notes_title") == window.studio.project.title
        assert text_of(window, "status_pass").endswith("up to date")
        assert not window.isWindowModified()


def test_recent_files_are_offered_and_one_that_is_gone_is_forgotten(
    open_window: Open, tmp_path: Path
) -> None:
    window = open_window(small())
    window.files.save_to(tmp_path / "one.nnfs")
    window.files.save_to(tmp_path / "two.nnfs")
    names = [action.text() for action in window.menus["recent"].actions()]
    assert names[:2] == ["two.nnfs", "one.nnfs"]
    (tmp_path / "one.nnfs").unlink()
    window.menus["recent"].actions()[1].trigger()
    assert "one.nnfs" in text_of(window, "notice_text")
    assert window.studio.document.path == tmp_path / "two.nnfs"
    names = [action.text() for action in window.menus["recent"].actions()]
    assert "one.nnfs" not in names


def test_a_network_file_dropped_on_the_window_opens(open_window: Open, tmp_path: Path) -> None:
    save(small(), tmp_path / "dropped.nnfs")
    window = open_window()
    drop(window, tmp_path / "dropped.nnfs")
    assert window.studio.project == small()


def test_a_table_dropped_on_the_window_opens_its_preview(
    open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    table = tmp_path / "flowers.csv"
    table.write_text("length,width,kind\n1,2,rose\n3,4,iris\n")
    window = open_window()
    drop(window, table)
    dialog = window.findChild(QDialog, "import_dialog")
    assert dialog is not None
    press(qtbot, dialog, "import_accept")
    batch = window.studio.project.batch
    assert batch.columns == ("length", "width")
    assert batch.class_names == ("rose", "iris")
    trigger(window, "edit.undo")
    assert window.studio.project.batch.columns != ("length", "width")


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 500, b"{" * 10_000])
def test_a_file_that_is_no_network_is_refused_in_a_sentence(
    open_window: Open, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "bad.nnfs").write_bytes(content)
    window = open_window(small())
    window.files.open(tmp_path / "bad.nnfs")
    assert text_of(window, "notice_text").startswith("bad.nnfs")
    assert window.studio.project == small()


def test_ten_clicks_lead_from_a_table_to_probabilities(
    open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    """Open data, choose, open, accept, and one click for a classifier: five."""
    iris = example_named("Iris").build().batch
    rows = "\n".join(
        ",".join(map(repr, row.tolist())) + f",{iris.class_name(int(kind))}"
        for row, kind in zip(iris.inputs, iris.targets, strict=True)
    )
    (tmp_path / "iris.csv").write_text(",".join([*iris.columns, "species"]) + "\n" + rows)
    window = open_window()
    trigger(window, "batch.open_data")
    dialog = window.findChild(QFileDialog, "open_dialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "iris.csv"))
    dialog.close()
    preview = window.findChild(QDialog, "import_dialog")
    assert preview is not None
    press(qtbot, preview, "import_accept")
    press(qtbot, window, "starter")
    evaluation = window.studio.runner.evaluation
    assert evaluation is not None
    probabilities = evaluation.layers[-1].output.array
    assert probabilities.shape == (150, 3)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)


def test_the_command_palette_finds_and_runs_a_command(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(small())
    search_commands(qtbot, window, "add sig")
    choose_command(qtbot)
    assert "Sigmoid" in window.studio.project.network.names


def test_live_off_leaves_the_outputs_out_of_date_until_run(open_window: Open) -> None:
    window = open_window(small())
    trigger(window, "run.live")
    edit(window)
    assert text_of(window, "status_pass") == "out of date: press F5 to run"
    trigger(window, "run.forward")
    assert text_of(window, "status_pass").endswith("up to date")


def test_the_status_bar_says_where_a_fault_is_which_is_told_there(open_window: Open) -> None:
    window = open_window(small())
    window.studio.attempt(Edit("Remove", lambda project: edits.remove_features(project, [0])))
    assert text_of(window, "status_pass").endswith("fault in Dense 1")


def test_the_look_changes_at_once_and_is_remembered(open_window: Open, store: QSettings) -> None:
    window = open_window(small())
    light = window.grab().toImage().pixelColor(5, 400)
    trigger(window, "view.dark")
    assert window.grab().toImage().pixelColor(5, 400).lightness() < light.lightness()
    assert Settings(store).look == "dark"
    trigger(window, "view.light")


def test_the_layout_is_remembered_and_reset(open_window: Open, store: QSettings) -> None:
    window = open_window(small())
    panels = {action.text(): action for action in window.menus["panels"].actions()}
    panels["Layer"].trigger()
    assert not window.panels[LAYER].isVisible()
    window.close()
    again = open_window(small())
    assert not again.panels[LAYER].isVisible()
    trigger(again, "view.reset_layout")
    assert again.panels[LAYER].isVisible()


def fold_of_shapes(qtbot: QtBot, window: MainWindow) -> QToolButton:
    """The button that folds the section on shapes, which Explain makes a moment after it opens."""
    qtbot.waitUntil(lambda: is_seen(window, "shapes_section_fold"))
    return seen(window, QToolButton, "shapes_section_fold")


def test_a_section_that_was_folded_is_folded_in_the_next_window(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(small())
    qtbot.mouseClick(fold_of_shapes(qtbot, window), Qt.MouseButton.LeftButton)
    window.close()
    again = open_window(small())
    fold = fold_of_shapes(qtbot, again)
    assert not is_seen(again, "shapes_value")
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert is_seen(again, "shapes_value")
    again.close()
    third = open_window(small())
    fold_of_shapes(qtbot, third)
    assert is_seen(third, "shapes_value")


def test_the_precision_changes_in_one_step(open_window: Open) -> None:
    window = open_window(small())
    next(each for each in window.menus["precision"].actions() if each.text() == "float32").trigger()
    assert window.studio.project.batch.inputs.dtype == np.float32
    assert "float32" in text_of(window, "status_figures")
    trigger(window, "edit.undo")
    assert window.studio.project.precision == "float64"


def test_the_edit_menu_works_on_the_table_that_has_the_focus(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(small())
    table = window.findChild(QTableView, "batch_table")
    assert table is not None
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 1))
    trigger(window, "edit.copy")
    assert QApplication.clipboard().text().strip() == "4"
    trigger(window, "edit.clear")
    assert window.studio.project.batch.inputs[1, 1] == 0


def test_notes_from_a_file_are_never_read_as_markup(open_window: Open) -> None:
    window = open_window(replace(small(), title="<h1>Iris</h1>", notes="<img src='x.png'>"))
    for name in ("notes_title", "notes_text"):
        assert window.findChild(QLabel, name).textFormat() == Qt.TextFormat.PlainText


def test_notes_without_a_word_take_no_room(open_window: Open) -> None:
    window = open_window(replace(small(), notes="\n"))
    assert not window.notes.isVisible()
    window.studio.attempt(Edit("Notes", lambda project: replace(project, notes="\nA word")))
    assert window.notes.isVisible()


def test_notes_can_be_hidden_and_brought_back(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(example_named("One neuron").build())
    assert window.notes.isVisible()
    press(qtbot, window, "notes_close")
    assert not window.notes.isVisible()
    trigger(window, "view.notes")
    assert window.notes.isVisible()


def test_every_action_has_a_name_and_no_two_share_a_shortcut(open_window: Open) -> None:
    window = open_window(small())
    actions = list(window.actions_by_id)
    assert all(action.objectName() and action.text() for action in actions)
    within = Qt.ShortcutContext.WidgetShortcut  # shown in a menu; the cards take it themselves
    listening = [each for each in actions if each.shortcutContext() != within]
    shortcuts = [keys.toString() for action in listening for keys in action.shortcuts()]
    assert len(shortcuts) == len(set(shortcuts))


def test_closing_while_a_pass_runs_stops_it_and_leaves(
    qapp: QApplication, qtbot: QtBot, store: QSettings
) -> None:
    layers = [Dense.random(400, 400, seed=seed) for seed in range(20)]
    busy = Studio.create(Project(Network(layers), Batch(np.ones((60_000, 400)))))
    window = MainWindow(busy, Settings(store))
    window.show()
    with qtbot.waitSignal(busy.runner.progressed, timeout=20_000):
        busy.runner.run()
    window.close()
    assert not window.isVisible()
    assert not busy.runner.is_running
    shiboken6.delete(window)


def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(example_named("Iris").build())

    def all_are_named() -> None:
        assert nameless(window) == []

    for view in VIEWS:
        trigger(window, f"view.{view}")
        qtbot.waitUntil(all_are_named)  # the panels fill once the first pass is there


def test_the_layer_panel_catches_up_when_its_tab_comes_to_the_front(open_window: Open) -> None:
    window = open_window(example_named("Two layers").build())
    summary = window.panels[LAYER].header.summary
    before = summary.text()
    window.studio.selection.select(Place(1, 0, 2))
    assert summary.text() == before  # nobody sees it
    trigger(window, "view.layer")
    QApplication.processEvents()
    assert window.panels[LAYER].is_on_screen
    assert summary.text() == "Dense 2"


def test_a_hundred_thousand_columns_open_and_can_be_edited(open_window: Open) -> None:
    window = open_window(Project(Network([Dense.random(100_000, 2)]), Batch(np.ones((3, 100_000)))))
    table = window.findChild(QTableView, "batch_table")
    assert table is not None
    assert table.model().columnCount() == 100_000
    assert text_of(window, "status_pass").endswith("up to date")
    table.scrollTo(table.model().index(0, 99_999))
    window.studio.attempt(Edit("Edit input", lambda p: edits.set_input(p, 0, 99_999, 5)))
    assert table.model().index(0, 99_999).data() == "5"


@pytest.mark.parametrize(
    "project",
    [
        Project(Network(), Batch(np.empty((0, 0)))),
        Project(Network(), Batch(np.empty((0, 3)))),
        Project(Network([Dense.random(3, 2)]), Batch(np.empty((0, 3)))),
        Project(Network([Dense.random(3, 2), Softmax()]), Batch(np.empty((2, 0)))),
    ],
    ids=["nothing", "no samples", "no samples with a layer", "no features"],
)
def test_an_empty_project_shows_what_to_do_and_breaks_nothing(
    open_window: Open, project: Project
) -> None:
    window = open_window(project)
    for view in VIEWS:
        trigger(window, f"view.{view}")
        assert not window.grab().isNull()
        assert window.studio.runner.is_current


def test_a_long_fault_leaves_the_figures_readable(open_window: Open, qtbot: QtBot) -> None:
    project = example_named("Numbers that explode").build()
    window = open_window(edits.set_option(project, 0, "subtract_maximum", 0))
    window.resize(1024, 700)
    qtbot.wait(1)  # the layout follows
    shown = window.findChild(ElidedLabel, "status_figures")
    assert shown is not None
    assert shown.shown_text() == "1 sample × 3 features · 1 layer · 0 parameters · float64"


def test_a_dropped_folder_or_a_page_of_the_web_opens_nothing(
    open_window: Open, tmp_path: Path
) -> None:
    window = open_window()
    told, before = notices_of(window.studio), window.studio.project
    for number, path in enumerate((tmp_path, Path("/"), tmp_path / "there is none")):
        drop(window, path)
        assert len(told) == number + 1
    mime, copy = QMimeData(), Qt.DropAction.CopyAction
    mime.setUrls([QUrl("https://example.org/a.nnfs"), QUrl("data:,x")])
    place, button, none = (
        QPointF(600, 300),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, QDropEvent(place, copy, mime, button, none))
    assert window.studio.project is before
    assert len(told) == 3


def test_a_new_layer_comes_into_view_in_the_flow_and_shows_its_first_weights(
    open_window: Open, qtbot: QtBot
) -> None:
    layers = [Dense.random(40, 40, seed=seed) for seed in range(9)]
    names = [f"class {number}" for number in range(40)]
    batch = Batch(np.ones((3, 40)), np.zeros(3), class_names=names)
    window = open_window(Project(Network(layers), batch))
    trigger(window, "view.layer")
    window.studio.selection.select(Place(8, 0, 39))
    canvas = window.panels[OUTPUTS].flow.canvas
    weights = window.panels[LAYER].findChild(QTableView, "weights_table")
    assert weights.columnAt(0) > 0
    trigger(window, "run.live")  # the outputs come later
    press(qtbot, window, "palette_dense")
    trigger(window, "run.forward")
    qtbot.waitUntil(lambda: len(canvas.plots) == 11)

    def is_in_view() -> bool:
        shown = canvas.view.mapFromScene(canvas.plots[-1].sceneBoundingRect()).boundingRect()
        return 0 < shown.left() < shown.right() <= canvas.view.width() + 2

    qtbot.waitUntil(is_in_view)
    assert weights.columnAt(0) == weights.rowAt(0) == 0

"""The lesson Bring your own data, taken by the keyboard: from a file to results in another file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core.layers import Standardise
from nnfs_core.project.subset import Subset
from nnfs_gui.learning.guide import Guide
from nnfs_gui.studio.settings import Settings
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.lessons import LARGE
from tests.gui.widgets import child, name_file, seen, text_of
from tests.gui.windows import CTRL, choose_command, search_commands

Key = Qt.Key
WAITING = "Waiting for you to do this…"


def choose(qtbot: QtBot, window: MainWindow, menu: str, text: str) -> None:
    """Open a menu and choose what it offers under a text, by the arrow keys and Enter."""
    shown = window.menus[menu]
    (action,) = [each for each in shown.actions() if each.text().replace("&", "").startswith(text)]
    shown.popup(window.mapToGlobal(window.rect().topLeft()))
    for _ in shown.actions():
        if shown.activeAction() is action:
            break
        qtbot.keyClick(shown, Key.Key_Down)
    qtbot.keyClick(shown, Key.Key_Return)


def dialog(window: MainWindow, name: str) -> QDialog:
    return seen(window, QDialog, name)


def go_on(qtbot: QtBot, window: MainWindow) -> None:
    """What the step waited for is done; F8 leads to the next one."""
    guide: Guide = window.learning.guide
    assert guide.is_done, guide.step
    qtbot.keyClick(window, Key.Key_F8)


def test_a_learner_brings_a_table_by_keys_alone(
    open_window: Open, qtbot: QtBot, tmp_path: Path, store: QSettings
) -> None:
    window = open_window(size=LARGE)
    studio = window.studio
    assert search_commands(qtbot, window, "lesson bring your own") == [
        "Start the lesson Bring your own data"
    ]
    choose_command(qtbot)

    offer = seen(window, QPushButton, "lesson_save")
    offer.setFocus()
    qtbot.keyClick(offer, Key.Key_Space)
    name_file(qtbot, window, tmp_path / "flowers.csv", "save_dialog")
    qtbot.keyClick(window, Key.Key_F8)

    assert text_of(window, "lesson_state") == WAITING
    qtbot.keyClick(window, Key.Key_O, CTRL | Qt.KeyboardModifier.ShiftModifier)
    name_file(qtbot, window, tmp_path / "flowers.csv", "open_dialog")
    importing = dialog(window, "import_dialog")
    qtbot.keyClick(importing, Key.Key_Return)
    assert studio.project.batch.class_names == ("setosa", "versicolor", "virginica")
    assert not window.learning.guide.is_displaced
    go_on(qtbot, window)

    qtbot.keyClicks(seen(window, QLineEdit, "lesson_answer"), "4")
    qtbot.keyClick(seen(window, QLineEdit, "lesson_answer"), Key.Key_Return)
    assert "Right." in text_of(window, "lesson_verdict")
    go_on(qtbot, window)

    choose(qtbot, window, "batch", "Split samples")
    qtbot.keyClick(
        child(dialog(window, "split_dialog"), QPushButton, "split_accept"), Key.Key_Space
    )
    counts = {each: int((studio.project.batch.subsets == each).sum()) for each in Subset}
    assert min(counts.values()) > 0
    go_on(qtbot, window)

    assert "Fill what is missing" in text_of(window, "lesson_text")
    choose(qtbot, window, "network", "Standardise")
    (layer,) = studio.project.network.layers
    assert isinstance(layer, Standardise)
    training = studio.project.batch.inputs[studio.project.batch.subsets == Subset.TRAINING]
    assert abs(layer.means - training.mean(axis=0)).max() < 1e-9
    go_on(qtbot, window)

    right = seen(window, QWidget, "lesson_choice_1")
    right.setFocus()
    qtbot.keyClick(right, Key.Key_Space)
    check = seen(window, QPushButton, "lesson_check")
    check.setFocus()
    qtbot.keyClick(check, Key.Key_Space)
    assert "Right." in text_of(window, "lesson_verdict")
    go_on(qtbot, window)

    choose(qtbot, window, "network", "Start with a classifier")
    assert studio.project.network.shapes(4)[-1].n_outputs == 3
    go_on(qtbot, window)

    qtbot.keyClick(window, Key.Key_8, CTRL)
    assert text_of(window, "lesson_state") == "✓ Done"
    go_on(qtbot, window)

    confusion = seen(window, QWidget, "confusion_matrix")
    confusion.setFocus()
    qtbot.keyClick(window.focusWidget(), Key.Key_Down)
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    assert studio.finder.text.startswith("target = ")
    n_shown = len(studio.finder.order.samples(0, 150))
    assert 0 < n_shown < 150
    go_on(qtbot, window)

    choose(qtbot, window, "file", "Save the batch")  # which is no result
    qtbot.keyClick(dialog(window, "rows_dialog"), Key.Key_Return)
    name_file(qtbot, window, tmp_path / "batch.csv", "save_dialog")
    qtbot.waitUntil((tmp_path / "batch.csv").exists)
    assert text_of(window, "lesson_state") != "✓ Done"

    choose(qtbot, window, "file", "Save the results")
    results = dialog(window, "results_dialog")
    assert seen(results, QRadioButton, "rows_shown").isChecked()
    qtbot.keyClick(results, Key.Key_Return)
    name_file(qtbot, window, tmp_path / "results.csv", "save_dialog")
    saved = (tmp_path / "results.csv").read_text("utf-8").splitlines()
    assert len(saved) == n_shown + 1
    assert {line.split(",")[0] for line in saved[1:]} == {
        str(sample) for sample in studio.finder.order.samples(0, n_shown)
    }
    go_on(qtbot, window)
    assert "You have finished this lesson." in text_of(window, "lesson_text")
    assert Settings(store).completed_lessons == {"bring_your_own_data"}


def test_who_opens_the_table_a_step_early_need_not_open_it_again(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "mine.csv").write_text("a,b,kind\n1,2,x\n3,,y\n5,6,x\n", "utf-8")
    window = open_window(size=LARGE)
    assert search_commands(qtbot, window, "lesson bring your own") == [
        "Start the lesson Bring your own data"
    ]
    choose_command(qtbot)
    window.files.data_import.open(tmp_path / "mine.csv", ask=False)
    strips = seen(window, QWidget, "strip_stack")
    window.learning.guide.point()
    frame = seen(window, QWidget, "pointer_frame")
    assert frame.geometry().intersects(strips.geometry())
    children = window.children()
    assert children.index(frame) < children.index(strips)  # so no message is crossed by it
    qtbot.keyClick(window, Key.Key_F8)
    assert text_of(window, "lesson_state") == "✓ Done"

"""Text from files is shown as it is: no tag, no & and no mark in it acts, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsScene,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot
from safetensors.numpy import save_file

from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax
from nnfs_core.files.native import save
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.files.import_dialog import ImportDialog
from nnfs_gui.panels import EXPLAIN, OUTPUTS
from nnfs_gui.panels.outputs.output_tabs import TABS
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.what_if import what_if
from nnfs_gui.widgets.plain import (
    Html,
    HtmlLabel,
    PlainLabel,
    PlainMessageBox,
    plain_caption,
    plain_tip,
    plain_title,
    without_keys,
)
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.worksheet import WorksheetDialog
from tests.gui.foreign import MARK, acting, acting_tips, foreign
from tests.gui.widgets import (
    child,
    is_seen,
    name_file,
    press,
    seen,
    show_alone,
    text_of,
    type_into,
)
from tests.gui.windows import drop, go_to, search_commands

Open = Callable[..., MainWindow]
FILE = f"<b>Q<b>R&D{MARK}"  # a name cannot have a slash


def names(what: str, count: int) -> tuple[str, ...]:
    return tuple(foreign(f"Q{what} {number}") for number in range(count))


def hostile(*, missing: bool = False, misfit: bool = False) -> Project:
    """A project of which every text that a file can hold has tags in it."""
    dense, last = Dense.random(3, 4, seed=1), Dense.random(3 if misfit else 4, 3, seed=2)
    layers = [
        replace(layer, name=name)
        for layer, name in zip((dense, ReLU(), last, Softmax()), names("layer", 4), strict=True)
    ]
    inputs = np.random.default_rng(0).standard_normal((6, 3))
    if missing:
        inputs[2, 1] = np.nan
    batch = Batch(
        inputs,
        targets=np.arange(6) % 3,
        columns=names("column", 3),
        class_names=names("class", 3),
        target_name=foreign("Qtarget"),
    )
    title, notes = foreign("Qtitle"), f"{foreign('Qnotes')}\n\n{foreign('Qmore')}"
    return Project(Network(layers), batch, title=title, notes=notes)


LESSON = """
title = "{Qtitle}"
summary = "{Qsummary}"
example = "Two layers"
[[steps]]
text = "{Qtext}"
[steps.question]
kind = "choice"
ask = "{Qask}"
choices = ["{Qright}", "{Qwrong}"]
answer = 0
hint = "{Qhint}"
why = "{Qwhy}"
"""


def windows() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def assert_nothing_acts() -> None:
    QApplication.processEvents()
    assert windows()
    found = acting(*windows()) + acting_tips(*windows())
    assert not found, "\n".join(found)


def act(window: MainWindow, action: str) -> None:
    window.actions_by_id[action].trigger()


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / f"{FILE}.nnfs"
    save(hostile(), path)
    return path


@pytest.mark.parametrize("where", [Place(INPUT, 0, 0), Place(0, 1, 2), Place(1), Place(3, 1, 1)])
@pytest.mark.parametrize("panel", ["explain", "layer", "code"])
def test_no_name_acts_in_any_panel(open_window: Open, panel: str, where: Place) -> None:
    window = open_window(hostile(), (1440, 900))
    act(window, f"view.{panel}")
    window.studio.selection.select(where)
    assert_nothing_acts()


@pytest.mark.parametrize("tab", range(len(TABS)))
def test_no_name_acts_in_any_tab_of_the_outputs(open_window: Open, tab: int) -> None:
    window = open_window(hostile(), (1440, 900))
    window.studio.selection.select(Place(2, 1, 2))
    window.panels[OUTPUTS].tabs.setCurrentIndex(tab)
    assert_nothing_acts()


@pytest.mark.parametrize(
    "project", [hostile(missing=True), hostile(misfit=True)], ids=["nan", "misfit"]
)
@pytest.mark.parametrize("where", [Place(INPUT, 2, 1), Place(0, 2, 1), Place(2), Place(3, 2, 1)])
def test_no_fault_lets_a_name_act(open_window: Open, project: Project, where: Place) -> None:
    window = open_window(project, (1440, 900))
    window.studio.selection.select(where)
    act(window, "view.explain")
    window.panels[EXPLAIN].sections.refresh()
    assert_nothing_acts()
    act(window, "view.layer")
    assert_nothing_acts()


def test_no_name_acts_in_strips_and_in_undo(qtbot: QtBot, open_window: Open, saved: Path) -> None:
    window = open_window(hostile(), (1440, 900))
    act(window, "run.pin")
    act(window, "view.differences")
    assert what_if(window.studio, Place(INPUT, 0, 1), 5.0)
    assert foreign("Qcolumn 1") in text_of(window, "what_if_question")
    assert_nothing_acts()
    act(window, "edit.keep_trial")
    assert_nothing_acts()
    act(window, "run.compare_file")
    name_file(qtbot, window, saved, "open_dialog")
    assert saved.name in text_of(window, "pinned_text")
    assert_nothing_acts()
    for tell in (window.studio.notices.info, window.studio.notices.error):
        tell(foreign("Qnotice"), foreign("Qbutton"), lambda: None)
        assert text_of(window, "notice_text") == foreign("Qnotice")
        assert_nothing_acts()


def test_no_name_acts_in_the_filter_and_in_going_there(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(hostile(), (1440, 900))
    type_into(qtbot, child(window, QLineEdit, "batch_filter"), f'"{foreign("Q")}" > 1')
    assert_nothing_acts()
    type_into(qtbot, child(window, QLineEdit, "batch_filter"), "largest loss")
    go_to(qtbot, window, foreign("Qnowhere"))
    assert_nothing_acts()


def test_no_name_acts_in_menus(qtbot: QtBot, open_window: Open, saved: Path) -> None:
    window = open_window(None, (1440, 900))
    drop(window, saved)
    window.menus.fill_recent()
    assert [without_keys(each.text()) for each in window.menus["recent"].actions()][:1] == [
        saved.name
    ]
    for menu in window.findChildren(QMenu):
        menu.aboutToShow.emit()
    assert_nothing_acts()
    assert search_commands(qtbot, window, "pin")
    assert_nothing_acts()


def test_no_file_name_acts_in_the_title_and_in_questions(open_window: Open, saved: Path) -> None:
    window = open_window(None, (1440, 900))
    drop(window, saved)
    assert window.windowTitle().startswith(f"{FILE.replace(MARK, 2 * MARK)}.nnfs[*]")
    window.studio.attempt(Edit("Edit", lambda project: replace(project, notes="other")))
    window.close()
    box = seen(window, QMessageBox, "unsaved_box")
    assert box.text().startswith(f"{FILE}.nnfs has changes")
    assert_nothing_acts()
    box.close()


def test_no_name_acts_in_the_names_of_the_classes(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(hostile(), (1440, 900))
    menu = next(each for each in window.findChildren(QMenu, "target_menu"))
    menu.aboutToShow.emit()
    next(each for each in menu.actions() if each.objectName() == "name_classes").trigger()
    assert is_seen(window, "class_names")
    assert_nothing_acts()


def table(folder: Path) -> Path:
    columns = [foreign(f"Qhead {number}").replace("'", "") for number in range(3)]
    cells = ["1,2", f"3,{foreign('Qcell')}", f"5,{foreign('Qother')}"]
    path = folder / f"{FILE}.csv"
    lines = [f"{line},{foreign('Qclass')}" for line in cells]
    path.write_text("\n".join([",".join(columns), *lines]), "utf-8")
    return path


def tensors(folder: Path) -> Path:
    path = folder / f"{FILE}.safetensors"
    arrays = {foreign(f"Qarray {number}"): np.ones((4, number + 1)) for number in range(3)}
    save_file(arrays, path)
    return path


def one_array(folder: Path) -> Path:
    path = folder / f"{FILE}.npy"
    np.save(path, np.ones((4, 3)))
    return path


@pytest.mark.parametrize("make", [table, tensors, one_array])
def test_nothing_acts_in_a_preview_and_after_opening(
    qtbot: QtBot, open_window: Open, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    window = open_window(None, (1440, 900))
    drop(window, make(tmp_path))
    dialog = seen(window, ImportDialog)
    assert_nothing_acts()
    dialog.accept()
    assert not dialog.isVisible()
    assert_nothing_acts()


@pytest.mark.parametrize("suffix", [".nnfs", ".csv", ".npy", ".safetensors"])
def test_no_refusal_lets_a_name_act(open_window: Open, tmp_path: Path, suffix: str) -> None:
    window = open_window(None, (1440, 900))
    path = tmp_path / f"{FILE}{suffix}"
    path.write_bytes(foreign("Qtext").encode() + bytes(range(256)))
    drop(window, path)
    assert FILE in text_of(window, "notice_text")
    assert_nothing_acts()


def test_nothing_acts_in_a_lesson(qtbot: QtBot, open_window: Open, tmp_path: Path) -> None:
    window = open_window(None, (1440, 900))
    path = tmp_path / f"{FILE}.toml"
    path.write_text(re.sub(r"\{(Q\w+)\}", lambda found: foreign(found[1]), LESSON), "utf-8")
    window.learning.guide.open_file(path)
    assert text_of(window, "lesson_title") == foreign("Qtitle")
    assert foreign("Qtext") in text_of(window, "lesson_text")
    assert_nothing_acts()
    for choice in ("lesson_choice_1", "lesson_choice_0"):
        press(qtbot, window, choice)
        press(qtbot, window, "lesson_check")
        assert_nothing_acts()
    press(qtbot, window, "lesson_next")
    assert_nothing_acts()


def test_nothing_acts_on_a_worksheet(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(hostile(), (1440, 900))
    act(window, "file.worksheet")
    assert_nothing_acts()
    seen(window, WorksheetDialog).close()


def test_a_picture_as_svg_has_names_as_text(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window = open_window(hostile(), (1440, 900))
    outputs = window.panels[OUTPUTS]
    path = tmp_path / "picture.svg"
    outputs.save_picture(path)
    tree = ElementTree.parse(path)
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert not tags & {"a", "b", "img", "script"}


# A planted one of each kind is found, so that the tests above can fail.


def auto_label() -> QWidget:
    return QLabel(foreign("Q"))


def escaped_too_little() -> QWidget:
    return HtmlLabel(Html(f"<p>{foreign('Q')}</p>"))


def a_tooltip() -> QWidget:
    label = PlainLabel("x")
    label.setToolTip(foreign("Q"))
    return label


def a_cell() -> QWidget:
    table = QTableWidget(1, 1)
    table.setItem(0, 0, QTableWidgetItem("x"))
    table.item(0, 0).setToolTip(foreign("Q"))
    return table


def a_header() -> QWidget:
    table = QTableWidget(1, 1)
    table.setHorizontalHeaderItem(0, QTableWidgetItem("x"))
    table.horizontalHeaderItem(0).setToolTip(foreign("Q"))
    return table


def an_entry() -> QWidget:
    menu = QMenu()
    menu.addAction(foreign("Q"))
    return menu


def a_button() -> QWidget:
    return QPushButton("R&D")


def a_box() -> QWidget:
    box = QMessageBox()
    box.setText(foreign("Q"))
    return box


def an_item() -> QWidget:
    scene = QGraphicsScene()
    scene.addRect(0, 0, 9, 9).setToolTip(foreign("Q"))
    view = QGraphicsView(scene)
    scene.setParent(view)
    return view


def a_text() -> QWidget:
    browser = QTextBrowser()
    browser.setHtml(foreign("Q"))
    return browser


def a_title() -> QWidget:
    widget = QWidget()
    widget.setWindowTitle(f"a{MARK}b{MARK}")
    return widget


PLANTED = (
    auto_label, escaped_too_little, a_tooltip, a_cell, a_header, an_entry, a_button, a_box, an_item,
    a_text, a_title,
)  # fmt: skip


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_what_acts_is_found(qtbot: QtBot, plant: Callable[[], QWidget]) -> None:
    widget = plant()
    qtbot.addWidget(widget)
    assert acting(widget)


def test_a_tooltip_made_for_the_moment_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    inner = QWidget(window)
    inner.setToolTip(foreign("Q"))
    inner.resize(80, 80)
    show_alone(qtbot, window, 100, 100)
    assert acting_tips(window)


# The one way to show such text.


def test_what_is_plain_stays_plain_wherever_it_is_shown(qtbot: QtBot) -> None:
    text = foreign("Q")
    box = PlainMessageBox()
    box.setText(text)
    box.setInformativeText(text)
    box.setWindowTitle(plain_title(f"a{MARK}"))
    tip = PlainLabel(text)
    tip.setToolTip(plain_tip(text))
    button = QPushButton(plain_caption(text))
    for widget in (box, tip, button):
        qtbot.addWidget(widget)
    assert not acting(box, tip, button)
    assert QTextDocumentFragment.fromHtml(tip.toolTip()).toPlainText() == text
    assert without_keys(button.text()) == text


def test_a_tooltip_of_our_own_html_stays_and_a_long_text_is_cut() -> None:
    assert plain_tip(Html("<b>x</b>")) == "<b>x</b>"
    assert plain_tip("a < b, c & d\n<b>") == "a < b, c & d\n<b>"  # Qt takes that for plain
    assert len(plain_tip("x" * 10_000)) < 1_100

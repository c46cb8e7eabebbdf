"""Strips come and go without moving a plot, and lie on nothing that people read or click there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import edits
from nnfs_core.examples import example_named
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels import OUTPUTS
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.question import Answer, Question
from nnfs_gui.studio.what_if import what_if
from nnfs_gui.window.main_window import MainWindow
from nnfs_gui.work.lanes import Lane
from tests.gui.conftest import Open
from tests.gui.executors import LaterExecutor
from tests.gui.widgets import child, seen
from tests.gui.windows import trigger

LONG = (
    "The file iris.csv could not be read: line 17 has five numbers and the others have four. " * 2
)
SIZES = [(800, 500), (1024, 700), (1440, 900)]


def ask(window: MainWindow, strip: str, question: Question | None) -> None:
    """As what watches a file does, or what looks at unsaved work."""
    asked = {
        "file_strip": window.files.foreign_changes.asked,
        "data_strip": window.files.data_watch.asked,
        "look_strip": window.recovery.asked,
        "paste_strip": window.studio.asking.asked,
    }
    asked[strip].emit(question)


def question(text: str = LONG) -> Question:
    return Question(text, (Answer("yes", "Yes", "Do it", lambda: None, True),))


def edit_without_a_run(window: MainWindow) -> None:
    window.studio.runner.set_live(False)
    window.studio.attempt(Edit("Edit", lambda project: edits.set_input(project, 0, 0, 2.0)))


Act = Callable[[MainWindow], object]
TRIED = Place(INPUT, 0, 0)

KINDS: dict[str, tuple[str, Act, Act]] = {
    "a message": (
        "notice_strip",
        lambda window: window.studio.notices.info("Pasted 3 × 4 numbers."),
        lambda window: child(window, QAbstractButton, "notice_close").click(),
    ),
    "a long error with a remedy": (
        "notice_strip",
        lambda window: window.studio.notices.error(LONG, "Open again", lambda: None),
        lambda window: child(window, QAbstractButton, "notice_close").click(),
    ),
    **{
        f"a question of {name}": (
            name,
            lambda window, name=name: ask(window, name, question()),
            lambda window, name=name: ask(window, name, None),
        )
        for name in ("file_strip", "data_strip", "look_strip", "paste_strip")
    },
    "what if": (
        "what_if_strip",
        lambda window: what_if(window.studio, TRIED, 5.0),
        lambda window: trigger(window, "edit.let_go_trial"),
    ),
    "what is pinned": (
        "pinned_strip",
        lambda window: trigger(window, "run.pin"),
        lambda window: trigger(window, "run.unpin"),
    ),
    "numbers that are out of date": (
        "outputs_stale",
        edit_without_a_run,
        lambda window: window.studio.runner.run(),
    ),
}


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("kind", KINDS)
def test_a_strip_that_comes_or_goes_moves_no_plot_and_lies_on_none(
    open_window: Open, kind: str, size: tuple[int, int]
) -> None:
    name, show, hide = KINDS[kind]
    window = open_window(example_named("Softmax").build(), size)
    before = places(window)
    show(window)
    assert places(window) == before
    strip = seen(window, QWidget, name)
    around = QRect(strip.mapTo(window, QPoint(0, 0)), strip.size())
    assert window.rect().contains(around)
    flow = window.panels[OUTPUTS].flow
    assert not around.intersects(QRect(flow.mapTo(window, QPoint(0, 0)), flow.size()))
    for label in strip.findChildren(QLabel):
        if label.wordWrap():
            assert label.heightForWidth(label.width()) <= label.height()
    for button in strip.findChildren(QAbstractButton):
        if button.isVisible():
            assert window.childAt(button.mapTo(window, button.rect().center())) is button
    hide(window)
    assert places(window) == before


@pytest.mark.parametrize("size", SIZES[1:], ids="{0[0]}x{0[1]}".format)
def test_what_stands_above_the_table_of_the_batch_takes_its_room_from_the_table(
    open_window: Open, size: tuple[int, int]
) -> None:
    window = open_window(example_named("Softmax").build(), size)
    before = places(window)
    missing = Batch([[float("nan"), 1.0, 2.0]] * 3)
    window.studio.attempt(Edit("Edit", lambda project: replace(project, batch=missing)))
    assert places(window) == before
    assert seen(window, QWidget, "batch_fault")


def places(window: MainWindow) -> list[QRectF]:
    """Where cells and bars stand in the window, once all is laid out."""
    for _ in range(3):
        QApplication.processEvents()
    flow = window.panels[OUTPUTS].flow
    cells = [plot.mapRectToScene(plot.cell_rect(2, 0)) for plot in flow.canvas.plots]
    bars = [flow.bars.item.laid_out.segment(sample, 0) for sample in flow.bars.item.samples]
    for bar in bars:
        bar.setWidth(1)  # where it ends, a probability says
    return [
        rect.translated(view.mapTo(window, QPoint(0, 0)))
        for view, rects in ((flow.canvas.view, cells), (flow.bars.view, bars))
        for rect in rects
    ]


def test_figures_end_where_a_strip_begins(open_window: Open) -> None:
    window = open_window(example_named("Softmax").build(), SIZES[1])
    figures = child(window, QLabel, "status_figures")
    assert figures.shown_text() == "3 samples × 3 features · 1 layer · 0 parameters · float64"
    trigger(window, "run.pin")
    QApplication.processEvents()
    strip = seen(window, QWidget, "pinned_strip")
    right = figures.mapTo(window, figures.contentsRect().topRight()).x()
    assert right < strip.mapTo(window, QPoint(0, 0)).x()
    assert figures.shown_text().endswith("…")
    assert figures.toolTip() == figures.text()
    trigger(window, "run.unpin")
    assert figures.shown_text() == figures.text()


def test_all_strips_at_once_lie_above_each_other(open_window: Open) -> None:
    window = open_window(example_named("Softmax").build(), SIZES[0])
    trigger(window, "run.pin")
    what_if(window.studio, TRIED, 5.0)
    ask(window, "file_strip", question("The file has changed."))
    window.studio.notices.info("Pasted 3 × 4 numbers.")
    QApplication.processEvents()
    flow = shown_part(window.panels[OUTPUTS].flow)
    names = "notice_strip", "file_strip", "what_if_strip", "pinned_strip"
    strips = [seen(window, QWidget, name) for name in names]
    tops = [strip.mapTo(window, QPoint(0, 0)).y() for strip in strips]
    assert tops == sorted(set(tops))
    assert flow.bottom() < tops[0]
    assert flow.height() > 100
    for strip, next_top in zip(strips, [*tops[1:], window.height()], strict=True):
        assert strip.mapTo(window, strip.rect().bottomLeft()).y() < next_top


def shown_part(widget: QWidget) -> QRect:
    """What of a widget lies in all that it stands in, in the window's pixels."""
    window, shown = (
        widget.window(),
        QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size()),
    )
    while (widget := widget.parentWidget()) is not window:
        shown &= QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return shown


def test_pin_and_what_if_share_a_line_where_both_have_room(open_window: Open) -> None:
    window = open_window(example_named("Two layers").build(), SIZES[2])
    trigger(window, "run.pin")
    what_if(window.studio, TRIED, 5.0)
    QApplication.processEvents()
    strips = [seen(window, QWidget, name) for name in ("what_if_strip", "pinned_strip")]
    assert len({strip.mapTo(window, QPoint(0, 0)).y() for strip in strips}) == 1
    for name in ("what_if_question", "pinned_text"):
        label = seen(window, QLabel, name)
        assert label.shown_text() == label.text()


def test_in_a_narrow_window_a_strip_has_the_room_of_the_figures(open_window: Open) -> None:
    window = open_window(example_named("Softmax").build(), SIZES[0])
    what_if(window.studio, TRIED, 5.0)
    QApplication.processEvents()
    label = seen(window, QLabel, "what_if_question")
    assert label.shown_text() == label.text()


def test_f6_leads_to_the_buttons_of_a_strip(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(example_named("Two layers").build())
    answered: list[str] = []
    window.studio.notices.error("It failed.", "Try again", lambda: answered.append("again"))
    QApplication.processEvents()
    for _ in range(10):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        if window.focusWidget().objectName() == "notice_button":
            break
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert answered == ["again"]


def test_work_under_way_moves_no_plot(open_window: Open) -> None:
    later = LaterExecutor(waits=False)
    window = open_window(example_named("Softmax").build(), SIZES[1], executor=later)
    before = places(window)
    later.waits = True
    window.studio.tasks.run(
        "Saving a file", lambda *ignored: None, lambda _: None, lane=Lane.EXPORTING
    )
    assert places(window) == before
    assert seen(window, QAbstractButton, "status_cancel")
    later.work()
    assert places(window) == before

"""The card of a lesson: in any window, in both looks, with its links."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core.learning.lessons import built_in_lessons
from nnfs_gui.learning.guide import LessonCard
from nnfs_gui.learning.guide.text_scroll_area import TextScrollArea
from nnfs_gui.panels import GLOSSARY, OUTPUTS
from nnfs_gui.window.main_window import MainWindow
from tests.gui.conftest import Open
from tests.gui.lessons import LARGE, start
from tests.gui.widgets import seen
from tests.gui.windows import trigger


def test_links_of_a_lesson_take_the_colour_of_another_look(open_window: Open) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    theme = window.studio.theme
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        QApplication.processEvents()
        picture = seen(window, QLabel, "lesson_text").grab().toImage()
        accent = theme.color("accent").rgb()
        points = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
        assert any(picture.pixel(*point) == accent for point in points), mode


def test_a_choice_can_be_seen_in_the_dark(open_window: Open) -> None:
    window = open_window(size=LARGE)
    window.studio.theme.set_mode("dark")
    start(window, "transposition")
    picture = seen(window, QAbstractButton, "lesson_choice_0").grab().toImage()
    colors = [
        picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())
    ]
    lightness = [color.lightness() for color in colors]
    assert max(lightness) - min(lightness) > 90


def test_a_card_that_had_to_scroll_needs_no_more_room_than_it_asks_for(qtbot: QtBot) -> None:
    content = QWidget()
    QVBoxLayout(content).addWidget(QLabel("all the words of a step " * 12, wordWrap=True))
    scroll = TextScrollArea(content)
    qtbot.addWidget(scroll)
    scroll.show()
    bar = scroll.verticalScrollBar()
    for width in range(300, 400, 4):  # at some of them the bar itself costs another line
        scroll.resize(width, 40)
        QApplication.processEvents()
        assert bar.maximum() > 0
        scroll.resize(width, scroll.heightForWidth(width))
        QApplication.processEvents()
        assert bar.maximum() == 0, width


def test_plots_do_not_jump_back_at_each_step_of_a_lesson(open_window: Open) -> None:
    window = open_window(size=(1440, 900))
    start(window, "two_layers")
    heights = [at_rest(window)]
    for _ in window.learning.guide.lesson.steps[1:]:
        trigger(window, "lesson.next")
        heights.append(at_rest(window))
    assert heights == sorted(heights)
    assert heights[0] < heights[-1] < 200
    start(window, "iris")
    assert at_rest(window) == heights[0]


def at_rest(window: MainWindow) -> int:
    """The height of the lesson's card, once all is laid out."""
    for _ in range(4):
        QApplication.processEvents()
    return window.learning.card.height()


def test_words_of_a_lesson_lead_to_the_glossary(open_window: Open) -> None:
    window = open_window(size=LARGE)
    start(window, "one_neuron")
    text = seen(window, QLabel, "lesson_text")
    assert 'href="glossary:neuron"' in text.text()
    text.linkActivated.emit("glossary:neuron")
    assert window.panels[GLOSSARY].term.id == "neuron"
    assert "glossary" in window.learning.screen.visible_panels()


@pytest.mark.parametrize("id", built_in_lessons())
def test_the_card_of_every_step_fits_into_a_small_window(open_window: Open, id: str) -> None:
    window = open_window(size=(1024, 700))
    start(window, id)
    while window.learning.guide.lesson is not None:
        QApplication.processEvents()
        assert (window.width(), window.height()) == (1024, 700)
        assert cut_parts(window.learning.card) == []
        assert window.panels[OUTPUTS].height() > 120
        window.learning.guide.go_on()


def cut_parts(card: LessonCard) -> list[str]:
    """The buttons and labels that reach out of a card, or are narrower than they need."""
    return [
        part.objectName() or part.text()
        for part in (*card.findChildren(QLabel), *card.findChildren(QAbstractButton))
        if part.isVisible()
        and (
            not 0 <= part.mapTo(card, QPoint(0, 0)).x() <= card.width() - part.width()
            or part.width() < part.minimumSizeHint().width()
        )
    ]

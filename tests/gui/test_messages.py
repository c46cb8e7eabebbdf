"""A message is read at a glance: at most 300 characters, with the rest behind *more*."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nnfs_gui.strips.notice_strip import NoticeStrip
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.message_label import MessageLabel
from nnfs_gui.widgets.plain import PlainMessageBox
from nnfs_gui.widgets.sentence import Sentence
from tests.gui.widgets import is_seen, press, seen, show_alone, text_of

LONG = "A name <b>Q</b> & more of it. " * 40
SHORT = "The file is empty."


def in_a_strip(studio: Callable[..., Studio], text: str) -> tuple[QWidget, str]:
    shared = studio()
    strip = NoticeStrip(shared.notices, shared.theme)
    shared.notices.error(text)
    return strip, "notice_text"


def in_a_dialog(studio: Callable[..., Studio], text: str) -> tuple[QWidget, str]:
    sentence = Sentence("import_warning")
    sentence.show_text(text, "error")
    return sentence, "import_warning"


@pytest.mark.parametrize("tell", [in_a_strip, in_a_dialog])
def test_a_long_message_is_cut_between_words_and_whole_behind_more(
    qtbot: QtBot, studio: Callable[..., Studio], tell: Callable[..., tuple[QWidget, str]]
) -> None:
    widget, name = tell(studio, LONG)
    show_alone(qtbot, widget, 500, 200)
    said = text_of(widget, name)
    assert len(said) <= 300
    assert said.endswith(" …")
    assert LONG.startswith(said.removesuffix(" …"))
    assert LONG[len(said) - 2] == " "  # no word is cut
    press(qtbot, widget, "message_more")
    dialog = seen(widget, QDialog, "message_dialog")
    assert seen(dialog, QPlainTextEdit, "message_text").toPlainText() == LONG
    assert seen(dialog, QPlainTextEdit, "message_text").isReadOnly()
    dialog.reject()


@pytest.mark.parametrize("tell", [in_a_strip, in_a_dialog])
def test_a_short_message_has_nothing_behind_it(
    qtbot: QtBot, studio: Callable[..., Studio], tell: Callable[..., tuple[QWidget, str]]
) -> None:
    widget, name = tell(studio, SHORT)
    show_alone(qtbot, widget, 500, 200)
    assert text_of(widget, name) == SHORT
    assert not widget.findChildren(QPushButton, "message_more")


def test_more_goes_when_the_next_message_is_short_and_never_covers_the_text(qtbot: QtBot) -> None:
    window, label = QWidget(), MessageLabel(LONG)
    window.setLayout(in_column(label))
    show_alone(qtbot, window, 400, 400)
    more = seen(window, QPushButton, "message_more")
    assert label.contentsRect().bottom() <= more.geometry().top()
    assert label.rect().contains(more.geometry())
    label.setText(SHORT)
    assert not is_seen(window, "message_more")
    assert label.contentsRect() == label.rect()


def test_a_word_without_end_is_cut_too(qtbot: QtBot) -> None:
    label = MessageLabel("x" * 1_000_000)
    qtbot.addWidget(label)
    assert label.text() == f"{'x' * 298} …"


def test_a_box_has_the_whole_of_a_long_text_among_its_details(qtbot: QtBot) -> None:
    box = PlainMessageBox()
    qtbot.addWidget(box)
    box.setText(SHORT)
    box.setInformativeText(LONG)
    assert box.text() == SHORT
    assert all(len(label.text()) <= 300 for label in box.findChildren(QLabel))
    assert box.detailedText() == LONG

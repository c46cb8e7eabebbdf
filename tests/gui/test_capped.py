"""A page that takes its share of the room: as high as its text, scrolled only beyond that."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nnfs_gui.widgets.capped import Capped
from nnfs_gui.widgets.fields import wrapped_message
from tests.gui.widgets import show_alone

TEXT = "Four lengths in centimetres of 150 flowers. " * 8


def test_a_text_stands_at_the_top_and_is_scrolled_only_where_it_has_no_room(qtbot: QtBot) -> None:
    text, window = wrapped_message(text=TEXT), QWidget()
    capped = Capped(text)
    layout = QVBoxLayout(window)
    layout.addWidget(capped)
    layout.addStretch()
    show_alone(qtbot, window, 600, 400)
    bar = capped.verticalScrollBar()

    def needed() -> int:
        return text.heightForWidth(text.width())

    for width, most, scrolls in ((600, 400, False), (300, 400, False), (300, 40, True),
                                 (600, 400, False)):  # fmt: skip
        window.resize(width, 400)
        capped.set_most(most)
        qtbot.waitUntil(lambda most=most: capped.height() == min(most, needed()))
        qtbot.waitUntil(lambda: text.height() == needed())
        qtbot.waitUntil(lambda scrolls=scrolls: bar.isVisible() == scrolls)
        assert bar.value() == 0
    assert text.alignment() & Qt.AlignmentFlag.AlignVCenter  # so that more height would be seen

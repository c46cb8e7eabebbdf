"""Texts in plots are laid out once, and forgotten when nobody sees them any more."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter, UsedLately


def written(text: str, room: float) -> QImage:
    """The picture of a text in so much room."""
    image = QImage(200, 20, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    TextPainter().write(painter, QRectF(0, 0, room, 20), text, 8)
    painter.end()
    return image


@pytest.mark.parametrize(("long", "short"), [("town = Lyon", "Lyon"), ("a = b = d", "d")])
def test_of_a_column_of_a_class_the_class_is_shown_where_both_have_no_room(
    qtbot: QtBot, long: str, short: str
) -> None:
    room = TextPainter().width(short, 8) + 2
    assert written(long, room) == written(short, room)
    assert written(long, 190) != written(short, 190)


def test_what_is_not_asked_for_any_more_is_forgotten() -> None:
    made: list[str] = []

    def lay_out(text: str) -> str:
        made.append(text)
        return f"<{text}>"

    remembered = UsedLately(lay_out, every=10)
    for number in range(100):
        assert remembered("always") == "<always>"
        assert remembered(f"once {number}") == f"<once {number}>"
    assert made.count("always") == 1
    assert remembered("once 99") == "<once 99>"
    assert made.count("once 99") == 1
    remembered("once 3")
    assert made.count("once 3") == 2

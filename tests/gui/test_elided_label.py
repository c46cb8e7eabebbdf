"""A line that is too long for its place has a tooltip with all of it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocumentFragment
from pytestqt.qtbot import QtBot

from nnfs_gui.widgets.elided_label import ElidedLabel


@pytest.mark.parametrize("text", ["Cats & dogs in one long line", "<b>Bold</b> & long in one line"])
def test_the_tooltip_has_the_text_as_it_is(qtbot: QtBot, text: str) -> None:
    label = ElidedLabel("muted")
    qtbot.addWidget(label)
    label.resize(40, 20)
    label.setText(text)
    label.show()
    assert label.shown_text() != text
    tip = label.toolTip()
    assert (QTextDocumentFragment.fromHtml(tip).toPlainText() if "<" in tip else tip) == text

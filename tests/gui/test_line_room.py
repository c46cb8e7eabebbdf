"""A line of text that is told anew at every step: its surroundings are not laid out for that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.line_room import LineRoom
from tests.gui.widgets import show_alone


class LayoutCounter(QObject):
    """Counts how often a widget was asked to lay out what is in it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.n_asked = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.n_asked += event.type() == QEvent.Type.LayoutRequest
        return False


def shown(qtbot: QtBot) -> tuple[QWidget, ElidedLabel]:
    window, line = QWidget(), ElidedLabel("muted")
    layout = QHBoxLayout(window)
    layout.addWidget(QLabel("Outputs"))
    layout.addWidget(LineRoom(line), 1)
    show_alone(qtbot, window, 300, 60)
    QApplication.processEvents()
    return window, line


def test_another_text_is_shown_without_a_new_layout(qtbot: QtBot) -> None:
    window, line = shown(qtbot)
    counter, before = LayoutCounter(window), line.grab().toImage()
    line.setText("sample 3 · neuron 1 = 0.25")
    QApplication.processEvents()
    assert counter.n_asked == 0
    assert line.grab().toImage() != before
    assert line.shown_text() == "sample 3 · neuron 1 = 0.25"


def test_the_line_takes_the_width_that_there_is_and_the_height_of_its_font(qtbot: QtBot) -> None:
    window, line = shown(qtbot)
    line.setText("a long text " * 20)
    window.resize(500, 60)
    qtbot.waitUntil(lambda: line.width() > 350)
    assert line.shown_text().endswith("…")
    larger = QFont(line.font())
    larger.setPointSizeF(2 * larger.pointSizeF())
    line.setFont(larger)
    qtbot.waitUntil(lambda: line.height() >= line.fontMetrics().height())

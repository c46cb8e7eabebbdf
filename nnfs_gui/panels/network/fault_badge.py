"""Tells right on its card what is wrong with a layer, with the button that mends it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton

from nnfs_core.forward.faults import Fault
from nnfs_core.project.place import INPUT
from nnfs_core.wording import sentence
from nnfs_gui.widgets.message_label import MessageLabel
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, give_tip
from nnfs_gui.widgets.theme import Theme

ICON = 16  # pixels


class FaultBadge(QFrame):
    """Shows the message; `remedy` mends a misfit, `show_place` leads to a number.

    A number of the batch is told in full above its table, so here the card only points there.
    """

    def __init__(self, index: int, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._remedy = ""
        self._index = index
        self._icon = PlainLabel()
        self._icon.setAccessibleName("Fault")
        self._message = MessageLabel()
        self._message.setProperty("role", "error")
        self.remedy = named(QPushButton(), f"fix_misfit_{index}", role="fix")
        name = "show_fault_input" if index == INPUT else f"show_fault_{index}"
        self.show_place = named(QPushButton("Show"), name, role="link")
        self.show_place.setToolTip("Select the number where it began")
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(5)
        layout.setVerticalSpacing(5)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._message, 0, 1)
        layout.addWidget(self.remedy, 1, 0, 1, 2)
        layout.addWidget(self.show_place, 2, 1, Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._recolor)
        self._recolor()
        self.hide()

    @property
    def message(self) -> str:
        return self._message.text()

    def show_fault(self, fault: Fault | None, remedy: str) -> None:
        """Tell of a fault and, if there is one, its remedy; hide when there is no fault."""
        self.setVisible(fault is not None)
        self._remedy = remedy
        self.remedy.setVisible(bool(remedy))
        self.remedy.setAccessibleName(remedy)
        self._break_remedy()
        self.show_place.setVisible(fault is not None and fault.sample is not None)
        if fault is not None:
            self._message.setText(fault.short if self._index == INPUT else fault.message)
            give_tip(self._message, fault.message)
            self.show_place.setAccessibleName(sentence("Show where: {message}")(fault.message))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break_remedy()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _break_remedy(self) -> None:
        """Put the words of the button on two lines where one is too narrow."""
        needed = self.fontMetrics().horizontalAdvance(self._remedy) + 20  # and the padding
        text = self._remedy if needed <= self.width() else self._remedy.replace(" to ", "\nto ", 1)
        if text != self.remedy.text():
            self.remedy.setText(text)

    def _recolor(self) -> None:
        picture = self._theme.icon("warning").pixmap(ICON, ICON)
        with QPainter(picture) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(picture.rect(), self._theme.color("danger"))
        self._icon.setPixmap(picture)

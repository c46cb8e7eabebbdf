"""This module edits the name of a column or a row in a line over its header."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from nnfs_gui.widgets.named import named, restyle
from nnfs_gui.widgets.text_fields import TextLine


class SectionEditor(QObject):
    """Has a line for one name at a time: Enter takes it, Escape leaves it.

    take(section, name) renames and returns whether that was accepted; where it was not, the line
    stays to be mended. `back_to` gets the keyboard when the line goes.
    """

    def __init__(self, back_to: QWidget, take: Callable[[int, str], bool]) -> None:
        super().__init__(back_to)
        self._back_to, self._take = back_to, take
        self._line: TextLine | None = None
        self._section = -1

    def open(self, section: int, name: str, parent: QWidget, place: QRect, hint: str) -> None:
        """Show a line with a section's name at a place of `parent`."""
        self.close()
        line = self._line = TextLine(parent=parent)
        self._section = section
        named(line, "header_editor", hint, role="cell")
        line.setText(name)
        line.setGeometry(place)
        line.installEventFilter(self)
        line.selectAll()
        line.show()
        line.setFocus()

    def close(self) -> None:
        """Put the line away without renaming."""
        line, self._line = self._line, None
        if line is not None:
            line.removeEventFilter(self)
            if line.hasFocus():
                self._back_to.setFocus()  # before it hides: Qt would hand the focus on by a Tab
            line.hide()
            line.deleteLater()

    def enter(self) -> bool:
        """Take the name being typed, if one is; False when it is refused and stays to be mended."""
        line = self._line
        if line is None:
            return True
        if line.isModified() and not self._take(self._section, line.text()):
            restyle(line, "fault", "true")
            return False
        self.close()
        return True

    @property
    def is_typed(self) -> bool:
        """True while another name is being typed."""
        return self._line is not None and self._line.isModified()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._line:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            self.enter()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self.enter()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

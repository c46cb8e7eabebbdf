"""Makes fields that take text, with a bound: Qt takes seconds to lay out what is pasted by mistake.

A text of fifty million characters is not even looked at whole: Python alone would need a second.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolTip, QWidget

from nnfs_core.project.project import MAX_NAME, MAX_NOTES
from nnfs_core.wording import sentence
from nnfs_gui.widgets.plain import plain_tip

MOST_SHOWN = 10_000  # characters of a line that a file may bring; a line lays them out at once


class TextLine(QLineEdit):
    """Takes a line of at most `most` characters, and tells when what is pasted is cut.

    A longer text from a file is shown whole up to 10,000 characters, but nothing is added to it.
    """

    def __init__(self, text: str = "", *, most: int = MAX_NAME, **options: Any) -> None:
        super().__init__(**options)
        self._most = most
        self.setText(text)
        self.inputRejected.connect(lambda: _tell(self, self.maxLength()))

    def setText(self, text: str | None) -> None:
        self.setMaxLength(max(self._most, min(len(text or ""), MOST_SHOWN)))
        super().setText(text)


class NotesField(QPlainTextEdit):
    """Takes lines of at most 10,000 characters in all, and tells when what is pasted is cut.

    Of a longer text, which only a file can bring, it shows the beginning, to be read.
    """

    def show_text(self, text: str) -> None:
        """Show a text whole, if it is one that can be edited."""
        is_long = len(text) > MAX_NOTES
        self.setPlainText(text[:MAX_NOTES] + "…" if is_long else text)
        self.setReadOnly(is_long)

    def insertFromMimeData(self, source: QMimeData) -> None:
        room = self._room
        text = _start_of(source, room + 1)
        if text:
            self.textCursor().insertText(text[:room])
            self.ensureCursorVisible()
        if len(text) > room:
            _tell(self, MAX_NOTES)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._room or not event.text() or not event.text().isprintable():
            super().keyPressEvent(event)
        else:
            _tell(self, MAX_NOTES)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        event.setCommitString(event.commitString()[: self._room])
        super().inputMethodEvent(event)

    @property
    def _room(self) -> int:
        """How many characters still fit, or take the place of the selection."""
        cursor = self.textCursor()
        n_selected = cursor.selectionEnd() - cursor.selectionStart()
        return max(0, MAX_NOTES - (self.document().characterCount() - 1) + n_selected)


def _start_of(source: QMimeData, most: int) -> str:
    """The first characters of what is pasted or dropped."""
    if source != QGuiApplication.clipboard().mimeData():
        return source.text()[:most]
    line = QLineEdit(
        maxLength=2 * most
    )  # which cuts it before Python makes a text of its own of it
    line.paste()
    return line.text()[:most]


def _tell(field: QWidget, most: int) -> None:
    """Say below the field that it is full."""
    told = sentence("At most {most:,} characters fit in here; the rest was left out.")(most)
    QToolTip.showText(field.mapToGlobal(QPoint(0, field.height())), plain_tip(told), field)

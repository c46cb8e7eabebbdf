"""Asks in a strip what can wait for its answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton

from nnfs_gui.studio.question import Answer, Question
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.fields import wrapped_message
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import give_tip, plain_caption


class QuestionStrip(QFrame):
    """Shows the question that `asked` told last, with a button for each answer; None hides it."""

    def __init__(self, name: str, spoken: str, asked: SignalInstance) -> None:
        super().__init__()
        named(self, name, spoken, role="notice")
        self._text = named(wrapped_message(), f"{name}_text")
        self._row = in_row((self._text, 1), margins=(10, 5, 6, 5), spacing=6)
        self._buttons: list[QPushButton] = []
        self._takes_keys = False
        self.setLayout(self._row)
        asked.connect(self._show_question)
        self.hide()

    def _show_question(self, question: Question | None) -> None:
        had_focus = any(button.hasFocus() for button in self._buttons)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = (
            [] if question is None else [self._button(each) for each in question.answers]
        )
        if question is not None:
            self._text.setText(question.text)
            self._text.setAccessibleName(question.text)
        self.setVisible(question is not None)
        self._takes_keys = question is not None and question.takes_keys
        if (had_focus or self._takes_keys) and self._buttons:
            self._buttons[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = next((button for button in self._buttons if button.hasFocus()), None)
        if event.key() == Qt.Key.Key_Escape and self._takes_keys and self._buttons:
            self._buttons[-1].click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen is not None:
            chosen.click()
        else:
            super().keyPressEvent(event)

    def _button(self, answer: Answer) -> QPushButton:
        button = named(QPushButton(plain_caption(answer.caption)), answer.name)
        give_tip(button, answer.tip)
        if answer.is_primary:
            button.setProperty("primary", "true")
        button.clicked.connect(lambda: answer.action())
        self._row.addWidget(button)
        return button

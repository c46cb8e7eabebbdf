"""Asks plain questions inside a dialog, each with buttons that answer it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from nnfs_gui.studio.question import Question
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.fields import wrapped_message
from nnfs_gui.widgets.level_sign import LevelSign
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import plain_caption


class DialogQuestions(QFrame):
    """Shows questions below each other; hidden while there are none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._asked: list[QWidget] = []
        self._texts: list[tuple[str, ...]] = []
        self.setProperty("role", "notice")
        self.setProperty("level", "info")
        self._column = in_column(margins=(10, 4, 10, 4), spacing=2)
        self.setLayout(self._column)
        self.hide()

    @property
    def buttons(self) -> list[QPushButton]:
        """The answers, from top to bottom."""
        return [each for line in self._asked for each in line.findChildren(QPushButton)]

    def ask(self, questions: Sequence[Question]) -> bool:
        """Ask these and no others; False when it is what was asked already, which stays."""
        # the same answers do the same, for they ask for what is chosen then
        texts = [(each.text, *(answer.caption for answer in each.answers)) for each in questions]
        if texts == self._texts:
            return False
        self._texts = texts
        for widget in self._asked:
            widget.hide()
            widget.deleteLater()
        self._asked = [self._line(number, each) for number, each in enumerate(questions)]
        for widget in self._asked:
            self._column.addWidget(widget)
            widget.show()
        self.setVisible(bool(questions))
        return True

    def _line(self, number: int, question: Question) -> QWidget:
        line, sign = QWidget(), LevelSign()
        sign.show_level("info")
        text = named(wrapped_message(text=question.text), f"{self._name}_{number}")
        buttons = []
        for answer in question.answers:
            caption = plain_caption(answer.caption)
            button = named(
                QPushButton(caption, autoDefault=False), answer.name, tip=answer.tip, role="mend"
            )
            button.clicked.connect(lambda checked=False, answer=answer: answer.action())
            buttons.append(button)
        line.setLayout(in_row(sign, (text, 1), *buttons, margins=(0, 0, 0, 0)))
        return line

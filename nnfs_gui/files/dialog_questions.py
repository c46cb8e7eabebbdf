"""Asks plain questions inside a dialog, each with buttons that answer it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.fields import wrapped_message
from nnfs_gui.widgets.level_sign import LevelSign
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import plain_caption


@dataclass(frozen=True)
class PlainQuestion:
    """Holds a question, and the answers by the words of their buttons."""

    text: str
    answers: Sequence[tuple[str, Callable[[], None]]]


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

    def ask(self, questions: Sequence[PlainQuestion]) -> None:
        """Ask these and no others; what is asked already stays as it is."""
        texts = [(each.text, *(words for words, _ in each.answers)) for each in questions]
        if texts == self._texts:
            return
        self._texts = texts
        for widget in self._asked:
            widget.hide()
            widget.deleteLater()
        self._asked = [self._line(number, each) for number, each in enumerate(questions)]
        for widget in self._asked:
            self._column.addWidget(widget)
        self.setVisible(bool(questions))

    def _line(self, number: int, question: PlainQuestion) -> QWidget:
        line, sign = QWidget(), LevelSign()
        sign.show_level("info")
        text = named(wrapped_message(text=question.text), f"{self._name}_{number}")
        buttons = []
        for place, (words, does) in enumerate(question.answers):
            name = f"{self._name}_{number}_answer_{place}"
            button = named(QPushButton(plain_caption(words), autoDefault=False), name, role="mend")
            button.clicked.connect(does)
            buttons.append(button)
        line.setLayout(in_row(sign, (text, 1), *buttons, margins=(0, 0, 0, 0)))
        return line

"""Shows the question of a step: a field for a number, or sentences to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QPushButton,
    QRadioButton,
    QWidget,
)

from nnfs_core.learning.lessons import ChoiceQuestion, NumberQuestion
from nnfs_gui.learning.guide.asked_question import AskedQuestion
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.named import named, restyle
from nnfs_gui.widgets.plain import HtmlLabel, PlainLabel
from nnfs_gui.widgets.prose import ProseLabel, html_of
from nnfs_gui.widgets.text_fields import TextLine
from nnfs_gui.widgets.theme import Theme

SHORT = 26  # characters of a sentence that has room in half of the box


class QuestionBox(QWidget):
    """Asks until the question is settled; `link_followed` has a link of the explanation."""

    link_followed = Signal(str)
    spoke = Signal()  # there is a verdict to be read
    left = Signal()  # Enter was pressed once more after the answer

    def __init__(self, asked: AskedQuestion, theme: Theme) -> None:
        super().__init__()
        self._asked = asked
        question = asked.question
        ask = HtmlLabel(html_of(question.ask), wordWrap=True)
        named(ask, "lesson_ask", role="title")
        layout = in_column(ask, margins=(0, 0, 0, 0), spacing=4)
        self.setLayout(layout)
        field: list[QWidget] = []
        self._choices = QButtonGroup(self)
        self._field: TextLine | None = None
        if isinstance(question, NumberQuestion):
            self._field = named(TextLine(most=60, placeholderText="Your number"), "lesson_answer")
            self._field.setAccessibleName(question.ask)
            self._field.setMaximumWidth(140)
            self._field.returnPressed.connect(self._check)
            field.append(self._field)
        elif isinstance(question, ChoiceQuestion):
            layout.addLayout(self._sentences(question.choices))
        self._try = named(QPushButton("Check"), "lesson_check")
        self._try.clicked.connect(self._check)
        self._show = named(QPushButton("I don't know, show me"), "lesson_show_answer", role="link")
        self._show.clicked.connect(asked.show_answer)
        layout.addLayout(in_row(*field, self._try, self._show, 1, spacing=6))
        self._verdict = named(ProseLabel(theme), "lesson_verdict")
        self._verdict.linkActivated.connect(self.link_followed)
        self._verdict.hide()
        layout.addWidget(self._verdict)
        asked.answered.connect(self._refresh)

    def _sentences(self, choices: Sequence[str]) -> QGridLayout:
        """The sentences to choose from, two in a row where all are short."""
        n_columns = 2 if max(map(len, choices)) <= SHORT else 1
        grid = QGridLayout()
        grid.setSpacing(4)
        for number, text in enumerate(choices):
            row = _Choice(text, number)
            self._choices.addButton(row.button, number)
            grid.addWidget(row, *divmod(number, n_columns))
        for column in range(n_columns):
            grid.setColumnStretch(column, 1)
        return grid

    def take_focus(self) -> bool:
        """Take the keyboard for the answer; returns whether there is anything to answer."""
        first = self._field or self._choices.button(0)
        first.setFocus()
        return not self._asked.is_settled

    def _check(self) -> None:
        if self._asked.is_settled:
            self.left.emit()
            return
        if self._field is not None:
            self._asked.try_number(self._field.text())
            self._field.selectAll()
        elif self._choices.checkedId() >= 0:
            self._asked.try_choice(self._choices.checkedId())

    def _refresh(self) -> None:
        asked = self._asked
        self._verdict.setText(html_of(asked.text))
        self._verdict.setVisible(bool(asked.text))
        restyle(self._verdict, "role", "good" if asked.is_right else "")
        self.spoke.emit()
        if asked.is_settled:
            for widget in (self._try, self._show):
                widget.hide()
            if self._field is not None:
                self._field.setReadOnly(True)
            for button in self._choices.buttons():
                button.setEnabled(False)


class _Choice(QWidget):
    """A radio button whose sentence may take several lines, which no radio button's own can."""

    def __init__(self, text: str, number: int) -> None:
        super().__init__()
        self.button = named(QRadioButton(), f"lesson_choice_{number}", text)
        label = PlainLabel(text, wordWrap=True)
        button = self.button, Qt.AlignmentFlag.AlignTop
        self.setLayout(in_row(button, (label, 1), margins=(0, 0, 0, 0), spacing=4))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.button.isEnabled():
            self.button.setChecked(True)
            self.button.setFocus()

"""Asks what a command needs to know before it goes on; the main window shows the question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from nnfs_gui.studio.question import Answer, Question


class Asking(QObject):
    """Has one question at a time, which goes with its answer, with the next one, or unanswered."""

    asked = Signal(object)  # Question, or None when there is none any more

    def __init__(self) -> None:
        super().__init__()
        self.question: Question | None = None

    def ask(self, question: Question) -> None:
        """Ask in place of what was asked before."""
        answers = tuple(
            replace(answer, action=self._answered(answer)) for answer in question.answers
        )
        self._show(replace(question, answers=answers))

    def withdraw(self) -> None:
        """Ask no more: what the question was about is other by now."""
        if self.question is not None:
            self._show(None)

    def _answered(self, answer: Answer) -> Callable[[], object]:
        def act() -> None:
            self._show(None)
            answer.action()

        return act

    def _show(self, question: Question | None) -> None:
        self.question = question
        self.asked.emit(question)

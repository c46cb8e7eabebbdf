"""Judges the answers to one question, and keeps how often it was answered and what to say."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from nnfs_core.errors import NnfsError
from nnfs_core.learning.landmarks.landmark import CellLandmark
from nnfs_core.learning.lessons import MOST_TRIES, ChoiceQuestion, NumberQuestion, Question, Verdict
from nnfs_core.numerals import number_words
from nnfs_core.wording import sentence
from nnfs_gui.studio.studio import Studio


class AskedQuestion(QObject):
    """Judges answers to a question by the present numbers; `settled` once answered, or shown."""

    answered = Signal()
    settled = Signal()

    def __init__(self, question: Question, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self.question = question
        self._studio = studio
        self.tries = 0
        self.is_right = False
        self.is_settled = False
        self.text = ""  # what to say of the last answer

    @property
    def hidden(self) -> CellLandmark | None:
        """The cell that shows the answer."""
        question = self.question
        return question.answer.hidden if isinstance(question, NumberQuestion) else None

    def try_number(self, typed: str) -> None:
        """Judge a typed number."""
        assert isinstance(self.question, NumberQuestion)
        truth = self._truth()
        if truth is not None:
            self._take(self.question.judge(typed, truth))

    def try_choice(self, chosen: int) -> None:
        """Judge a chosen sentence."""
        assert isinstance(self.question, ChoiceQuestion)
        self._take(self.question.judge(chosen))

    def show_answer(self) -> None:
        """Tell the answer; the question is settled with it."""
        question = self.question
        if isinstance(question, ChoiceQuestion):
            answer = sentence("The answer is: {choice}.")(question.choices[question.answer])
        else:
            truth = self._truth()
            if truth is None:
                return
            answer = sentence("The answer is {truth}.")(number_words(truth))
        self.text = f"{answer} {question.why}".strip()
        self._settle()

    def _take(self, verdict: Verdict) -> None:
        self.text = verdict.text
        if verdict.is_right:
            self.is_right = True
            self.text = sentence("Right. {text}")(verdict.text).strip()
            self._settle()
            return
        if verdict.is_right is False:
            self.tries += 1
            if self.tries >= MOST_TRIES:
                self.show_answer()
                return
            self.text = sentence("Not yet. {text}")(verdict.text)
        self.answered.emit()

    def _settle(self) -> None:
        self.is_settled = True
        self.answered.emit()
        self.settled.emit()

    def _truth(self) -> float | None:
        """The true number; None, with a text that says why, while nobody can know it."""
        assert isinstance(self.question, NumberQuestion)
        runner = self._studio.runner
        if runner.evaluation is None or not runner.is_current:
            self.text = "The outputs are not up to date yet: press F5, then answer again."
        else:
            try:
                truth = self.question.answer.of(runner.evaluation, self._studio.fetching.row)
            except NnfsError as error:
                self.text = sentence("{error} Undo what changed it, or skip this step.")(error)
            else:
                if truth is not None:
                    return truth
                self.text = "The number is still being read; answer again in a moment."
        self.answered.emit()
        return None

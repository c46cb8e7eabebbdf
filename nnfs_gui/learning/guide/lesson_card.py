"""Shows a lesson above the outputs: what to do, whether it is done, and the way on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QSizePolicy, QToolButton, QWidget

from nnfs_core.learning.lessons import LessonStep
from nnfs_core.wording import sentence
from nnfs_gui.learning.guide.guide import Guide
from nnfs_gui.learning.guide.question_box import QuestionBox
from nnfs_gui.learning.guide.text_scroll_area import TextScrollArea
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.named import named, restyle
from nnfs_gui.widgets.prose import TERM_SCHEME, ProseLabel, html_of

WIDE = 680  # pixels in which a question has room beside the text
MOST_KEPT = 1 / 5  # of the window's height


class LessonCard(QFrame):
    """Shows the guide's step; without a lesson it takes no room.

    A higher step pushes the plots down. Lower ones after it leave them there, so that they do not
    jump at each step.
    """

    def __init__(self, guide: Guide, studio: Studio) -> None:
        super().__init__()
        named(self, "lesson_card", "Lesson", role="lesson")
        self._guide, self._studio = guide, studio
        self._question: QuestionBox | None = None
        self._title = named(ElidedLabel("title"), "lesson_title")
        self._progress = named(ElidedLabel("muted"), "lesson_progress")
        self._progress.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._point = self._button("Show me where", "lesson_point", self._point_again)
        self._point.setProperty("role", "link")
        self._save = self._button("Save a table to practise with…", "lesson_save", guide.save_table)
        self._save.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        leave = "Leave the lesson; the project stays as it is"
        self._leave = named(QToolButton(), "lesson_leave", leave, tip=leave)
        self._leave.clicked.connect(guide.leave)
        studio.theme.give_icon(self._leave, "close")
        self._text = named(ProseLabel(studio.theme), "lesson_text")
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._text.linkActivated.connect(self._follow)
        self._state = named(ElidedLabel("muted"), "lesson_state")
        self._back = self._button("Back", "lesson_back", guide.go_back)
        self._next = self._button("Next", "lesson_next", guide.go_on)
        self._reopen = self._button("Open again", "lesson_reopen", guide.reopen)
        self._stay = self._button("Go on here", "lesson_stay", guide.stay_here)
        self._following = self._button("", "lesson_following", guide.start_following)
        self._following.setProperty("primary", "true")

        buttons = self._point, self._back, self._next, self._leave
        head = in_row((self._title, 1), self._progress, *buttons, spacing=6)
        content = QWidget()
        self._middle = QBoxLayout(QBoxLayout.Direction.TopToBottom, content)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(8)
        self._middle.addWidget(self._text, 1)
        self._scroll = named(TextScrollArea(content), "lesson_scroll")
        following = self._following, Qt.AlignmentFlag.AlignLeft
        saving = self._save, Qt.AlignmentFlag.AlignLeft
        foot = in_row(saving, (self._state, 1), self._reopen, self._stay, following, spacing=6)
        self.setLayout(in_column(head, self._scroll, foot, margins=(11, 6, 8, 8), spacing=5))
        guide.step_changed.connect(self._show_step)
        guide.progressed.connect(self._show_progress)
        self.hide()

    @property
    def is_on_screen(self) -> bool:
        """True while the card is shown; the keyboard can then be led to it as to a panel."""
        return self.isVisible()

    @property
    def main_widget(self) -> None:
        """Its first button will do."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()
        self._keep(self.minimumHeight())

    def _turn(self) -> None:
        """Put a question beside the text where there is room, else below."""
        is_wide = self._question is not None and self.width() >= WIDE
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(sideways if is_wide else down)

    def _show_step(self) -> None:
        step, lesson = self._guide.step, self._guide.lesson
        had_focus = self._has_focus()
        if self._question is not None:
            self._middle.removeWidget(self._question)
            self._question.hide()
            self._question.deleteLater()
            self._question = None
        self.setVisible(step is not None or self._guide.finished is not None)
        if step is None or self._guide.number == 0:
            self.setMinimumHeight(0)
        if step is None or lesson is None:
            self._show_end(had_focus)
            return
        self._title.setText(lesson.title)
        self._progress.show()
        self._following.hide()
        self._progress.setText(f"Step {self._guide.number + 1} of {len(lesson.steps)}")
        self._text.setText(html_of(step.text))
        if self._guide.asked is not None:
            self._question = QuestionBox(self._guide.asked, self._studio.theme)
            self._question.link_followed.connect(self._follow)
            self._question.left.connect(self._guide.go_on)
            self._question.spoke.connect(self._scroll.show_end)
            self._middle.addWidget(self._question, 1, Qt.AlignmentFlag.AlignTop)
            self._question.show()  # now, for it is to take the focus
        self._turn()
        self._show_progress()
        self._keep_height()
        if had_focus or self._guide.number == 0:
            self._take_focus()

    def _keep_height(self) -> None:
        """Be no lower in later steps, but where the window is small, for plots need its room."""
        self._scroll.updateGeometry()
        layout = self.layout()
        assert layout is not None
        self._keep(max(layout.totalHeightForWidth(self.width()), self.minimumHeight()))

    def _keep(self, height: int) -> None:
        self.setMinimumHeight(min(height, round(MOST_KEPT * self.window().height())))

    def _show_end(self, had_focus: bool) -> None:
        """Say that the lesson is finished, and offer the one after it."""
        finished, following = self._guide.finished, self._guide.following
        if finished is None:
            return
        self._title.setText(finished.title)
        self._text.setText(html_of(_end_text(self._guide.n_skipped, len(finished.steps))))
        for widget in (self._progress, self._point, self._back, self._next, self._state):
            widget.hide()
        self._reopen.hide()
        self._stay.hide()
        self._save.hide()
        self._following.setVisible(following is not None)
        if following is not None:
            self._following.setText(f"Next: {following.title}")
            if had_focus:
                self._following.setFocus()

    def _show_progress(self) -> None:
        guide, step = self._guide, self._guide.step
        if step is None:
            return
        displaced = guide.is_displaced
        self._state.setText(self._state_text(step))
        self._state.setVisible(bool(self._state.text()))
        is_good = guide.is_done and not displaced and step.waits_for is not None
        restyle(self._state, "role", "good" if is_good else "muted")
        self._back.setVisible(not displaced)
        self._back.setEnabled(guide.number > 0)
        self._next.setVisible(not displaced)
        self._next.setText(_way_on(guide))
        restyle(self._next, "primary", "true" if guide.is_done else "false")
        self._reopen.setVisible(displaced)
        self._stay.setVisible(displaced)
        self._save.setVisible(bool(step.offers) and not displaced)
        self._point.setVisible(step.points_at is not None and not displaced)

    def _state_text(self, step: LessonStep) -> str:
        guide = self._guide
        if guide.is_displaced:
            return "Another project was opened: go on with it, or open the lesson's own again?"
        if guide.missing and not guide.is_done:
            return guide.missing
        if step.waits_for is not None:
            return "✓ Done" if guide.is_done else "Waiting for you to do this…"
        return ""

    def _point_again(self) -> None:
        self._guide.point()
        self._show_progress()

    def _follow(self, link: str) -> None:
        if link.startswith(TERM_SCHEME):
            self._studio.links.term_wanted.emit(link.removeprefix(TERM_SCHEME))

    def _take_focus(self) -> None:
        """Give the keyboard to what the step is about on the card."""
        if self._question is None or not self._question.take_focus():
            self._next.setFocus()

    def _has_focus(self) -> bool:
        return self.isAncestorOf(self.window().focusWidget())

    def _button(self, text: str, name: str, does: Callable[[], object]) -> QPushButton:
        button = named(QPushButton(text), name)
        button.clicked.connect(lambda: does())
        return button


def _end_text(n_skipped: int, n_steps: int) -> str:
    if n_skipped == 0:
        return "You have finished this lesson."
    return sentence(
        "This was the last step. {n_skipped} of the {n_steps} steps were skipped, so the lesson "
        "gets no tick yet."
    )(n_skipped, n_steps)


def _way_on(guide: Guide) -> str:
    if not guide.is_done:
        return "Skip"
    return "Finish" if guide.is_last else "Next"

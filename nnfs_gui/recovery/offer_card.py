"""Draws what one crashed window left, with buttons for what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from nnfs_core.recovery.crashed import Crashed
from nnfs_core.wording import moment_text, sentence
from nnfs_gui.recovery.offer import Examination, name_of
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.sentence import Sentence


class OfferCard(QFrame):
    """Shows what one crashed window left: its name, its place, its time, what differs."""

    def __init__(self, crashed: Crashed) -> None:
        super().__init__()
        name = name_of(crashed)
        named(self, "recovery_offer", name, role="offer")
        self.examination = Examination()
        title = named(ElidedLabel("title", Qt.TextElideMode.ElideMiddle), "offer_name")
        title.setText(name)
        kept = sentence("kept {moment}")(moment_text(crashed.time))
        when = named(PlainLabel(kept), "offer_time", role="muted")
        place = named(ElidedLabel("muted", Qt.TextElideMode.ElideMiddle), "offer_place")
        place.setText("never saved to a file" if crashed.path is None else str(crashed.path.parent))
        place.setVisible(not crashed.fault)  # else nobody knows
        self._differences = named(wrapped_label(), "offer_differences")
        self._differences.setText(
            "Looking at what it holds …"
            if crashed.path is None
            else "Looking at what differs from the file …"
        )
        self._problem = Sentence("offer_problem")
        self._problem.hide()
        self.recover = _button("Recover", "offer_recover", name)
        self.recover.setProperty("primary", "true")
        self.look = _button("Look first", "offer_look", name)
        self.discard = _button("Discard", "offer_discard", name)
        buttons = in_row(self.recover, self.look, 1, self.discard, spacing=6)
        head = in_row((title, 1), when, spacing=10)
        column: QVBoxLayout = in_column(
            head,
            place,
            self._differences,
            self._problem,
            buttons,
            margins=(12, 9, 12, 10),
            spacing=4,
        )
        column.insertSpacing(4, 4)
        self.setLayout(column)
        if crashed.fault:
            self.show_examination(Examination(problem=crashed.fault, is_readable=False))

    def show_examination(self, examination: Examination) -> None:
        """Say what was found, and offer what can be had."""
        self.examination = examination
        self._differences.setText("\n".join(examination.differences))
        self._differences.setVisible(bool(examination.differences))
        self._problem.show_text(examination.problem, "warning")
        for button in (self.recover, self.look):
            button.setEnabled(examination.is_readable)
            button.setVisible(examination.is_readable)
        if not examination.has_samples and examination.is_readable:
            self.recover.setText("Recover all but the samples")


def _button(text: str, name: str, what: str) -> QPushButton:
    """A button that is not pressed by Enter while the keyboard is elsewhere."""
    button = named(QPushButton(text, autoDefault=False), name)
    button.setAccessibleName(sentence("{does}: {what}")(text, what))
    return button

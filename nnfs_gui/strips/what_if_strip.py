"""Asks "What if" in a strip, and whether to keep what is tried out or to let it go."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QSizePolicy, QWidget
from shiboken6 import isValid

from nnfs_core.wording import sentence
from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.named import named


class WhatIfStrip(QFrame):
    """Shows only while something is tried out; Esc takes it back while the focus is in here."""

    def __init__(self, studio: Studio, actions: Actions) -> None:
        super().__init__()
        named(self, "what_if_strip", "What if", role="notice")
        self._studio = studio
        self._let_go = actions["edit.let_go_trial"]
        self._focus_before: QWidget | None = None  # where the keyboard was when the trial began
        self.question = named(ElidedLabel("title"), "what_if_question")
        self.question.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        keep = _button("what_if_keep", "Keep change", actions["edit.keep_trial"], primary=True)
        let_go = _button("what_if_let_go", "Put back", self._let_go)
        row = in_row((self.question, 1), keep, let_go, margins=(10, 5, 6, 5), spacing=6)
        self.setLayout(row)
        studio.document.status_changed.connect(self._refresh)
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._let_go.trigger()
        else:
            super().keyPressEvent(event)

    def _refresh(self) -> None:
        text, focused = self._studio.document.trial_text, QApplication.focusWidget()
        if text is not None:
            self.question.setText(sentence("What if {text}?")(text))
            self.question.setAccessibleName(self.question.text())
            if self.isHidden():
                self._focus_before = focused
        elif focused is not None and self.isAncestorOf(focused):
            self._give_focus_back()
        self.setVisible(text is not None)

    def _give_focus_back(self) -> None:
        before = self._focus_before
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()


def _button(name: str, text: str, action: QAction, *, primary: bool = False) -> QPushButton:
    button = named(QPushButton(text), name, action.text().replace("&", ""), tip=action.toolTip())
    button.setProperty("primary", "true" if primary else "false")
    button.clicked.connect(action.trigger)
    return button

"""The strip that says what is tried out, and asks whether to keep it or to let it go."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from nnfs_core.project import Project
from nnfs_gui.actions import Actions
from nnfs_gui.elided_label import ElidedLabel
from nnfs_gui.studio import Studio


class WhatIfStrip(QFrame):
    """Shown only while something is tried out; Esc lets go of it while the focus is in here."""

    def __init__(self, studio: Studio, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("what_if_strip")
        self.setProperty("role", "notice")
        self.setAccessibleName("What if")
        self._studio = studio
        self._let_go = actions["edit.let_go_trial"]
        self.question = ElidedLabel("title")
        self.question.setObjectName("what_if_question")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 6, 5)
        layout.setSpacing(6)
        layout.addWidget(self.question, 1)
        keep = actions["edit.keep_trial"]
        layout.addWidget(_button("what_if_keep", "Keep", keep, primary=True))
        layout.addWidget(_button("what_if_let_go", "Let go", self._let_go))
        studio.document.changed.connect(self._on_document_changed)
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._let_go.trigger()
        else:
            super().keyPressEvent(event)

    def _on_document_changed(self, old: Project, new: Project) -> None:
        self._refresh()

    def _refresh(self) -> None:
        text = self._studio.document.trial_text
        if text is not None:
            self.question.setText(f"What if {lowered(text)}?")
            self.question.setAccessibleName(self.question.text())
        self.setVisible(text is not None)


def lowered(text: str) -> str:
    """A step's name inside a sentence: "Edit input" becomes "edit input", "ReLU off" stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _button(name: str, text: str, action: QAction, *, primary: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setToolTip(action.toolTip())
    button.setAccessibleName(action.text().replace("&", ""))
    button.setProperty("primary", "true" if primary else "false")
    button.clicked.connect(action.trigger)
    return button

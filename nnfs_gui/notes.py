"""The strip above the outputs that says what the project is about."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QToolButton, QWidget

from nnfs_core.project import Project
from nnfs_gui.studio import Studio


class NotesStrip(QFrame):
    """The project's title and notes; empty or closed, it takes no room."""

    wanted_changed = Signal(bool)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notes_strip")
        self.setProperty("role", "notes")
        self.setAccessibleName("About this project")
        self._studio = studio
        self._wanted = True
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._notes = QLabel(wordWrap=True)
        self._notes.setObjectName("notes_text")
        self._close = QToolButton()
        self._close.setObjectName("notes_close")
        self._close.setAccessibleName("Hide the notes")
        self._close.setToolTip("Hide the notes (View > Notes shows them again)")
        self._close.clicked.connect(lambda: self.set_wanted(False))
        layout = QGridLayout(self)
        layout.setContentsMargins(10, 5, 5, 7)
        layout.setVerticalSpacing(1)
        layout.addWidget(self._title, 0, 0)
        layout.addWidget(self._close, 0, 1)
        layout.addWidget(self._notes, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        studio.document.changed.connect(self._on_document_changed)
        studio.theme.changed.connect(self._recolor)
        self._recolor()
        self._refresh()

    @property
    def wanted(self) -> bool:
        """Whether the notes show when there are any."""
        return self._wanted

    def set_wanted(self, wanted: bool) -> None:
        """Show the notes when there are any, or hide them."""
        self._wanted = wanted
        self._refresh()
        self.wanted_changed.emit(wanted)

    def _on_document_changed(self, old: Project, new: Project) -> None:
        if (old.title, old.notes) != (new.title, new.notes):
            self._refresh()

    def _refresh(self) -> None:
        project = self._studio.document.project
        self._title.setText(project.title)
        self._notes.setText(project.notes)
        self._notes.setVisible(bool(project.notes))
        self.setVisible(self._wanted and bool(project.title or project.notes))

    def _recolor(self) -> None:
        self._close.setIcon(self._studio.theme.icon("close"))

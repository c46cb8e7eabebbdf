"""Holds what is noted of a window at one moment."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from nnfs_core.files.file_state import FileState
from nnfs_core.project.document import Document
from nnfs_core.project.project import Project


@dataclass(frozen=True)
class Noted:
    """Holds a project that was not saved, and what is tried out on it, if anything is.

    path: the file that the project was opened from or saved to, and `known` what it was then, if
    anybody knows. trial: the project on show while it is only tried out, and `trial_text` what
    differs in it. time: seconds since 1970.
    """

    project: Project
    path: Path | None = None
    trial: Project | None = None
    trial_text: str = ""
    time: float = field(default_factory=time.time)
    known: FileState | None = None

    @classmethod
    def of(cls, document: Document, known: FileState | None = None) -> Noted:
        """What a document holds now."""
        trial = document.project if document.is_trying else None
        text = document.trial_text or ""
        return cls(document.settled, document.path, trial, text, known=known)

    def show_in(self, document: Document) -> None:
        """Start a document anew with all this, unsaved as it was."""
        document.replace(self.project, self.path, is_saved=False)
        if self.trial is not None:
            document.try_out(self.trial_text, self.trial)

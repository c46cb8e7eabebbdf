"""Says above the outputs what the project is about."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QToolButton, QWidget

from nnfs_core.project.changes import Part
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.capped import Capped
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.fields import wrapped_message
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import text_scale

MOST_NOTES = 1_500  # characters above the outputs; all are in the Layer panel, at the batch

# heights of a window, beside the usual text, in which notes find room until the user chooses
LOW, ROOMY = 560, 820  # one line of them, and the whole notes


class NotesStrip(QFrame):
    """Shows title and notes, whole or on one line; empty or closed, it takes no room."""

    wanted_changed = Signal(bool)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "notes_strip", "About this project", role="notes")
        self._studio = studio
        self._wanted: bool | None = None  # None: as the window's height allows
        self._displaced_by: set[str] = set()
        self._is_low, self._is_roomy = True, False  # until the window has a height
        self._whole: bool | None = None  # None: as the window's height allows
        self._title = named(ElidedLabel("title"), "notes_title")
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        # the notes' first words, when only one line is wanted
        self._start = named(ElidedLabel(""), "notes_start")
        self._notes = named(wrapped_message(most=MOST_NOTES), "notes_text")
        self._notes.setContentsMargins(0, 0, 8, 0)
        self._room = Capped(self._notes)
        self._more = self._button("notes_more", "Show the notes whole or on one line")
        self._more.clicked.connect(self._toggle_whole)
        self._close = self._button("notes_close", "Hide the notes; View > Notes shows them again")
        self._close.clicked.connect(lambda: self.set_wanted(False))
        studio.theme.give_icon(self._close, "close")
        layout = QGridLayout(self)
        layout.setContentsMargins(10, 4, 5, 5)
        layout.setVerticalSpacing(1)
        layout.addWidget(self._title, 0, 0)
        layout.addWidget(self._start, 0, 1)
        layout.addWidget(self._more, 0, 2)
        layout.addWidget(self._close, 0, 3)
        layout.addWidget(self._room, 1, 0, 1, 4)
        layout.setColumnStretch(1, 1)
        studio.document.changed.connect(lambda old, new: self._refresh(), Part.NOTES)
        studio.theme.changed.connect(lambda: self.fit_to(self.window().height()))  # to its texts
        self._refresh()

    @property
    def wanted(self) -> bool:
        """Whether the notes show when there are any."""
        return not self._is_low if self._wanted is None else self._wanted

    def set_wanted(self, wanted: bool) -> None:
        """Show the notes when there are any, or hide them."""
        self._wanted = wanted
        self._refresh()
        self.wanted_changed.emit(wanted)

    def set_displaced(self, by: str, displaced: bool) -> None:
        """Give up the room for something else, or take it again; what is wanted stays."""
        (self._displaced_by.add if displaced else self._displaced_by.discard)(by)
        self._refresh()

    def fit_to(self, window_height: int) -> None:
        """Be whole in a high window, one line in a lower one and not there in the lowest ones.

        Until the user chooses. Whole notes take a quarter of the window at most, and are scrolled.
        """
        self._room.set_most(window_height // 4)
        usual_height = window_height / text_scale(self.font())
        before = self._is_low, self._is_roomy
        self._is_low, self._is_roomy = usual_height < LOW, usual_height >= ROOMY
        if before != (self._is_low, self._is_roomy):
            self._refresh()
            self.wanted_changed.emit(self.wanted)

    @property
    def _is_whole(self) -> bool:
        return self._is_roomy if self._whole is None else self._whole

    def _toggle_whole(self) -> None:
        self._whole = not self._is_whole
        self._refresh()

    def _refresh(self) -> None:
        project = self._studio.document.project
        self._title.setText(project.title)
        self._notes.setText(project.notes)
        has_notes = bool(project.notes.strip())  # a lone Enter says nothing
        self._room.setVisible(has_notes and self._is_whole)
        self._more.setVisible(has_notes)
        wanted = self.wanted and not self._displaced_by
        self.setVisible(wanted and (has_notes or bool(project.title.strip())))
        self._start.setText("" if self._is_whole else project.notes)
        self._studio.theme.give_icon(self._more, "up" if self._is_whole else "down")

    def _button(self, name: str, does: str) -> QToolButton:
        return named(QToolButton(), name, does, tip=does)

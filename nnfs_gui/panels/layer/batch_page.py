"""Shows the batch in the inspector: its size, the project's precision, title and notes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from nnfs_core import edits
from nnfs_core.arrays import PRECISIONS
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.wording import counted, first_few, sentence
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.precision import computing_in
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.glossary_tips import term_tip
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, give_tip
from nnfs_gui.widgets.text_fields import NotesField, TextLine

MEANINGS = {
    "float64": "Numbers have about 16 digits, as in NumPy and in Python itself.",
    "float32": "Numbers have about 7 digits in half the memory, as most networks are trained.",
    "float16": "Numbers have about 3 digits and end at 65,504, in a quarter of the memory.",
}
NO_LAYER = (
    "There is no layer yet. Add one from the palette, by a double-click or by dragging it "
    "into the network; Dense is where weights live."
)
LOWER = {"float64": "float32", "float32": "float16"}


class BatchPage(QWidget):
    """Shows what the network is fed with, and what the author says about the project."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._typing = object()  # merge key of one stay in a text field
        self._size = named(wrapped_label("title"), "batch_size")
        self._targets = named(wrapped_label("muted"), "batch_targets")
        self._precision = named(QComboBox(), "precision_combo", "Precision of all numbers")
        self._precision.addItems(sorted(PRECISIONS, reverse=True))
        self._precision.activated.connect(self._set_precision)
        self._meaning = named(wrapped_label("muted"), "precision_text")
        self._title = named(TextLine(), "project_title", "Title of the project")
        self._title.setPlaceholderText("What this project is called")
        self._title.textEdited.connect(self._entitle)
        self._notes = named(NotesField(), "project_notes", "Notes about the project")
        self._notes.setPlaceholderText("What it shows, where its data come from, …")
        self._notes.setTabChangesFocus(True)
        self._notes.setMinimumHeight(110)
        self._notes.textChanged.connect(self._note)
        self._title.installEventFilter(self)
        self._notes.installEventFilter(self)
        self._next = named(wrapped_label("muted", NO_LAYER), "next_step")

        layout = in_column(self._size, self._targets, self._next, margins=(10, 2, 10, 8), spacing=4)
        self.setLayout(layout)
        for text, field, below in (
            ("&Precision", self._precision, self._meaning),
            ("&Title", self._title, None),
            ("N&otes", self._notes, None),
        ):
            label = PlainLabel(text)
            label.setBuddy(field)
            if field is self._precision:
                give_tip(label, term_tip("precision"))
            layout.addSpacing(6)
            layout.addWidget(label)
            layout.addWidget(field, 1 if field is self._notes else 0)
            if below is not None:
                layout.addWidget(below)

    def show_batch(self) -> None:
        """Show the present project."""
        project = self._studio.project
        batch = project.batch
        samples, features = (
            counted(batch.n_samples, "sample"),
            counted(batch.n_features, "feature"),
        )
        size = batch.picture_size
        if size is None:
            self._size.setText(sentence("{samples} of {features}")(samples, features))
        else:
            pictures = sentence("{samples} of {features}: pictures of {size}")
            self._size.setText(pictures(samples, features, size.text))
        self._targets.setText(_targets_text(batch))
        self._precision.setCurrentText(project.precision)
        meaning, lower = MEANINGS[project.precision], LOWER.get(project.precision)
        if lower is not None:
            rounds = sentence(" Going down to {lower} rounds every input, weight and bias once.")
            meaning += rounds(lower)
        self._meaning.setText(meaning)
        self._next.setVisible(len(project.network) == 0)
        if self._title.text() != project.title:
            self._title.setText(project.title)
        if self._notes.toPlainText() != project.notes:
            with QSignalBlocker(self._notes):
                self._notes.show_text(project.notes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._typing = object()
        return super().eventFilter(watched, event)

    def _entitle(self, title: str) -> None:
        self._attempt("Edit title", lambda project: edits.describe(project, title, project.notes))

    def _note(self) -> None:
        notes = self._notes.toPlainText()
        self._attempt("Edit notes", lambda project: edits.describe(project, project.title, notes))

    def _attempt(self, text: str, change: Callable[[Project], Project]) -> None:
        self._studio.attempt(Edit(text, change, merge=self._typing))

    def _set_precision(self) -> None:
        edit = computing_in(self._studio.project, self._precision.currentText())
        if not self._studio.attempt(edit, refused=self.show_batch):
            self.show_batch()


def _targets_text(batch: Batch) -> str:
    if batch.target_rows is None:
        return "No targets: the network can be run, but not judged."
    if batch.has_classes:
        names = [batch.class_name(number) for number in range(batch.n_classes)]
        shown = first_few(names, 6)
        classes = counted(len(names), "class", "classes")
        return sentence("Targets: {name}, {classes} ({shown}).")(batch.target_name, classes, shown)
    return sentence("Targets: {name}, one value a sample.")(batch.target_name)

"""Asks from where the book's generator starts, and draws all dense layers as the book does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QWidget

from nnfs_core import edits
from nnfs_core.layers import Dense
from nnfs_core.layers.initialisation import Legacy
from nnfs_core.project.project import Project, project_arrays
from nnfs_core.wording import counted, sentence
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.precision import ANY
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.fields import WholeField
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.sentence import Sentence

PRECISION = "float32"  # the book's
MOST_DRAWN = 500_000  # numbers that are drawn while the window waits
WIDTH = 400
BEFORE = (
    "How many normal numbers a program draws before its first layer: 300 where the book makes its "
    "spiral of 3 × 100 samples, else 0."
)


def precision_text(project: Project) -> str:
    """That a project computes in another precision than the book, if it does."""
    told = sentence("The project computes in {precision}; the book's numbers are float32.")
    return "" if project.precision == PRECISION else told(project.precision)


def takes_long(drawn_before: int) -> bool:
    """True when drawing what comes before the weights takes longer than the window may wait."""
    return drawn_before > MOST_DRAWN


def ask_to_draw_as_book(studio: Studio, parent: QWidget) -> None:
    """Open the dialog, where there is a dense layer to draw."""
    if studio.project.network.dense_layers:
        BookDialog(studio, parent.window()).open()
    else:
        studio.notices.error("The network has no dense layer whose weights could be drawn.")


class BookDialog(QDialog):
    """Draws the weights of all dense layers by the legacy generator, in one step."""

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "book_dialog", "Draw all layers as the book does")
        self.setWindowTitle("Draw all layers as the book does")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._studio = studio
        project = studio.project
        dense = list(project.network.dense_layers.values())
        first = dense[0].initialisation
        seed = dense[0].seed if isinstance(first, Legacy) else 0
        before = first.drawn_before if isinstance(first, Legacy) else 0
        self._seed = _field("book_seed", Dense, "seed", seed)
        self._before = _field("book_drawn_before", Legacy, "drawn_before", before)
        is_other = project.precision != PRECISION
        self._narrow = named(QCheckBox("Compute in float32, as the book does"), "book_precision")
        self._narrow.setChecked(is_other)
        self._narrow.setVisible(is_other)
        told = sentence(
            "The weights of {layers}, {n_weights:,} in all, are drawn one layer after another, and "
            "all biases become 0."
        )
        n_weights = sum(layer.weights.size for layer in dense)
        text = told(counted(len(dense), "dense layer"), n_weights)
        if is_other:
            text = f"{text} {precision_text(project)}"
        self._fault = Sentence("book_sentence")
        self._fault.show_text("", "error")
        about = named(PlainLabel(text, wordWrap=True), "book_text")
        hint = named(PlainLabel(BEFORE, wordWrap=True), "book_hint", role="muted")
        rows = QFormLayout()
        rows.addRow("&Seed", self._seed)
        rows.addRow("Drawn &before", self._before)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        draw = buttons.addButton("&Draw", QDialogButtonBox.ButtonRole.AcceptRole)
        named(draw, "book_draw")
        draw.setProperty("primary", "true")
        named(buttons.button(QDialogButtonBox.StandardButton.Cancel), "book_cancel")
        buttons.accepted.connect(self._draw)
        buttons.rejected.connect(self.reject)
        self.setLayout(
            in_column(about, rows, hint, self._narrow, self._fault, 1, buttons, spacing=10)
        )
        self.resize(WIDTH, self.sizeHint().height())

    def _draw(self) -> None:
        for field in (self._seed, self._before):
            if field.interaction.refusal:
                self._fault.show_text(field.interaction.refusal, "error")
                field.setFocus()
                return
            field.interpretText()
        seed, before, is_narrow = self._seed.value(), self._before.value(), self._narrow.isChecked()

        def change(project: Project) -> Project:
            if is_narrow:
                project = edits.set_precision(project, PRECISION)
            return edits.draw_as_book(project, seed, before)

        project = self._studio.project
        arrays = project_arrays(project) if is_narrow else []
        weights = [layer.weights for layer in project.network.dense_layers.values()]
        n_bytes = sum(array.nbytes for array in [*arrays, *weights])
        text, waits = "Draw all layers as the book does", takes_long(before)
        self._studio.attempt(Edit(text, change, n_bytes, ANY, waits=waits))
        self.accept()


def _field(name: str, kind: type[Dense] | type[Legacy], option: str, value: int) -> WholeField:
    described = kind.options()[option]
    field = named(WholeField(), name, described.title, tip=described.hint)
    field.setRange(int(described.minimum), int(described.maximum))
    field.setValue(value)
    return field

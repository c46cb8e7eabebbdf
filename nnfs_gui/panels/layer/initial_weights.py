"""Draws a dense layer's weights from a seed, or fills them with one value."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QPushButton, QToolButton, QWidget

from nnfs_core import edits
from nnfs_core.layers import Dense
from nnfs_gui.studio.edit import Change, Edit, layer_part
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.fields import NumberField, WholeField, label_width
from nnfs_gui.widgets.glossary_tips import term_tip
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, give_tip

LARGEST_FILL = 1e12


class InitialWeights(QWidget):
    """Offers the seed with "Draw again" and a dice, and a value to fill with."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._index = 0
        self._shown_seed = -1  # of the layer, which the field has taken over
        described = Dense.options()["seed"]
        self.seed = named(WholeField(), "seed_spin", described.title, tip=described.hint)
        self.seed.setRange(int(described.minimum), int(described.maximum))
        self.seed.lineEdit().returnPressed.connect(self._redraw)
        self.seed.interaction.refused.connect(studio.notices.error)
        redraw = named(QPushButton("Draw again"), "redraw_button")
        redraw.setToolTip("Draw all weights with this seed and set the biases to 0.")
        redraw.clicked.connect(self._redraw)
        self._dice = named(QToolButton(), "new_seed_button", "Draw with the next seed")
        self._dice.setToolTip("Draw with the next seed")
        self._dice.clicked.connect(self._draw_with_next_seed)
        studio.theme.give_icon(self._dice, "dice")

        self._value = named(NumberField(), "fill_value", "Value to fill all weights with")
        self._value.setRange(-LARGEST_FILL, LARGEST_FILL)
        self._value.setToolTip("One value for all weights; the biases stay.")
        fill = named(QPushButton("Fill"), "fill_button")
        fill.setToolTip("Give all weights this value; the biases stay.")
        fill.clicked.connect(self._fill)
        zeros = named(QPushButton("Zeros"), "zeros_button")
        zeros.setToolTip("Set all weights to 0; the biases stay.")
        zeros.clicked.connect(lambda: self._fill_with(0.0))

        seed_label, value_label = PlainLabel("&Seed"), PlainLabel("&Value")
        seed_label.setBuddy(self.seed)
        value_label.setBuddy(self._value)
        give_tip(seed_label, term_tip("seed"))
        seed_buttons = in_row(redraw, self._dice, spacing=4)
        value_buttons = in_row(fill, zeros, spacing=4)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.setColumnStretch(1, 1)
        layout.setColumnMinimumWidth(0, label_width(seed_label))
        for number, (label, field, row) in enumerate(
            ((seed_label, self.seed, seed_buttons), (value_label, self._value, value_buttons))
        ):
            layout.addWidget(label, number, 0)
            layout.addWidget(field, number, 1)
            layout.addLayout(row, number, 2)

    def show_layer(self, index: int, layer: Dense, is_other: bool) -> None:
        """Show a dense layer; what was chosen to draw or fill another one with is dropped."""
        self._index = index
        if is_other:
            self._value.setValue(0.0)
        if is_other or layer.seed != self._shown_seed:
            self._shown_seed = layer.seed
            self.seed.setValue(layer.seed)

    def drop(self) -> None:
        """Offer again what the layer was drawn with."""
        self.seed.setValue(self._shown_seed)
        for field in (self.seed, self._value):
            field.interaction.drop()

    def _is_entered(self, field: WholeField | NumberField) -> bool:
        """Take what is typed, as a click on a button need not; False when it will not do."""
        refusal = field.interaction.refusal
        if refusal:
            self._studio.notices.error(refusal)
        else:
            field.interpretText()
        return not refusal

    def _redraw(self) -> None:
        if not self._is_entered(self.seed):
            return
        index, seed = self._index, self.seed.value()
        self._attempt("Draw weights", lambda project: edits.redraw(project, index, seed))

    def _draw_with_next_seed(self) -> None:
        if not self._is_entered(self.seed):
            return
        present = self.seed.value()
        self.seed.setValue(0 if present == self.seed.maximum() else present + 1)
        self._redraw()

    def _fill(self) -> None:
        if self._is_entered(self._value):
            self._fill_with(self._value.value())

    def _fill_with(self, value: float) -> None:
        index = self._index
        self._attempt("Fill weights", lambda project: edits.fill_weights(project, index, value))

    def _attempt(self, text: str, change: Change) -> None:
        layer = self._studio.project.network.layers[self._index]
        n_bytes = sum(array.nbytes for array in layer.arrays().values())
        self._studio.attempt(Edit(text, change, n_bytes, layer_part(self._index)))

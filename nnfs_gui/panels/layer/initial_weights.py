"""Draws a dense layer's weights from a seed, by a rule that the user chooses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from nnfs_core import edits
from nnfs_core.layers import Dense
from nnfs_core.layers.initialisation import INITIALISATIONS, Initialisation, Legacy
from nnfs_gui.panels.layer.book_dialog import (
    ask_to_draw_as_book,
    precision_text,
    takes_long,
)
from nnfs_gui.studio.edit import Edit, layer_part
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.fields import (
    NumberField,
    WholeField,
    label_width,
    notice_frame,
    wrapped_label,
)
from nnfs_gui.widgets.glossary_tips import term_tip
from nnfs_gui.widgets.named import named, restyle
from nnfs_gui.widgets.plain import PlainLabel, give_tip

LAST_ROW = 9
ALIKE = "All neurons begin alike, and training would keep them alike."


class InitialWeights(QWidget):
    """Offers the rules with what each is for, and the seed with "Draw again" and a dice.

    Nothing is drawn by choosing a rule, but by the button, by the dice or by Enter in a field.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._index = 0
        self._layer: Dense | None = None
        self._rules = named(
            QComboBox(), "initialisation_choice", "How the weights begin", tip="How weights begin"
        )
        self._rules.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._rules.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for rule in INITIALISATIONS:
            self._rules.addItem(rule.title)
            tip = "\n".join(filter(None, (rule.formula, rule.hint, rule.elsewhere)))
            self._rules.setItemData(self._rules.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self._rules.currentIndexChanged.connect(self._show_rule)
        self._formula = named(wrapped_label(), "initialisation_formula")
        self._hint = named(wrapped_label("muted"), "initialisation_hint")
        self._alike = named(notice_frame("warning"), "alike_warning")
        alike_text = named(wrapped_label(text=ALIKE), "alike_warning_text")
        self._alike.setLayout(in_column(alike_text, margins=(8, 6, 8, 6)))

        self._options = {
            (rule, name): _option_field(rule, name)
            for rule in INITIALISATIONS
            for name in rule.options()
        }
        seed = Dense.options()["seed"]
        self.seed = named(WholeField(), "seed_spin", seed.title, tip=seed.hint)
        self.seed.setRange(int(seed.minimum), int(seed.maximum))
        self._seed_label = PlainLabel("&Seed")
        give_tip(self._seed_label, term_tip("seed"))
        self._redraw_button = named(QPushButton(), "redraw_button")
        self._redraw_button.clicked.connect(self._redraw)
        self._dice = named(QToolButton(), "new_seed_button", "Draw with the next seed")
        self._dice.setToolTip("Draw with the next seed")
        self._dice.clicked.connect(self._draw_with_next_seed)
        studio.theme.give_icon(self._dice, "dice")
        self._book = named(QPushButton("All layers, as the book does…"), "book_button")
        self._book.setToolTip("Draw the weights of all dense layers in order, one after another.")
        self._book.clicked.connect(lambda: ask_to_draw_as_book(studio, self))
        for field in self._fields():
            field.lineEdit().returnPressed.connect(self._redraw)
            field.interaction.refused.connect(studio.notices.error)
        self._lay_out()
        self._show_rule()

    def show_layer(self, index: int, layer: Dense, is_other: bool) -> None:
        """Show a dense layer; what was chosen to draw another one with is dropped."""
        before, self._index, self._layer = self._layer, index, layer
        if is_other or before is None or before.initialisation != layer.initialisation:
            self._show_initialisation(layer.initialisation)
        if is_other or before is None or before.seed != layer.seed:
            self.seed.setValue(layer.seed)
        self._show_rule()

    def drop(self) -> None:
        """Offer again what the layer was drawn with."""
        if self._layer is not None:
            self._show_initialisation(self._layer.initialisation)
            self.seed.setValue(self._layer.seed)
        for field in self._fields():
            field.interaction.drop()

    @property
    def _rule(self) -> type[Initialisation]:
        return INITIALISATIONS[self._rules.currentIndex()]

    def _initialisation(self) -> Initialisation:
        """The chosen rule with what its fields say."""
        options = {
            name: field.value()
            for (rule, name), (_, field) in self._options.items()
            if rule is self._rule
        }
        return self._rule(**options)

    def _show_initialisation(self, initialisation: Initialisation) -> None:
        for (rule, name), (_, field) in self._options.items():
            shown = initialisation if type(initialisation) is rule else rule()
            value = shown.option_values()[name]
            if isinstance(field, WholeField):
                field.setValue(int(value))
            else:
                field.setValue(value)
        self._rules.setCurrentIndex(INITIALISATIONS.index(type(initialisation)))

    def _show_rule(self) -> None:
        """Show what the chosen rule says and needs."""
        rule = self._rule
        is_drawn = self._layer is not None and type(self._layer.initialisation) is rule
        self._formula.setText(rule.formula)
        told = precision_text(self._studio.project) if rule is Legacy else ""
        self._hint.setText(" ".join(filter(None, (rule.hint, told))))
        give_tip(self._hint, rule.elsewhere)
        n_neurons = 0 if self._layer is None else self._layer.n_outputs
        self._alike.setVisible(not rule.is_random and n_neurons > 1)
        for each in (self._seed_label, self.seed, self._dice):
            each.setVisible(rule.is_random)
        for (owner, _), widgets in self._options.items():
            for widget in widgets:
                widget.setVisible(owner is rule)
        self._book.setVisible(rule is Legacy)
        if rule.is_random:
            self._redraw_button.setText("Draw again" if is_drawn else "Draw")
            tip = "Draw all weights with this seed and set the biases to 0."
        else:
            self._redraw_button.setText("Set weights")
            tip = "Give all weights this value and set the biases to 0."
        give_tip(self._redraw_button, tip)
        is_waiting = self._layer is not None and not is_drawn
        restyle(self._redraw_button, "primary", "true" if is_waiting else "false")

    def _fields(self) -> list[WholeField | NumberField]:
        return [self.seed, *(field for _, field in self._options.values())]

    def _is_entered(self) -> bool:
        """Take what is typed, as a click on a button need not; False when it will not do."""
        for field in self._fields():
            if field.isHidden():
                continue
            if field.interaction.refusal:
                self._studio.notices.error(field.interaction.refusal)
                return False
            field.interpretText()
        return True

    def _redraw(self) -> None:
        if not self._is_entered():
            return
        index, seed, initialisation = self._index, self.seed.value(), self._initialisation()
        layer = self._studio.project.network.layers[index]
        n_bytes = sum(array.nbytes for array in layer.arrays().values())
        is_long = isinstance(initialisation, Legacy) and takes_long(initialisation.drawn_before)
        self._studio.attempt(
            Edit(
                "Draw weights" if initialisation.is_random else "Set weights",
                lambda project: edits.redraw(project, index, seed, initialisation),
                n_bytes,
                layer_part(index),
                waits=is_long,
            )
        )

    def _draw_with_next_seed(self) -> None:
        if not self._is_entered():
            return
        present = self.seed.value()
        self.seed.setValue(0 if present == self.seed.maximum() else present + 1)
        self._redraw()

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.setColumnStretch(1, 1)
        rules_label = PlainLabel("&Begin")
        give_tip(rules_label, term_tip("initialisation"))
        layout.setColumnMinimumWidth(0, label_width(rules_label))
        rules_label.setBuddy(self._rules)
        self._seed_label.setBuddy(self.seed)
        layout.addWidget(rules_label, 0, 0)
        layout.addWidget(self._rules, 0, 1, 1, 2)
        layout.addWidget(self._formula, 1, 1, 1, 2)
        layout.addWidget(self._hint, 2, 1, 1, 2)
        layout.addWidget(self._alike, 3, 0, 1, 3)
        row = 4
        for (rule, _), (label, field) in self._options.items():
            if rule.is_random:  # above the seed
                layout.addWidget(label, row, 0, 1, 2)
                layout.addWidget(field, row, 2)
                row += 1
            else:  # where the seed would be
                layout.addWidget(label, LAST_ROW, 0)
                layout.addWidget(field, LAST_ROW, 1)
        layout.addWidget(self._seed_label, LAST_ROW, 0)
        layout.addWidget(self.seed, LAST_ROW, 1)
        layout.addLayout(in_row(self._redraw_button, self._dice, spacing=4), LAST_ROW, 2)
        layout.addWidget(self._book, LAST_ROW + 1, 0, 1, 3)


def _option_field(
    rule: type[Initialisation], name: str
) -> tuple[PlainLabel, WholeField | NumberField]:
    """The field for an option of a rule, and its label."""
    described = rule.options()[name]
    field: WholeField | NumberField
    if described.whole:
        field = WholeField()
        field.setRange(int(described.minimum), int(described.maximum))
    else:
        field = NumberField()
        field.setRange(described.minimum, described.maximum)
    named(field, f"initialisation_{name}", described.title, tip=described.hint)
    label = PlainLabel(f"&{described.title}")
    label.setBuddy(field)
    return label, field

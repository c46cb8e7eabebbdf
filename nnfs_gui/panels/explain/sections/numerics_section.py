"""Compares the selected sample in float16, float32 and float64, and shows where they part."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from weakref import ref

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QWidget

from nnfs_core.arrays import PRECISIONS, FloatArray
from nnfs_core.explain.numerics import RULE, network_comparison, softmax_comparison
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.layers import Softmax
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.place import INPUT, Place
from nnfs_core.wording import sentence
from nnfs_gui.panels.explain.section import Section
from nnfs_gui.panels.explain.sections.numbers_table import table_html
from nnfs_gui.panels.explain.sections.numerics_rows import (
    Numerics,
    SoftmaxComparisons,
    network_rows,
    sentences,
    softmax_rows,
    softmax_sentences,
)
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import HtmlLabel
from nnfs_gui.widgets.theme import number_font

VIEWS = (
    ("softmax", "softmax", "Softmax with the sample's largest input subtracted first, and without"),
    ("network", "network", "The sample through all layers in each precision"),
)


class NumericsSection(Section):
    """Compares in the background; hides while no sample is selected."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "numerics_section", "Numerics")
        self._comparing = studio.lanes.worker(self, "The comparison")
        self._shown: Numerics | None = None
        self._views = QWidget()
        row = in_row(margins=(0, 0, 0, 0), spacing=3)
        self._views.setLayout(row)
        group = QButtonGroup(self)
        for name, text, hint in VIEWS:
            button = named(QToolButton(), f"numerics_{name}", tip=hint, role="choice")
            button.setText(text)
            button.setCheckable(True)
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        group.buttons()[0].setChecked(True)
        self._network_chosen = group.buttons()[1]  # stays as the user left it
        self._network_chosen.toggled.connect(self._paint)
        self._sentence = named(wrapped_label(), "numerics_sentence")
        self._table = named(HtmlLabel(), "numerics_table")
        self._table.setWordWrap(True)
        studio.theme.give_font(self._table, partial(number_font, 1))
        self._table.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._table.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._note = named(wrapped_label("muted"), "numerics_note")
        self._rule = named(wrapped_label("muted", RULE), "numerics_rule")
        self._rule.hide()
        show_rule = named(QToolButton(), "numerics_show_rule", role="link")
        show_rule.setText("The rule")
        show_rule.setToolTip("When a number counts as parted, and why")
        show_rule.setCheckable(True)
        show_rule.toggled.connect(self._show_rule)
        self.add_to_head(show_rule)
        for widget in (self._views, self._table, self._sentence, self._note, self._rule):
            self.body.addWidget(widget)
        studio.theme.changed.connect(self._paint)
        self.hide()

    @property
    def is_busy(self) -> bool:
        return self._comparing.is_busy

    def refresh(self) -> None:
        place, runner = self.studio.selection.place, self.studio.runner
        evaluation, self.awaits_rows = runner.evaluation, False
        if evaluation is None or not runner.has_present_numbers:
            self._comparing.cancel()
            return
        rows = self._rows(evaluation, place)
        if rows is None:
            self._comparing.cancel()
            if not self.awaits_rows:
                self._shown = None
                self.hide()
            return
        shown = self._shown
        if shown is not None and shown.evaluation() is evaluation:
            if shown.place == place:
                return
            if (shown.place.layer, shown.place.sample) == (place.layer, place.sample):
                self._show(replace(shown, place=place))
                return
        entering, inputs = rows

        def work(progress: Progress, cancelled: IsCancelled) -> Numerics:
            return _compared(evaluation, place, entering, inputs, cancelled)

        self._comparing.run(work, self._show, self._tell_failure)

    def _rows(self, evaluation: Evaluation, place: Place) -> tuple[FloatArray, FloatArray] | None:
        """The sample's numbers that enter the layer (n_inputs,), and those of the batch."""
        if place.layer == INPUT or place.sample is None:
            return None
        entering = evaluation.result(place.layer - 1)
        if evaluation.result(place.layer) is None or entering is None:
            return None  # behind a misfit there are no numbers
        if not 0 <= place.sample < len(entering.output):
            return None
        fetching = self.studio.fetching
        row = fetching.row(entering.output, place.sample)
        inputs = fetching.row(evaluation.inputs.output, place.sample)
        if row is None or inputs is None:
            self.awaits_rows = True
            return None
        return row, inputs

    def _show_rule(self, shown: bool) -> None:
        self._rule.setVisible(shown)
        if shown:
            self.set_folded(False)

    def _show(self, numerics: Numerics) -> None:
        self._shown = numerics
        self.show()
        self._paint()

    def _tell_failure(self, sentence: str) -> None:
        self._shown = None
        self._sentence.setText(sentence)
        for widget in (self._views, self._table, self._note):
            widget.hide()
        self.show()

    def _paint(self) -> None:
        numerics = self._shown
        if numerics is None:
            return
        theme, both = self.studio.theme, numerics.softmax
        self._views.setVisible(both is not None)
        if both is None or self._network_chosen.isChecked():
            rows, columns = network_rows(numerics), PRECISIONS[:-1]
            self._table.setText(table_html(rows, theme, columns, "largest difference"))
            self._sentence.setText("\n".join(sentences(numerics.network)))
            self._note.setText("Differences are from float64.")
        else:
            rows = softmax_rows(both, numerics.place.neuron)
            self._table.setText(table_html(rows, theme, ("minus largest", "as it is")))
            self._sentence.setText("\n".join(softmax_sentences(both)))
            self._note.setText(
                "This layer subtracts the largest input first."
                if both.layer_subtracts
                else "This layer takes the inputs as they are."
            )
        text = sentence("Numbers in each precision. {text}")(self._sentence.text())
        self._table.setAccessibleName(text)
        for widget in (self._table, self._note):
            widget.show()


def _compared(
    evaluation: Evaluation,
    place: Place,
    entering: FloatArray,
    inputs: FloatArray,
    cancelled: IsCancelled,
) -> Numerics:
    network = evaluation.project.network
    layer = network.layers[place.layer]
    both = None
    if isinstance(layer, Softmax) and layer.enabled and entering.size:
        both = SoftmaxComparisons(
            softmax_comparison(layer.with_option("subtract_maximum", 1), entering),
            softmax_comparison(layer.with_option("subtract_maximum", 0), entering),
            bool(layer.subtract_maximum),
        )
    ran = len(evaluation.layers)
    whole = network_comparison(network.layers[:ran], network.names[:ran], inputs, cancelled)
    places = (INPUT, *(at for at in range(ran) if network.layers[at].enabled))
    return Numerics(ref(evaluation), place, both, whole, places)

"""Numerics: the selected sample in float16, float32 and float64, and where they part."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from nnfs_core.arrays import PRECISIONS, FloatArray
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.evaluate import INPUT, Evaluation
from nnfs_core.explain.numerics import (
    RULE,
    Comparison,
    network_comparison,
    softmax_comparison,
)
from nnfs_core.layers import Softmax
from nnfs_core.progress import IsCancelled
from nnfs_gui.explain_panel.numbers_table import table_html
from nnfs_gui.explain_panel.numerics_rows import (
    Numerics,
    Way,
    network_rows,
    other_way,
    sentences,
    softmax_rows,
)
from nnfs_gui.explain_panel.section import Section
from nnfs_gui.fields import wrapped_label
from nnfs_gui.selection import Place
from nnfs_gui.studio import Studio
from nnfs_gui.theme import number_font
from nnfs_gui.worker import report

WAYS: tuple[tuple[Way, str, str], ...] = (
    ("with", "minus largest", "Softmax with the sample's largest input subtracted first"),
    ("without", "as it is", "Softmax of the inputs as they are"),
    ("network", "network", "The sample through all layers in each precision"),
)


class NumericsSection(Section):
    """Compares in the background; hides while no sample is selected."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "numerics_section", "Numerics")
        self._slot = studio.background.slot(self)
        self._shown: Numerics | None = None
        self._awaits_rows = False
        self._chosen: Way | None = None  # by the user; else the way that the layer goes
        self._buttons: dict[Way, QToolButton] = {}
        self._ways = QWidget()
        row = QGridLayout(self._ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        group = QButtonGroup(self)
        for number, (way, text, hint) in enumerate(WAYS):
            button = QToolButton()
            button.setObjectName(f"numerics_{way}")
            button.setText(text)
            button.setToolTip(hint)
            button.setProperty("role", "choice")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, way=way: self._choose(way))
            group.addButton(button)
            self._buttons[way] = button
            row.addWidget(button, 0, number)
        row.setColumnStretch(len(WAYS), 1)
        self._sentence = wrapped_label()
        self._sentence.setObjectName("numerics_sentence")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._table = QLabel()
        self._table.setObjectName("numerics_table")
        self._table.setTextFormat(Qt.TextFormat.RichText)
        self._table.setWordWrap(True)
        self._table.setFont(number_font(1))
        self._table.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._table.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._note = wrapped_label("muted")
        self._note.setObjectName("numerics_note")
        self._rule = wrapped_label("muted")
        self._rule.setObjectName("numerics_rule")
        self._rule.setText(RULE)
        self._rule.hide()
        show_rule = QToolButton()
        show_rule.setObjectName("numerics_show_rule")
        show_rule.setText("The rule")
        show_rule.setToolTip("When a number counts as parted, and why")
        show_rule.setProperty("role", "link")
        show_rule.setCheckable(True)
        show_rule.toggled.connect(self._rule.setVisible)
        self.add_to_head(show_rule)
        for widget in (self._ways, self._table, self._sentence, self._note, self._rule):
            self.body.addWidget(widget)
        studio.fetching.arrived.connect(self._on_arrived)
        studio.theme.changed.connect(self._paint)
        self.hide()

    @property
    def is_busy(self) -> bool:
        return self._slot.is_busy

    def refresh(self) -> None:
        place, runner = self.studio.selection.place, self.studio.runner
        evaluation, self._awaits_rows = runner.evaluation, False
        if evaluation is None or not runner.is_current:
            self._slot.cancel()
            return
        rows = self._rows(evaluation, place)
        if rows is None:
            self._slot.cancel()
            if not self._awaits_rows:
                self._shown = None
                self.hide()
            return
        shown = self._shown
        if shown is not None and shown.evaluation is evaluation:
            if shown.place == place:
                return
            if (shown.place.layer, shown.place.sample) == (place.layer, place.sample):
                self._show(Numerics(evaluation, place, shown.softmax, shown.network, shown.layers))
                return
        entering, inputs = rows

        def work(cancelled: IsCancelled) -> Numerics:
            return _compared(evaluation, place, entering, inputs, cancelled)

        self._slot.run(work, self._show, failed=self._tell_failure)

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
            self._awaits_rows = True
            return None
        return row, inputs

    def _on_arrived(self) -> None:
        if self._awaits_rows:
            self.refresh()

    def _choose(self, way: Way) -> None:
        self._chosen = way
        self._paint()

    def _show(self, numerics: Numerics) -> None:
        self._shown = numerics
        self.show()
        self._paint()

    def _tell_failure(self, error: BaseException) -> None:
        self._shown = None
        match error:
            case Cancelled():
                return
            case NnfsError():
                self._sentence.setText(str(error))
            case MemoryError():
                self._sentence.setText("The comparison needs more memory than there is.")
            case _:
                report(error)
                return
        for widget in (self._ways, self._table, self._note):
            widget.hide()
        self.show()

    def _paint(self) -> None:
        numerics = self._shown
        if numerics is None:
            return
        way, is_softmax = self._way(numerics), bool(numerics.softmax)
        self._buttons[way].setChecked(True)
        self._ways.setVisible(is_softmax)
        comparison = numerics.of(way)
        rows = network_rows(numerics) if way == "network" else softmax_rows(numerics, way)
        columns = PRECISIONS[:-1] if way == "network" else PRECISIONS
        first = "largest difference" if way == "network" else ""
        self._table.setText(table_html(rows, self.studio.theme, columns, first))
        self._sentence.setText("\n".join(sentences(comparison)))
        self._table.setAccessibleName(f"Numbers in each precision. {self._sentence.text()}")
        if way == "network":
            self._note.setText("Differences are from float64.")
        else:
            other: Way = "without" if way == "with" else "with"
            self._note.setText(other_way(numerics, other))
        for widget in (self._table, self._note):
            widget.show()

    def _way(self, numerics: Numerics) -> Way:
        if not numerics.softmax:
            return "network"
        if self._chosen is not None:
            return self._chosen
        layer = numerics.evaluation.project.network.layers[numerics.place.layer]
        subtracts = isinstance(layer, Softmax) and layer.subtract_maximum
        return "with" if subtracts else "without"


def _compared(
    evaluation: Evaluation,
    place: Place,
    entering: FloatArray,
    inputs: FloatArray,
    cancelled: IsCancelled,
) -> Numerics:
    network = evaluation.project.network
    layer = network.layers[place.layer]
    ways: dict[Way, Comparison] = {}
    if isinstance(layer, Softmax) and layer.enabled and entering.size:
        ways["with"] = softmax_comparison(entering, subtract_maximum=True)
        ways["without"] = softmax_comparison(entering, subtract_maximum=False)
    ran = len(evaluation.layers)
    whole = network_comparison(network.layers[:ran], network.names[:ran], inputs, cancelled)
    places = (INPUT, *(at for at in range(ran) if network.layers[at].enabled))
    return Numerics(evaluation, place, ways, whole, places)

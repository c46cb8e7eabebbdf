"""Shows where what is wrong with the selected number began, and what else stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from weakref import ref

from PySide6.QtWidgets import QPushButton, QWidget

from nnfs_core.explain.cause import Cause
from nnfs_core.explain.causes import all_causes, explained, first_cause
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.place import INPUT, Place
from nnfs_core.wording import counted, neurons_text, one_line, sentence
from nnfs_gui.panels.explain.section import Section
from nnfs_gui.panels.explain.sections.cause_box import CauseBox
from nnfs_gui.studio.mending import mend
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.fields import wrapped_message
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import give_tip, plain_caption


@dataclass(frozen=True)
class Findings:
    """Holds what was found for a place of an evaluation: for the number, its layer, and beyond.

    What was found does not keep the evaluation alive.
    """

    evaluation: ref[Evaluation]
    place: Place
    layer_names: tuple[str, ...]  # then; by now there may be fewer layers
    all_causes: tuple[Cause, ...]
    of_number: Cause | None

    @property
    def of_layer(self) -> tuple[Cause, ...]:
        """The layer's causes that the number's own does not tell already."""
        mine = [each for each in self.all_causes if each.layer == self.place.layer]
        return tuple(each for each in mine if not self._is_reported(each))

    @property
    def elsewhere(self) -> tuple[Cause, ...]:
        others = [each for each in self.all_causes if each.layer != self.place.layer]
        return tuple(each for each in others if not self._is_reported(each))

    def _is_reported(self, cause: Cause) -> bool:
        own = self.of_number
        if own is None or (own.kind, own.layer) != (cause.kind, cause.layer):
            return False
        return own.neurons == cause.neurons and own.sample in (cause.sample, self.place.sample)


class CausesSection(Section):
    """Looks for causes in the background; hides when there is nothing wrong."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "causes_section", "First cause")
        self._looking = studio.lanes.worker(self, "Looking for the first cause")
        self._shown: Findings | None = None
        self._boxes = QWidget()
        self._layout = in_column(margins=(0, 0, 0, 0), spacing=6)
        self._boxes.setLayout(self._layout)
        self.body.addWidget(self._boxes)
        # what is shown is then of an earlier place, or of numbers of before
        self._looking.late.connect(lambda: self._boxes.setEnabled(False))
        studio.runner.stale_changed.connect(self._follow_staleness)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """True while causes are being looked for."""
        return self._looking.is_busy

    def refresh(self) -> None:
        place, runner = self.studio.selection.place, self.studio.runner
        evaluation = runner.evaluation
        if evaluation is None or not runner.has_present_numbers:
            self._looking.cancel()  # its numbers are no longer those on the screen
            return
        shown = self._shown
        known = None
        if shown is not None and shown.evaluation() is evaluation:
            if shown.place == place:
                self._looking.cancel()
                self._boxes.setEnabled(True)
                return
            known = shown.all_causes

        def work(progress: Progress, cancelled: IsCancelled) -> Findings:
            found = all_causes(evaluation, cancelled, brief=True) if known is None else known
            found = tuple(
                explained(evaluation, each, cancelled) if each.layer == place.layer else each
                for each in found
            )
            names, own = evaluation.project.network.names, _cause_at(evaluation, place, cancelled)
            return Findings(ref(evaluation), place, names, found, own)

        self._looking.run(work, self._show, self._tell_failure)

    def _show(self, findings: Findings) -> None:
        self._shown = findings
        self._boxes.setEnabled(True)
        self._clear()
        own = findings.of_number
        boxed = [] if own is None else [own]
        more_of_it = [each for each in findings.of_layer if own and each.kind == own.kind]
        boxed += [each for each in findings.of_layer if each not in more_of_it]
        for cause in boxed:
            box = CauseBox(cause, _leads_elsewhere(cause, findings.place))
            box.show_requested.connect(self._select)
            box.mend_requested.connect(partial(mend, self.studio))
            self._add(box)
        for cause in (*more_of_it, *findings.elsewhere):
            self._add(self._link(cause, findings.layer_names))
        n_found = len(boxed) + len(more_of_it) + len(findings.elsewhere)
        if not boxed:
            self.set_heading(sentence("{findings} in other layers")(counted(n_found, "finding")))
        else:
            more = f" · {counted(n_found, 'finding')}" if n_found > 1 else ""
            self.set_heading(sentence("First cause{more}")(more))
        self.setVisible(n_found > 0)

    def _tell_failure(self, sentence: str) -> None:
        self._shown = None
        self._boxes.setEnabled(True)
        self._clear()
        self._add(named(wrapped_message("error", sentence), "causes_failure"))
        self.show()

    def _follow_staleness(self) -> None:
        if self.studio.runner.is_stale:
            self._boxes.setEnabled(False)

    def _add(self, widget: QWidget) -> None:
        self._layout.addWidget(widget)
        widget.show()  # at once: the layout would do it later

    def _clear(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _link(self, cause: Cause, names: Sequence[str]) -> QWidget:
        """A cause elsewhere, or the same of more neurons: one line that leads there."""
        where = "Input batch" if cause.layer == INPUT else one_line(names[cause.layer], 30)
        if cause.neurons:
            where = f"{where}, {neurons_text(cause.neurons)}"
        button = QPushButton(plain_caption(f"{where}: {TITLES[cause.kind]}"))
        button.setObjectName(f"finding_{cause.kind}_{cause.layer}")
        button.setAccessibleName(cause.what)
        give_tip(button, cause.what)
        button.setProperty("role", "finding")
        button.clicked.connect(lambda: self._select(cause))
        return button

    def _select(self, cause: Cause) -> None:
        sample, neuron = cause.sample, cause.neuron
        here = cause.layer == self.studio.place_in_outputs.layer
        if neuron is None and cause.neurons and not here:
            neuron = cause.neurons[0]
        if sample is None and neuron is not None:
            sample = self.studio.selection.place.sample or 0
        self.studio.select_shown(Place(cause.layer, sample, neuron))


TITLES = {
    "misfit": "does not fit",
    "nan": "NaN begins",
    "infinity": "infinity begins",
    "zero": "0",
    "dead": "dead",
    "saturated": "saturated",
    "exploding": "values explode",
}


def _cause_at(evaluation: Evaluation, place: Place, cancelled: IsCancelled) -> Cause | None:
    if place.sample is None or place.neuron is None:
        return None
    return first_cause(evaluation, place.layer, place.sample, place.neuron, cancelled)


def _leads_elsewhere(cause: Cause, place: Place) -> bool:
    if cause.sample is None or cause.neuron is None:
        return cause.layer != place.layer
    began = cause.layer, cause.sample, cause.neuron
    return began != (place.layer, place.sample, place.neuron)

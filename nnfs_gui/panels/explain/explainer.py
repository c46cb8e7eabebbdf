"""Tells which number is explained, and explains it as soon as what it takes is there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import NnfsError
from nnfs_core.explain import (
    Explanation,
    check_place,
    explain_input,
    explain_output,
    explain_weight,
)
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.progress import IsCancelled, Progress, stop_if
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.quick import is_quick

NOTHING_RUN = "Nothing is computed yet: run the forward pass (F5)."
NOT_RUN = "This layer is not computed yet: run the forward pass (F5)."
NO_SAMPLES = "The batch has no samples: type, paste or open data below."
SELECT_NUMBER = (
    "Select a number in the outputs to see where it comes from, step by step: "
    "every operand leads on to what made it."
)
BEING_READ = "The numbers are being read."
WORKING = "Working it out…"
FIRST_STANDS_IN = "No number is selected, so this is the first one. Click any other to see its own."


@dataclass(frozen=True)
class ExplainedNumber:
    """Holds a number with its explanation, or a sentence that says why there is none."""

    place: Place
    explanation: Explanation | None = None
    message: str = ""
    evaluation: Evaluation | None = None  # that the explanation is of
    is_fault: bool = False  # the message tells of one
    hint: str = ""


class Explainer(QObject):
    """Keeps `explained` up to date with selection, evaluation and document.

    Long sums are explained on the background thread, rows that are not in memory are fetched by the
    studio's fetching; meanwhile `explained` says so. Where it is the same number after an edit, as
    while a slider moves, the explanation before stays, dimmed.
    """

    changed = Signal()
    dimmed_changed = Signal(bool)

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._explaining = studio.lanes.worker(self, "The explanation")
        self._is_waiting = False  # for rows
        self._is_behind = False  # the explanation is of an edit before, the new one on its way
        self._is_dimmed = False
        self.explained = ExplainedNumber(studio.selection.place, message=NOTHING_RUN)
        self._awaited: ExplainedNumber | None = None  # with the sentence for who waits long
        self._explaining.late.connect(self._show_working)
        studio.selection.changed.connect(self.refresh)
        studio.shown_places.changed.connect(self.refresh)
        studio.runner.finished.connect(self.refresh)
        studio.runner.stale_changed.connect(self._update_dimming)
        studio.fetching.arrived.connect(self._on_arrived)

    @property
    def is_dimmed(self) -> bool:
        """True while the explanation is of numbers that are no longer those of the project."""
        return self._is_dimmed

    def refresh(self, *ignored: object) -> None:
        """Explain the selected number of the newest evaluation."""
        self._explaining.cancel()
        self._awaited = None
        self._is_waiting = False
        evaluation, place = self._studio.runner.evaluation, self._studio.place_in_outputs
        if evaluation is None:
            self._show(ExplainedNumber(self._studio.selection.place, message=NOTHING_RUN))
            return
        if place.layer >= len(evaluation.project.network):
            self._show(ExplainedNumber(self._studio.selection.place, message=NOT_RUN))
            return
        try:
            self._explain(evaluation, place)
        except NnfsError as error:
            is_fault = evaluation.result(place.layer) is None
            self._show(
                ExplainedNumber(place, message=str(error), evaluation=evaluation, is_fault=is_fault)
            )

    def _explain(self, evaluation: Evaluation, selected: Place) -> None:
        place, hint = selected, ""
        if not evaluation.project.batch.n_samples:
            raise NnfsError(NO_SAMPLES)
        if selected.layer == INPUT and selected.neuron is None:
            self._show(ExplainedNumber(selected, message=SELECT_NUMBER, evaluation=evaluation))
            return
        if place.weight is not None and place.neuron is not None:
            explanation = explain_weight(evaluation, place.layer, place.neuron, place.weight)
            self._show(ExplainedNumber(place, explanation, evaluation=evaluation))
            return
        if place.sample is None or place.neuron is None:
            place = replace(place, sample=place.sample or 0, neuron=place.neuron or 0)
            hint = FIRST_STANDS_IN
        assert place.sample is not None
        assert place.neuron is not None
        check_place(evaluation, place.layer, place.sample, place.neuron)
        output = self._row(evaluation, place.layer, place.sample)
        before = INPUT if place.layer == INPUT else place.layer - 1
        inputs = self._row(evaluation, before, place.sample)
        if output is None or inputs is None:
            self._is_waiting = True
            lost = any(
                self._studio.fetching.is_lost(result.output, place.sample)
                for result in (evaluation.result(place.layer), evaluation.result(before))
                if result is not None
            )
            found = ExplainedNumber(place, message=BEING_READ, evaluation=evaluation, hint=hint)
            if lost:
                self._show(replace(found, message="The numbers cannot be read."))
            else:
                self._wait(found)
            return
        value = float(output[place.neuron])
        found = ExplainedNumber(place, evaluation=evaluation, hint=hint)

        def work(progress: Progress, cancelled: IsCancelled) -> Explanation:
            explanation = _explanation(evaluation, place, inputs, value)
            stop_if(cancelled)
            if not is_quick(terms_explained=explanation.n_terms):
                explanation.prepare()
            return explanation

        at_once = is_quick(terms_explained=len(inputs))
        if not at_once:
            self._awaited = replace(found, message=WORKING)
        self._explaining.run(
            work,
            lambda explanation: self._show(replace(found, explanation=explanation)),
            lambda sentence: self._show(replace(found, message=sentence)),
            at_once=at_once,
        )

    def _row(self, evaluation: Evaluation, layer: int, sample: int) -> FloatArray | None:
        result = evaluation.result(layer)
        assert result is not None
        return self._studio.fetching.row(result.output, sample)

    def _show_working(self) -> None:
        if self._awaited is not None:
            self._wait(self._awaited)

    def _wait(self, explained: ExplainedNumber) -> None:
        """Show a number that has no explanation yet, or still its explanation before an edit."""
        if _is_same_number(explained, self.explained):
            self._is_behind = True
            self._update_dimming()
        else:
            self._show(explained)

    def _show(self, explained: ExplainedNumber) -> None:
        self._awaited = None
        self._is_behind = False
        self.explained = explained
        self.changed.emit()
        self._update_dimming()

    def _on_arrived(self) -> None:
        if self._is_waiting:
            self.refresh()

    def _update_dimming(self) -> None:
        dimmed = self._is_behind or self._studio.runner.is_stale
        if dimmed != self._is_dimmed:
            self._is_dimmed = dimmed
            self.dimmed_changed.emit(dimmed)


def _is_same_number(new: ExplainedNumber, shown: ExplainedNumber) -> bool:
    """True when an explained number is waited for again, in the same network but for its values."""
    if shown.explanation is None or shown.evaluation is None or new.evaluation is None:
        return False
    before, now = shown.evaluation.project, new.evaluation.project
    return (
        shown.place == new.place
        and before.title == now.title
        and before.network.names == now.network.names
        and before.batch.n_samples == now.batch.n_samples
    )


def _explanation(
    evaluation: Evaluation, place: Place, inputs: FloatArray, value: float
) -> Explanation:
    assert place.sample is not None
    assert place.neuron is not None
    if place.layer == INPUT:
        return explain_input(evaluation, place.sample, place.neuron, value)
    return explain_output(
        evaluation.project, place.layer, place.sample, place.neuron, inputs, value
    )

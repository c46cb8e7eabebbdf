"""Keeps what is pinned, an earlier state or a network from a file, to see what differs now."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTime, Signal

from nnfs_core.comparing.comparison import Comparison, compare
from nnfs_core.comparing.difference import Difference, difference
from nnfs_core.forward.evaluate import Evaluation, evaluate
from nnfs_core.layers import Dense
from nnfs_core.matrix.carried import new_cells
from nnfs_core.matrix.rows import Rows
from nnfs_core.network.matching import counterparts
from nnfs_core.network.network import Network
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.document import Document
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence
from nnfs_gui.studio.notices import Notices
from nnfs_gui.studio.pins.kept_states import KeptStates
from nnfs_gui.studio.pins.pin import Pin
from nnfs_gui.work.lanes import Lanes
from nnfs_gui.work.quick import is_quick
from nnfs_gui.work.runner import Runner


class Pinned(QObject):
    """Keeps the pin and, while differences are wanted, the newest comparison with it.

    `changed` tells of another pin, of the switch between values and differences, and of a new
    comparison; `progressed` of one that takes a while. The outputs of the pin count against the
    runner's memory for outputs. What was pinned before stays among `kept`, without its outputs.
    Another project begins without a pin.
    """

    changed = Signal()
    progressed = Signal(float)

    def __init__(self, document: Document, runner: Runner, lanes: Lanes, notices: Notices) -> None:
        super().__init__()
        self._document, self._n_starts = document, document.n_starts
        self._runner, self._notices = runner, notices
        self._comparing = lanes.worker(self, "The comparison")
        self._comparing.late.connect(lambda: self.progressed.emit(0.0))
        self._comparing.progressed.connect(self.progressed)
        self._passes = lanes.worker(self, "The pass of what is pinned")
        self.kept = KeptStates()
        self._pin: Pin | None = None
        self._shows_differences = False
        self._wanted: Project | None = None  # to be pinned once its numbers are there
        self._comparison: Comparison | None = None
        self._inputs: Difference | None = None
        self._places: tuple[Network, Network, list[int | None]] | None = None
        document.changed.connect(self._on_document_changed)
        runner.finished.connect(self._on_finished)
        runner.failed.connect(self._pin_nothing)
        runner.given_up.connect(self._pin_nothing)
        runner.budget_changed.connect(self._fit_to_budget)

    @property
    def pin(self) -> Pin | None:
        return self._pin

    @property
    def shows_differences(self) -> bool:
        """True when matrices are to show what is different, not what is."""
        return self._shows_differences

    @property
    def sentence(self) -> str:
        """What is pinned or, while differences are shown, what they are; empty without a pin."""
        if self._pin is None:
            return ""
        if not self._shows_differences:
            return self._pin.told
        other = "file" if self._pin.is_file else "pinned"
        text = f"{self._pin.text}{self._pin.told_of_samples}"
        said = sentence("Difference from {text}: present minus {other}")(text, other)
        note = "" if self.comparison is None else self.comparison.note
        return f"{said}. {note}" if note else said

    @property
    def comparison(self) -> Comparison | None:
        """The newest outputs against the pinned ones; None while they are being compared."""
        found, present = self._comparison, self._runner.evaluation
        return found if found is not None and found.present is present else None

    @property
    def shown_comparison(self) -> Comparison | None:
        """What to show in the place of the newest outputs; None for these, or until it is made."""
        return self.comparison if self._shows_differences else None

    @property
    def is_busy(self) -> bool:
        """True while a comparison is being made."""
        return self._comparing.is_busy

    def pin_present(self) -> None:
        """Pin the outputs of the present project, which are computed first when need be.

        Whatever is edited until then, it is the project of this moment that is pinned.
        """
        evaluation = self._runner.evaluation
        if evaluation is not None and self._runner.is_current:
            self._pin_state(evaluation)
            return
        self._wanted = self._runner.project
        if not self._runner.is_running:
            self._runner.run()

    def _pin_state(self, evaluation: Evaluation) -> None:
        now = QTime.currentTime().toString("HH:mm")
        state = self.kept.keep_pin(evaluation.project, now)
        name = sentence("the state pinned at {now}")(now)
        self.pin_other(Pin(evaluation, name, kept=state.number))

    def pin_other(self, pin: Pin, *, show: bool = False) -> None:
        """Compare with `pin` from now on; `show` turns to the differences."""
        self._forget()
        self._pin, self._runner.also_kept = pin, pin.evaluation
        self._shows_differences |= show
        self._compare()
        self.changed.emit()

    def unpin(self) -> None:
        """Show values, and hold nothing of what was pinned."""
        if self._pin is not None:
            kept = self._pin.kept
            self._let_go()
            self.kept.forget(kept)

    def show_differences(self, shown: bool) -> None:
        """Have matrices show what is different from the pin, or values."""
        shown = shown and self._pin is not None
        if shown == self._shows_differences:
            return
        self._shows_differences = shown
        if shown:
            self._compare()
        else:
            self._comparing.cancel()
            self._comparison = self._inputs = None
        self.changed.emit()

    def inputs_difference(self, present: Rows) -> Rows | None:
        """The present inputs minus the pinned ones; None where their shapes differ."""
        if self._pin is None:
            return None
        pinned = self.inputs_opposite(present)
        if pinned.shape != present.shape:
            return None
        known = self._inputs
        if known is None or known.present is not present or known.pinned is not pinned:
            self._inputs = known = difference(present, pinned, known)
        return known.rows

    def dense_opposite(self, network: Network, index: int) -> Dense | None:
        """The pinned counterpart of a dense layer of `network`; None without one."""
        if self._pin is None:
            return None
        other = self._pin.evaluation.project.network
        known = self._places
        if known is None or known[0] is not network or known[1] is not other:
            places = counterparts(network.layers, other.layers)
            self._places = known = network, other, places
        place = known[2][index]
        return None if place is None else other.dense_layers.get(place)

    def inputs_opposite(self, present: Rows) -> Rows:
        """The inputs to subtract from the present ones; a network that follows them has these."""
        if self._pin is None or self._pin.follows_batch:
            return present
        return self._pin.evaluation.inputs.output

    def _let_go(self) -> None:
        self._forget()
        self._pin = self._runner.also_kept = None
        self._shows_differences = False
        self.changed.emit()

    def _on_document_changed(self, old: Project, new: Project) -> None:
        """Leave a pin behind with its project; its network stays among what can be compared."""
        n_starts = self._document.n_starts
        if n_starts != self._n_starts:
            self._n_starts = n_starts
            self._let_go()

    def _forget(self) -> None:
        self._comparing.cancel()
        self._passes.cancel()
        self._wanted = None
        self._comparison = self._inputs = self._places = None

    def _on_finished(self, evaluation: Evaluation) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            self._compare()
        elif evaluation.project is wanted:
            self._pin_state(evaluation)
        else:  # another one is on show by now
            budget = self._runner.budget
            self._passes.run(
                lambda progress, cancelled: evaluate(
                    wanted, evaluation, budget=budget, also_kept=evaluation, cancelled=cancelled
                ),
                self._pin_state,
                self._fail,
            )

    def _pin_nothing(self, message: str = "") -> None:
        self._wanted = None

    def _compare(self) -> None:
        pin, present = self._pin, self._runner.evaluation
        if pin is None or present is None or not self._shows_differences or self.comparison:
            return
        before, budget = self._comparison, self._runner.budget
        samples = present.project.batch.input_rows
        runs_again = pin.follows_batch and pin.runs_on is not samples

        def work(progress: Progress, cancelled: IsCancelled) -> tuple[Pin, Comparison]:
            used = pin
            if runs_again:
                project = replace(pin.evaluation.project, batch=present.project.batch)
                again = evaluate(
                    project, pin.evaluation, budget=budget, also_kept=present, cancelled=cancelled
                )
                used = replace(pin, evaluation=again, runs_on=samples)
            found = compare(
                present,
                used.evaluation,
                before,
                name=pin.name,
                shares_samples=pin.follows_batch,
                progress=progress,
                cancelled=cancelled,
            )
            return used, found

        is_quick = _is_quick(present, pin.evaluation, before, runs_again)
        self._comparing.run(work, self._receive, self._fail, at_once=is_quick)

    def _receive(self, answer: tuple[Pin, Comparison]) -> None:
        self._pin, self._comparison = answer
        self._runner.also_kept = self._pin.evaluation
        self.changed.emit()

    def _fail(self, reason: str) -> None:
        """Go back to values; a notice says why something cannot be compared."""
        self.show_differences(False)
        text = sentence("The difference cannot be shown: {reason}")(reason)
        self._notices.error(text, until=self.changed)

    def _fit_to_budget(self) -> None:
        """Have the pin keep no more outputs than the new budget allows it."""
        pin, budget = self._pin, self._runner.budget
        if pin is None or budget is None or pin.evaluation.n_bytes_kept <= budget // 2:
            return

        def done(evaluation: Evaluation) -> None:
            if self._pin is pin:
                self.pin_other(replace(pin, evaluation=evaluation))

        self._passes.run(
            lambda progress, cancelled: evaluate(
                pin.evaluation.project, pin.evaluation, budget=budget, cancelled=cancelled
            ),
            done,
            self._fail,
        )


def _is_quick(
    present: Evaluation, pinned: Evaluation, before: Comparison | None, runs_again: bool
) -> bool:
    """True when so little is to be compared that nobody need wait for it."""
    outputs = [result.output for result in (present.inputs, *present.layers)]
    others = [result.output for result in (pinned.inputs, *pinned.layers)]
    products, known = 0, []
    if runs_again:
        network = pinned.project.network
        products = present.project.batch.n_samples * max(1, network.parameter_count)
    elif before is not None and before.pinned is pinned:
        known = [each.difference.present for each in before.all if each.difference is not None]
    return all(rows.is_in_memory for rows in others) and is_quick(
        products=products, cells_counted=new_cells(outputs, known)
    )

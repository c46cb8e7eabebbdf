"""Names a missing number above the table and offers ways to mend it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from nnfs_core.explain.remedies import MISSING_INPUTS
from nnfs_core.forward.faults import Fault
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project
from nnfs_gui.studio.mending import mend
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.overflow import Overflow

NAMED = len("NaN in sample 1,797")  # letters of the message that are seen however narrow it is


class FaultStrip(QFrame):
    """Shows while the first missing number that the forward pass found is still in the batch.

    `place_requested(sample, feature)` asks to be shown the cell, `other_requested` for other ways.
    """

    place_requested = Signal(int, int)
    other_requested = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._fault: Fault | None = None
        named(self, "batch_fault", "Missing number in the batch", role="notice")
        self.setProperty("level", "error")
        self.text = named(
            ElidedLabel("", least=NAMED), "batch_fault_text"
        )  # one line: the table needs room
        show = named(QPushButton("Show"), "batch_fault_show", role="link")
        show.clicked.connect(self._request_place)
        buttons = [show]
        names = ("batch_fault_mean", "batch_fault_zero", "batch_fault_remove")
        for name, remedy in zip(names, MISSING_INPUTS, strict=True):
            button = named(QPushButton(remedy.label), name, tip=remedy.hint, role="fix")
            button.clicked.connect(lambda _=False, remedy=remedy: mend(studio, remedy))
            buttons.append(button)
        tip = "Fill with the median, the most frequent or another number"
        other = named(QPushButton("Other…"), "batch_fault_other", tip=tip, role="fix")
        other.clicked.connect(self.other_requested)
        buttons.append(other)
        offers = Overflow(buttons, "batch_fault_more", "More ways to mend it", spacing=6)
        studio.theme.give_icon(offers.more, "more")
        self.setLayout(in_row((self.text, 1), offers, margins=(10, 4, 6, 4), spacing=6))
        studio.runner.finished.connect(self._follow)
        self._follow()

    def follow_edit(self, project: Project) -> None:
        """Go at once when an edit has mended the number, whether a new pass is coming or not."""
        if self._fault is not None and not _is_still_there(self._fault, project):
            self._show(None)

    def _follow(self) -> None:
        runner = self._studio.runner
        if runner.evaluation is not None and runner.is_current:
            self._show(runner.evaluation.fault_at(INPUT))

    def _show(self, fault: Fault | None) -> None:
        self._fault = fault
        evaluation = self._studio.runner.evaluation
        if fault is None or fault.neuron is None or evaluation is None:
            self.text.setText("")
        else:
            column = evaluation.project.batch.columns[fault.neuron]
            self.text.setText(fault.message, f"{fault.short}, {column}")
        self.setVisible(fault is not None)

    def _request_place(self) -> None:
        fault = self._fault
        if fault is not None and fault.sample is not None and fault.neuron is not None:
            self.place_requested.emit(fault.sample, fault.neuron)


def _is_still_there(fault: Fault, project: Project) -> bool:
    batch = project.batch
    if fault.sample is None or fault.neuron is None:
        return False
    if fault.sample >= batch.n_samples or fault.neuron >= batch.n_features:
        return False
    held = batch.input_rows.rows_in_memory(fault.sample, fault.sample + 1)
    if held is None:
        return True  # as far as can be known without a wait
    number = float(held[0, fault.neuron])
    return number - number != 0  # true of NaN and the infinities alone

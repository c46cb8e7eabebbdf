"""The strip above the table that names a missing number and offers ways to mend it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from nnfs_core import edits
from nnfs_core.evaluate import INPUT
from nnfs_core.faults import Fault
from nnfs_core.project import Project
from nnfs_gui.batch_panel.large_edits import attempt, attempt_removal, rows_in_memory
from nnfs_gui.large_edits import Stoppable
from nnfs_gui.studio import Edit, Studio

_REMOVAL = Stoppable(edits.remove_missing_samples)


class FaultStrip(QFrame):
    """Shows while the first missing number that the forward pass found is still in the batch.

    `place_requested(sample, feature)` asks to be shown the cell.
    """

    place_requested = Signal(int, int)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._fault: Fault | None = None
        self.setObjectName("batch_fault")
        self.setAccessibleName("Missing number in the batch")
        self.setProperty("role", "notice")
        self.setProperty("level", "error")
        self.text = QLabel()
        self.text.setObjectName("batch_fault_text")
        self.text.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 6, 4)
        layout.setSpacing(6)
        layout.addWidget(self.text, 1)
        show = QPushButton("Show")
        show.setObjectName("batch_fault_show")
        show.setProperty("role", "link")
        show.clicked.connect(self._request_place)
        layout.addWidget(show)
        remedies: tuple[tuple[str, str, str, Edit], ...] = (
            (
                "Use the column's mean",
                "batch_fault_mean",
                "Every missing number becomes the mean of the other numbers in its column",
                Stoppable(edits.fill_missing_with_means),
            ),
            (
                "Set to 0",
                "batch_fault_zero",
                "Every missing number becomes 0",
                Stoppable(edits.fill_missing_with_zeros),
            ),
            (
                "Remove these samples",
                "batch_fault_remove",
                "Every sample with a missing number is removed",
                _REMOVAL,
            ),
        )
        for text, name, hint, edit in remedies:
            button = QPushButton(text)
            button.setObjectName(name)
            button.setToolTip(hint)
            button.setProperty("role", "fix")
            button.clicked.connect(lambda _=False, text=text, edit=edit: self._mend(text, edit))
            layout.addWidget(button)
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
        self.text.setText("" if fault is None else fault.message)
        self.setVisible(fault is not None)

    def _request_place(self) -> None:
        fault = self._fault
        if fault is not None and fault.sample is not None and fault.neuron is not None:
            self.place_requested.emit(fault.sample, fault.neuron)

    def _mend(self, text: str, edit: Edit) -> None:
        batch = self._studio.project.batch
        n_cells = rows_in_memory(batch.input_rows) * batch.n_features
        try_it = attempt_removal if edit is _REMOVAL else attempt
        try_it(self._studio, text, edit, n_cells, beside=batch.input_rows.is_deferred)


def _is_still_there(fault: Fault, project: Project) -> bool:
    batch = project.batch
    if fault.sample is None or fault.neuron is None:
        return False
    if fault.sample >= batch.n_samples or fault.neuron >= batch.n_features:
        return False
    held = batch.input_rows.rows_at_hand(fault.sample, fault.sample + 1)
    if held is None:
        return True  # for all that can be told without a wait
    number = float(held[0, fault.neuron])
    return number - number != 0  # true of NaN and the infinities alone

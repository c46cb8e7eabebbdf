"""Asks how to split the samples, and shows what will come out before it does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QWidget

from nnfs_core.edits.split_plan import SplitPlan
from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.batch import Batch
from nnfs_core.project.changes import Part
from nnfs_core.project.project import Project
from nnfs_core.project.subsets import counts_text
from nnfs_core.wording import sentence
from nnfs_gui.panels.batch.splitting.column_page import ColumnPage
from nnfs_gui.panels.batch.splitting.plan_table import PlanTable
from nnfs_gui.panels.batch.splitting.shares_page import SharesPage
from nnfs_gui.panels.batch.splitting.way import Way
from nnfs_gui.studio.edit import BATCH, Edit, Stoppable
from nnfs_gui.studio.standardising import offer_fit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.dialog_size import size_within
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.named import named
from nnfs_gui.work.quick import is_quick

BYTES_A_SAMPLE = 48  # that drawing takes, and going through the column
SIZE = QSize(460, 560)
BY_HAND = (
    "Select samples in the table of the batch, open its menu and choose under Use for what they "
    "are for; the Batch menu can do it, too. Once samples are split, type the word into the "
    "column subset, or paste a column of words."
)


class SplitDialog(QDialog):
    """Offers to split by shares or by a column; nothing changes before *Split*.

    `then` is called once the samples are split.
    """

    def __init__(
        self, studio: Studio, parent: QWidget, then: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__(parent)
        named(self, "split_dialog", "Split samples")
        self.setWindowTitle("Split samples")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._studio, self._then = studio, then
        self._planning = studio.lanes.worker(self, "Counting the split")
        self._planning.late.connect(self._tell_waiting)
        self._way: Way | None = None
        self._shares, self._column = SharesPage(), ColumnPage(studio)
        self._pages = named(QTabWidget(), "split_pages", "How to split")
        self._pages.addTab(self._shares, "By sha&res")
        self._pages.addTab(self._column, "By a co&lumn")
        self._present = named(wrapped_label("muted"), "split_present")
        self._table = PlanTable()
        self._told = named(wrapped_label(), "split_text")
        self._hand = wrapped_label("", BY_HAND)
        self._hand.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages.addTab(self._hand, "By &hand")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._accept = buttons.addButton("Split", QDialogButtonBox.ButtonRole.AcceptRole)
        named(self._accept, "split_accept").setProperty("primary", "true")
        buttons.accepted.connect(self._split)
        buttons.rejected.connect(self.reject)
        self.setLayout(
            in_column(
                self._present,
                self._pages,
                (self._table, 1),
                self._told,
                buttons,
                margins=(12, 12, 12, 12),
                spacing=8,
            )
        )
        self.resize(size_within(parent, SIZE))
        self._pages.currentChanged.connect(self._foresee)
        self._shares.changed.connect(self._foresee)
        self._column.changed.connect(self._foresee)
        studio.document.changed.connect(self._on_batch_changed, Part.BATCH)
        self.finished.connect(self._stop)
        self._begin()

    def _begin(self) -> None:
        project = self._studio.project
        present = counts_text(project.batch)
        told = sentence("This replaces the present split: {counts}.")
        self._present.setText(told(present) if present else "")
        self._present.setVisible(bool(present))
        self._table.show_plan(None)
        self._shares.begin(project.batch)
        self._column.begin(project)
        self._foresee()

    def _on_batch_changed(self, old: Project, new: Project) -> None:
        self._begin()

    def _stop(self) -> None:
        self._studio.document.changed.disconnect(self._on_batch_changed)
        self._planning.cancel()

    def _foresee(self) -> None:
        """Count what the split would come to."""
        batch = self._studio.project.batch
        self._planning.cancel()
        self._way = None
        self._accept.setEnabled(False)
        page = self._pages.currentWidget()
        self._table.setVisible(page is not self._hand)
        if page is self._hand:
            self._refuse("")
            return
        try:
            way = self._column.way() if page is self._column else self._shares.way(batch)
        except NnfsError as error:
            self._refuse(str(error))
            return

        def work(progress: Progress, cancelled: IsCancelled) -> SplitPlan:
            return way.plan(batch, cancelled)

        def done(plan: SplitPlan) -> None:
            self._way = way
            self._table.show_plan(plan)
            self._table.setEnabled(True)
            self._told.setText("\n".join(plan.warnings))
            self._told.setVisible(bool(plan.warnings))
            self._accept.setEnabled(True)

        self._planning.run(work, done, self._refuse, at_once=self._is_quick)

    @property
    def _is_quick(self) -> bool:
        batch = self._studio.project.batch
        return batch.is_in_memory and is_quick(bytes_copied=BYTES_A_SAMPLE * batch.n_samples)

    def _tell_waiting(self) -> None:
        self._told.setText("Counting…")
        self._told.show()

    def _refuse(self, text: str) -> None:
        self._table.setEnabled(False)  # what it says was foreseen before
        self._told.setText(text)
        self._told.setVisible(bool(text))

    def _split(self) -> None:
        way = self._way
        if way is None:
            return
        batch = self._studio.project.batch
        n_bytes = BYTES_A_SAMPLE * batch.n_samples
        self.accept()
        edit = Edit(way.text, Stoppable(way.change), n_bytes, BATCH, waits=not self._is_quick)
        self._studio.attempt(edit, partial(self._on_split, batch))

    def _on_split(self, before: Batch) -> None:
        self._then()
        offer_fit(self._studio, before)

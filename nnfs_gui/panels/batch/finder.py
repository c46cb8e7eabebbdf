"""Finds which samples the table shows, in which order, as filter and sorted column ask."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import ref

from PySide6.QtCore import QObject, Signal

from nnfs_core.errors import NnfsError
from nnfs_core.finding import Order, Quantity, Query, SortKey, Vocabulary, find, parse
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_gui.studio.studio import Studio

MOST_REMEMBERED = 16  # batches of the history whose orders are kept, for undo to bring back

OUT_OF_DATE = "The outputs are out of date: run the forward pass (F5), then filter again."


@dataclass(frozen=True)
class Sort:
    """Names a column to sort by; None is the target, unless it is by the labels."""

    feature: str | None
    descending: bool = False
    by_label: bool = False


class Finder(QObject):
    """Looks for the samples off the GUI thread; the order stays until it is asked for again.

    Typing in the table moves no row, as in every spreadsheet: the order is then `is_stale`.
    `order_changed` says that other samples or another order is to be shown, `state_changed` that
    something else about the search is new.
    """

    order_changed = Signal()
    state_changed = Signal()

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._finding = studio.lanes.worker(self, "Looking through the samples")
        self.text = ""
        self.sort: Sort | None = None
        self.order = Order(studio.project.batch.n_samples)
        self.fault = ""
        self.progress = 0.0
        self._awaits_outputs = False
        self._answered = Query()
        self._seen: Project = studio.project  # what the order was found in
        self._remembered: dict[int, tuple[ref[Batch], Order]] = {}
        self._finding.progressed.connect(self._on_progress)
        studio.runner.finished.connect(self._on_outputs)
        studio.runner.failed.connect(self._on_no_outputs)

    @property
    def is_active(self) -> bool:
        """True while a filter or a sorted column is asked for."""
        return bool(self.text) or self.sort is not None

    @property
    def is_busy(self) -> bool:
        return self._finding.is_busy or self._awaits_outputs

    @property
    def is_stale(self) -> bool:
        """True when the samples or their outputs have changed since they were looked through."""
        if not self.is_active or self.is_busy or self._answered.is_everything:
            return False
        new, old = self._studio.project, self._seen
        if new.batch is not old.batch:
            return True
        changed = new.network is not old.network or new.precision != old.precision
        return self._answered.uses_outputs and changed

    # What is asked for.

    def filter(self, text: str) -> None:
        """Show the samples that a text asks for; one that sorts takes the place of the column."""
        self.text = " ".join(text.split())
        self.find(keep_sort=False)

    def sort_by(self, sort: Sort | None) -> None:
        """Sort by a column, or leave the samples in the order of the batch."""
        self.sort = sort
        self.find()

    def clear(self) -> None:
        """Show every sample in the order of the batch."""
        self.text, self.sort = "", None
        self.find()

    def stop(self) -> None:
        """Give up the search under way; what is shown stays."""
        self._finding.cancel()
        self._awaits_outputs = False
        self.state_changed.emit()

    def find(self, *, keep_sort: bool = True) -> None:
        """Look through the samples as they are now."""
        self._finding.cancel()
        self.fault, self.progress, self._awaits_outputs = "", 0.0, False
        project = self._studio.project
        try:
            query = parse(self.text, Vocabulary.of(project))
            if query.keys and not keep_sort:
                self.sort = None
            query = self._with_sort(query, project.batch)
        except NnfsError as error:
            self._fail(str(error))
            return
        if query.uses_outputs and not self._knows_outputs(project):
            if self._studio.runner.is_running:
                self._awaits_outputs = True  # goes on when they are there
                self.state_changed.emit()
            else:
                self._fail(OUT_OF_DATE)
            return
        self._look(query, project)

    # What is shown when the batch changes.

    def follow(self, old: Batch, new: Batch) -> None:
        """Make the order fit the batch as it is now; where its rows are unknown, look anew."""
        if not self.is_active:
            self._finding.cancel()
            self.order = Order(new.n_samples)
            self.state_changed.emit()
            return
        self._keep(old, self.order)
        batch, order = self._remembered.get(id(new), (None, None))
        if order is not None and batch is not None and batch() is new:
            self.order, self.fault = order, ""
        elif new.n_samples != self.order.n_samples:
            self.order = self.order.within(new.n_samples)
            self.find()
            if self.fault:  # such as names that other data does not have
                self.order = Order(new.n_samples)
        self.state_changed.emit()

    def reset(self) -> None:
        """Forget everything: another project is on show."""
        self._finding.cancel()
        self._remembered.clear()
        self.text, self.sort, self.fault, self._awaits_outputs = "", None, "", False
        self._answered = Query()
        self.order = Order(self._studio.project.batch.n_samples)
        self.state_changed.emit()

    def remember(self, batch: Batch, before: Order, order: Order) -> None:
        """Show the `batch` that an edit makes in `order`, if `before` is still on show then.

        Called on any thread.
        """
        if self.is_active and before is self.order:
            self._keep(batch, order)

    def _keep(self, batch: Batch, order: Order) -> None:
        self._remembered.pop(id(batch), None)
        self._remembered[id(batch)] = ref(batch), order
        while len(self._remembered) > MOST_REMEMBERED:
            del self._remembered[next(iter(self._remembered))]

    # The search itself.

    def _look(self, query: Query, project: Project) -> None:
        evaluation, batch = self._studio.runner.evaluation, project.batch

        def work(progress: Progress, cancelled: IsCancelled) -> Order:
            return find(query, batch, evaluation, progress=progress, cancelled=cancelled)

        def done(order: Order) -> None:
            if self._studio.project.batch is not batch:  # it is of samples that are gone
                self.find()
                return
            self._remembered.clear()
            self._seen, self._answered, self.order = project, query, order
            self.order_changed.emit()
            self.state_changed.emit()

        if query.is_everything:
            done(Order(batch.n_samples))
        else:
            self._finding.run(work, done, self._fail)
            self.state_changed.emit()

    def _with_sort(self, query: Query, batch: Batch) -> Query:
        if self.sort is None:
            return query
        name = self.sort.feature
        if self.sort.by_label and batch.label_rows is not None:
            term = Quantity("label")
        elif name is None and batch.target_rows is not None and not self.sort.by_label:
            term = Quantity("target")
        elif name in batch.columns:
            term = Quantity("feature", batch.columns.index(name))
        else:
            gone = "of labels" if self.sort.by_label else name or "of targets"
            raise NnfsError("The column {name} to sort by is gone.")(gone)
        return query.sorted_first_by(SortKey(term, self.sort.descending))

    def _knows_outputs(self, project: Project) -> bool:
        evaluation = self._studio.runner.evaluation
        if evaluation is None:
            return False
        shown = evaluation.project
        return shown.batch is project.batch and shown.network is project.network

    def _on_outputs(self) -> None:
        if self._awaits_outputs:
            self.find()
        else:
            self.state_changed.emit()

    def _on_no_outputs(self, message: str) -> None:
        if self._awaits_outputs:
            self._awaits_outputs = False
            self._fail(message)

    def _on_progress(self, fraction: float) -> None:
        self.progress = fraction
        self.state_changed.emit()

    def _fail(self, message: str) -> None:
        self.fault = message
        self.state_changed.emit()

"""Finds which samples the tables and plots show, in which order, as people ask."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import ref

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from nnfs_core.arrays import seal
from nnfs_core.errors import NnfsError
from nnfs_core.finding import Order, Query, SortKey, Vocabulary, find, narrowed, parse
from nnfs_core.finding.order import IntArray
from nnfs_core.finding.query import TermKind
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.batch import Batch
from nnfs_core.project.changes import Part
from nnfs_core.project.document import Document
from nnfs_core.project.project import Project
from nnfs_gui.work.lanes import Lanes
from nnfs_gui.work.runner import Runner

MOST_REMEMBERED = 16  # batches of the history whose orders are kept, for undo to bring back

OUT_OF_DATE = "The outputs are out of date: run the forward pass (F5), then filter again."


@dataclass(frozen=True)
class Sort:
    """Says what to sort by: a kind of column; `of` names the feature, class or output."""

    kind: TermKind
    of: str = ""
    descending: bool = False


class Finder(QObject):
    """Looks for the samples off the GUI thread; the order stays until it is asked for again.

    The samples are those that a text asks for, among ones that may be given with a title.
    Typing in the table moves no row, as in every spreadsheet: the order is then `is_stale`.
    `order_changed` says that other samples or another order is to be shown, `state_changed` that
    something else about the search is new.
    """

    order_changed = Signal()
    state_changed = Signal()

    def __init__(self, document: Document, runner: Runner, lanes: Lanes) -> None:
        super().__init__()
        self._document, self._runner = document, runner
        self._n_starts = document.n_starts
        self._finding = lanes.worker(self, "Looking through the samples")
        self.text = ""
        self.sort: Sort | None = None
        self.title = ""  # of the samples that were given
        self.newest = ""  # what was asked last, of which the text may hold more
        self._given: IntArray | None = None
        self.order = Order(document.project.batch.n_samples)
        self.fault = ""
        self.progress = 0.0
        self._awaits_outputs = False
        self._answered = Query()
        self._answered_to = self.asked
        self._seen: Project = document.project  # what the order was found in
        self._remembered: dict[int, tuple[ref[Batch], Order]] = {}
        self._finding.progressed.connect(self._on_progress)
        document.changed.connect(self._on_batch_changed, Part.BATCH)
        runner.finished.connect(self._on_outputs)
        runner.failed.connect(self._on_no_outputs)

    @property
    def is_active(self) -> bool:
        """True while a filter, given samples or a sorted column are asked for."""
        return bool(self.text) or self._given is not None or self.sort is not None

    @property
    def asked(self) -> tuple[object, ...]:
        """What is asked for: equal while the same samples are wanted in the same order."""
        return self.text, self.title, id(self._given), self.sort

    @property
    def is_busy(self) -> bool:
        return self._finding.is_busy or self._awaits_outputs

    @property
    def is_stale(self) -> bool:
        """True when the samples or their outputs have changed since they were looked through."""
        if not self.is_active or self.is_busy or self._answered.is_everything:
            return False
        new, old = self._document.project, self._seen
        if new.batch is not old.batch:
            return True
        changed = new.network is not old.network or new.precision != old.precision
        return self._answered.uses_outputs and changed

    # What is asked for.

    def filter(self, text: str) -> None:
        """Show the samples that a text asks for; one that sorts takes the place of the column."""
        self.text, self.title, self._given = " ".join(text.split()), "", None
        self.newest = self.text
        self.find(keep_sort=False)

    def ask(self, question: str, *, narrows: bool = False) -> None:
        """Show the samples that a question asks for, or all of them where it is asked already.

        `narrows` looks for them among those that are asked for now, or gives that up again.
        """
        question = " ".join(question.split())
        if narrows and self._is_narrowable:
            self.text, self.newest = narrowed(self.text, question), question
            self.find()
        else:
            self.filter("" if self.text == question else question)

    def show_samples(self, samples: npt.ArrayLike, title: str, *, narrows: bool = False) -> None:
        """Show just these samples, numbers that rise; `title` says in few words which they are.

        `narrows` shows those of them that are asked for now.
        """
        given = np.array(samples, np.int64)
        if narrows and self._is_narrowable:
            if self._given is not None:
                given = given[np.isin(given, self._given, assume_unique=True)]
                title = f"{self.title}, {title}"
        else:
            self.text = self.newest = ""
        self.title, self._given = title, seal(given)
        self.find()

    @property
    def _is_narrowable(self) -> bool:
        return not self.fault and (bool(self.text) or self._given is not None)

    def sort_by(self, sort: Sort | None) -> None:
        """Sort by a column, or leave the samples in the order of the batch."""
        self.sort = sort
        self.find()

    def clear(self) -> None:
        """Show every sample in the order of the batch."""
        self.text, self.sort, self.title, self._given = "", None, "", None
        self.newest = ""
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
        project = self._document.project
        try:
            query = parse(self.text, Vocabulary.of(project))
            if query.keys and not keep_sort:
                self.sort = None
            query = self._with_sort(query, project)
        except NnfsError as error:
            self._fail(str(error))
            if self.asked == self._answered_to:  # it names what is gone by now
                self.order = Order(project.batch.n_samples)
                self.order_changed.emit()
            return
        if query.uses_outputs and not self._knows_outputs(project):
            if self._runner.is_running:
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
            if self._given is not None:
                self._given = seal(np.sort(order.samples(0, len(order))))
        elif new.n_samples != self.order.n_samples:
            self.order = self.order.within(new.n_samples)
            if self._given is not None:
                self._given = seal(self._given[self._given < new.n_samples])
            self.find()
            if self.fault:  # such as names that other data does not have
                self.order = Order(new.n_samples)
        self.state_changed.emit()

    def reset(self) -> None:
        """Forget everything: another project is on show."""
        self._finding.cancel()
        self._remembered.clear()
        self.text, self.sort, self.fault, self._awaits_outputs = "", None, "", False
        self.title, self._given, self.newest = "", None, ""
        self._answered = Query()
        self.order = Order(self._document.project.batch.n_samples)
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
        evaluation, batch, given = self._runner.evaluation, project.batch, self._given

        def work(progress: Progress, cancelled: IsCancelled) -> Order:
            return find(
                query, batch, evaluation, among=given, progress=progress, cancelled=cancelled
            )

        def done(order: Order) -> None:
            if self._document.project.batch is not batch:  # it is of samples that are gone
                self.find()
                return
            self._remembered.clear()
            self._seen, self._answered, self.order = project, query, order
            self._answered_to = self.asked
            self.order_changed.emit()
            self.state_changed.emit()

        if query.is_everything:
            n_samples = batch.n_samples
            done(Order(n_samples) if given is None else Order.of(n_samples, given))
        else:
            self._finding.run(work, done, self._fail)
            self.state_changed.emit()

    def _with_sort(self, query: Query, project: Project) -> Query:
        if self.sort is None:
            return query
        term = Vocabulary.of(project).quantity(self.sort.kind, self.sort.of)
        if term is None:
            name = self.sort.of or f"of {self.sort.kind}s"
            raise NnfsError("The column {name} to sort by is gone.")(name)
        return query.sorted_first_by(SortKey(term, self.sort.descending))

    def _knows_outputs(self, project: Project) -> bool:
        evaluation = self._runner.evaluation
        if evaluation is None:
            return False
        shown = evaluation.project
        return shown.batch is project.batch and shown.network is project.network

    def _on_batch_changed(self, old: Project, new: Project) -> None:
        n_starts = self._document.n_starts
        is_other, self._n_starts = n_starts != self._n_starts, n_starts
        if is_other:
            self.reset()
        else:
            self.follow(old.batch, new.batch)

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

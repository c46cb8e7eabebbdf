"""Holds which part of the samples the figures speak of: training, validation, test or all."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from nnfs_core.project.changes import Part
from nnfs_core.project.document import Document
from nnfs_core.project.project import Project
from nnfs_core.project.subset import Subset


class SubsetShown(QObject):
    """Holds the subset that accuracy, confusion and loss are of; None stands for all samples.

    While no sample is in the chosen subset it is of all; the choice comes back with the samples.
    """

    changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._chosen: Subset | None = None
        self._subset: Subset | None = None
        self._n_starts = document.n_starts
        document.changed.connect(self._on_document_changed, Part.BATCH)

    @property
    def subset(self) -> Subset | None:
        return self._subset

    @property
    def offered(self) -> tuple[Subset, ...]:
        """The subsets that have samples; none while nobody has split the batch."""
        return tuple(each for each, n in self._document.project.batch.subset_counts.items() if n)

    def choose(self, subset: Subset | None) -> None:
        """Have figures be of a subset, if it has samples, or of all samples."""
        self._chosen = subset if subset in self.offered else None
        self._show(self._chosen)

    def _show(self, subset: Subset | None) -> None:
        if subset != self._subset:
            self._subset = subset
            self.changed.emit()

    def _on_document_changed(self, old: Project, new: Project) -> None:
        n_starts = self._document.n_starts
        if n_starts != self._n_starts:  # another project has parts of its own
            self._n_starts, self._chosen = n_starts, None
        self._show(self._chosen if self._chosen in self.offered else None)

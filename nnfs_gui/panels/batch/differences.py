"""Makes the batch whose inputs are what differs from the pinned ones, once for each batch."""

from __future__ import annotations

from nnfs_core.project.batch import Batch
from nnfs_gui.studio.pins.pinned import Pinned


class BatchDifferences:
    """Remembers the last one, so that the table sees the same object as long as nothing changes."""

    def __init__(self, pinned: Pinned) -> None:
        self._pinned = pinned
        self._known: tuple[Batch, Batch] | None = None  # a batch, and what differs in it

    def of(self, batch: Batch) -> Batch | None:
        """What differs in a batch; None while values are shown, or where the shapes differ."""
        rows = None
        if self._pinned.shows_differences:
            rows = self._pinned.inputs_difference(batch.input_rows)
        if rows is None:
            self._known = None
            return None
        known = self._known
        if known is None or known[0] is not batch or known[1].input_rows is not rows:
            self._known = known = batch, batch.with_(input_rows=rows)
        return known[1]

"""Describes the probabilities of the last softmax, with the names and targets to read them by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nnfs_core.arrays import AnyArray
from nnfs_core.comparing.comparison import Comparison
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.batch import UNKNOWN, Batch
from nnfs_gui.panels.outputs.layer_contents import class_names, last_distribution, layer_title

Read = Callable[[Rows, int], AnyArray | None]  # a row, or None while it is being fetched


@dataclass(frozen=True, eq=False)
class ProbabilityContent:
    """Holds probabilities (samples, classes), and perhaps the classes they should point at."""

    layer: int
    title: str
    rows: Rows  # (samples, classes)
    targets: Rows | None  # (samples, 1)
    class_names: tuple[str, ...]  # at least one for each class and target
    batch: Batch  # to name the samples
    changes: Rows | None = None  # (samples, classes), since what is pinned; perhaps fewer samples

    @classmethod
    def of(
        cls, evaluation: Evaluation, comparison: Comparison | None = None
    ) -> ProbabilityContent | None:
        """What the last softmax of an evaluation gave; None without one that ran.

        With a comparison also how the probabilities have changed.
        """
        index = last_distribution(evaluation)
        result = None if index is None else evaluation.result(index)
        if index is None or result is None or 0 in result.output.shape:
            return None
        batch = evaluation.project.batch
        compared = None if comparison is None else comparison.at(index).result
        n_classes = max(result.output.width, batch.n_classes)
        return cls(
            index,
            layer_title(evaluation, index),
            result.output,
            batch.target_rows if batch.has_classes else None,
            class_names(batch, n_classes),
            batch,
            None if compared is None else compared.output,
        )

    def change(self, sample: int, number: int, read: Read) -> float | None:
        """How far a class's probability has changed; None where nobody knows, or not yet."""
        if self.changes is None or sample >= len(self.changes):
            return None
        found = read(self.changes, sample)
        return None if found is None else float(found[number])

    def target(self, sample: int, read: Read) -> int:
        """The class that a sample belongs to, UNKNOWN where nobody knows, or not yet."""
        found = None if self.targets is None else read(self.targets, sample)
        return UNKNOWN if found is None else int(found[0])

"""Reads some samples at a time, with all that a question may ask about each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray
from nnfs_core.errors import NnfsError
from nnfs_core.finding.query import (
    LabelCondition,
    LogicOperator,
    NumberComparison,
    Quantity,
    Query,
    SubsetCondition,
    WordCondition,
)
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.batch import Batch
from nnfs_core.summaries.classification import UNDECIDED, most_likely

Mask = npt.NDArray[np.bool_]

_SIGNS = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


@dataclass(frozen=True, eq=False)
class SampleSource:
    """Holds the batch, and what the network gave for it as far as it is known."""

    batch: Batch
    probabilities: Rows | None  # of the last layer that gives them (samples, classes)
    outputs: Rows | None  # of the last layer (samples, outputs)

    @classmethod
    def of(cls, batch: Batch, evaluation: Evaluation | None) -> SampleSource:
        """What can be looked at; outputs of another batch count as none."""
        if evaluation is None or evaluation.project.batch is not batch:
            return cls(batch, None, None)
        layers = evaluation.project.network.layers
        probabilities = outputs = None
        for layer, result in zip(layers, evaluation.layers, strict=False):
            if layer.is_distribution and layer.enabled:
                probabilities = result.output
        if layers and len(evaluation.layers) == len(layers):
            outputs = evaluation.layers[-1].output
        return cls(batch, probabilities, outputs)


class SampleNumbers:
    """Reads the samples from `start` up to `stop`; only what is asked for is read."""

    def __init__(self, source: SampleSource, start: int, stop: int) -> None:
        self._source, self.start, self.stop = source, start, stop

    def meeting(self, query: Query) -> Mask:
        """Which of them meet the conditions of `query`. (stop - start,)"""
        found: list[Mask] = []
        for step in query.steps:
            match step:
                case NumberComparison():
                    with np.errstate(invalid="ignore", over="ignore"):
                        found.append(self._compared(step))
                case WordCondition():
                    found.append(self._described(step.word))
                case LabelCondition():
                    found.append(self._labelled(step))
                case SubsetCondition(subset):
                    found.append(self.subsets == subset)
                case LogicOperator("not"):
                    found.append(~found.pop())
                case LogicOperator(how):
                    last, before = found.pop(), found.pop()
                    found.append(before & last if how == "and" else before | last)
        return found[0] if found else np.ones(self.stop - self.start, bool)

    def values(self, term: Quantity) -> AnyArray:
        """A number for each sample (stop - start,), in the precision in which it is kept."""
        match term.kind:
            case "feature":
                values: AnyArray = self._inputs[:, int(term.value)]
                return values
            case "sample":
                return np.arange(self.start, self.stop)
            case "target":
                return self._targets
            case "predicted":
                return self._predicted
            case "confidence":
                return np.where(self._predicted == UNDECIDED, np.nan, self._largest)
            case "loss":
                return self._loss
            case "subset":
                return self.subsets
        return np.full(self.stop - self.start, term.value)

    @property
    def labels(self) -> AnyArray:
        """The label of each sample in lower case and without outer blanks (stop - start,)."""
        rows = self._source.batch.label_rows
        if rows is None:
            raise NnfsError("The samples have no labels.")
        return np.strings.strip(np.strings.lower(rows.rows(self.start, self.stop)[:, 0]))

    @property
    def subsets(self) -> AnyArray:
        """What each sample is for (stop - start,), as the numbers of `Subset`."""
        rows = self._source.batch.subset_rows
        if rows is None:
            raise NnfsError("The samples are not split.")
        return rows.rows(self.start, self.stop)[:, 0]

    def ranks(self, term: Quantity) -> npt.NDArray[np.float64]:
        """What to sort by (stop - start,): the values, with NaN for classes that nobody knows."""
        values = self.values(term).astype(np.float64)
        tells_class = term.kind == "predicted" or (
            term.kind == "target" and self._source.batch.has_classes
        )
        return np.where(values < 0, np.nan, values) if tells_class else values

    def _labelled(self, step: LabelCondition) -> Mask:
        if step.how == "contains":
            return np.asarray(np.strings.find(self.labels, step.text) >= 0)
        return np.asarray((self.labels == step.text) == (step.how == "="))

    def _compared(self, step: NumberComparison) -> Mask:
        left, right = self._side(step.left), self._side(step.right)
        met = _SIGNS[step.sign](left, right)
        return np.broadcast_to(met, (self.stop - self.start,))

    def _side(self, term: Quantity) -> Any:
        """A plain number stays one, so that it is compared in the precision of the other side."""
        return term.value if term.kind == "number" else self.values(term)

    def _described(self, word: str) -> Mask:
        match word:
            case "missing":
                met = ~np.isfinite(self._inputs).all(axis=1)
            case "undecided":
                met = self._predicted == UNDECIDED
            case "wrong":
                met = (self._targets >= 0) & (self._predicted != self._targets)
            case _:
                met = (self._targets >= 0) & (self._predicted == self._targets)
        return np.asarray(met, bool)

    @cached_property
    def _inputs(self) -> AnyArray:
        return self._source.batch.input_rows.rows(self.start, self.stop)

    @cached_property
    def _targets(self) -> AnyArray:
        rows = self._source.batch.target_rows
        if rows is None:
            raise NnfsError("The batch has no target column.")
        return rows.rows(self.start, self.stop)[:, 0]

    @cached_property
    def _probabilities(self) -> AnyArray:
        rows = self._source.probabilities
        if rows is None:
            raise NnfsError(
                "The probabilities of this batch are not known: run the forward pass (F5), and "
                "mend what keeps it from the Softmax layer."
            )
        return rows.rows(self.start, self.stop)

    @cached_property
    def _predicted(self) -> AnyArray:
        return most_likely(self._probabilities).astype(np.int64)

    @cached_property
    def _largest(self) -> AnyArray:
        if not self._probabilities.shape[1]:
            return np.full(self.stop - self.start, np.nan)
        largest: AnyArray = self._probabilities.max(axis=1)
        return largest

    @property
    def _loss(self) -> AnyArray:
        """Minus the logarithm of the target's probability, or the squared error of a value.

        Infinite for probability 0, NaN where target or probability are not known.
        """
        targets = self._targets
        if not self._source.batch.has_classes:
            with np.errstate(over="ignore", invalid="ignore"):
                error: AnyArray = self._values.astype(np.float64) - targets
                return error * error
        width = self._probabilities.shape[1]
        known = (targets >= 0) & (targets < width)
        if not width:
            return np.full(len(targets), np.nan)
        columns = np.where(known, targets, 0)[:, None]
        chosen = np.take_along_axis(self._probabilities, columns, axis=1)[:, 0]
        with np.errstate(divide="ignore", invalid="ignore"):
            loss: AnyArray = -np.log(chosen.astype(np.float64))
        return np.where(known, loss, np.nan)

    @property
    def _values(self) -> AnyArray:
        rows = self._source.outputs
        if rows is None or rows.width != 1:
            raise NnfsError(
                "The outputs of this batch are not known: run the forward pass (F5), and mend "
                "what keeps it from the last layer."
            )
        return rows.rows(self.start, self.stop)[:, 0]

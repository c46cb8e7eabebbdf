"""Reads some samples at a time, with all that a question may ask about each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray
from nnfs_core.errors import NnfsError
from nnfs_core.finding.order import IntArray
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
    predicts_classes: bool = False  # the network has such a layer, known or not

    @classmethod
    def of(cls, batch: Batch, evaluation: Evaluation | None) -> SampleSource:
        """What can be looked at; outputs of another batch count as none."""
        if evaluation is None or evaluation.project.batch is not batch:
            return cls(batch, None, None)
        layers = evaluation.project.network.layers
        giving = [n for n, each in enumerate(layers) if each.is_distribution and each.enabled]
        last = evaluation.result(giving[-1]) if giving else None
        outputs = None
        if layers and len(evaluation.layers) == len(layers):
            outputs = evaluation.layers[-1].output
        return cls(batch, None if last is None else last.output, outputs, bool(giving))


class SampleNumbers:
    """Looks at some samples of a source; `read` gives their rows, of what is asked for alone.

    `numbers` are their numbers (samples,).
    """

    def __init__(
        self, source: SampleSource, numbers: IntArray, read: Callable[[Rows], AnyArray]
    ) -> None:
        self._source, self._numbers, self._read = source, numbers, read

    @classmethod
    def between(cls, source: SampleSource, start: int, stop: int) -> Self:
        """The samples from `start` up to `stop`."""
        return cls(source, np.arange(start, stop), lambda rows: rows.rows(start, stop))

    @classmethod
    def at(cls, source: SampleSource, samples: IntArray) -> Self:
        """The samples with these numbers, in turn."""
        return cls(source, samples, lambda rows: rows.rows_at(samples))

    def meeting(self, query: Query) -> Mask:
        """Which of them meet the conditions of `query`. (samples,)"""
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
        return found[0] if found else np.ones(len(self._numbers), bool)

    def values(self, term: Quantity) -> AnyArray:
        """A number for each sample (samples,), in the precision in which it is kept."""
        match term.kind:
            case "feature":
                values: AnyArray = self._inputs[:, int(term.value)]
                return values
            case "sample":
                return self._numbers
            case "subset":
                return self.subsets
            case "target":
                return self._targets
            case "predicted":
                return self._predicted if self._source.predicts_classes else self._values
            case "confidence":
                return np.where(self._predicted == UNDECIDED, np.nan, self._largest)
            case "probability":
                return self._probabilities[:, int(term.value)]
            case "loss":
                return self._loss
            case "residual":
                return self._residual
            case "output":
                return self._outputs[:, int(term.value)]
            case "verdict":
                is_right = (self._predicted == self._targets).astype(np.float64)
                return np.where(self._targets >= 0, is_right, np.nan)
        return np.full(len(self._numbers), term.value)

    @property
    def labels_as_given(self) -> AnyArray:
        """The label of each sample (samples,), an empty one where there is none."""
        rows = self._source.batch.label_rows
        if rows is None:
            raise NnfsError("The samples have no labels.")
        return self._read(rows)[:, 0]

    @property
    def labels(self) -> AnyArray:
        """The label of each sample in lower case and without outer blanks (samples,)."""
        return np.strings.strip(np.strings.lower(self.labels_as_given))

    @property
    def subsets(self) -> AnyArray:
        """What each sample is for (samples,), as the numbers of `Subset`."""
        rows = self._source.batch.subset_rows
        if rows is None:
            raise NnfsError("The samples are not split.")
        return self._read(rows)[:, 0]

    def ranks(self, term: Quantity) -> npt.NDArray[np.float64]:
        """What to sort by (samples,): the values, with NaN for classes that nobody knows."""
        values = self.values(term).astype(np.float64, copy=False)
        tells_class = (term.kind == "predicted" and self._source.predicts_classes) or (
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
        return np.broadcast_to(met, self._numbers.shape)

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
        return self._read(self._source.batch.input_rows)

    @cached_property
    def _targets(self) -> AnyArray:
        rows = self._source.batch.target_rows
        if rows is None:
            raise NnfsError("The batch has no target column.")
        return self._read(rows)[:, 0]

    @cached_property
    def _probabilities(self) -> AnyArray:
        rows = self._source.probabilities
        if rows is None:
            raise NnfsError(
                "The probabilities of this batch are not known: run the forward pass (F5), and "
                "mend what keeps it from the Softmax layer."
            )
        return self._read(rows)

    @cached_property
    def _predicted(self) -> AnyArray:
        return most_likely(self._probabilities).astype(np.int64)

    @cached_property
    def _largest(self) -> AnyArray:
        if not self._probabilities.shape[1]:
            return np.full(len(self._numbers), np.nan)
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
                return self._residual * self._residual
        width = self._probabilities.shape[1]
        known = (targets >= 0) & (targets < width)
        if not width:
            return np.full(len(targets), np.nan)
        columns = np.where(known, targets, 0)[:, None]
        chosen = np.take_along_axis(self._probabilities, columns, axis=1)[:, 0]
        with np.errstate(divide="ignore", invalid="ignore"):
            loss: AnyArray = -np.log(chosen.astype(np.float64))
        return np.where(known, loss, np.nan)

    @cached_property
    def _residual(self) -> AnyArray:
        """The target less the output, in float64."""
        with np.errstate(over="ignore", invalid="ignore"):
            residual: AnyArray = self._targets - self._values.astype(np.float64)
        return residual

    @property
    def _values(self) -> AnyArray:
        if self._outputs.shape[1] != 1:
            raise NnfsError("A value for each sample needs a last layer of one neuron.")
        return self._outputs[:, 0]

    @cached_property
    def _outputs(self) -> AnyArray:
        rows = self._source.outputs
        if rows is None:
            raise NnfsError(
                "The outputs of this batch are not known: run the forward pass (F5), and mend "
                "what keeps it from the last layer."
            )
        return self._read(rows)

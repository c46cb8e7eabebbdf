"""Asks for the points of a plot: which two numbers of which samples, in which colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from nnfs_core.finding.order import Order
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.place import INPUT
from nnfs_core.project.subset import Subset
from nnfs_core.project.subsets import in_subset
from nnfs_core.scatter.groups import Coloring

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Axis:
    """Names what a direction of the plot shows: a neuron of a layer, a feature for INPUT."""

    layer: int = INPUT
    column: int = 0

    def rows(self, evaluation: Evaluation) -> Rows | None:
        """The matrix that it is a column of, None where the pass did not get so far."""
        result = evaluation.result(self.layer)
        is_there = result is not None and 0 <= self.column < result.output.width
        return result.output if result is not None and is_there else None


@dataclass(frozen=True, eq=False)
class PointRequest:
    """Asks for the samples of an evaluation as points.

    subset: only samples that are for it, all for None. order: the samples that a filter has found;
    the others are faded, or left out.
    """

    evaluation: Evaluation
    x: Axis
    y: Axis
    coloring: Coloring = "target"
    subset: Subset | None = None
    order: Order | None = None
    leaves_out: bool = False

    def is_alike(self, other: PointRequest) -> bool:
        """True when it asks for the very same points."""
        same = self.evaluation is other.evaluation and self.order is other.order
        mine, theirs = (
            (each.x, each.y, each.coloring, each.subset, each.leaves_out) for each in (self, other)
        )
        return same and mine == theirs

    @cached_property
    def matrices(self) -> tuple[Rows, Rows]:
        """What x and y are columns of."""
        x, y = self.x.rows(self.evaluation), self.y.rows(self.evaluation)
        assert x is not None
        assert y is not None
        return x, y

    @cached_property
    def probabilities(self) -> Rows | None:
        """The outputs of the last layer that gives some, once it has run."""
        layers = self.evaluation.project.network.layers
        found = [
            result.output
            for layer, result in zip(layers, self.evaluation.layers, strict=False)
            if layer.is_distribution and layer.enabled and result.output.width
        ]
        return found[-1] if found else None

    @cached_property
    def predicted_values(self) -> Rows | None:
        """What a network of one output predicts for a target that is a value."""
        batch, layers = self.evaluation.project.batch, self.evaluation.layers
        is_whole = len(layers) == len(self.evaluation.project.network)
        if batch.target_rows is None or batch.has_classes or not layers or not is_whole:
            return None
        return layers[-1].output if layers[-1].output.width == 1 else None

    @property
    def read(self) -> tuple[Rows, ...]:
        """All matrices that are read for it."""
        batch = self.evaluation.project.batch
        others = batch.target_rows, batch.subset_rows, self.probabilities, self.value_rows
        return (*self.matrices, *(rows for rows in others if rows is not None))

    @property
    def colors(self) -> tuple[Coloring, ...]:
        """By what the points can be coloured."""
        has_target = self.evaluation.project.batch.target_rows is not None
        has_predicted = self.probabilities is not None or self.predicted_values is not None
        found: list[Coloring] = ["target"] if has_target else []
        if has_predicted:
            found.append("predicted")
        return (*found, "nothing")

    @property
    def value_rows(self) -> Rows | None:
        """The values that colours stand for; None where they are classes."""
        batch = self.evaluation.project.batch
        if self.coloring == "predicted" and self.probabilities is None:
            return self.predicted_values
        return batch.target_rows if self.coloring == "target" and not batch.has_classes else None

    @cached_property
    def faded(self) -> Mask | None:
        """Which samples a filter has not found (samples,), None without any."""
        order, n_samples = self.order, self.evaluation.project.batch.n_samples
        if order is None or order.indices is None or order.n_samples != n_samples:
            return None
        faded = np.ones(n_samples, bool)
        faded[order.indices] = False
        return faded

    def wanted(self, start: int, stop: int) -> Mask:
        """Which samples from `start` up to `stop` are asked for, finite or not."""
        wanted = in_subset(self.evaluation.project.batch, self.subset, start, stop)
        if self.faded is not None and self.leaves_out:
            wanted = wanted & ~self.faded[start:stop]
        return wanted

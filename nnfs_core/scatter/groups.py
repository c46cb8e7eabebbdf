"""Parts samples into the groups that a plot colours: by class, or by steps of a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray
from nnfs_core.project.batch import UNKNOWN
from nnfs_core.scatter.bins import bins_for
from nnfs_core.scatter.extent import Extent

Coloring = Literal["target", "predicted", "nothing"]

MOST_CLASSES = 10  # that have a colour of their own
MOST_STEPS = 8  # of a value
NO_GROUP = 255  # of a class that has none

Counts = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Group:
    """Says what the samples of one colour have in common.

    "class": the class `number`; "step": a value from `low` up to but without `high`; "others": a
    class that has no colour of its own; "unknown": no class or value is known; "all": nothing.
    """

    kind: Literal["class", "step", "others", "unknown", "all"]
    number: int = 0  # of the class, or of the step counted from 0
    low: float = 0.0
    high: float = 0.0


ALL = Group("all")


@dataclass(frozen=True, eq=False)
class ClassGroups:
    """Parts class numbers: those most frequent among many have groups of their own."""

    groups: tuple[Group, ...]
    lookup: Numbers  # of each class number from UNKNOWN on; those beyond are as the last entry

    @classmethod
    def of(cls, counts: Counts) -> ClassGroups:
        """The groups of classes that are so frequent: (UNKNOWN and all classes,)."""
        known = counts[1:]
        others = len(known) > MOST_CLASSES
        chosen = np.arange(len(known))
        if others:
            chosen = np.sort(np.argsort(-known, kind="stable")[: MOST_CLASSES - 1])
        groups = [Group("class", int(number)) for number in chosen]
        lookup = np.full(len(counts) + 1, NO_GROUP, np.uint8)
        if others:
            lookup[:] = len(groups)
            groups.append(Group("others"))
        lookup[chosen + 1] = np.arange(len(chosen))
        lookup[0] = len(groups)
        if counts[0] or not groups:
            groups.append(Group("unknown"))
        return cls(tuple(groups), lookup)

    def numbers(self, values: AnyArray) -> Numbers:
        """The group of each sample's class. (samples,)"""
        places = np.minimum(values.astype(np.int64) - UNKNOWN, len(self.lookup) - 1)
        found: Numbers = self.lookup[places]
        return found


@dataclass(frozen=True, eq=False)
class StepGroups:
    """Parts values by round steps from the least to the largest."""

    groups: tuple[Group, ...]
    edges: AnyArray  # (steps + 1,), in the precision of the values

    @classmethod
    def of(cls, extent: Extent | None, dtype: np.dtype[np.floating]) -> StepGroups:
        """Groups of the finite values in an extent, None where there is none."""
        if extent is None:
            return cls((Group("unknown"),), np.zeros(1, dtype))
        bins = bins_for(extent, MOST_STEPS, dtype)
        ends = enumerate(zip(bins.edges, bins.edges[1:], strict=False))
        steps = [Group("step", number, low, high) for number, (low, high) in ends]
        return cls((*steps, Group("unknown")), bins.cast)

    def numbers(self, values: AnyArray) -> Numbers:
        """The group of each sample's value. (samples,)"""
        n_steps = len(self.edges) - 1
        steps = np.searchsorted(self.edges, values, side="right") - 1
        known = np.isfinite(values) & (steps >= 0) & (steps < n_steps)
        return np.where(known, steps, n_steps).astype(np.uint8)


@dataclass(frozen=True, eq=False)
class OneGroup:
    """Gives all samples one colour."""

    groups: tuple[Group, ...] = (ALL,)

    def numbers(self, values: AnyArray) -> Numbers:
        """Zeros. (samples,)"""
        return np.zeros(len(values), np.uint8)


Grouping = ClassGroups | StepGroups | OneGroup

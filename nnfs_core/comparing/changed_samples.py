"""Holds which samples are predicted otherwise by another network, and what that did to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray, seal
from nnfs_core.summaries.classification import IntArray

MOST_CELLS = 2**20  # of all pairs of classes, in which changes are counted at once


class ChangeVerdict(IntEnum):
    """Says what a change of mind did: to a class, right or wrong, or to how far a value is off."""

    UNKNOWN = 0  # nobody knows the target
    MENDED = 1
    BROKEN = 2
    WRONG = 3  # as before, but otherwise
    NEARER = 4
    FARTHER = 5
    AS_FAR = 6

    @property
    def title(self) -> str:
        """What tables say: mended, broken, wrong otherwise."""
        return _TITLES[self]


_TITLES = {
    ChangeVerdict.UNKNOWN: "no target",
    ChangeVerdict.MENDED: "mended",
    ChangeVerdict.BROKEN: "broken",
    ChangeVerdict.WRONG: "still wrong",
    ChangeVerdict.NEARER: "nearer",
    ChangeVerdict.FARTHER: "farther",
    ChangeVerdict.AS_FAR: "as far",
}


@dataclass(frozen=True, eq=False)
class ChangeCounts:
    """Counts the samples whose class changed from one to another, the most frequent first."""

    before: IntArray  # (changes,) classes, perhaps UNDECIDED
    after: IntArray  # (changes,)
    n_samples: IntArray  # (changes,)
    n_mended: IntArray  # (changes,)
    n_broken: IntArray  # (changes,)

    def __len__(self) -> int:
        return len(self.before)


@dataclass(frozen=True, eq=False)
class ChangedSamples:
    """Holds the samples whose prediction changed, those that changed most first.

    before, after: the classes (UNDECIDED where a probability is NaN), or the values. amounts: how
    much of the probability moved to other classes, from 0 to 1, or `after` less `before`.
    """

    samples: IntArray  # (changed,)
    targets: AnyArray  # (changed,) class numbers, UNKNOWN where nobody knows; or values, NaN
    before: AnyArray  # (changed,)
    after: AnyArray  # (changed,)
    confidences: tuple[FloatArray, FloatArray]  # (changed,) each, NaN for values
    amounts: FloatArray  # (changed,)
    verdicts: npt.NDArray[np.int8]  # (changed,)

    def __len__(self) -> int:
        return len(self.samples)

    def of(self, before: int, after: int) -> IntArray:
        """The samples, in order, whose class changed from one to another."""
        chosen = (self.before == before) & (self.after == after)
        return seal(np.sort(self.samples[chosen]))

    def with_verdict(self, verdict: ChangeVerdict) -> IntArray:
        """The samples, in order, of which that is said."""
        return seal(np.sort(self.samples[self.verdicts == verdict]))


def joined(each: Sequence[ChangedSamples], of_classes: bool) -> ChangedSamples:
    """All changed samples: those that changed most first, then as they come; NaN before all."""

    def together(arrays: Sequence[AnyArray]) -> AnyArray:
        return np.concatenate(arrays)

    amounts = together([one.amounts for one in each])
    size = np.where(np.isnan(amounts), np.inf, np.abs(amounts))
    order = np.argsort(-size, kind="stable")
    small = np.float32 if of_classes else np.float64
    return ChangedSamples(
        seal(together([one.samples for one in each])[order]),
        seal(together([one.targets for one in each])[order]),
        seal(together([one.before for one in each])[order]),
        seal(together([one.after for one in each])[order]),
        (
            seal(together([one.confidences[0] for one in each])[order].astype(small)),
            seal(together([one.confidences[1] for one in each])[order].astype(small)),
        ),
        seal(amounts[order]),
        seal(together([one.verdicts for one in each])[order]),
    )


def change_counts(changed: ChangedSamples, n_classes: int) -> ChangeCounts:
    """What the classes of `changed` became, of `n_classes`."""
    size = n_classes + 1  # with UNDECIDED
    pairs = (changed.before.astype(np.int64) + 1) * size + changed.after + 1
    if size * size <= MOST_CELLS:  # quicker than sorting all pairs
        cells = np.bincount(pairs, minlength=size * size)
        found = np.flatnonzero(cells)
        counts, places = cells[found], (np.cumsum(cells > 0) - 1)[pairs]
    else:
        found, places, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")

    def n_with(verdict: ChangeVerdict) -> IntArray:
        numbers = np.bincount(places[changed.verdicts == verdict], minlength=len(found))
        return seal(numbers[order])

    return ChangeCounts(
        seal(found[order] // size - 1),
        seal(found[order] % size - 1),
        seal(counts[order]),
        n_with(ChangeVerdict.MENDED),
        n_with(ChangeVerdict.BROKEN),
    )

"""This module says in words of which samples figures speak."""

from __future__ import annotations

from nnfs_core.project.batch import Batch
from nnfs_core.project.subset import Subset
from nnfs_core.wording import counted, sentence


def of_subset(batch: Batch, subset: Subset | None) -> str:
    """What goes behind a figure: " · of the 30 test samples"; empty while it is of all."""
    if subset is None:
        return ""
    samples = counted(batch.subset_counts[subset], f"{subset.title} sample")
    return sentence(" · of the {samples}")(samples)

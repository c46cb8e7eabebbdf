"""This module says in a sentence what a comparison of two networks found."""

from __future__ import annotations

from nnfs_core.comparing.changed_samples import ChangeVerdict
from nnfs_core.comparing.changes import Changes
from nnfs_core.project.subset import Subset
from nnfs_core.wording import counted, sentence

SAME = "Nothing differs: both sides are the same network."


def headline(found: Changes, subset: Subset | None) -> str:
    """How many samples changed, of how many, all of the `subset` where there is one."""
    if found.is_same_network:
        return SAME
    noun = "sample" if subset is None else f"{subset.title} sample"
    n_changed, samples = len(found.changed), counted(found.n_samples, noun)
    if not found.has_classes:
        if not n_changed:
            return sentence("Both predict the same for {samples}.")(samples)
        moved = sentence("{n_changed:,} of {samples} {are} predicted otherwise.")
        return moved(n_changed, samples, "is" if n_changed == 1 else "are")
    if not n_changed:
        return sentence("None of {samples} changed its mind.")(samples)
    changed = sentence("{n_changed:,} of {samples} changed {their} mind.")
    return changed(n_changed, samples, "its" if n_changed == 1 else "their")


def verdict_counts(found: Changes) -> list[tuple[ChangeVerdict, str]]:
    """What became of the changed samples: "3 mended"; nothing where no sample changed so."""
    counts = [(verdict, found.n_with(verdict)) for verdict in ChangeVerdict]
    told = sentence("{n:,} {title}")
    return [(verdict, told(n, verdict.title)) for verdict, n in counts if n]

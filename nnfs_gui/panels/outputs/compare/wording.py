"""This module says in a sentence what a comparison of two networks found."""

from __future__ import annotations

from nnfs_core.comparing.changed_samples import ChangeVerdict
from nnfs_core.comparing.changes import Changes
from nnfs_core.wording import counted, sentence

SAME = "Nothing differs: both sides are the same network."


def headline(found: Changes) -> str:
    """How many samples changed, of how many."""
    if found.is_same_network:
        return SAME
    n_changed, samples = len(found.changed), counted(found.n_samples, "sample")
    if not found.has_classes:
        if not n_changed:
            return sentence("Both predict the same for {samples}.")(f"all {samples}")
        moved = sentence("{n_changed:,} of {samples} {are} predicted otherwise.")
        return moved(n_changed, samples, "is" if n_changed == 1 else "are")
    if not n_changed:
        return sentence("No sample of {n:,} changed its mind.")(found.n_samples)
    changed = sentence("{n_changed:,} of {samples} changed {their} mind.")
    return changed(n_changed, samples, "its" if n_changed == 1 else "their")


def verdict_counts(found: Changes) -> list[tuple[ChangeVerdict, str]]:
    """What became of the changed samples: "3 mended"; nothing where no sample changed so."""
    counts = [(verdict, found.n_with(verdict)) for verdict in ChangeVerdict]
    told = sentence("{n:,} {title}")
    return [(verdict, told(n, verdict.title)) for verdict, n in counts if n]

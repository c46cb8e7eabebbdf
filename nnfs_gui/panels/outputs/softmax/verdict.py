"""Says in words how many predictions are right."""

from __future__ import annotations

from nnfs_core.numerals import percent_text
from nnfs_core.summaries.classification import SampleCounts
from nnfs_core.wording import sentence


def verdict(found: SampleCounts) -> str:
    """How many are right, tied and undecided."""
    parts = []
    if found.accuracy is not None:
        share = percent_text(found.accuracy, 1)
        parts.append(f"{found.n_right:,} of {found.n_known:,} right ({share})")
    else:
        parts.append("No targets to compare with")
    if found.n_tied:
        tied = sentence("{n:,} tied, of whose equal classes the first counts")
        parts.append(tied(found.n_tied))
    if found.n_undecided:
        parts.append(f"{found.n_undecided:,} undecided (NaN)")
    return " · ".join(parts)

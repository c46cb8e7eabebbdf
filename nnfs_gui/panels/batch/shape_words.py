"""Says how many samples and features a batch has, for the header of its panel."""

from __future__ import annotations

from nnfs_core.project.batch import Batch
from nnfs_core.project.subsets import counts_text
from nnfs_core.wording import counted


def shape_words(batch: Batch, *, is_difference: bool) -> tuple[str, str, str]:
    """In whole, in less room, and in the least."""
    samples, features = counted(batch.n_samples, "sample"), counted(batch.n_features, "feature")
    least = f"{batch.n_samples:,} × {batch.n_features:,}"
    whole = f"{samples} × {features}"
    if is_difference:
        whole, least = f"{whole} · Δ present − pinned", f"Δ {least}"
    if batch.subset_rows is None:
        return whole, least, least
    return f"{whole} · {counts_text(batch)}", whole, least

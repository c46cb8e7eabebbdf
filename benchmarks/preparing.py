"""How long it takes to prepare the features of a large batch, beside NumPy on the whole array."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.measure import Figure, in_turn, ratio_figure
from nnfs_core import Batch, Network, Project, edits

N_SAMPLES, N_FEATURES = 1_000_000, 20
SCALING_GOAL, MEDIANS_GOAL = 2.5, 2.0  # times NumPy, which knows that nothing is missing, or where
ROUNDS = 3


def measure() -> Iterator[Figure]:
    """Scaling to 0..1 and filling with medians, from the first look to the new batch."""
    inputs = np.random.default_rng(0).standard_normal((N_SAMPLES, N_FEATURES))
    whole = Project(Network(), Batch(inputs))
    size = f"{N_SAMPLES:,} x {N_FEATURES}"
    scaling = in_turn(
        lambda: edits.scale_to_unit_range(whole),
        lambda: (inputs - inputs.min(axis=0)) / (inputs.max(axis=0) - inputs.min(axis=0)),
        ROUNDS,
    )
    yield ratio_figure(f"Scale {size} to 0..1", scaling, "NumPy", SCALING_GOAL)

    gaps = inputs.copy()
    gaps[::1000] = np.nan
    gappy = Project(Network(), Batch(gaps))
    filling = in_turn(
        lambda: edits.fill_missing(gappy, "median"),
        lambda: np.where(np.isnan(gaps), np.nanmedian(gaps, axis=0), gaps),
        ROUNDS,
    )
    yield ratio_figure(f"Fill {size} with medians", filling, "NumPy", MEDIANS_GOAL)

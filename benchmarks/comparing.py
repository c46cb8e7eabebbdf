"""Two networks compared on the same million samples, against a forward pass of each."""

from __future__ import annotations

import numpy as np

from benchmarks.measure import Figure, in_turn, ratio_figure
from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax, evaluate
from nnfs_core.comparing.changes import changes_of_mind
from nnfs_core.comparing.contestant import Contestant

N_SAMPLES, N_FEATURES, N_CLASSES = 1_000_000, 20, 10
ROUNDS = 5


def measure() -> list[Figure]:
    rng = np.random.default_rng(0)
    batch = Batch(
        rng.standard_normal((N_SAMPLES, N_FEATURES)), rng.integers(0, N_CLASSES, N_SAMPLES)
    )
    projects = [Project(_network(seed), batch) for seed in (0, 10)]
    sides = [Contestant.of(project, "a side") for project in projects]

    def compared() -> None:
        changes_of_mind(batch, sides[0], sides[1])

    def passed() -> None:
        for project in projects:
            evaluate(project)

    timed = in_turn(compared, passed, ROUNDS)
    what = f"which of {N_SAMPLES:,} samples two networks predict otherwise"
    return [ratio_figure(what, timed, "a forward pass of each", 2)]


def _network(seed: int) -> Network:
    """One whose predictions differ from those of another seed for nearly every sample."""
    wide = Dense.random(N_FEATURES, 32, seed=seed)
    narrow = Dense.random(32, N_CLASSES, seed=seed + 1)
    layers = [Dense(100 * each.weights, each.biases) for each in (wide, narrow)]
    return Network([layers[0], ReLU(), layers[1], Softmax()])

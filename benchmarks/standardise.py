"""What a layer that standardises adds to the forward pass of a large batch."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.measure import Figure, in_turn, ratio_figure
from benchmarks.networks import Shape
from nnfs_core import Network, Standardise

SHAPE = Shape(100_000, (784, 512, 256, 10))
GOAL = 1.03  # times the pass without it
ROUNDS = 15


def measure() -> Iterator[Figure]:
    """The same network with means and deviations in front and without, in both precisions."""
    for dtype in (np.float32, np.float64):
        network, inputs = SHAPE.network(dtype), SHAPE.inputs(dtype)
        front = Standardise(
            inputs.mean(axis=0, dtype=np.float64), inputs.std(axis=0, dtype=np.float64)
        ).astype(dtype)
        longer = Network([front, *network.layers])
        measured = in_turn(
            lambda longer=longer, inputs=inputs: longer.forward(inputs),
            lambda network=network, inputs=inputs: network.forward(inputs),
            ROUNDS,
        )
        what = f"Standardise before {SHAPE}, {np.dtype(dtype).name}"
        yield ratio_figure(what, measured, "without", GOAL)

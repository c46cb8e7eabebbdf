"""One size of the scaling benchmark in a process of its own: `python -m benchmarks.scaling_run N`.

Prints the seconds of a whole pass, the peak memory of batch and passes, and what they may take.
"""

from __future__ import annotations

import json
import sys
from statistics import median
from time import perf_counter

import numpy as np

from benchmarks.memory import peak_bytes
from benchmarks.networks import Shape
from nnfs_core import Batch, Network, Project, edits, evaluate
from nnfs_core.arrays import seal
from nnfs_core.forward.budget import bytes_allowed

SECONDS, MOST_PASSES = 2.0, 40  # small passes are repeated for so long
CHUNK_ROWS = 100_000


def run(n_samples: int) -> dict[str, float]:
    shape = Shape(n_samples, (20, 64, 64, 3))
    network = shape.network(np.float32)
    evaluate(Project(network, Batch(np.ones((1000, 20), np.float32)), "float32"))
    before, budget = peak_bytes(), bytes_allowed()
    rng, inputs = np.random.default_rng(1), np.empty((n_samples, 20), np.float32)
    for start in range(0, n_samples, CHUNK_ROWS):
        part = inputs[start : start + CHUNK_ROWS]
        part[:] = rng.standard_normal(part.shape, np.float32)
    project = Project(Network(network.layers), Batch(seal(inputs)), "float32")
    evaluation, times = evaluate(project), []
    while len(times) < 3 or (sum(times) < SECONDS and len(times) < MOST_PASSES):
        project = edits.set_weights(project, 0, 0, 0, [[len(times) / 100]])  # all is to be redone
        began = perf_counter()
        evaluation = evaluate(project, evaluation)
        times.append(perf_counter() - began)
    return {
        "seconds": median(times),
        "peak": peak_bytes() - before,
        "batch": inputs.nbytes,
        "budget": budget,
    }


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]))))

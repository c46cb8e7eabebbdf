"""What one changed weight costs beside a whole pass of a million samples."""

from __future__ import annotations

import numpy as np

from benchmarks.measure import Figure, in_turn, ratio_figure
from benchmarks.networks import Shape
from nnfs_core import Batch, Project, edits, evaluate

ROUNDS = 9
SHAPE = Shape(1_000_000, (20, 64, 64, 3))


def measure() -> list[Figure]:
    batch = Batch(SHAPE.inputs(np.float32))
    project = Project(SHAPE.network(np.float32), batch, "float32")
    evaluation = evaluate(project)
    last_dense = len(project.network) - 2
    changed = edits.set_weights(project, last_dense, 0, 0, [[0.5]])
    anew = edits.set_weights(project, 0, 0, 0, [[0.5]])
    timed = in_turn(
        lambda: evaluate(changed, evaluation), lambda: evaluate(anew, evaluation), ROUNDS
    )
    what = f"one weight of the last dense layer changed, {SHAPE}, float32"
    return [ratio_figure(what, timed, "one of the first, a whole pass", 0.2)]

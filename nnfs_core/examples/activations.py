"""Builds the example that sends the same numbers through every activation, one at a time."""

from __future__ import annotations

from nnfs_core.examples.example import example
from nnfs_core.layers import KINDS, Step
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project

INPUTS = (-4.0, -3.0, -2.0, -1.81, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0)


@example("Activations", "The same numbers through step, sigmoid, ReLU and the others")
def every_activation() -> Project:
    return Project(
        Network(kind(enabled=kind is Step) for kind in KINDS if not kind.array_names),
        Batch([[x] for x in INPUTS], columns=["x"]),
        notes=(
            "Ten samples run from -4 to 4, and of all these layers only Step is on, so its output "
            "is its curve read from top to bottom: 1 above 0, else 0. "
            "Switch it off and another on, one at a time: Linear changes nothing; Sigmoid is near "
            "0 for the first sample, 0.5 at 0 and near 1 for the last; ReLU turns -1.81, a number "
            "from A batch of samples, into 0 and keeps what is above 0. "
            "Softmax is the odd one out: it shares 1 among the numbers of a sample, so a single "
            "number always gets 1; the next example shows it at work. "
            "Linear ends a network that estimates a value, sigmoid one that answers yes or no, "
            "softmax one that picks a class; ReLU stands between hidden layers, where step stood "
            "in the earliest networks. "
            "Type other numbers into the batch to see more of each curve."
        ),
    )

"""Builds the example of a whole classifier before it has learnt anything."""

from __future__ import annotations

from nnfs_core.examples.example import example
from nnfs_core.examples.spiral import spiral_data
from nnfs_core.layers import Dense, ReLU, Softmax
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project


@example(
    "A classifier's forward pass",
    "Dense, ReLU, dense, softmax on a spiral of three arms, before any training",
)
def a_classifiers_forward_pass() -> Project:
    points, arms = spiral_data(100, 3, seed=0)
    return Project(
        Network([Dense.random(2, 3, seed=0), ReLU(), Dense.random(3, 3, seed=1), Softmax()]),
        Batch(points, arms, ("x", "y"), class_names=("arm 0", "arm 1", "arm 2"), target_name="arm"),
        notes=(
            "300 points lie on the three arms of a spiral, 100 an arm, and the network is to tell "
            "from x and y which arm a point is on. "
            "It is untrained: its weights are so small that all scores are close to 0, and so "
            "every probability is close to 1/3. "
            "Sample 0 is the centre (0, 0): all its weighted sums are 0, and its probabilities "
            "are 1/3 each. "
            "Follow one sample through the four layers in Flow, then set weight 0 of neuron 0 to "
            "20 in both dense layers: now the network is sure of arm 0 wherever x is above 0, and "
            "no wiser, for confidence without training means nothing."
        ),
    )

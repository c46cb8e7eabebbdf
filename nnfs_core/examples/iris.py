"""Builds the example with measured flowers, and a network trained to tell their species."""

from __future__ import annotations

from nnfs_core.examples.data_files import read_batch, read_dense
from nnfs_core.examples.example import example
from nnfs_core.layers import ReLU, Softmax
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project

SPECIES = ("setosa", "versicolor", "virginica")


def iris_batch() -> Batch:
    """150 flowers, four lengths in centimetres, the species as the class."""
    return read_batch("iris.csv", SPECIES)


@example(
    "Iris", "150 measured flowers of three species, and a trained network that tells them apart"
)
def iris_flowers() -> Project:
    network = Network(
        [read_dense("iris_dense_1.csv"), ReLU(), read_dense("iris_dense_2.csv"), Softmax()]
    )
    return Project(
        network,
        iris_batch(),
        notes=(
            "Four lengths in centimetres of 150 iris flowers, 50 of each of three species. "
            "The network was trained beforehand: 5,000 steps of gradient descent over all 150 "
            "flowers, from fresh weights with seeds 0 and 1, then rounded to three decimals. "
            "It tells 148 of them right, and as it learnt from these very flowers that is no "
            "promise for new ones; look at samples 83 and 133, which it takes for each other's "
            "species. "
            "Four of the eight neurons behind ReLU are 0 for every flower: training does leave "
            "such dead neurons. "
            "Raise the petal length of sample 0 a little at a time and see when it stops being a "
            "setosa."
        ),
    )

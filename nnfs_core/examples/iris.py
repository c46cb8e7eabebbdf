"""The example with measured flowers, and a network trained beforehand to tell their species."""

from __future__ import annotations

from nnfs_core.batch import Batch
from nnfs_core.examples.data_files import read_batch, read_dense
from nnfs_core.examples.example import Example
from nnfs_core.layers import ReLU, Softmax
from nnfs_core.network import Network
from nnfs_core.project import Project

SPECIES = ("setosa", "versicolor", "virginica")


def iris_batch() -> Batch:
    """150 flowers, four lengths in centimetres, the species as the class."""
    return read_batch("iris.csv", SPECIES)


def _iris() -> Project:
    network = Network(
        [read_dense("iris_dense_1.csv"), ReLU(), read_dense("iris_dense_2.csv"), Softmax()]
    )
    return Project(network, iris_batch(), title=IRIS.name, notes="TODO")


IRIS = Example(
    "Iris",
    "150 measured flowers of three species, and a trained network that tells them apart",
    _iris,
)

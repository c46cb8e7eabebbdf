"""The example with handwritten digits, and a network trained beforehand to read them."""

from __future__ import annotations

from nnfs_core.batch import Batch
from nnfs_core.examples.data_files import read_batch, read_dense
from nnfs_core.examples.example import Example
from nnfs_core.layers import ReLU, Softmax
from nnfs_core.network import Network
from nnfs_core.project import Project

N_TRAINING_SAMPLES = 1200  # the first ones; the rest shows how the network does on unseen writing


def digits_batch() -> Batch:
    """1,797 digits of 8 x 8 pixels, row by row from the top; ink from 0 to 16."""
    return read_batch("digits.csv", [str(digit) for digit in range(10)])


def _digits() -> Project:
    network = Network(
        [read_dense("digits_dense_1.csv"), ReLU(), read_dense("digits_dense_2.csv"), Softmax()]
    )
    return Project(network, digits_batch(), title=DIGITS.name, notes="TODO")


DIGITS = Example(
    "Digits",
    "1,797 handwritten digits of 8 x 8 pixels, and a trained network that reads them",
    _digits,
)

"""Builds the example with handwritten digits, and a network trained beforehand to read them."""

from __future__ import annotations

from nnfs_core.examples.data_files import read_batch, read_dense
from nnfs_core.examples.example import example
from nnfs_core.layers import ReLU, Softmax
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project

N_TRAINING_SAMPLES = 1200  # the first ones; the rest shows how the network does on unseen writing


def digits_batch() -> Batch:
    """1,797 digits of 8 x 8 pixels, row by row from the top; ink from 0 to 16."""
    return read_batch("digits.csv", [str(digit) for digit in range(10)])


@example(
    "Digits", "1,797 handwritten digits of 8 x 8 pixels, and a trained network that reads them"
)
def handwritten_digits() -> Project:
    network = Network(
        [read_dense("digits_dense_1.csv"), ReLU(), read_dense("digits_dense_2.csv"), Softmax()]
    )
    return Project(
        network,
        digits_batch(),
        notes=(
            "1,797 handwritten digits, each of 8 x 8 pixels, row by row from the top left, with "
            "ink from 0 to 16. "
            "The network was trained beforehand on the first 1,200 only: 500 steps of gradient "
            "descent, from fresh weights with seeds 0 and 1, then rounded to three decimals. "
            "It reads 1,199 of those 1,200 right, but just 554 of the 597 from sample 1200 on, "
            "which it had never seen: that is the honest measure, about 93%. "
            "Look at sample 1256, a 1 that it takes for an 8, and at how unsure it is. "
            "Draw on a digit beside its row, with the right button to erase, and watch its "
            "probabilities shift."
        ),
    )

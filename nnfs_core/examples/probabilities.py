"""Builds the examples on softmax: scores to probabilities, and why the largest is subtracted."""

from __future__ import annotations

from nnfs_core.examples.example import example
from nnfs_core.layers import Softmax
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project


@example("Softmax", "Three scores become three probabilities that sum to 1")
def softmax() -> Project:
    scores = ((4.8, 1.21, 2.385), (8.9, -1.81, 0.2), (1.41, 1.051, 0.026))
    return Project(
        Network([Softmax()]),
        Batch(scores),
        notes=(
            "Softmax raises e to each score, then divides by the sample's sum: for sample 0 "
            "121.510 + 3.353 + 10.859 = 135.723, and 121.510 / 135.723 = 0.8953. "
            "Every row sums to 1, because each sample is divided by a sum of its own: in NumPy "
            "axis=1 sums along the row and keepdims=True keeps the sums as a column of shape "
            "(3, 1), which lines up with the rows. "
            "Subtracting each sample's largest score first changes nothing, as it divides all its "
            "exponentials by the same number, but then none of them can exceed 1. "
            "Add 1 to all three scores of a sample: its probabilities stay. "
            "Double them: the largest takes more of the 1."
        ),
    )


@example(
    "Numbers that explode",
    "Softmax of 1000, 1001, 1002: fine with the largest subtracted, NaN without",
)
def numbers_that_explode() -> Project:
    return Project(
        Network([Softmax()]),
        Batch([(1000.0, 1001.0, 1002.0)]),
        notes=(
            "The exponential of 710 is already beyond the largest float64, about 1.8e308, yet the "
            "probabilities of 1000, 1001 and 1002 are fine: with the largest subtracted they are "
            "those of -2, -1 and 0. "
            "Switch Subtract the largest first off in the Layer panel: each exponential overflows "
            "to infinity, infinity divided by infinity is NaN, and the app names the layer, the "
            "sample and the neuron where NaN first appears. "
            "Then type 0, 1 and 2 into the batch: the same probabilities, with or without the "
            "subtraction."
        ),
    )

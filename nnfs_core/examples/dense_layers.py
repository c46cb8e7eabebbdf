"""Builds the examples on dense layers: how their weights lie, how they chain and begin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnfs_core.examples.example import example
from nnfs_core.examples.neurons import BIASES, NEURON_WEIGHTS, SAMPLES, layer_of_three
from nnfs_core.layers import Dense
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project


@example(
    "Transposition",
    "Weights entered a row or a column a neuron, and which shapes a matrix product takes",
)
def transposition() -> Project:
    weights = np.transpose(NEURON_WEIGHTS)  # (n_inputs, n_neurons)
    biases = np.array(BIASES)
    return Project(
        Network(
            [
                replace(layer_of_three(), name="Entered a row a neuron"),
                Dense(weights, biases, name="Entered a column a neuron", enabled=False),
            ]
        ),
        Batch(SAMPLES),
        notes=(
            "A matrix product pairs the rows on its left with the columns on its right, so the "
            "inner sizes must match and the outer ones remain: (5, 4)·(4, 7) gives (5, 7), "
            "(8, 5)·(5, 4) gives (8, 4), and (3, 4)·(3, 4) is refused. "
            "That last one is what a batch of three samples meets when weights are kept one row a "
            "neuron: transposed they are (4, 3), and (3, 4)·(4, 3) works. "
            "Weights kept as (n_inputs, n_neurons), a column a neuron, need no transposing; the "
            "switch One row a neuron in the Layer panel shows them the other way round. "
            "The two layers here hold the same weights, entered in one way and in the other: "
            "switch the first off and the second on, and every output stays the same. "
            "With both on, the second says that it expects 4 inputs and receives 3."
        ),
    )


@example("Two layers", "The output of one layer is the input of the next")
def two_layers() -> Project:
    second = Dense.from_neurons(
        ((0.1, -0.14, 0.5), (-0.5, 0.12, -0.33), (-0.44, 0.73, -0.13)), (-1.0, 2.0, -0.5)
    )
    return Project(
        Network([layer_of_three(), second]),
        Batch(SAMPLES),
        notes=(
            "What the first layer gives is what the second receives, so the second needs one "
            "weight for each neuron of the first. "
            "Sample 0, neuron 0 of the second layer: "
            "4.8·0.1 + 1.21·(-0.14) + 2.385·0.5 + (-1) = 0.5031. "
            "Change one weight of neuron 0 in the first layer: one column moves there, and every "
            "column of the second layer. "
            "Switch the second layer off and its outputs are those of the first."
        ),
    )


@example(
    "A fresh dense layer", "Small random weights from a seed, biases of 0: how every network begins"
)
def a_fresh_dense_layer() -> Project:
    return Project(
        Network([Dense.random(4, 3, seed=0)]),
        Batch(SAMPLES),
        notes=(
            "Before it learns, a layer starts from small random weights, here 0.01 times a draw "
            "from the standard normal (Gaussian) distribution, and from biases of 0. "
            "The weights have the shape (n_inputs, n_neurons), here (4, 3), so no transposing is "
            "needed. "
            "The seed fixes the draw: draw with another one in the Layer panel and all weights "
            "change, draw with seed 0 again and the same bits return. "
            "A pre-trained layer has instead the weights and biases that training ended with: the "
            "Iris example has such layers."
        ),
    )

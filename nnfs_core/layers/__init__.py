"""The layers that a network can be made of; KINDS is the one list of them."""

from __future__ import annotations

from nnfs_core.layers.activations import LeakyReLU, Linear, ReLU, Sigmoid, Step, Tanh
from nnfs_core.layers.dense import Dense
from nnfs_core.layers.layer import Layer, Option, Watch
from nnfs_core.layers.softmax import Softmax

# The palette, files, tests and every other list of kinds read this one.
KINDS: tuple[type[Layer], ...] = (Dense, Linear, Step, Sigmoid, ReLU, LeakyReLU, Tanh, Softmax)

__all__ = [
    "KINDS",
    "Dense",
    "Layer",
    "LeakyReLU",
    "Linear",
    "Option",
    "ReLU",
    "Sigmoid",
    "Softmax",
    "Step",
    "Tanh",
    "Watch",
]

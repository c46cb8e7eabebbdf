"""This room holds the layers that a network can be made of; KINDS is the one list of them.

It may import the machine, arrays and errors; never the network that layers are put into.
"""

from __future__ import annotations

from nnfs_core.layers.activation import Activation
from nnfs_core.layers.dense import Dense
from nnfs_core.layers.layer import Layer, Watch
from nnfs_core.layers.leaky_relu import LeakyReLU
from nnfs_core.layers.linear import Linear
from nnfs_core.layers.options import Option
from nnfs_core.layers.relu import ReLU
from nnfs_core.layers.sigmoid import Sigmoid
from nnfs_core.layers.softmax import Softmax
from nnfs_core.layers.standardise import Standardise
from nnfs_core.layers.step import Step
from nnfs_core.layers.tanh import Tanh

# The palette, files, tests and every other list of kinds read this one.
KINDS: tuple[type[Layer], ...] = (
    Dense,
    Linear,
    Step,
    Sigmoid,
    ReLU,
    LeakyReLU,
    Tanh,
    Softmax,
    Standardise,
)

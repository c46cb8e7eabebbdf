"""This room builds the projects that come with the app, one for each step of learning.

It may import files, the project and all below.
"""

from __future__ import annotations

from nnfs_core.errors import NnfsError
from nnfs_core.examples.activations import ACTIVATIONS
from nnfs_core.examples.classifier import A_CLASSIFIERS_FORWARD_PASS
from nnfs_core.examples.dense_layers import A_FRESH_DENSE_LAYER, TRANSPOSITION, TWO_LAYERS
from nnfs_core.examples.digits import DIGITS
from nnfs_core.examples.example import Example
from nnfs_core.examples.iris import IRIS
from nnfs_core.examples.neurons import A_BATCH_OF_SAMPLES, A_LAYER_OF_THREE_NEURONS, ONE_NEURON
from nnfs_core.examples.probabilities import NUMBERS_THAT_EXPLODE, SOFTMAX

# In the order of learning, which is the order of the menu.
EXAMPLES: tuple[Example, ...] = (
    ONE_NEURON,
    A_LAYER_OF_THREE_NEURONS,
    A_BATCH_OF_SAMPLES,
    TRANSPOSITION,
    TWO_LAYERS,
    A_FRESH_DENSE_LAYER,
    ACTIVATIONS,
    SOFTMAX,
    NUMBERS_THAT_EXPLODE,
    A_CLASSIFIERS_FORWARD_PASS,
    IRIS,
    DIGITS,
)


def example_named(name: str) -> Example:
    """The example of that name, in capitals or not; raises NnfsError when there is none."""
    for example in EXAMPLES:
        if example.name.casefold() == name.strip().casefold():
            return example
    known = ", ".join(example.name for example in EXAMPLES)
    raise NnfsError(f"There is no example named {name!r}; the examples are: {known}.")

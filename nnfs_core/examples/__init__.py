"""This room builds the projects that come with the app, one for each step of learning.

It may import files, the project and all below.
"""

from __future__ import annotations

from nnfs_core.errors import NnfsError
from nnfs_core.examples.activations import every_activation
from nnfs_core.examples.classifier import a_classifiers_forward_pass
from nnfs_core.examples.dense_layers import a_fresh_dense_layer, transposition, two_layers
from nnfs_core.examples.digits import handwritten_digits
from nnfs_core.examples.example import Example
from nnfs_core.examples.iris import iris_flowers
from nnfs_core.examples.neurons import a_batch_of_samples, a_layer_of_three_neurons, one_neuron
from nnfs_core.examples.probabilities import numbers_that_explode, softmax
from nnfs_core.project.project import Project

# In the order of learning, which is the order of the menu.
EXAMPLES: tuple[Example, ...] = (
    one_neuron,
    a_layer_of_three_neurons,
    a_batch_of_samples,
    transposition,
    two_layers,
    a_fresh_dense_layer,
    every_activation,
    softmax,
    numbers_that_explode,
    a_classifiers_forward_pass,
    iris_flowers,
    handwritten_digits,
)


def has_notes_of_example(project: Project) -> bool:
    """True while a project is described by the words of the example that it began as."""
    names = {example.name: example for example in EXAMPLES}
    example = names.get(project.title)
    return example is not None and example.build().notes == project.notes


def example_named(name: str) -> Example:
    """The example of that name, in capitals or not; raises NnfsError when there is none."""
    for example in EXAMPLES:
        if example.name.casefold() == name.strip().casefold():
            return example
    known = ", ".join(example.name for example in EXAMPLES)
    raise NnfsError("There is no example named {name!r}; the examples are: {known}.")(name, known)

"""Builds the examples from one neuron to a layer of three that reads a batch of samples."""

from __future__ import annotations

from nnfs_core.examples.example import example
from nnfs_core.layers import Dense
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project

SAMPLES = (  # (samples, features)
    (1.0, 2.0, 3.0, 2.5),
    (2.0, 5.0, -1.0, 2.0),
    (-1.5, 2.7, 3.3, -0.8),
)
NEURON_WEIGHTS = (  # one row a neuron: (n_neurons, n_inputs)
    (0.2, 0.8, -0.5, 1.0),
    (0.5, -0.91, 0.26, -0.5),
    (-0.26, -0.27, 0.17, 0.87),
)
BIASES = (2.0, 3.0, 0.5)


def layer_of_three() -> Dense:
    """The layer of three neurons that several examples share."""
    return Dense.from_neurons(NEURON_WEIGHTS, BIASES)


@example("One neuron", "Four inputs, four weights, a bias: the weighted sum by hand")
def one_neuron() -> Project:
    return Project(
        Network([Dense.from_neurons(NEURON_WEIGHTS[:1], BIASES[:1])]),
        Batch(SAMPLES[:1]),
        notes=(
            "A neuron multiplies each input by its weight, sums the products and adds its bias: "
            "1·0.2 + 2·0.8 + 3·(-0.5) + 2.5·1 + 2 = 4.8. "
            "In plain Python that is sum(x * w for x, w in zip(inputs, weights)) + bias, in NumPy "
            "np.dot(inputs, weights) + bias, and both give this number. "
            "Change the bias in the Layer panel: the output moves by just as much. "
            "Then change one weight: the output moves by that change times the weight's input."
        ),
    )


@example("A layer of three neurons", "The same inputs read by three neurons, one weighted sum each")
def a_layer_of_three_neurons() -> Project:
    return Project(
        Network([layer_of_three()]),
        Batch(SAMPLES[:1]),
        notes=(
            "All three neurons read the same four inputs; each has weights and a bias of its own, "
            "so each gives a number of its own. "
            "Neuron 1: 1·0.5 + 2·(-0.91) + 3·0.26 + 2.5·(-0.5) + 3 = 1.21. "
            "In plain Python this is a loop over the neurons, in NumPy one line: "
            "np.dot(inputs, weights) + biases. "
            "Change a weight of neuron 2 in the Layer panel and see that only its output moves; "
            "then change an input and see all three move."
        ),
    )


@example("A batch of samples", "Three samples through one layer in a single matrix product")
def a_batch_of_samples() -> Project:
    return Project(
        Network([layer_of_three()]),
        Batch(SAMPLES),
        notes=(
            "Each row of the batch is a sample and each column a feature; in the output each row "
            "is still that sample, and each column is now a neuron. "
            "A matrix product does it at once: (3, 4)·(4, 3) gives (3, 3), and every cell is one "
            "sample's row times one neuron's column, such as for sample 1 and neuron 0 "
            "2·0.2 + 5·0.8 + (-1)·(-0.5) + 2·1 + 2 = 8.9. "
            "Samples come in batches because one large product is far quicker than many small "
            "ones, and because learning from several samples at once is steadier. "
            "Change the bias of neuron 0 in the Layer panel and watch its column move; change an "
            "input and watch its sample's row move."
        ),
    )

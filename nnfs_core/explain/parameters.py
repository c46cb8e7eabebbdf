"""Explains a weight or a bias: a given number, and what it is there for."""

from __future__ import annotations

from nnfs_core.errors import NnfsError
from nnfs_core.explain.explanation import Explanation
from nnfs_core.explain.names import MOST_OF_NAME, input_names
from nnfs_core.explain.printed_working import print_working
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.layers.working import Source, Working, given
from nnfs_core.project.place import BIAS, INPUT
from nnfs_core.wording import one_line, sentence, shape_text


def explain_weight(evaluation: Evaluation, layer: int, neuron: int, weight: int) -> Explanation:
    """Explain one of a neuron's own numbers: the weight of an input, or its bias for BIAS.

    Raises NnfsError when there is no such number.
    """
    project = evaluation.project
    network = project.network
    dense = network.dense_layers.get(layer)
    if dense is None:
        raise NnfsError("There is no such weight any more. Select another number.")
    name = network.names[layer]
    if not 0 <= neuron < dense.n_outputs or not BIAS <= weight < dense.n_inputs:
        raise NnfsError(
            "{name} has no such weight any more: its weights have the shape {shape}. Select "
            "another number."
        )(name, shape_text(dense.weights.shape))
    source: Source
    if weight == BIAS:
        title, formula = f"{name} · neuron {neuron} · bias", f"bias[{neuron}]"
        value, source = dense.biases[0, neuron], "biases"
        use = "adds to its weighted sum"
    else:
        title, formula = (
            f"{name} · neuron {neuron} · weight {weight}",
            f"weight[{weight}, {neuron}]",
        )
        value, source = dense.weights[weight, neuron], "weights"
        use = f"multiplies {_input_name(evaluation, layer, weight)} by"
    rule = sentence(
        "What neuron {neuron} {use}, the same for every sample. It is given, not computed: drawn, "
        "trained or typed."
    )(neuron, use)
    line = given("weight" if weight != BIAS else "bias", "value", value, source)
    at = max(weight, 0)
    working = Working(rule, (line,), range(at, at + 1))
    printed = print_working(working, float(value), project.dtype)
    return Explanation(title, formula, working, printed, float(value), project.dtype)


def _input_name(evaluation: Evaluation, layer: int, number: int) -> str:
    """What people call an input of a layer."""
    network = evaluation.project.network
    names = input_names(evaluation.project, layer)
    name = f"input {number}" + (f" ({one_line(names[number], MOST_OF_NAME)})" if names else "")
    before = next((i for i in range(layer - 1, INPUT, -1) if network.layers[i].enabled), INPUT)
    if before != INPUT:
        return f"{name}, which {network.names[before]} gives,"
    return name

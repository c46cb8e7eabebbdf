"""Explains a number of an evaluation, with the rows that it takes."""

from __future__ import annotations

from nnfs_core import Evaluation
from nnfs_core.explain import Explanation, check_place, explain_input, explain_output
from nnfs_core.project.place import INPUT


def explain(evaluation: Evaluation, layer: int, sample: int, neuron: int) -> Explanation:
    """A number explained as the Explain panel does; raises NnfsError when there is no such."""
    check_place(evaluation, layer, sample, neuron)
    output = float(evaluation.reached(layer).output.row(sample)[neuron])
    if layer == INPUT:
        return explain_input(evaluation, sample, neuron, output)
    row = evaluation.reached(layer - 1).output.row(sample)
    return explain_output(evaluation.project, layer, sample, neuron, row, output)

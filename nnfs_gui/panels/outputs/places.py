"""Tells what a selected place lights up in each matrix, and where keys lead from it."""

from __future__ import annotations

from dataclasses import replace

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels.outputs.matrix.content import Marks


def marks_of(evaluation: Evaluation, place: Place, hovered: Place | None = None) -> list[Marks]:
    """For the batch and each layer: the sample's row, the cell, and the cells it is made from.

    Also what is `hovered` elsewhere.
    """
    marks = _marks_of_selected(evaluation, place)
    if hovered is None or hovered.sample is None or hovered.neuron is None:
        return marks
    at = hovered.layer - INPUT
    if hovered.weight is None and 0 <= at < len(marks):
        marks[at] = replace(marks[at], hovered=(hovered.sample, hovered.neuron))
    return marks


def _marks_of_selected(evaluation: Evaluation, place: Place) -> list[Marks]:
    n_layers = len(evaluation.project.network)
    if place.sample is None:
        return [Marks() for _ in range(n_layers + 1)]
    marks = [Marks(row=place.sample) for _ in range(n_layers + 1)]
    at = place.layer - INPUT
    if place.neuron is None or not 0 <= at < len(marks):
        return marks
    marks[at] = replace(marks[at], column=place.neuron)
    entering = evaluation.result(place.layer - 1) if place.layer > INPUT else None
    if entering is not None and evaluation.result(place.layer) is not None:
        layer = evaluation.project.network.layers[place.layer]
        operands = range(place.neuron, place.neuron + 1)
        if layer.enabled:
            operands = layer.operands(place.neuron, entering.output.width)
        marks[at - 1] = replace(marks[at - 1], operands=operands)
    return marks


def stepped_place(evaluation: Evaluation, place: Place, rows: int, columns: int) -> Place:
    """The cell that an arrow key leads to; past the side of a matrix it enters the next one."""
    result = evaluation.result(place.layer)
    if result is None or 0 in result.output.shape:
        ran = len(evaluation.layers) - 1
        return Place(max(INPUT, min(place.layer, ran)), place.sample or 0, 0)
    n_samples, n_neurons = result.output.shape
    if place.sample is None or place.neuron is None:
        return Place(place.layer, min(place.sample or 0, n_samples - 1), place.neuron or 0)
    sample = min(max(0, place.sample + rows), n_samples - 1)
    neuron = place.neuron + columns
    if neuron < 0 and (before := evaluation.result(place.layer - 1)) is not None:
        return Place(place.layer - 1, sample, before.output.width - 1)
    if neuron >= n_neurons and evaluation.result(place.layer + 1) is not None:
        return Place(place.layer + 1, sample, 0)
    return Place(place.layer, sample, min(max(0, neuron), n_neurons - 1))


def jumped_place(
    evaluation: Evaluation, place: Place, row: int | None, column: int | None
) -> Place:
    """The cell at a row and column of the same layer; -1 for the last, None to stay in it."""
    result = evaluation.result(place.layer)
    if result is None or 0 in result.output.shape:
        return place
    n_samples, n_neurons = result.output.shape
    sample = (place.sample or 0) if row is None else row % n_samples
    neuron = (place.neuron or 0) if column is None else column % n_neurons
    return Place(place.layer, sample, neuron)

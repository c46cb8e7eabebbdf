"""Defines a place in a project: a layer, perhaps a sample, a neuron, one of its own numbers."""

from __future__ import annotations

from dataclasses import dataclass

from nnfs_core.project.project import Project

INPUT = -1  # the place of the batch itself, before layer 0
BIAS = -1  # stands for a neuron's bias where the others are its weights


@dataclass(frozen=True)
class Place:
    """Points at a layer (INPUT for the batch), and there perhaps a sample, a neuron, a cell.

    `weight` is for one of the neuron's own numbers: the input that the weight is for, or BIAS.
    """

    layer: int = INPUT
    sample: int | None = None
    neuron: int | None = None
    weight: int | None = None


def number_at(project: Project, place: Place) -> float | None:
    """The given number at a place that the project has: an input, a weight or a bias.

    None for an input that is not in memory: nobody waits for a file here.
    """
    assert place.neuron is not None
    if place.layer == INPUT:
        assert place.sample is not None
        row = project.batch.input_rows.rows_in_memory(place.sample, place.sample + 1)
        return None if row is None else float(row[0, place.neuron])
    arrays = project.network.layers[place.layer].arrays()
    if place.weight == BIAS:
        return float(arrays["biases"][0, place.neuron])
    return float(arrays["weights"][place.weight, place.neuron])

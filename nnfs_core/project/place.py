"""A place in a project: a layer, perhaps a sample, a neuron, one of the neuron's own numbers."""

from __future__ import annotations

from dataclasses import dataclass

INPUT = -1  # the place of the batch itself, before layer 0
BIAS = -1  # stands for a neuron's bias where the others are its weights


@dataclass(frozen=True)
class Place:
    """A layer (INPUT for the batch), and in its output perhaps a sample, a neuron, or one cell.

    `weight` is for one of the neuron's own numbers: the input that the weight is for, or BIAS.
    """

    layer: int = INPUT
    sample: int | None = None
    neuron: int | None = None
    weight: int | None = None

"""Tries what if one number were another: an input of the batch, a weight or a bias."""

from __future__ import annotations

import numpy as np

from nnfs_core import edits
from nnfs_core.numerals import full_number
from nnfs_core.project.place import BIAS, INPUT, Place
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio


def what_if(studio: Studio, place: Place, value: float) -> bool:
    """Show what would be if the number at `place` were `value`, until it is kept or let go.

    `place` names a sample and a feature of the batch (its `neuron`), or a layer's neuron with one
    of its weights or its bias. Values of one place take each other's place, as those of a slider;
    other places join the question. A refusal becomes a notice. Returns whether it was accepted.
    """
    text = f"{number_name(studio.project, place)} = {full_number(value)}"
    return studio.try_out(Edit(text, lambda project: _set(project, place, value), merge=place))


def number_name(project: Project, place: Place) -> str:
    """What people call it: "weight 2 of neuron 1 in Dense 1", "input x1 of sample 0"."""
    if place.layer == INPUT:
        columns, feature = project.batch.columns, place.neuron
        named = feature is not None and 0 <= feature < len(columns)
        name = columns[feature] if named and feature is not None else f"feature {feature}"
        return sentence("input {name} of sample {sample}")(
            name, project.batch.sample_text(place.sample or 0)
        )
    names = project.network.names
    layer = names[place.layer] if 0 <= place.layer < len(names) else f"layer {place.layer}"
    number = "bias" if place.weight == BIAS else f"weight {place.weight}"
    return sentence("{number} of neuron {neuron} in {layer}")(number, place.neuron, layer)


def _set(project: Project, place: Place, value: float) -> Project:
    neuron = -1 if place.neuron is None else place.neuron
    if place.layer == INPUT:
        return edits.set_input(project, -1 if place.sample is None else place.sample, neuron, value)
    if place.weight == BIAS:
        return edits.set_biases(project, place.layer, neuron, np.array([value]))
    row = -1 if place.weight is None else place.weight
    return edits.set_weights(project, place.layer, row, neuron, [[value]])

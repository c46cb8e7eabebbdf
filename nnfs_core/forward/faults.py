"""Says what went wrong in a forward pass: in which layer, sample and neuron, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.network.network import LayerShape, Network
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence


@dataclass(frozen=True)
class Fault:
    """Locates a fault; `layer` is -1 for the batch itself, a misfit has no sample and no neuron."""

    kind: Literal["misfit", "nan", "infinity"]
    layer: int
    message: str
    sample: int | None = None
    neuron: int | None = None

    @property
    def short(self) -> str:
        """What it is and in which sample, for where it is not told in full."""
        if self.sample is None:
            return self.message
        word = "NaN" if self.kind == "nan" else "Infinity"
        return sentence("{word} in sample {sample:,}")(word, self.sample)


def fault_words(value: float) -> str:
    """What people call a number that is not finite."""
    if np.isnan(value):
        return "NaN (not a number)"
    return "minus infinity" if value < 0 else "infinity"


def misfit_fault(network: Network, layer: int, shape: LayerShape) -> Fault:
    """The fault of a layer whose number of inputs differs from what it receives."""
    return Fault("misfit", layer, network.misfit(layer, shape))


def number_fault(
    project: Project, layer: int, output: FloatArray, entering: FloatArray | None, first_sample: int
) -> Fault:
    """The fault of the first number in `output` (rows, n_outputs) that is not finite.

    `entering` is what the layer received for the same rows; `first_sample` is the number of the
    first row in the batch.
    """
    row, neuron = divmod(int(np.argmax(~np.isfinite(output))), output.shape[1])
    sample, value = first_sample + row, float(output[row, neuron])
    kind: Literal["nan", "infinity"] = "nan" if np.isnan(value) else "infinity"
    found, name_of_sample = fault_words(value), project.batch.sample_text(sample)
    if entering is None:
        given = sentence("Sample {sample}, {column} of the batch is {found}.")
        message = given(name_of_sample, project.batch.columns[neuron], found)
    else:
        name, maker = project.network.names[layer], project.network.layers[layer]
        made = sentence("{name}, sample {sample}, neuron {neuron} is {found}: {because}.")
        message = made(name, name_of_sample, neuron, found, maker.cause(entering[row], neuron))
    return Fault(kind, layer, message, sample, neuron)

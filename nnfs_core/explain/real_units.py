"""Reads a standardised number back: how far from the mean of which feature, in its own unit."""

from __future__ import annotations

from math import isfinite

from nnfs_core.arrays import FloatArray
from nnfs_core.edits.standardise import feature_name
from nnfs_core.explain.names import MOST_OF_NAME
from nnfs_core.layers import Standardise
from nnfs_core.numerals import short_number
from nnfs_core.project.project import Project
from nnfs_core.wording import SCALED, in_short, one_line, sentence


def in_real_units(
    project: Project, layer: int, neuron: int, inputs: FloatArray, output: float
) -> str:
    """What output `neuron` of a layer stands for, made from one sample's inputs (n_inputs,).

    Empty where the layer does not standardise, or a number is not finite.
    """
    standardise = project.network.layers[layer]
    if not isinstance(standardise, Standardise) or not standardise.enabled:
        return ""
    x, mean = inputs[neuron], standardise.means[0, neuron]
    if not (isfinite(output) and isfinite(x) and isfinite(mean)):
        return ""
    name, unit = _parted(feature_name(project, layer, neuron))
    if not output:
        return sentence("{x} is the mean of {name}.")(f"{short_number(x)}{unit}", name)
    count = short_number(abs(output))
    return sentence("{n} {deviations} {where} the mean of {name}, {mean}: {x}.")(
        count,
        "deviation" if count == "1" else "deviations",
        "above" if output > 0 else "below",
        name,
        f"{short_number(mean)}{unit}",
        f"{short_number(x)}{unit}",
    )


def _parted(name: str) -> tuple[str, str]:
    """A feature's name without the unit in brackets at its end, and the unit behind a blank.

    One that was scaled to 0..1 has none, and is called so.
    """
    plain = one_line(name, MOST_OF_NAME)
    if plain.endswith(SCALED):
        return plain, ""
    _, bare, _ = in_short(plain)
    unit = plain[len(bare) :].strip(" ()[]")
    return bare, f" {unit}" if unit else ""

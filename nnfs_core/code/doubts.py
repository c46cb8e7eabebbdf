"""Says why the outputs of a program may honestly differ from the app's, where a reason is known."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from textwrap import wrap

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.code.excerpt import TOLERANCES, Excerpt
from nnfs_core.code.literals import INDENT, LINE, quoted
from nnfs_core.layers import Dense, Layer, Softmax, Step
from nnfs_core.layers.sums_in_range import leaving_range
from nnfs_core.network.layer_pass import outputs_in_turn
from nnfs_core.wording import sentence

MAY_DIFFER = "It may differ for this reason: "  # what a program prints before each


def doubts(excerpt: Excerpt) -> list[str]:
    """Each reason as a sentence, in the order of the layers."""
    layers = [part.layer for part in excerpt.active]
    entering = [excerpt.inputs, *outputs_in_turn(layers, excerpt.inputs)]
    found = _of_layers(layers, entering, excerpt)
    if any(map(_has_subnormal, [*entering, *_parameters(layers)])):
        close = sentence(
            "Some numbers are so close to 0 ({precision} calls them subnormal) that some libraries "
            "take them for 0."
        )
        found = (*found, close(excerpt.project.precision))
    return list(dict.fromkeys(found))


def doubt_lines(excerpt: Excerpt) -> str:
    """The lines of a program that print the reasons if it does differ, or nothing."""
    told = [_printing(MAY_DIFFER + each) for each in doubts(excerpt)]
    return "".join(["if largest > TOLERANCE:\n", *told]) if told else ""


def _printing(said: str) -> str:
    """The lines that print a sentence as one."""
    lines = wrap(said, LINE - 3 * len(INDENT), drop_whitespace=False, break_long_words=False)
    return "".join(
        [
            f"{INDENT}print(\n",
            *(f"{2 * INDENT}{quoted(line)}\n" for line in lines),
            f"{INDENT})\n",
        ]
    )


def _of_layers(
    layers: list[Layer], entering: list[FloatArray], excerpt: Excerpt
) -> tuple[str, ...]:
    return tuple(
        each
        for (before, layer), inputs in zip(pairwise([None, *layers]), entering, strict=False)
        for each in _of_layer(before, layer, inputs, excerpt)
    )


def _of_layer(
    before: Layer | None, layer: Layer | None, inputs: FloatArray, excerpt: Excerpt
) -> Iterator[str]:
    """The reasons of one layer, which is given `inputs` (rows, n_inputs) by the layer before."""
    precision = excerpt.project.precision
    if isinstance(layer, Dense) and leaving_range(inputs, layer.weights).any():
        yield sentence(
            "Sums leave the range of {precision} on the way, where the order of adding decides "
            "between infinity and NaN; libraries add in orders of their own."
        )(precision)
    if isinstance(layer, Step) and isinstance(before, Dense):
        close = TOLERANCES[excerpt.sums] * max(1.0, excerpt.largest)
        if (np.abs(inputs) <= close).any():
            yield "A step turns at a sum that is 0 but for what rounding leaves."
    if isinstance(layer, Softmax) and np.isnan(inputs).any():
        yield "The softmax of some libraries, as of TensorFlow in float32, hides a NaN."


def _has_subnormal(numbers: FloatArray) -> bool:
    sizes = np.abs(numbers)
    return bool(((sizes > 0) & (sizes < np.finfo(numbers.dtype).smallest_normal)).any())


def _parameters(layers: list[Layer]) -> Iterator[FloatArray]:
    for layer in layers:
        yield from layer.arrays().values()

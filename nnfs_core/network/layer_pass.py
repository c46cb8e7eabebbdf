"""Runs the one loop of the forward pass: rows through layers, each result where it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.layers import Layer
from nnfs_core.layers.sums_in_range import largest_size, limit_of
from nnfs_core.machine.scratch import scratch
from nnfs_core.progress import IsCancelled, never, stop_if

# A part is what runs between two looks at whether to stop: well under 200 ms on any computer.
MAX_PART_PRODUCTS = 2**28
MIN_PART_ROWS = 16
CELL_COST = 2**6  # of writing a number, in multiplications


class LayerStep(NamedTuple):
    """Holds a layer in a chain, with what can be known before any sample comes."""

    layer: Layer
    width: int  # of its outputs
    is_in_place: bool  # its outputs may take the place of its inputs
    scratch_name: str  # of the memory for outputs that are not kept
    part_rows: int  # that are written between two looks at whether to stop

    @property
    def cost(self) -> int:
        """What a row costs, in multiplications."""
        return self.layer.parameter_count + CELL_COST * self.width


def layer_steps(layers: Iterable[Layer], n_features: int) -> tuple[LayerStep, ...]:
    """The steps of layers that fit samples of `n_features` features."""
    steps: list[LayerStep] = []
    width, names = n_features, ("even layer", "odd layer")
    for layer in layers:
        is_in_place = layer.n_outputs is None
        if layer.enabled and layer.n_outputs is not None:
            width, names = layer.n_outputs, names[::-1]  # other memory than its inputs are in
        part_rows = max(MIN_PART_ROWS, MAX_PART_PRODUCTS // max(1, layer.parameter_count))
        steps.append(LayerStep(layer, width, is_in_place, names[0], part_rows))
    return tuple(steps)


@np.errstate(all="ignore")  # the outputs themselves show what is not finite
def run_steps(
    steps: Sequence[LayerStep],
    inputs: FloatArray,
    kept: Sequence[AnyArray | None],
    done: Callable[[FloatArray], None] | None = None,
    cancelled: IsCancelled = never,
    largest: float | None = None,
) -> None:
    """Run some rows through layers; `done` is given each layer's outputs in turn.

    They are written into what `kept` has for the layer, a matrix of their shape; where that is
    None they are overwritten once the next layer has read them. A layer that is switched off hands
    its inputs on. No finite input is larger than `largest`, where that is known. Raises Cancelled
    soon after `cancelled` turns true.
    """
    current, is_scratch, n_rows = inputs, False, len(inputs)
    largest, limit = largest_size(inputs) if largest is None else largest, limit_of(inputs.dtype)
    for (layer, width, is_in_place, name, part_rows), target in zip(steps, kept, strict=True):
        if layer.enabled:
            is_kept = target is not None
            if target is None and is_scratch and is_in_place:
                target = current  # nobody needs what the layer receives any more
            elif target is None:
                target = matrix_in(scratch(name, n_rows * width, inputs.dtype), n_rows, width)
            largest = layer.largest_output(largest)
            is_in_range = largest < limit
            if is_in_range and n_rows <= part_rows and not cancelled():
                layer.write(current, target)
            else:
                _write_in_parts(layer, current, target, part_rows, cancelled, is_in_range)
            if not is_in_range:
                largest = largest_size(target)
            current, is_scratch = target, not is_kept
        if done is not None:
            done(current)


def _write_in_parts(
    layer: Layer,
    inputs: FloatArray,
    outputs: FloatArray,
    part_rows: int,
    cancelled: IsCancelled,
    is_in_range: bool,
) -> None:
    for start in range(0, len(inputs), part_rows):
        stop_if(cancelled)
        rows = slice(start, start + part_rows)
        layer.write(inputs[rows], outputs[rows])
        if not is_in_range:
            layer.mend(inputs[rows], outputs[rows])


def outputs_in_turn(layers: Iterable[Layer], inputs: FloatArray) -> Iterator[FloatArray]:
    """Each layer's outputs in the textbook form: all kept, in fresh memory, of any precision.

    A layer that is switched off repeats its inputs.
    """
    current = inputs
    for layer in layers:
        current = layer.forward(current) if layer.enabled else current
        yield current


def matrix_in(memory: AnyArray, n_rows: int, width: int) -> AnyArray:
    """Flat `memory` as a matrix (n_rows, width) that lies along its longer side.

    Of many samples each neuron's numbers lie together, so that activations, biases and the softmax
    run along contiguous memory however few the neurons are. Nothing but the shape decides it, since
    the last bits of a product depend on it.
    """
    if n_rows > width:
        return memory.reshape(width, n_rows).T
    return memory.reshape(n_rows, width)


def empty_matrix(n_rows: int, width: int, dtype: np.dtype[Any]) -> AnyArray:
    """A fresh matrix (n_rows, width) of any numbers that lies along its longer side."""
    if n_rows > width:
        return np.empty((width, n_rows), dtype).T
    return np.empty((n_rows, width), dtype)

"""Changes how many neurons a dense layer has, and writes its weights and biases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import same_bits, seal
from nnfs_core.edits.layers import as_kept, dense_at, finite, replace_layer, with_layers
from nnfs_core.errors import NnfsError
from nnfs_core.layers import Dense
from nnfs_core.layers.initialisation import Constant, Initialisation, Legacy, drawn_from
from nnfs_core.project.project import Project


def set_neurons(project: Project, index: int, n_neurons: int) -> Project:
    """Give the dense layer at `index` another number of neurons.

    The next dense layer gets as many inputs in the same step, if it fitted before. Overlapping
    weights and biases stay, new weights are drawn with the layer's seed, new biases are 0.
    """
    layer = dense_at(project, index)
    if n_neurons < 1:
        raise NnfsError("A layer needs at least one neuron, but {count} are asked for.")(n_neurons)
    if n_neurons == layer.n_outputs:
        return project
    layers = list(project.network.layers)
    layers[index] = layer.resized(layer.n_inputs, n_neurons)
    following = _next_dense(project, index)
    if following is not None and layer.enabled:
        old = dense_at(project, following)
        if old.n_inputs == layer.n_outputs:
            layers[following] = old.resized(n_neurons, old.n_outputs)
    return with_layers(project, layers)


def bytes_for_neurons(project: Project, index: int, n_neurons: int) -> int:
    """The bytes that `n_neurons` in the dense layer at `index` would need, known beforehand.

    Weights and biases of that layer and the next dense one, and the outputs up to there.
    """
    layer = dense_at(project, index)
    following = _next_dense(project, index)
    numbers = (layer.n_inputs + 1) * n_neurons
    last = len(project.network)
    if following is not None:
        numbers += (n_neurons + 1) * dense_at(project, following).n_outputs
        last = following
    numbers += project.batch.n_samples * n_neurons * (last - index)
    return numbers * project.dtype.itemsize


def set_weights(
    project: Project, index: int, row: int, column: int, values: npt.ArrayLike
) -> Project:
    """Write a rectangle of weights, its first at input `row` of neuron `column`.

    Raises NnfsError when it does not fit into the layer's (n_inputs, n_neurons) weights.
    """
    return _written(project, index, "weights", row, column, values, "A weight")


def set_biases(project: Project, index: int, column: int, values: npt.ArrayLike) -> Project:
    """Write biases, the first for neuron `column`; raises NnfsError when they do not fit."""
    return _written(project, index, "biases", 0, column, values, "A bias")


def redraw(
    project: Project, index: int, seed: int, initialisation: Initialisation | None = None
) -> Project:
    """Draw the weights of the dense layer at `index` anew from `seed`, and set its biases to 0.

    They are drawn by the layer's own rule, or by another one, which the layer then keeps. Raises
    NnfsError when they are too large for the project's precision.
    """
    layer = dense_at(project, index).with_option("seed", seed)
    if isinstance(initialisation, Constant):
        finite(initialisation.value, project.dtype, "A weight")
    redrawn = layer.redrawn(layer.seed, initialisation)
    if redrawn == project.network.layers[index]:
        return project
    return replace_layer(project, index, redrawn)


def draw_as_book(project: Project, seed: int = 0, drawn_before: int = 0) -> Project:
    """Draw all dense layers in order from one legacy generator, as the book does; biases of 0.

    `drawn_before` is how many normal numbers the generator gave before the first layer.
    """
    layers = list(project.network.layers)
    seed, rule = int(Dense.checked_option("seed", seed)), Legacy(drawn_before=drawn_before)
    generator = rule.generator(seed)
    for index, layer in project.network.dense_layers.items():
        drawn = drawn_from(generator, *layer.weights.shape).astype(project.dtype, copy=False)
        layers[index] = replace(
            layer,
            weights=seal(drawn),
            biases=np.zeros_like(layer.biases),
            seed=seed,
            initialisation=rule,
        )
        rule = rule.with_option("drawn_before", rule.drawn_before + drawn.size)
    same = all(old == new for old, new in zip(project.network.layers, layers, strict=True))
    return project if same else with_layers(project, layers)


def _next_dense(project: Project, index: int) -> int | None:
    """The next dense layer that is switched on; a change of width reaches up to it."""
    dense = project.network.dense_layers.items()
    return next((number for number, layer in dense if number > index and layer.enabled), None)


def _written(
    project: Project, index: int, name: str, row: int, column: int, values: npt.ArrayLike, what: str
) -> Project:
    """The project with a rectangle written into the array `name` of its dense layer at `index`."""
    layer = dense_at(project, index)
    old, new = layer.arrays()[name], as_kept(values, project.dtype, what)
    last_row, last_column = row + new.shape[0], column + new.shape[1]
    if row < 0 or column < 0 or last_row > old.shape[0] or last_column > old.shape[1]:
        raise NnfsError(
            "{n_rows} × {n_columns} numbers at row {row}, column {column} do not fit into {height} "
            "× {width}."
        )(new.shape[0], new.shape[1], row, column, old.shape[0], old.shape[1])
    if same_bits(old[row:last_row, column:last_column], new):
        return project
    array = old.copy()
    array[row:last_row, column:last_column] = new
    changed: dict[str, Any] = {name: seal(array)}
    return replace_layer(project, index, replace(layer, **changed))

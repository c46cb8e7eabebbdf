"""Edits some neurons of a dense layer, wherever they stand: their weights and biases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray, same_bits, seal
from nnfs_core.edits.layers import dense_at, finite, replace_layer
from nnfs_core.errors import NnfsError
from nnfs_core.layers import Dense
from nnfs_core.project.project import Project

Neurons = Sequence[int] | npt.NDArray[np.integer]


def scale_neurons(
    project: Project, index: int, neurons: Neurons, factors: npt.ArrayLike
) -> Project:
    """Multiply the weights and the bias of each of `neurons` by its factor.

    What enters the next layer from them is multiplied by just that factor. Raises NnfsError for
    a neuron that is not there and for numbers beyond the range.
    """
    layer, places = _chosen(project, index, neurons)
    by = _one_each(factors, len(places), "factors")
    with np.errstate(over="ignore"):
        return _written(
            project,
            index,
            places,
            layer.weights[:, places].astype(np.float64) * by,
            layer.biases[0, places].astype(np.float64) * by,
        )


def set_chosen_biases(
    project: Project, index: int, neurons: Neurons, values: npt.ArrayLike
) -> Project:
    """Give each of `neurons` its bias from `values` (neurons,)."""
    layer, places = _chosen(project, index, neurons)
    biases = _one_each(values, len(places), "biases")
    return _written(project, index, places, layer.weights[:, places], biases)


def redraw_neurons(project: Project, index: int, neurons: Neurons, seeds: Sequence[int]) -> Project:
    """Draw the weights of each of `neurons` from its own seed, by the layer's rule, bias 0.

    Where that rule would make them alike, or draws them one after another, they are small normal
    numbers. The other neurons stay as they are, and so does the layer's own seed.
    """
    layer, places = _chosen(project, index, neurons)
    if len(seeds) != len(places):
        raise NnfsError("{n_places} neurons need as many seeds, but {n_seeds} are given.")(
            len(places), len(seeds)
        )
    draw = layer.initialisation.of_one_neuron.draw_neuron
    drawn = [
        draw(layer.n_inputs, layer.n_outputs, int(Dense.checked_option("seed", seed)))
        for seed in seeds
    ]
    weights = np.array(drawn).reshape(len(places), layer.n_inputs).T  # (n_inputs, neurons)
    return _written(project, index, places, weights, np.zeros(len(places)))


def _chosen(
    project: Project, index: int, neurons: Neurons
) -> tuple[Dense, npt.NDArray[np.integer]]:
    layer, places = dense_at(project, index), np.asarray(neurons, np.int64)
    for neuron in places:
        if not 0 <= neuron < layer.n_outputs:
            raise NnfsError("{name} has no neuron {neuron}; it has {n_outputs}.")(
                project.network.names[index], neuron, layer.n_outputs
            )
    return layer, places


def _one_each(values: npt.ArrayLike, count: int, what: str) -> FloatArray:
    """A number for each neuron (count,), or one for all."""
    array = np.asarray(values, np.float64)
    if array.shape not in ((), (1,), (count,)):
        raise NnfsError("{count} neurons need as many {what}, but the shape is {shape}.")(
            count, what, array.shape
        )
    return np.broadcast_to(array, (count,))


def _written(
    project: Project,
    index: int,
    places: npt.NDArray[np.integer],
    weights: FloatArray,
    biases: FloatArray,
) -> Project:
    layer = dense_at(project, index)
    new_weights, new_biases = layer.weights.copy(), layer.biases.copy()
    new_weights[:, places] = finite(weights, project.dtype, "A weight").reshape(weights.shape)
    new_biases[0, places] = finite(biases, project.dtype, "A bias").reshape(-1)
    if same_bits(new_weights, layer.weights) and same_bits(new_biases, layer.biases):
        return project
    changed = replace(layer, weights=seal(new_weights), biases=seal(new_biases))
    return replace_layer(project, index, changed)

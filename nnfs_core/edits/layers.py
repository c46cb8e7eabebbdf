"""Adds, removes, moves, duplicates, renames and switches layers, and sets their options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray, float_matrix
from nnfs_core.errors import NnfsError
from nnfs_core.layers import KINDS, Dense, Layer, Standardise
from nnfs_core.numerals import full_number
from nnfs_core.project.project import MAX_LAYERS, Project

DEFAULT_NEURONS = 3


def new_layer(project: Project, kind: type[Layer], index: int) -> Layer:
    """A layer of `kind` that fits at `index`.

    A dense layer takes as many inputs as arrive there and gets as many neurons as the targets have
    classes (else 3), with the first seed that no other layer uses, so that no two start alike. One
    that standardises is not fitted yet, so that it changes nothing; see `fitted_layer`.
    """
    if kind is Standardise:
        return Standardise.unfitted(width_before(project, index), project.dtype)
    if kind is not Dense:
        return kind()
    width, n_neurons = _new_dense_shape(project, index)
    return Dense.random(width, n_neurons, seed=free_seed(project), dtype=project.dtype)


def bytes_for_layer(project: Project, kind: type[Layer], index: int) -> int:
    """The memory that drawing the weights of `new_layer` takes, known without taking it."""
    if kind is not Dense:
        return 0
    width, n_neurons = _new_dense_shape(project, index)
    return 8 * width * n_neurons


def _new_dense_shape(project: Project, index: int) -> tuple[int, int]:
    return width_before(project, index), project.batch.n_classes or DEFAULT_NEURONS


def free_seed(project: Project) -> int:
    """The first seed that no layer of the network uses."""
    seeds = {layer.seed for layer in project.network.dense_layers.values()}
    return next(number for number in range(len(seeds) + 1) if number not in seeds)


def insert_layers(project: Project, index: int, layers: Sequence[Layer]) -> Project:
    """Put `layers` before the layer at `index`; no weights change."""
    old = project.network.layers
    check_place(project, index)
    if not layers:
        return project
    if len(old) + len(layers) > MAX_LAYERS:
        raise NnfsError("A network has up to {most:,} layers, and {count:,} would be more.")(
            MAX_LAYERS, len(old) + len(layers)
        )
    return with_layers(project, [*old[:index], *layers, *old[index:]])


def check_place(project: Project, index: int) -> None:
    """Raise NnfsError unless a layer may be put before the one at `index`, or at the end."""
    n_layers = len(project.network)
    if not 0 <= index <= n_layers:
        raise NnfsError("There is no place {index}; the network has {n} layers.")(index, n_layers)


def append_layer(project: Project, layer: Layer) -> Project:
    """Put `layer` at the end."""
    return insert_layers(project, len(project.network), [layer])


def remove_layers(project: Project, indices: Iterable[int]) -> Project:
    """Take the layers at `indices` out; no weights change."""
    gone = _places(project, indices)
    kept = [layer for place, layer in enumerate(project.network.layers) if place not in gone]
    return with_layers(project, kept) if gone else project


def move_layers(project: Project, indices: Iterable[int], to: int) -> Project:
    """Take the layers at `indices` out and put them, in their order, where the first is at `to`."""
    moved = _places(project, indices)
    if not moved:
        return project
    for place in (to, to + len(moved) - 1):
        layer_at(project, place)
    if moved == [*range(to, to + len(moved))]:
        return project
    old = project.network.layers
    others = [layer for place, layer in enumerate(old) if place not in moved]
    return with_layers(project, [*others[:to], *(old[place] for place in moved), *others[to:]])


def duplicate_layers(project: Project, indices: Iterable[int]) -> Project:
    """Put copies of the layers at `indices`, in their order, behind the last of them."""
    places = _places(project, indices)
    if not places:
        return project
    layers = [project.network.layers[place] for place in places]
    copies = [replace(each, name=f"{each.name} copy") if each.name else each for each in layers]
    return insert_layers(project, places[-1] + 1, copies)


def rename_layer(project: Project, index: int, name: str) -> Project:
    """Give the layer at `index` a name of its own; an empty one brings the automatic name back."""
    layer, name = layer_at(project, index), " ".join(name.split())
    if name in (layer.name, project.network.names[index]):
        return project
    return replace_layer(project, index, replace(layer, name=name))


def enable_layers(project: Project, indices: Iterable[int], enabled: bool) -> Project:
    """Switch the layers at `indices` on, or off so that they pass their inputs on."""
    for place in _places(project, indices):
        layer = project.network.layers[place]
        if layer.enabled != enabled:
            project = replace_layer(project, place, replace(layer, enabled=enabled))
    return project


def kinds_for(layer: Layer) -> tuple[type[Layer], ...]:
    """The kinds that may take a layer's place: those without weights, for one without weights."""
    plain = tuple(kind for kind in KINDS if not kind.array_names)
    return plain if type(layer) in plain else ()


def change_kind(project: Project, index: int, kind: type[Layer]) -> Project:
    """Make the layer at `index` one of another kind; its own name, and whether it is on, stay.

    Raises NnfsError where weights would come or go.
    """
    layer = layer_at(project, index)
    if type(layer) is kind:
        return project
    if kind not in kinds_for(layer):
        raise NnfsError("{name} cannot become {kind}: weights would come or go.")(
            project.network.names[index], kind.title
        )
    return replace_layer(project, index, kind(name=layer.name, enabled=layer.enabled))


def set_option(project: Project, index: int, name: str, value: float) -> Project:
    """Set an option of the layer at `index`, such as the slope of a leaky ReLU."""
    layer = layer_at(project, index)
    if layer.option_values()[name] == value:
        return project
    return replace_layer(project, index, layer.with_option(name, value))


def resize_inputs(project: Project, index: int) -> Project:
    """Give the dense layer at `index` as many inputs as arrive, keeping overlapping weights."""
    layer = dense_at(project, index)
    resized = layer.resized(width_before(project, index), layer.n_outputs)
    return replace_layer(project, index, resized)


def replace_layer(project: Project, index: int, layer: Layer) -> Project:
    """Put `layer` in the place of the one at `index`."""
    if layer is layer_at(project, index):
        return project
    layers = list(project.network.layers)
    layers[index] = layer
    return with_layers(project, layers)


def with_layers(project: Project, layers: Sequence[Layer]) -> Project:
    """The project with another chain of layers; those that stay keep their automatic names."""
    return replace(project, network=project.network.with_layers(layers))


def layer_at(project: Project, index: int) -> Layer:
    """The layer at `index`; raises NnfsError when there is none."""
    if not 0 <= index < len(project.network):
        raise NnfsError("There is no layer {it}; the network has {n}.")(index, len(project.network))
    return project.network.layers[index]


def _places(project: Project, indices: Iterable[int]) -> list[int]:
    """Each of `indices` once, in order; raises NnfsError when there is no layer at one."""
    places = sorted(set(indices))
    for place in places:
        layer_at(project, place)
    return places


def dense_at(project: Project, index: int) -> Dense:
    """The dense layer at `index`; raises NnfsError when it is of another kind."""
    layer_at(project, index)
    layer = project.network.dense_layers.get(index)
    if layer is None:
        raise NnfsError("{name} has no neurons, weights or biases of its own.")(
            project.network.names[index]
        )
    return layer


def width_before(project: Project, index: int) -> int:
    """How many numbers a sample has when it arrives at the layer at `index`."""
    shapes = project.network.shapes(project.batch.n_features)[:index]
    return shapes[-1].n_outputs if shapes else project.batch.n_features


def as_kept(values: npt.ArrayLike, dtype: np.dtype[np.floating], what: str) -> FloatArray:
    """`values` as a (rows, columns) table in `dtype`; one row may come flat, one number alone.

    NaN and infinity stay as they are. Raises NnfsError when a finite number is too large for
    `dtype`.
    """
    table = values if isinstance(values, np.ndarray) else np.array(values, dtype=object)
    array = float_matrix(np.atleast_2d(table), "The numbers")
    with np.errstate(over="ignore"):
        narrowed = array.astype(dtype)
    is_beyond = np.isinf(narrowed) & np.isfinite(array)
    if is_beyond.any():
        raise NnfsError("{what} {largest} is too large for {name}.")(
            what, full_number(array[is_beyond][0]), dtype.name
        )
    return narrowed


def finite(values: npt.ArrayLike, dtype: np.dtype[np.floating], what: str) -> FloatArray:
    """The same for numbers that are computed, where NaN and infinity are too large as well."""
    kept = as_kept(values, dtype, what)
    if np.isnan(kept).any():
        raise NnfsError("{what} must be a number, but one is NaN.")(what)
    if np.isinf(kept).any():
        raise NnfsError("{what} {largest} is too large for {name}.")(
            what, full_number(kept[np.isinf(kept)][0]), dtype.name
        )
    return kept

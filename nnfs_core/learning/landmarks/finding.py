"""Finds what a landmark or a condition names in a project, or says what is missing."""

from __future__ import annotations

import re

import msgspec

from nnfs_core.errors import NnfsError
from nnfs_core.layers import KINDS
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project

KIND_NAMES = tuple(kind.kind for kind in KINDS)
_WORDS = re.compile(rf"(first|second|third|last)(?: ({'|'.join(KIND_NAMES)}))?")
_NUMBERS = {"first": 0, "second": 1, "third": 2, "last": -1}

# Which layer: its number from 0, "batch", or words such as "first", "last softmax".
LayerWords = int | str


def check_layer_words(words: LayerWords) -> None:
    """Raises ValueError when `words` can mean no layer of any project."""
    if isinstance(words, int):
        if words < 0:
            raise ValueError(f"layers are counted from 0, but it says layer {words}")
    elif words != "batch" and not _WORDS.fullmatch(words):
        raise ValueError(
            f"{words!r} is no layer: say a number from 0, 'batch', or 'first', 'second', 'third' "
            f"or 'last', perhaps with a kind ({', '.join(KIND_NAMES)}) as in 'first dense'"
        )


class NamesLayer(msgspec.Struct, frozen=True):
    """Checks when it is made that its `layer`, if it has one, can mean a layer of some project."""

    def __post_init__(self) -> None:
        layer = getattr(self, "layer", None)
        if layer is not None:
            check_layer_words(layer)


def check_kind(kind: str) -> None:
    """Raises ValueError when there is no such kind of layer."""
    if kind not in KIND_NAMES:
        raise ValueError(f"{kind!r} is no kind of layer: they are {', '.join(KIND_NAMES)}")


def check_option(name: str) -> None:
    """Raises ValueError when no kind of layer has an option of that name."""
    known = sorted({option for kind in KINDS for option in kind.options()})
    if name not in known:
        raise ValueError(f"{name!r} is no option: they are {', '.join(known)}")


def find_layer(project: Project, words: LayerWords) -> int:
    """The number of the layer that `words` mean, INPUT for the batch.

    Raises NnfsError when there is none.
    """
    layers = project.network.layers
    if words == "batch":
        return INPUT
    if isinstance(words, int):
        if words >= len(layers):
            raise NnfsError("This network has no layer {words}: it has {n} layers.")(
                words, len(layers)
            )
        return words
    match = _WORDS.fullmatch(words)
    assert match is not None, "checked when it was read"
    order, kind = match.groups()
    found = [i for i, layer in enumerate(layers) if kind is None or layer.kind == kind]
    number = _NUMBERS[order]
    if not found or number >= len(found):
        title = next((f"{each.title} " for each in KINDS if each.kind == kind), "")
        which = "" if order in ("first", "last") else f"{order} "
        raise NnfsError("This network has no {which}{title}layer.")(which, title)
    return found[number]


def find_network_layer(project: Project, words: LayerWords) -> int:
    """As `find_layer`, for what only layers have; raises NnfsError for the batch too."""
    layer = find_layer(project, words)
    if layer == INPUT:
        raise NnfsError("The batch is no layer: it has no options and no switch.")
    return layer


def check_sample(project: Project, sample: int) -> None:
    """Raises NnfsError when the batch has no such sample."""
    n_samples = project.batch.n_samples
    if sample >= n_samples:
        raise NnfsError("This batch has no sample {row}: it has {n:,} samples.")(sample, n_samples)


def check_neuron(project: Project, layer: int, neuron: int) -> None:
    """Raises NnfsError when a layer, or the batch for INPUT, gives no such number."""
    width, what = project.batch.n_features, "feature"
    if layer != INPUT:
        width, what = project.network.shapes(width)[layer].n_outputs, "neuron"
    if neuron >= width:
        name = "The batch" if layer == INPUT else project.network.names[layer]
        raise NnfsError("{name} has no {what} {neuron}: it has {n:,}.")(name, what, neuron, width)


def check_weight(project: Project, words: LayerWords, neuron: int, number: int = 0) -> int:
    """The number of the dense layer meant; raises NnfsError when it has no such weight."""
    index = find_network_layer(project, words)
    layer = project.network.dense_layers.get(index)
    if layer is None:
        raise NnfsError("{name} has no weights and biases.")(project.network.names[index])
    check_neuron(project, index, neuron)
    if number >= layer.n_inputs:
        raise NnfsError("{name} has no weight {number} a neuron: it has {n_inputs:,}.")(
            project.network.names[index], number, layer.n_inputs
        )
    return index

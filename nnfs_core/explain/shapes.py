"""Tells how a layer's inputs, weights and outputs meet in their shapes, and what any value is."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from nnfs_core import edits
from nnfs_core.layers import Dense, Standardise
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence, shape_text

KINDS_OF_THINGS = ("scalar", "vector", "matrix")  # by rank
INPUTS, FEATURES, NEURONS = "inputs", "features", "neurons"


@dataclass(frozen=True)
class NamedShape:
    """Describes a value of the network: its name, its shape, and in words what each axis counts."""

    name: str
    shape: tuple[int, ...]
    axes: tuple[str, ...]
    dtype: np.dtype[Any]

    @property
    def rank(self) -> int:
        """The number of dimensions, or axes: 0 for a number, 1 for a row, 2 for a table."""
        return len(self.shape)

    @property
    def kind(self) -> str:
        """Scalar, vector or matrix; all three are arrays, and tensors of rank 0, 1 and 2."""
        return KINDS_OF_THINGS[self.rank]

    @property
    def size(self) -> int:
        """How many numbers it is."""
        return prod(self.shape)

    @property
    def n_bytes(self) -> int:
        return self.size * self.dtype.itemsize

    @property
    def shape_text(self) -> str:
        return shape_text(self.shape)


@dataclass(frozen=True)
class LayerShapes:
    """Says what meets in a layer: weights and biases of a dense one, sums of a softmax, scales.

    `misfit` is the sentence on inner dimensions that differ, else empty. `sentences` tell what the
    shapes mean.
    """

    layer: int
    name: str
    inputs: NamedShape
    outputs: NamedShape
    weights: NamedShape | None = None
    biases: NamedShape | None = None
    sums: NamedShape | None = None
    means: NamedShape | None = None
    deviations: NamedShape | None = None
    misfit: str = ""
    sentences: tuple[str, ...] = ()


def layer_shapes(project: Project, layer: int) -> LayerShapes:
    """The shapes of the layer at `layer`; raises NnfsError when there is none.

    Known from the project alone, so that they are there before any forward pass, and at a misfit.
    """
    network, batch = project.network, project.batch
    kind, dense = edits.layer_at(project, layer), network.dense_layers.get(layer)
    name, shape = network.names[layer], network.shapes(batch.n_features)[layer]
    n_samples, dtype = batch.n_samples, project.dtype
    inputs = NamedShape("inputs", (n_samples, shape.received), ("samples", INPUTS), dtype)
    outputs = NamedShape("outputs", (n_samples, shape.n_outputs), ("samples", NEURONS), dtype)
    if not kind.enabled:
        unchanged = sentence("{name} is switched off: its inputs go out unchanged.")(name)
        return LayerShapes(layer, name, inputs, outputs, sentences=(unchanged,))
    if dense is not None:
        return _dense_shapes(layer, name, dense, inputs, outputs, project)
    if kind.is_distribution:
        sums = NamedShape("sums", (n_samples, 1), ("samples", "kept"), dtype)
        sentences = (
            sentence(
                "The sums run along axis 1, over each sample's {received:,} numbers; keepdims=True "
                "keeps them as a column of shape {shape}."
            )(shape.received, sums.shape_text),
            sentence(
                "Broadcasting then divides each row by its own sum: the length 1 of axis 1 counts "
                "for all {received:,} columns. The shape stays {shape}."
            )(shape.received, outputs.shape_text),
        )
        return LayerShapes(layer, name, inputs, outputs, sums=sums, sentences=sentences)
    if isinstance(kind, Standardise):
        return _scales_shapes(layer, name, kind, inputs, outputs)
    kept = sentence(
        "{name} looks at one number at a time, so what goes out has the shape of what comes in: "
        "{shape}."
    )(name, outputs.shape_text)
    return LayerShapes(layer, name, inputs, outputs, sentences=(kept,))


def _scales_shapes(
    layer: int, name: str, kind: Standardise, inputs: NamedShape, outputs: NamedShape
) -> LayerShapes:
    means, deviations = (
        NamedShape(field, array.shape, ("one row", FEATURES), inputs.dtype)
        for field, array in kind.arrays().items()
    )
    received, misfit = inputs.shape[1], ""
    sentences: tuple[str, ...] = ()
    if received != kind.n_inputs:
        misfit = sentence(
            "{name} expects {expected:,} inputs and receives {received:,}: no mean and deviation "
            "is there for each."
        )(name, kind.n_inputs, received)
    else:
        broadcast = sentence(
            "Broadcasting subtracts the one row of means {shape} from every one of the {n_rows:,} "
            "rows, and divides each by the one row of deviations. The shape stays {outputs}."
        )
        sentences = (broadcast(means.shape_text, inputs.shape[0], outputs.shape_text),)
    return LayerShapes(
        layer,
        name,
        inputs,
        outputs,
        means=means,
        deviations=deviations,
        misfit=misfit,
        sentences=sentences,
    )


def _dense_shapes(
    layer: int, name: str, dense: Dense, inputs: NamedShape, outputs: NamedShape, project: Project
) -> LayerShapes:
    weights = NamedShape("weights", dense.weights.shape, (INPUTS, NEURONS), project.dtype)
    biases = NamedShape("biases", dense.biases.shape, ("one row", NEURONS), project.dtype)
    received, expected = inputs.shape[1], dense.n_inputs
    if received != expected:
        return LayerShapes(
            layer,
            name,
            inputs,
            outputs,
            weights,
            biases,
            misfit=sentence(
                "{name} expects {expected:,} inputs and receives {received:,}: the inner "
                "dimensions differ, so there is no product."
            )(name, expected, received),
        )
    sentences = (
        sentence(
            "The inner dimensions match: each sample's {received:,} inputs meet the {expected:,} "
            "weights of each neuron. The outer ones, {n_samples:,} samples and {n_neurons:,} "
            "neurons, are the shape of the product."
        )(received, expected, inputs.shape[0], dense.n_outputs),
        sentence(
            "Broadcasting adds the one row of biases {shape} to every one of the {n_rows:,} rows."
        )(biases.shape_text, inputs.shape[0]),
    )
    return LayerShapes(layer, name, inputs, outputs, weights, biases, sentences=sentences)


def transposition_sentence(weights: NamedShape) -> str:
    """Why weights that are written one row a neuron are turned before the product."""
    n_inputs, n_neurons = weights.shape
    return sentence(
        "Written one row a neuron the weights are ({n_neurons}, {n_inputs}); their inner dimension "
        "would be {n_neurons}, the number of neurons. The transpose swaps the axes to ({n_inputs}, "
        "{n_neurons}), which is how the layer keeps them, so that no product needs to turn them."
    )(n_neurons, n_inputs)


def values_at(
    project: Project, layer: int, sample: int | None = None, neuron: int | None = None
) -> tuple[NamedShape, ...]:
    """All values that there are at a place: the number, its row and column, layer and batch.

    `layer` is INPUT for the batch. A layer, sample or neuron that is not there is left out.
    """
    network, batch, dtype = project.network, project.batch, project.dtype
    n_samples, n_features = batch.n_samples, batch.n_features
    found: list[NamedShape] = []
    is_layer = 0 <= layer < len(network)
    columns, width = FEATURES, n_features
    if is_layer:
        columns, width = NEURONS, network.shapes(n_features)[layer].n_outputs
    has_sample = sample is not None and 0 <= sample < n_samples
    has_neuron = neuron is not None and 0 <= neuron < width
    if (is_layer or layer == INPUT) and has_sample and has_neuron:
        found.append(NamedShape("this number", (), (), dtype))
    sample_text = batch.sample_text(sample or 0)
    if is_layer and has_sample:
        name = sentence("outputs of sample {sample}")(sample_text)
        found.append(NamedShape(name, (width,), (columns,), dtype))
    elif layer == INPUT and has_sample:
        name = sentence("inputs of sample {sample}")(sample_text)
        found.append(NamedShape(name, (n_features,), (FEATURES,), dtype))
    if is_layer:
        shapes = layer_shapes(project, layer)
        dense = network.dense_layers.get(layer)
        if dense is not None and has_neuron:
            weights = sentence("weights of neuron {neuron}")(neuron)
            found.append(NamedShape(weights, (dense.n_inputs,), (INPUTS,), dtype))
            found.append(NamedShape(sentence("bias of neuron {neuron}")(neuron), (), (), dtype))
        found += [
            NamedShape(f"{each.name} of {shapes.name}", each.shape, each.axes, each.dtype)
            for each in (
                *(shapes.outputs, shapes.inputs, shapes.weights, shapes.biases, shapes.sums),
                *(shapes.means, shapes.deviations),
            )
            if each is not None
        ]
    found.append(NamedShape("the batch", (n_samples, n_features), ("samples", FEATURES), dtype))
    if batch.target_rows is not None:
        found.append(
            NamedShape("the targets", (n_samples,), ("samples",), np.dtype(batch.target_rows.dtype))
        )
    return tuple(found)

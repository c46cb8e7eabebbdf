"""Projects that several tests begin with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from nnfs_core import Batch, Dense, Document, Network, Project, ReLU, Softmax, Standardise
from nnfs_core.examples import example_named
from nnfs_core.layers import Layer

# Numbers on both sides of 0, 0 itself, and far out where the activations are flat.
INPUTS = np.array(
    [[1.0, -2.0, 0.0, 3.5], [0.25, -0.0, 7.0, -1.0], [0.0, 0.0, 0.0, 0.0], [-30.0, 30.0, 5.0, 9.0]]
)


def project_of(inputs: Any, *layers: Layer, precision: str = "float64", **batch: Any) -> Project:
    """Layers on samples, with the targets and names that a Batch takes."""
    return Project(Network(layers), Batch(inputs, **batch), precision)


def layer_of(kind: type[Layer], n_inputs: int = 4, n_neurons: int = 3) -> Layer:
    """A layer of a kind that takes `n_inputs`, with numbers of its own that all differ."""
    if kind is Dense:
        return Dense.random(n_inputs, n_neurons, seed=1)
    if kind is Standardise:
        return Standardise(np.linspace(-0.5, 0.25, n_inputs), np.linspace(0.5, 2, n_inputs))
    return kind()


def classifier(n_samples: int = 9) -> Project:
    """4-5-3 with softmax over `n_samples`."""
    layers = [Dense.random(4, 5, seed=1), ReLU(), Dense.random(5, 3, seed=2), Softmax()]
    return project_of(np.random.default_rng(0).standard_normal((n_samples, 4)), *layers)


def example(name: str) -> Project:
    """A built-in example."""
    return example_named(name).build()


def titled(document: Document, title: str) -> Project:
    """The present project under another title, which changes no number."""
    return replace(document.project, title=title)

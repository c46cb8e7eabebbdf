"""Makes projects at the edges of floating point from a seed: huge, tiny, cancelling numbers."""

from __future__ import annotations

import numpy as np

from nnfs_core import KINDS, Batch, Dense, Network, Project, Softmax
from nnfs_core.arrays import PRECISIONS, FloatArray
from nnfs_core.layers import Layer

Shape = tuple[int, int]


def extreme_project(rng: np.random.Generator) -> Project:
    """One or two dense layers with an activation behind each, of some precision and size."""
    precision = str(rng.choice(PRECISIONS))
    n_features, n_hidden, n_outputs = rng.integers(1, 6, 3).tolist()
    inputs = numbers(rng, precision, (3, n_features))
    layers: list[Layer] = [dense(rng, precision, inputs, n_hidden), activation(rng)]
    if rng.random() < 0.4:
        layers += [Dense(numbers(rng, precision, (n_hidden, n_outputs)),
                         numbers(rng, precision, (1, n_outputs))), activation(rng)]  # fmt: skip
    return Project(Network(layers), Batch(inputs), precision)


def activation(rng: np.random.Generator) -> Layer:
    kinds = [kind for kind in KINDS if not kind.array_names]
    kind = kinds[int(rng.integers(len(kinds)))]
    return Softmax(subtract_maximum=int(rng.random() < 0.5)) if kind is Softmax else kind()


def dense(rng: np.random.Generator, precision: str, inputs: FloatArray, n_neurons: int) -> Dense:
    """A layer, now and then of weights or biases that cancel all but a little."""
    weights = numbers(rng, precision, (inputs.shape[1], n_neurons))
    biases = numbers(rng, precision, (1, n_neurons))
    with np.errstate(all="ignore"):
        if rng.random() < 0.3:
            weights[:] = rng.choice([1, -1, 0.5, 10], weights.shape)
        if rng.random() < 0.3:
            biases = -(inputs[:1] @ weights).astype(precision)
    return Dense(weights, biases)


def numbers(rng: np.random.Generator, precision: str, shape: Shape) -> FloatArray:
    """Numbers of one kind, among which a few are zeros, whole, or not finite."""
    limits = np.finfo(precision)
    most, least = np.log10(float(limits.max)), np.log10(float(limits.smallest_normal))
    normal = rng.standard_normal(shape)
    match int(rng.integers(8)):
        case 0:
            drawn = normal
        case 1:
            drawn = normal * 10.0 ** rng.uniform(-5, 5)
        case 2:
            drawn = np.sign(normal) * 10.0 ** rng.uniform(least, most, shape)
        case 3:
            drawn = np.sign(normal) * 10.0 ** rng.uniform(0.45 * most, 0.52 * most, shape)
        case 4:
            drawn = normal * 50 * float(limits.smallest_subnormal)
        case 5:
            drawn = np.round(normal * 10.0 ** rng.integers(0, 4), int(rng.integers(0, 4)))
        case 6:
            drawn = np.sign(normal) * 2.0 ** rng.integers(0, limits.nmant + 3, shape)
            drawn.flat[0] = rng.choice([1.0, 1e-6, -1.0])
        case _:
            drawn = np.round(normal * rng.choice([10, 700, 20000]), 3)
    odd = rng.random(shape) < 0.06
    drawn[odd] = rng.choice([0.0, -0.0, 1.0, -1.0, np.nan, np.inf, -np.inf], int(odd.sum()))
    with np.errstate(all="ignore"):
        return np.asarray(drawn.astype(precision))

"""Trains the networks of the Iris and Digits examples and writes the weights that ship with them.

Plain full-batch gradient descent on the cross-entropy, from the weights a fresh layer draws. Run it
from the top of the repository: python -m scripts.train_examples
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray
from nnfs_core.examples.data_files import write_dense
from nnfs_core.examples.digits import N_TRAINING_SAMPLES, digits_batch
from nnfs_core.examples.iris import iris_batch
from nnfs_core.layers import Dense, ReLU, Softmax
from nnfs_core.network import Network


def trained(
    inputs: FloatArray,
    classes: npt.NDArray[np.int64],
    n_hidden: int,
    *,
    learning_rate: float,
    steps: int,
    seed: int = 0,
) -> tuple[Dense, Dense]:
    """The two dense layers of Dense, ReLU, Dense, Softmax after `steps` steps over all samples.

    inputs: (samples, features); classes: (samples,), numbers from 0.
    """
    n_classes = int(classes.max()) + 1
    wanted = np.eye(n_classes)[classes]  # (samples, classes)
    hidden = Dense.random(inputs.shape[1], n_hidden, seed=seed)
    scoring = Dense.random(n_hidden, n_classes, seed=seed + 1)
    for _ in range(steps):
        sums, rectified, _scores, probabilities = Network(
            [hidden, ReLU(), scoring, Softmax()]
        ).outputs(inputs)
        score_slopes = (probabilities - wanted) / len(inputs)  # (samples, classes)
        sum_slopes = score_slopes @ scoring.weights.T * (sums > 0)  # (samples, n_hidden)
        scoring = _stepped(scoring, rectified, score_slopes, learning_rate)
        hidden = _stepped(hidden, inputs, sum_slopes, learning_rate)
    return hidden, scoring


def _stepped(layer: Dense, inputs: FloatArray, slopes: FloatArray, learning_rate: float) -> Dense:
    """The layer one step downhill; slopes: how the loss grows with each of its outputs."""
    return Dense(
        layer.weights - learning_rate * inputs.T @ slopes,
        layer.biases - learning_rate * slopes.sum(axis=0, keepdims=True),
    )


def trained_iris() -> tuple[Dense, Dense]:
    """Fitted to all 150 flowers."""
    batch = iris_batch()
    assert batch.targets is not None
    return trained(batch.inputs, batch.targets, 8, learning_rate=0.05, steps=5000)


def trained_digits() -> tuple[Dense, Dense]:
    """Fitted to the first N_TRAINING_SAMPLES digits only."""
    batch = digits_batch()
    assert batch.targets is not None
    few = slice(N_TRAINING_SAMPLES)
    return trained(batch.inputs[few], batch.targets[few], 32, learning_rate=0.05, steps=500)


def main() -> None:
    for example, layers in (("iris", trained_iris()), ("digits", trained_digits())):
        for number, layer in enumerate(layers, start=1):
            write_dense(layer, f"{example}_dense_{number}.csv")


if __name__ == "__main__":
    main()

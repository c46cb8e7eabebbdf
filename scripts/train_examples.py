"""Trains the networks of the Iris and Digits examples and writes the weights that ship with them.

Plain full-batch gradient descent on the cross-entropy, from the weights that fresh layers draw. Run
it from the top of the repository: python -m scripts.train_examples
"""

from __future__ import annotations

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.examples.data_files import DATA
from nnfs_core.examples.digits import N_TRAINING_SAMPLES, digits_batch
from nnfs_core.examples.iris import iris_batch
from nnfs_core.layers import Dense, ReLU, Softmax
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch

DECIMALS = 3


def trained_iris() -> tuple[Dense, Dense]:
    """Fitted to all flowers."""
    batch = iris_batch()
    return trained(batch, batch.n_samples, 8, steps=5000)


def trained_digits() -> tuple[Dense, Dense]:
    """Fitted to the first N_TRAINING_SAMPLES digits only."""
    return trained(digits_batch(), N_TRAINING_SAMPLES, 32, steps=500)


def trained(
    batch: Batch,
    n_samples: int,
    n_hidden: int,
    *,
    steps: int,
    learning_rate: float = 0.05,
    seed: int = 0,
) -> tuple[Dense, Dense]:
    """The dense layers of Dense, ReLU, Dense, Softmax, fitted to the first samples of `batch`.

    The two layers are drawn with `seed` and `seed + 1`, and rounded to DECIMALS in the end.
    """
    inputs = batch.inputs[:n_samples]  # (samples, features)
    wanted = np.eye(batch.n_classes)[batch.targets][:n_samples]  # (samples, classes)
    hidden = Dense.random(batch.n_features, n_hidden, seed=seed)
    scoring = Dense.random(n_hidden, batch.n_classes, seed=seed + 1)
    for _ in range(steps):
        network = Network([hidden, ReLU(), scoring, Softmax()])
        sums, rectified, _scores, probabilities = network.outputs(inputs)
        score_slopes = (probabilities - wanted) / n_samples  # (samples, classes)
        sum_slopes = score_slopes @ scoring.weights.T * (sums > 0)  # (samples, n_hidden)
        scoring = _stepped(scoring, rectified, score_slopes, learning_rate)
        hidden = _stepped(hidden, inputs, sum_slopes, learning_rate)
    return _rounded(hidden), _rounded(scoring)


def _stepped(layer: Dense, inputs: FloatArray, slopes: FloatArray, learning_rate: float) -> Dense:
    """The layer one step downhill; slopes (samples, n_neurons): loss by each of its outputs."""
    return Dense(
        layer.weights - learning_rate * inputs.T @ slopes,
        layer.biases - learning_rate * slopes.sum(axis=0, keepdims=True),
    )


def _rounded(layer: Dense) -> Dense:
    # Adding 0 turns the -0 that rounding leaves into 0.
    return Dense(layer.weights.round(DECIMALS) + 0.0, layer.biases.round(DECIMALS) + 0.0)


def main() -> None:
    for example, layers in (("iris", trained_iris()), ("digits", trained_digits())):
        for number, layer in enumerate(layers, start=1):
            table = np.vstack([layer.weights, layer.biases])  # (n_inputs + 1, n_neurons)
            path = DATA / f"{example}_dense_{number}.csv"
            np.savetxt(path, table, fmt=f"%.{DECIMALS}f", delimiter=",")


if __name__ == "__main__":
    main()

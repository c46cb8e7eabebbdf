"""The forward pass against PyTorch on the same numbers and the same cores."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from benchmarks.measure import Figure, in_turn, ratio_figure
from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax, evaluate

ROUNDS = 9


def measure() -> list[Figure]:
    import torch

    rng = np.random.default_rng(0)
    widths = (784, 512, 256, 10)
    layers: list = []
    for seed, (n_inputs, n_neurons) in enumerate(pairwise(widths)):
        weights = rng.standard_normal((n_inputs, n_neurons)) / np.sqrt(n_inputs)
        layers += [Dense(weights.astype(np.float32), np.zeros((1, n_neurons)), seed=seed), ReLU()]
    layers[-1] = Softmax()
    inputs = rng.standard_normal((100_000, 784)).astype(np.float32)
    project = Project(Network(layers), Batch(inputs), "float32")

    model = torch.nn.Sequential()
    for layer in project.network.layers:
        if isinstance(layer, Dense):
            linear = torch.nn.Linear(*layer.weights.shape)
            linear.weight.data = torch.from_numpy(layer.weights.T.copy())
            linear.bias.data = torch.from_numpy(layer.biases[0].copy())
            model.append(linear)
        else:
            model.append(torch.nn.ReLU() if isinstance(layer, ReLU) else torch.nn.Softmax(dim=1))
    tensor = torch.from_numpy(inputs)

    with torch.inference_mode():
        ours = evaluate(project).layers[-1].output.array
        np.testing.assert_allclose(ours, model(tensor).numpy(), rtol=0, atol=1e-5)
        timed = in_turn(lambda: evaluate(project), lambda: model(tensor), ROUNDS)
    what = "forward pass, 100,000 × 784 through 784-512-256-10, float32"
    return [ratio_figure(what, timed, "torch", 1.0)]

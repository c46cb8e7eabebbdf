"""A second opinion on every number: each kind of layer, and whole networks, against PyTorch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from nnfs_core import KINDS, Batch, Dense, LeakyReLU, Network, Project, evaluate
from nnfs_core.arrays import PRECISIONS, AnyArray
from nnfs_core.layers import Layer
from tests.core.strategies import layers, matrices, networks
from tests.projects import layer_of

EXTREMES = [0.0, 1e-30, 1e-5, 0.5, 1.0, 20.0, 88.0, 89.0, 104.0, 709.0, 746.0, 1e4, 1e30]


class Step(nn.Module):
    """PyTorch has no module for it, but the function."""

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        return torch.heaviside(inputs, torch.zeros(1, dtype=inputs.dtype))


class PlainSoftmax(nn.Module):
    """Softmax as its formula stands, for layers that do not subtract the largest first."""

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        exponentials = torch.exp(inputs)
        return exponentials / exponentials.sum(dim=1, keepdim=True)


class Standardise(nn.Module):
    """PyTorch's own normalisation takes variances, and adds a little to them."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.means, self.deviations = (tensor(array) for array in layer.arrays().values())

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        return torch.div(torch.sub(inputs, self.means), self.deviations)


def linear_of(layer: Layer) -> nn.Module:
    """PyTorch keeps weights one row a neuron."""
    assert isinstance(layer, Dense)
    module = nn.Linear(layer.n_inputs, layer.n_outputs, dtype=tensor(layer.weights).dtype)
    with torch.no_grad():
        module.weight.copy_(tensor(layer.weights).T)
        module.bias.copy_(tensor(layer.biases)[0])
    return module


def leaky_relu_of(layer: Layer) -> nn.Module:
    assert isinstance(layer, LeakyReLU)
    return nn.LeakyReLU(layer.slope)


def softmax_of(layer: Layer) -> nn.Module:
    return nn.Softmax(dim=1) if layer.option_values()["subtract_maximum"] else PlainSoftmax()


ORACLES: dict[str, Callable[[Layer], nn.Module]] = {
    "dense": linear_of,
    "linear": lambda layer: nn.Identity(),
    "step": lambda layer: Step(),
    "sigmoid": lambda layer: nn.Sigmoid(),
    "relu": lambda layer: nn.ReLU(),
    "leaky_relu": leaky_relu_of,
    "tanh": lambda layer: nn.Tanh(),
    "softmax": softmax_of,
    "standardise": Standardise,
}

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
each_precision = pytest.mark.parametrize("precision", PRECISIONS)


def tensor(array: AnyArray) -> torch.Tensor:
    return torch.from_numpy(np.array(array))


def opinion(layer: Layer, inputs: AnyArray) -> AnyArray:
    """What PyTorch gives for the layer."""
    with torch.no_grad():
        return ORACLES[layer.kind](layer)(tensor(inputs)).numpy()


def assert_agree(outputs: AnyArray, expected: AnyArray, scale: float = 1) -> None:
    """Equal but for the last few bits of numbers as large as `scale`.

    Numbers too small for all their bits may differ too: PyTorch turns some of them into 0.
    """
    assert outputs.dtype == expected.dtype
    limits = np.finfo(outputs.dtype)
    tolerance = 32 * float(limits.eps)
    smallest = float(limits.smallest_normal)
    if outputs.dtype == np.float16:  # which of them rounds a sum to infinity is a matter of luck
        most = 0.9 * float(limits.max)
        outputs, expected = (
            np.clip(each.astype(np.float64), -most, most) for each in (outputs, expected)
        )
    np.testing.assert_allclose(outputs, expected, rtol=tolerance, atol=tolerance * scale + smallest)


def test_every_kind_has_an_oracle() -> None:
    missing = {kind.kind for kind in KINDS} - set(ORACLES)
    assert not missing, f"ORACLES in {__file__} does not say what PyTorch calls {missing}"


@each_kind
@each_precision
@given(data=st.data())
def test_a_layer_gives_what_pytorch_gives(
    kind: type[Layer], precision: str, data: st.DataObject
) -> None:
    layer = data.draw(layers(4, precision, [kind]))
    inputs = data.draw(matrices(3, 4, precision, largest=80))
    # A sum may lose as much as its largest term is large.
    scale = max((float(np.abs(array).max()) for array in layer.arrays().values()), default=0)
    assert_agree(layer.forward(inputs), opinion(layer, inputs), scale=80 * (scale + 1))


@each_kind
@each_precision
def test_a_layer_gives_what_pytorch_gives_for_extreme_numbers(
    kind: type[Layer], precision: str
) -> None:
    extremes = [number for number in EXTREMES if number <= float(np.finfo(precision).max)]
    column = np.array([extremes, [-number for number in extremes]], precision)
    inputs = np.concatenate([column, column[::-1]]).T  # (samples, 4)
    if kind is Dense:
        layer: Layer = Dense.random(4, 3, seed=5, dtype=precision)
        scales = np.abs(inputs).max(axis=1, keepdims=True) + 1
        assert_agree(layer.forward(inputs) / scales, opinion(layer, inputs) / scales)
    else:
        layer = layer_of(kind).astype(precision)
        assert_agree(layer.forward(inputs), opinion(layer, inputs), scale=0)


@each_kind
@each_precision
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_layer_gives_what_pytorch_gives_for_nan_and_infinity(
    kind: type[Layer], precision: str, bad: float
) -> None:
    layer = layer_of(kind, 3, 2).astype(precision)
    inputs = np.array([[1.0, bad, -2.0], [0.5, 0.25, 3.0]], precision)
    expected = opinion(layer, inputs)
    if kind.kind == "step" and np.isnan(bad):
        expected[0, 1] = np.nan  # PyTorch's heaviside turns NaN into a number; ours must not
    assert_agree(layer.forward(inputs), expected)


@each_precision
@pytest.mark.parametrize("width", [1, 2, 10, 1000])
def test_softmax_gives_what_pytorch_gives(precision: str, width: int) -> None:
    rng = np.random.default_rng(width)
    scores = (rng.standard_normal((50, width)) * 30).astype(precision)
    expected = torch.softmax(tensor(scores), dim=1).numpy()
    softmax = next(kind for kind in KINDS if kind.kind == "softmax")
    assert_agree(softmax().forward(scores), expected, scale=0)


@each_precision
@given(data=st.data())
def test_a_whole_network_gives_what_pytorch_gives(precision: str, data: st.DataObject) -> None:
    """Each layer gets our own outputs of the one before, so that no difference can grow."""
    network: Network = data.draw(networks(3, precision))
    inputs = data.draw(matrices(4, 3, precision, largest=50))
    evaluation = evaluate(Project(network, Batch(inputs), precision))
    entering = inputs
    for layer, result in zip(network.layers, evaluation.layers, strict=True):
        outputs = result.output.array
        expected = opinion(layer, entering) if layer.enabled else entering
        if layer.enabled and layer.kind == "step":
            expected[np.isnan(entering)] = np.nan  # as above
        largest = float(np.abs(np.nan_to_num(entering, posinf=0, neginf=0)).max(initial=0))
        weights = [float(np.abs(array).max(initial=0)) for array in layer.arrays().values()]
        assert_agree(outputs, expected, scale=(largest + 1) * (max(weights, default=0) + 1))
        entering = outputs


@each_precision
def test_a_classifier_of_common_size_gives_what_pytorch_gives(precision: str) -> None:
    """784-128-64-10, as it stands in one PyTorch module, over 300 samples."""
    sizes = [(784, 128), (128, 64), (64, 10)]
    kinds = {kind.kind: kind for kind in KINDS}
    chain: list[Layer] = []
    for number, (n_inputs, n_neurons) in enumerate(sizes):
        weights = np.random.default_rng(number).standard_normal((n_inputs, n_neurons)) * 0.1
        chain += [Dense(weights, np.linspace(-1, 1, n_neurons)).astype(precision), kinds["relu"]()]
    chain[-1] = kinds["softmax"]()
    inputs = np.random.default_rng(9).random((300, 784)).astype(precision)
    with torch.no_grad():
        module = nn.Sequential(*(ORACLES[layer.kind](layer) for layer in chain))
        expected = module(tensor(inputs)).numpy()
    outputs = evaluate(Project(Network(chain), Batch(inputs), precision)).layers[-1].output.array
    tolerance = {"float16": 0.1, "float32": 1e-4, "float64": 1e-12}[precision]
    np.testing.assert_allclose(outputs, expected, rtol=tolerance, atol=tolerance * 1e-3)

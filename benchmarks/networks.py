"""The networks that are timed, for us and for each peer, on the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from nnfs_core import Dense, Network, ReLU, Softmax
from nnfs_core.arrays import FloatArray


@dataclass(frozen=True)
class Shape:
    """So many samples through dense layers of these widths, ReLU between them, softmax last."""

    n_samples: int
    widths: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.n_samples:,} × {'-'.join(map(str, self.widths))}"

    @property
    def operations(self) -> int:
        """The multiplications and additions of all matrix products."""
        return 2 * self.n_samples * sum(first * second for first, second in pairwise(self.widths))

    def inputs(self, dtype: Any) -> FloatArray:
        """The same standard normal samples each time. (samples, features)"""
        rng = np.random.default_rng(1)
        return rng.standard_normal((self.n_samples, self.widths[0])).astype(dtype)

    def network(self, dtype: Any) -> Network:
        """The same weights each time, of a size at which no number explodes."""
        rng, layers = np.random.default_rng(0), []
        for n_inputs, n_neurons in pairwise(self.widths):
            weights = rng.standard_normal((n_inputs, n_neurons)) / np.sqrt(n_inputs)
            biases = rng.standard_normal((1, n_neurons)) / 10
            layers += [Dense(weights.astype(dtype), biases.astype(dtype)), ReLU()]
        return Network([*layers[:-1], Softmax()])


def textbook(network: Network, inputs: FloatArray) -> FloatArray:
    """The lesson's form: `np.dot`, then a new array for every step."""
    output = inputs
    for layer in network.layers:
        if isinstance(layer, Dense):
            output = np.dot(output, layer.weights) + layer.biases
        elif isinstance(layer, ReLU):
            output = np.maximum(0, output)
        else:
            exponentials = np.exp(output - np.max(output, axis=1, keepdims=True))
            output = exponentials / np.sum(exponentials, axis=1, keepdims=True)
    return output


def in_torch(network: Network, inputs: FloatArray) -> Callable[[], FloatArray]:
    """The forward pass in PyTorch."""
    import torch

    model = torch.nn.Sequential()
    for layer in network.layers:
        if isinstance(layer, Dense):
            linear = torch.nn.Linear(*layer.weights.shape)
            linear.weight.data = torch.from_numpy(layer.weights.T.copy())
            linear.bias.data = torch.from_numpy(layer.biases[0].copy())
            model.append(linear)
        else:
            model.append(torch.nn.ReLU() if isinstance(layer, ReLU) else torch.nn.Softmax(dim=1))
    tensor = torch.from_numpy(inputs)

    def run() -> FloatArray:
        with torch.inference_mode():
            return model(tensor).numpy()

    return run


def in_onnx_runtime(network: Network, inputs: FloatArray, n_threads: int) -> Callable[[], Any]:
    """The forward pass in ONNX Runtime, float32."""
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    nodes, constants, name = [], [], "inputs"
    for number, layer in enumerate(network.layers):
        output = f"outputs {number}"
        if isinstance(layer, Dense):
            pair = [f"weights {number}", f"biases {number}"]
            arrays = zip((layer.weights, layer.biases[0]), pair, strict=True)
            constants += [numpy_helper.from_array(array, each) for array, each in arrays]
            nodes.append(helper.make_node("Gemm", [name, *pair], [output]))
        else:
            kind = "Relu" if isinstance(layer, ReLU) else "Softmax"
            nodes.append(helper.make_node(kind, [name], [output]))
        name = output
    ends = [
        helper.make_tensor_value_info(each, TensorProto.FLOAT, [None, None])
        for each in ("inputs", name)
    ]
    graph = helper.make_graph(nodes, "network", ends[:1], ends[1:], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = n_threads
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return lambda: session.run(None, {"inputs": inputs})[0]

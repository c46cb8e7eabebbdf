"""The forward pass against PyTorch, ONNX Runtime and the textbook form, on the same cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from statistics import geometric_mean

import numpy as np

from benchmarks.measure import Figure, all_in_turn, milliseconds
from benchmarks.networks import Shape, in_onnx_runtime, in_torch, textbook
from nnfs_core import Batch, Project, evaluate

SHAPES = (
    Shape(1, (4, 3)),
    Shape(64, (784, 128, 10)),
    Shape(1000, (64, 128, 64, 10)),
    Shape(100_000, (784, 512, 256, 10)),
    Shape(1_000_000, (4, 8, 8, 3)),
    Shape(200_000, (2, 64, 64, 3)),
    Shape(20_000, (1024, 1024, 1024, 10)),
)
LARGEST = (SHAPES[3], SHAPES[6])
GOALS = {"torch": 0.5, "ONNX Runtime": 0.8, "textbook": 0.5}  # of the geometric means
WORST = 1.3  # beside any peer
LEAST_RATE = 0.85  # of the rate of a plain matrix product
ROUNDS = 7


def measure() -> Iterator[Figure]:
    """Each shape beside each peer, then the means; peers give the last outputs, so do we."""
    ratios: dict[str, list[float]] = {}
    rates: list[Figure] = []
    for dtype in (np.float32, np.float64):
        for shape in SHAPES:
            network, inputs = shape.network(dtype), shape.inputs(dtype)
            peers: dict[str, Callable[[], object]] = {"torch": in_torch(network, inputs)}
            if dtype is np.float32:
                n_threads = os.cpu_count() or 1
                peers["ONNX Runtime"] = in_onnx_runtime(network, inputs, n_threads)
                peers["textbook"] = lambda network=network, inputs=inputs: textbook(network, inputs)
            ours = network.forward(inputs)
            for name, peer in peers.items():
                np.testing.assert_allclose(ours, peer(), rtol=0, atol=1e-5, err_msg=name)
            project = Project(network, Batch(inputs), np.dtype(dtype).name)
            sides = {
                "ours": lambda network=network, inputs=inputs: network.forward(inputs),
                **peers,
                "every layer kept": lambda project=project: evaluate(project),
            }
            if shape in LARGEST:
                square = np.ones((2048, 2048), dtype)
                product = np.empty_like(square)
                sides["product"] = lambda a=square, c=product: np.dot(a, a, out=c)
            timed = all_in_turn(sides, ROUNDS)
            what = f"forward, {shape}, {np.dtype(dtype).name}"
            if shape in LARGEST:
                rates.append(_rate(what, shape, timed))
            beside = [f"{name} {text(timed[name].seconds)}" for name in peers]
            beside.append(f"(with every layer kept {text(timed['every layer kept'].seconds)})")
            for name in peers:
                ratios.setdefault(f"{name}, {np.dtype(dtype).name}", []).append(timed[name].ratio)
            worst = max(timed[name].ratio for name in peers)
            said = ", ".join(f"{timed[name].ratio:.2f}" for name in peers)
            yield Figure(
                what,
                f"{text(timed['ours'].seconds)} ({said} ×)",
                ", ".join(beside),
                worst,
                WORST,
                "×",
            )
    for name, all_ratios in ratios.items():
        mean = geometric_mean(all_ratios)
        goal = GOALS[name.partition(",")[0]]
        yield Figure(f"forward, geometric mean beside {name}", f"{mean:.2f} ×", "", mean, goal, "×")
    yield from rates


def _rate(what: str, shape: Shape, timed: dict) -> Figure:
    ours = shape.operations / timed["ours"].seconds
    most = 2 * 2048**3 / timed["product"].seconds
    return Figure(
        f"{what}: its rate",
        f"{ours / 1e9:.0f} GFLOP/s ({ours / most:.0%})",
        f"a plain matrix product {most / 1e9:.0f} GFLOP/s",
        most / ours,
        round(1 / LEAST_RATE, 3),
        "×",
    )


def text(seconds: float) -> str:
    return milliseconds(seconds) if seconds >= 1e-3 else f"{1e6 * seconds:.3g} µs"

"""`Network.forward`: the last outputs alone, with the same numbers as a pass that keeps all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings

from nnfs_core import KINDS, Batch, Dense, Network, Project, ReLU, ShapeError, Softmax, evaluate
from nnfs_core.layers import Layer
from nnfs_core.machine import workers
from nnfs_core.network import chain
from tests.core.strategies import projects
from tests.projects import layer_of


@given(projects())
@settings(max_examples=100)
def test_forward_gives_the_bits_of_a_whole_pass(project: Project) -> None:
    evaluation = evaluate(project)
    if len(evaluation.layers) == len(project.network) > 0:
        outputs = project.network.forward(project.batch.inputs)
        assert outputs.tobytes() == evaluation.layers[-1].output.array.tobytes()


@pytest.mark.parametrize("n_samples", [0, 1, 2, 127, 128, 400, 1000, 3000, 5000])
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_every_size_of_batch_agrees_with_the_textbook_form(
    n_samples: int, dtype: type[np.floating]
) -> None:
    rng = np.random.default_rng(1)
    inputs = rng.standard_normal((n_samples, 30)).astype(dtype)
    layers = [
        Dense((rng.standard_normal((30, 70)) / 6).astype(dtype), np.zeros((1, 70), dtype)),
        ReLU(),
        Dense((rng.standard_normal((70, 5)) / 8).astype(dtype), np.ones((1, 5), dtype)),
        Softmax(),
    ]
    outputs = Network(layers).forward(inputs)
    textbook = inputs.astype(np.float64)
    for dense in (layers[0], layers[2]):
        assert isinstance(dense, Dense)
        textbook = np.dot(textbook, dense.weights.astype(np.float64)) + dense.biases
        textbook = textbook if dense is layers[2] else np.maximum(0, textbook)
    exponentials = np.exp(textbook)
    textbook = exponentials / exponentials.sum(axis=1, keepdims=True)
    assert (outputs.shape, outputs.dtype) == ((n_samples, 5), dtype)
    np.testing.assert_allclose(outputs, textbook, atol=8 * float(np.finfo(dtype).eps))
    project = Project(Network(layers), Batch(inputs), np.dtype(dtype).name)
    assert evaluate(project).layers[-1].output.array.tobytes() == outputs.tobytes()


@pytest.mark.parametrize("n_threads", [1, 2, 5])
def test_the_number_of_threads_changes_no_bit(
    n_threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = np.random.default_rng(0).standard_normal((3001, 784))
    network = Network([Dense.random(784, 57), ReLU(), Dense.random(57, 10), Softmax()])
    expected = network.forward(inputs)
    with ThreadPoolExecutor(n_threads) as pool:
        monkeypatch.setattr(workers, "_pool", lambda: pool)
        monkeypatch.setattr(workers, "n_threads", lambda: n_threads)
        monkeypatch.setattr(chain, "WORTH_THREADS", 0)
        assert network.forward(inputs).tobytes() == expected.tobytes()


def test_inputs_are_left_alone_and_outputs_are_fresh() -> None:
    inputs = np.array([[-1.0, 2.0], [3.0, -4.0]])
    for layers in ([ReLU()], [ReLU(), ReLU()], [Softmax(), ReLU()]):
        network = Network(layers)
        first = network.forward(inputs)
        second = network.forward(-inputs)
        assert inputs.tolist() == [[-1, 2], [3, -4]]
        assert not np.shares_memory(first, second)
        assert not np.shares_memory(first, inputs)


def test_layers_switched_off_are_passed_by() -> None:
    network = Network([Dense.random(2, 9), ReLU(enabled=False), Dense.random(9, 1)])
    dense, _, last = network.layers
    inputs = np.array([[1.0, -2.0]])
    assert network.forward(inputs).tolist() == last.forward(dense.forward(inputs)).tolist()


def test_several_precisions_and_plain_lists_are_taken_too() -> None:
    network = Network([Dense.random(2, 3, dtype=np.float32), ReLU()])
    expected = network.outputs([[1.0, 2.0]])[-1]
    assert network.forward([[1.0, 2.0]]).tolist() == expected.tolist()
    assert network.forward([[1.0, 2.0]]).dtype == np.float64


def test_a_misfit_is_refused_with_its_place() -> None:
    network = Network([Dense.random(2, 3, seed=0), Dense.random(4, 1, seed=0)])
    with pytest.raises(ShapeError, match=r"^Dense 2 expects 4 inputs and receives 3\.$"):
        network.forward(np.ones((1, 2)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@pytest.mark.parametrize("order", ["C", "F"])
def test_a_kind_writes_in_place_what_it_writes_elsewhere(kind: type[Layer], order: str) -> None:
    if kind is Dense:
        return  # it gives another number of outputs
    inputs = np.array([[1.0, -2.0, np.nan, 3.5], [0.25, -0.0, np.inf, -1.0]], order=order)
    elsewhere = np.empty_like(inputs)
    with np.errstate(all="ignore"):
        layer_of(kind).write(inputs, elsewhere)
        layer_of(kind).write(inputs, inputs)
    np.testing.assert_array_equal(inputs, elsewhere)

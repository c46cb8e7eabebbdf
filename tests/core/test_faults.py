"""Faults: the first NaN or infinity is named with its place and its cause, misfits as well."""

from __future__ import annotations

import numpy as np
import pytest

from nnfs_core import Dense, Project, ReLU, Softmax, evaluate
from nnfs_core.project.place import INPUT
from tests.projects import project_of

pytestmark = pytest.mark.usefixtures("small_blocks")


def test_healthy_numbers_have_no_fault() -> None:
    evaluation = evaluate(project_of(np.ones((5, 2)), Dense.random(2, 2), Softmax()))
    assert evaluation.fault is None
    assert evaluation.fault_at(0) is None


def test_a_nan_in_the_batch_is_named_by_sample_and_feature() -> None:
    inputs = np.zeros((7, 3))
    inputs[5, 1] = inputs[6, 0] = np.nan
    fault = evaluate(project_of(inputs, ReLU(), Softmax())).fault
    assert fault is not None
    assert fault.message == "Sample 5, x1 of the batch is NaN (not a number)."
    assert (fault.kind, fault.layer, fault.sample, fault.neuron) == ("nan", INPUT, 5, 1)


@pytest.mark.parametrize(("value", "word"), [(np.inf, "infinity"), (-np.inf, "minus infinity")])
def test_an_infinite_input_is_named(value: float, word: str) -> None:
    fault = evaluate(project_of([[0.0, value]], ReLU())).fault
    assert fault is not None
    assert fault.message == f"Sample 0, x1 of the batch is {word}."
    assert fault.kind == "infinity"


def test_an_overflow_in_a_dense_layer_is_named_with_its_largest_term() -> None:
    weights = np.array([[1.0, 1.0], [1.0, 1e300]])
    inputs = np.ones((8, 2))
    inputs[4, 1] = 1e300
    evaluation = evaluate(project_of(inputs, ReLU(), Dense(weights, np.zeros(2)), ReLU()))
    assert len(evaluation.faults) == 1
    fault = evaluation.fault
    assert fault is not None
    assert fault.message == (
        "Dense 1, sample 4, neuron 1 is infinity: the weighted sum is beyond the range of float64; "
        "its largest term is 1e+300 × 1e+300."
    )
    assert (fault.kind, fault.layer, fault.sample, fault.neuron) == ("infinity", 1, 4, 1)
    assert evaluation.fault_at(1) is fault
    assert evaluation.fault_at(2) is None


def test_infinity_minus_infinity_is_named_where_it_arises() -> None:
    layer = Dense(np.array([[1e300], [-1e300]]), np.zeros(1), name="Score")
    fault = evaluate(project_of([[0.0, 0.0], [1e300, 1e300]], layer)).fault
    assert fault is not None
    assert fault.message.startswith("Score, sample 1, neuron 0 is ")
    assert "its largest term is 1e+300 × 1e+300" in fault.message


def test_softmax_without_subtraction_is_named_with_the_remedy() -> None:
    project = project_of([[1.0, 2.0], [3.0, 1000.0]], Softmax(subtract_maximum=0))
    fault = evaluate(project).fault
    assert fault is not None
    assert fault.message == (
        "Softmax, sample 1, neuron 1 is NaN (not a number): the exponentials of the sample, whose "
        "input 1 is 1000, leave the range of float64; subtracting the largest input first prevents "
        "it."
    )


@pytest.mark.parametrize(
    ("weight", "bias", "because"),
    [
        (np.nan, 0.0, "NaN (not a number): weight 0 of the neuron is NaN."),
        (np.inf, 0.0, "infinity: weight 0 of the neuron is infinity."),
        (1.0, -np.inf, "minus infinity: the neuron's bias is minus infinity."),
    ],
)
def test_a_weight_or_bias_that_is_no_number_is_named(
    weight: float, bias: float, because: str
) -> None:
    fault = evaluate(project_of([[1.0]], Dense([[weight]], [bias]))).fault
    assert fault is not None
    assert fault.message == f"Dense 1, sample 0, neuron 0 is {because}"


def test_the_earliest_layer_comes_before_the_earliest_sample() -> None:
    first = Dense(np.array([[1e300]]), np.zeros(1))
    second = Dense(np.array([[1e10]]), np.zeros(1))
    inputs = [[1.0]] * 4 + [[1e5], [1e300]]  # the second layer overflows from sample 4 on
    fault = evaluate(project_of(inputs, first, second)).fault
    assert fault is not None
    assert (fault.layer, fault.sample) == (0, 5)


def test_the_first_sample_and_neuron_within_a_layer_are_named() -> None:
    layer = Dense(np.full((1, 3), 1e300), np.zeros(3))
    fault = evaluate(project_of([[1.0]] * 4 + [[1e300]] * 4, layer)).fault
    assert fault is not None
    assert (fault.sample, fault.neuron) == (4, 0)


def test_float32_overflows_where_float64_does_not() -> None:
    layer = Dense(np.array([[1e30]]), np.zeros(1))
    assert evaluate(project_of([[1e30]], layer)).fault is None
    fault = evaluate(project_of([[1e30]], layer, precision="float32")).fault
    assert fault is not None
    assert "beyond the range of float32" in fault.message


def test_a_misfit_stops_the_pass_and_the_layers_before_it_are_computed() -> None:
    layers = [Dense.random(2, 4), ReLU(), Dense.random(3, 2), Softmax()]
    evaluation = evaluate(project_of(np.ones((5, 2)), *layers))
    assert len(evaluation.layers) == 2
    assert evaluation.layers[1].output.shape == (5, 4)
    fault = evaluation.fault
    assert fault is not None
    assert fault.message == "Dense 2 expects 3 inputs and receives 4."
    assert (fault.kind, fault.layer, fault.sample, fault.neuron) == ("misfit", 2, None, None)
    assert evaluation.result(2) is None


def test_a_misfit_in_the_first_layer_leaves_the_batch() -> None:
    evaluation = evaluate(project_of(np.ones((5, 2)), Dense.random(3, 2)))
    assert evaluation.layers == ()
    assert evaluation.inputs.maximum == 1
    assert evaluation.fault is not None
    assert evaluation.fault.message == "Dense 1 expects 3 inputs and receives 2."


def test_every_misfit_is_named_in_the_order_of_the_layers() -> None:
    layers = [Dense.random(3, 4), Dense.random(4, 2), Dense.random(5, 1)]
    faults = evaluate(project_of(np.ones((1, 2)), *layers)).faults
    assert [fault.layer for fault in faults] == [0, 2]


def test_a_nan_and_a_misfit_behind_it_are_both_named() -> None:
    inputs = np.array([[0.0, np.nan]])
    faults = evaluate(project_of(inputs, ReLU(), Dense.random(3, 2))).faults
    assert [(fault.kind, fault.layer) for fault in faults] == [("nan", INPUT), ("misfit", 1)]


def test_a_fault_goes_when_its_number_is_mended_also_in_a_pass_that_takes_over() -> None:
    inputs = np.zeros((7, 2))
    inputs[5, 1] = np.nan
    broken = project_of(inputs, ReLU())
    first = evaluate(broken)
    assert evaluate(broken, first).faults == first.faults
    mended = Project(broken.network, broken.batch.with_(input_rows=np.zeros((7, 2))))
    assert evaluate(mended, first).fault is None

"""First causes: where a fault began, why, and remedies after which it is really gone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nnfs_core import Dense, LeakyReLU, ReLU, Sigmoid, Softmax, Step, Tanh, edits, evaluate
from nnfs_core.errors import Cancelled
from nnfs_core.examples import EXAMPLES
from nnfs_core.explain.cause import Cause, Remedy
from nnfs_core.explain.causes import all_causes, explained, first_cause
from nnfs_core.explain.dead import dead_neurons
from nnfs_core.explain.exploding import RULE
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.layers import Layer
from nnfs_core.project.place import INPUT
from nnfs_core.project.subset import Subset
from tests.core.strategies import matrices, precisions
from tests.deferred import deferred_rows, loads
from tests.projects import project_of

pytestmark = pytest.mark.usefixtures("small_blocks")

NAN, INF = float("nan"), float("inf")


def passed(inputs: Any, *layers: Layer, precision: str = "float64") -> Evaluation:
    return evaluate(project_of(inputs, *layers, precision=precision))


def cause_at(evaluation: Evaluation, layer: int, sample: int, neuron: int) -> Cause:
    cause = first_cause(evaluation, layer, sample, neuron)
    assert cause is not None
    return cause


def mended(evaluation: Evaluation, remedy: Remedy) -> Evaluation:
    project = remedy.edit(evaluation.project, lambda: False)
    assert project is not evaluation.project
    return evaluate(project, evaluation)


def titles(cause: Cause) -> list[str]:
    return [remedy.title for remedy in cause.remedies]


# NaN and infinity


def test_a_nan_is_followed_back_through_all_layers_to_its_cell_of_the_batch() -> None:
    inputs = np.ones((7, 2))
    inputs[5, 1] = NAN
    layers = [Dense.random(2, 3), ReLU(), Dense.random(3, 2), Softmax()]
    cause = cause_at(passed(inputs, *layers), 3, 5, 0)
    assert (cause.kind, cause.layer, cause.sample, cause.neuron) == ("nan", INPUT, 5, 1)
    assert cause.what == "Sample 5, x1 of the batch is NaN (not a number)."
    assert cause.why.endswith("It is the only such sample.")
    assert [(step.layer, step.text) for step in cause.steps][::3] == [
        (0, "Dense 1, neuron 0, is NaN: its input 1 is NaN."),
        (3, "Softmax, neuron 0, is NaN: its input 0 is NaN."),
    ]


@pytest.mark.parametrize("number", range(3))
def test_each_remedy_for_a_missing_input_mends_it(number: int) -> None:
    inputs = np.arange(14.0).reshape(7, 2)
    inputs[5, 1] = NAN
    evaluation = passed(inputs, Dense.random(2, 3), ReLU())
    cause = cause_at(evaluation, 1, 5, 0)
    assert titles(cause) == ["Use the column's mean", "Set to 0", "Remove these samples"]
    assert mended(evaluation, cause.remedies[number]).faults == ()


def test_a_remedy_that_cannot_help_is_not_offered() -> None:
    everywhere = passed([[NAN], [NAN]], ReLU())
    assert titles(cause_at(everywhere, 0, 0, 0)) == ["Set to 0"]


def test_a_nan_from_infinity_times_zero_leads_on_to_the_infinity() -> None:
    first, second = Dense([[1e300, 1.0]], [0.0, 0.0]), Dense([[0.0], [1.0]], [0.0])
    cause = cause_at(passed([[1.0], [1e300]], first, second), 1, 1, 0)
    assert (cause.kind, cause.layer, cause.sample, cause.neuron) == ("infinity", 0, 1, 0)
    (step,) = cause.steps
    assert "its input 0 is infinity and weight 0 is 0, and infinity × 0 is no number" in step.text


def test_a_nan_from_infinity_minus_infinity_says_so() -> None:
    first, second = Dense([[1e300, -1e300]], [0.0, 0.0]), Dense([[1.0], [1.0]], [0.0])
    cause = cause_at(passed([[1e300]], first, second), 1, 0, 0)
    assert cause.layer == 0
    assert "inputs 0 and 1 are infinity and minus infinity" in cause.steps[0].text
    at_once = cause_at(passed([[1e300, 1e300]], Dense([[1e300], [-1e300]], [0.0])), 0, 0, 0)
    assert "infinity − infinity is no number" in at_once.why


def test_a_leaky_relu_of_slope_0_makes_nan_of_minus_infinity() -> None:
    cause = cause_at(passed([[1e300]], Dense([[-1e300]], [0.0]), LeakyReLU(slope=0.0)), 1, 0, 0)
    assert (cause.kind, cause.layer) == ("infinity", 0)


def test_an_overflow_names_its_largest_terms() -> None:
    evaluation = passed([[1e300, 2.0, 1.0]], Dense([[1e300], [3.0], [0.5]], [0.0]))
    cause = cause_at(evaluation, 0, 0, 0)
    assert "1e+300 × 1e+300 = infinity, 2 × 3 = 6, 1 × 0.5 = 0.5" in cause.why
    assert "A product is beyond 1.798e+308, the largest float64" in cause.why
    assert cause.what == "Dense 1, sample 0, neuron 0 is infinity."
    sum_only = cause_at(passed([[1.0, 1.0]], Dense([[1.7e308], [1.7e308]], [0.0])), 0, 0, 0)
    assert "Each product fits, but their sum is beyond" in sum_only.why


@pytest.mark.parametrize(
    ("weight", "bias"), [(NAN, 0.0), (INF, 0.0), (1.0, -INF)], ids=["nan", "infinite", "bias"]
)
def test_a_weight_or_bias_that_is_no_number_is_set_to_0(weight: float, bias: float) -> None:
    evaluation = passed([[1.0]], Dense([[weight]], [bias]), ReLU(), Dense([[1.0]], [0.0]))
    bad = 0 if bias else 2
    cause = cause_at(evaluation, bad, 0, 0)
    assert cause.layer == 0
    assert titles(cause) == ["Set what is no number in Dense 1 to 0"]
    assert mended(evaluation, cause.remedies[0]).faults == ()


def test_a_softmax_without_subtraction_is_told_to_subtract() -> None:
    evaluation = passed([[1000.0, 1001.0, 1002.0]], Softmax(subtract_maximum=0))
    cause = cause_at(evaluation, 0, 0, 1)
    assert "e to the power of 1002 overflows to infinity, as every power above 709.8" in cause.why
    assert titles(cause) == ["Subtract the largest first in Softmax"]
    assert mended(evaluation, cause.remedies[0]).faults == ()


def test_exponentials_that_all_underflow_are_told_apart_from_those_that_overflow() -> None:
    cause = cause_at(passed([[-1000.0, -1001.0]], Softmax(subtract_maximum=0)), 0, 0, 1)
    assert "0 / 0 is no number" in cause.why


def test_a_layer_that_is_switched_off_passes_the_blame_on() -> None:
    evaluation = passed([[NAN, 1.0]], Softmax(enabled=False))
    assert cause_at(evaluation, 0, 0, 0).layer == INPUT
    assert first_cause(evaluation, 0, 0, 1) is None


def test_an_overflow_of_float16_is_mended_by_a_wider_precision() -> None:
    evaluation = passed([[300.0]], Dense([[300.0]], [0.0]), precision="float16")
    cause = cause_at(evaluation, 0, 0, 0)
    assert titles(cause) == ["Scale the weights of neuron 0 in Dense 1", "Compute in float32"]
    for remedy in cause.remedies:
        assert mended(evaluation, remedy).faults == ()


@given(data=st.data(), precision=precisions)
def test_every_remedy_offered_for_a_number_that_is_not_finite_makes_it_finite(
    data: st.DataObject, precision: str
) -> None:
    largest = float(np.finfo(precision).max)
    weights = data.draw(matrices(2, 2, precision, largest=largest))
    inputs = data.draw(matrices(4, 2, precision, largest=largest))
    evaluation = passed(inputs, Dense(weights, np.zeros(2)), precision=precision)
    assume(evaluation.fault is not None)
    assert evaluation.fault is not None
    sample, neuron = evaluation.fault.sample, evaluation.fault.neuron
    assert sample is not None
    assert neuron is not None
    cause = cause_at(evaluation, 0, sample, neuron)
    assert (cause.layer, cause.sample, cause.neuron) == (0, sample, neuron)
    for remedy in cause.remedies:
        outputs = mended(evaluation, remedy).layers[0].output.array
        assert np.isfinite(outputs[sample, neuron])


# dead ReLU


def dead_by_bias(precision: str = "float64") -> Evaluation:
    inputs = np.linspace(0, 1, 20).reshape(10, 2)
    return passed(
        inputs, Dense([[1.0, 1.0], [1.0, 2.0]], [0.0, -50.0]), ReLU(), precision=precision
    )


def test_a_zero_of_this_sample_only_is_no_fault() -> None:
    evaluation = passed(np.array([[-0.5], [1.0], [2.0]]), ReLU())
    cause = cause_at(evaluation, 0, 0, 0)
    assert cause.kind == "zero"
    assert cause.what == "ReLU, sample 0, neuron 0 is 0, because its input -0.5 is not above 0."
    assert "the neuron fires for 2 of 3 samples" in cause.why
    assert cause.remedies == ()
    assert first_cause(evaluation, 0, 1, 0) is None


def test_one_sample_cannot_tell_whether_a_neuron_is_dead() -> None:
    cause = cause_at(passed([[-0.5]], ReLU()), 0, 0, 0)
    assert (cause.kind, cause.remedies) == ("zero", ())
    assert "cannot be told from a single sample" in cause.why


def test_a_dead_neuron_is_told_with_its_bias_and_largest_weighted_sum() -> None:
    cause = cause_at(dead_by_bias(), 1, 4, 1)
    assert (cause.kind, cause.layer, cause.neurons) == ("dead", 1, (1,))
    assert cause.what == "Neuron 1 of ReLU is dead: 0 for all 10 samples."
    assert "the largest number that enters it is -47.05" in cause.why
    assert "a bias of -50, which pulls even its largest weighted sum, 2.947, below 0" in cause.why
    assert titles(cause) == [
        "Raise the bias of neuron 1 in Dense 1",
        "Redraw the weights of neuron 1 in Dense 1",
        "Make ReLU a Leaky ReLU",
    ]


def test_the_raised_bias_has_about_half_of_the_samples_fire() -> None:
    evaluation = dead_by_bias()
    raised = mended(evaluation, cause_at(evaluation, 1, 0, 1).remedies[0])
    outputs = raised.layers[1].output.array
    assert 4 <= np.count_nonzero(outputs[:, 1]) <= 6
    assert np.array_equal(outputs[:, 0], evaluation.layers[1].output.array[:, 0])  # untouched


def test_remedies_are_fitted_to_training_samples_alone() -> None:
    inputs = np.array([[0.0], [1.0], [2.0], [100.0], [200.0], [300.0]])
    whole = passed(inputs, Dense([[1.0]], [-500.0]), ReLU())
    split = evaluate(edits.set_subsets(whole.project, [3, 4, 5], Subset.TEST))
    raised = cause_at(split, 1, 0, 0).remedies[0]
    assert mended(split, raised).project.network.layers[0].arrays()["biases"].tolist() == [[-1]]
    none = evaluate(edits.set_subsets(whole.project, range(6), Subset.TEST))
    assert titles(cause_at(none, 1, 0, 0)) == ["Make ReLU a Leaky ReLU"]
    saturated = passed(inputs + 10, Dense([[1.0]], [0.0]), Sigmoid())
    split = evaluate(edits.set_subsets(saturated.project, [3, 4, 5], Subset.TEST))
    assert "typical |x| that enters is 11," in cause_at(split, 1, 3, 0).why


def test_weights_without_a_positive_one_are_told() -> None:
    cause = cause_at(passed(np.ones((3, 2)), Dense([[-1.0], [-2.0]], [0.0]), ReLU()), 1, 0, 0)
    assert "has no weight above 0 and no input is below 0" in cause.why
    fed_by_batch = cause_at(passed(-np.ones((3, 2)), ReLU()), 0, 0, 0)
    assert titles(fed_by_batch) == ["Make ReLU a Leaky ReLU"]


def test_a_neuron_that_gets_only_zeros_is_offered_no_redraw_and_no_leak() -> None:
    cause = cause_at(passed(np.zeros((3, 2)), Dense([[1.0], [1.0]], [0.0]), ReLU()), 1, 0, 0)
    assert titles(cause) == ["Raise the bias of neuron 0 in Dense 1"]


@given(data=st.data(), precision=precisions)
def test_every_remedy_offered_for_a_dead_neuron_makes_it_fire(
    data: st.DataObject, precision: str
) -> None:
    inputs = data.draw(matrices(5, 2, precision, largest=100))
    weights = data.draw(matrices(2, 3, precision, largest=10))
    biases = np.array([-3000.0, 0.0, -1.0])
    evaluation = passed(inputs, Dense(weights, biases), ReLU(), precision=precision)
    for neuron in dead_neurons(evaluation, 1).tolist():
        cause = cause_at(evaluation, 1, 0, neuron)
        assert cause.kind == "dead"
        for remedy in cause.remedies:
            outputs = mended(evaluation, remedy).layers[-1].output.array
            assert outputs[:, neuron].any(), remedy.title


def test_a_dead_neuron_without_features_has_its_bias_raised() -> None:
    evaluation = passed(np.ones((4, 0)), Dense(np.ones((0, 1)), [[-2.0]]), ReLU())
    cause = cause_at(evaluation, 1, 0, 0)
    assert "its bias, -2, is all it gives" in cause.why
    raise_bias = next(each for each in cause.remedies if each.title.startswith("Raise"))
    assert (mended(evaluation, raise_bias).layers[1].output.array > 0).all()


def test_a_neuron_that_no_finite_sample_enters_says_so() -> None:
    evaluation = passed(np.full((3, 1), INF), Dense([[-1.0]], [[0.0]]), ReLU())
    cause = cause_at(evaluation, 1, 0, 0)
    assert cause.kind == "dead"
    assert "No sample that enters Dense 1 is finite." in cause.why
    assert not any(title.startswith("Raise") for title in titles(cause))


@pytest.mark.parametrize("kind", [Sigmoid, Tanh])
def test_saturation_and_explosion_are_explained_where_no_features_or_no_finite_ones_enter(
    kind: type[Layer],
) -> None:
    saturated = passed(np.ones((4, 0)), Dense(np.ones((0, 1)), [[50.0]]), kind())
    assert cause_at(saturated, 1, 0, 0).why == (
        "Nothing enters Dense 1: its biases alone are that large."
    )
    infinite = passed(np.full((3, 1), INF), Dense([[-1.0]], [[0.0]]), kind())
    assert cause_at(infinite, 1, 0, 0).why == "No sample that enters Dense 1 is finite."
    exploding = passed(np.ones((4, 0)), Dense(np.ones((0, 1)), [[1e9]]), kind())
    (cause,) = (each for each in all_causes(exploding) if each.kind == "exploding")
    assert cause.why.startswith("Nothing enters it: its biases alone are that large.")


def test_dead_neurons_are_sought_no_further_once_all_have_fired() -> None:
    evaluation = passed(np.arange(1.0, 19.0).reshape(9, 2), ReLU())
    rows = deferred_rows(evaluation.layers[0].output.array)
    result = replace(evaluation.layers[0], output=rows)
    assert dead_neurons(replace(evaluation, layers=(result,)), 0).tolist() == []
    assert loads(rows) == [1, 0, 0]


# saturation


@pytest.mark.parametrize("kind", [Sigmoid, Tanh], ids=lambda kind: kind.kind)
@given(data=st.data(), precision=precisions)
def test_every_remedy_offered_for_a_saturated_neuron_brings_it_back_to_the_slope(
    kind: type[Layer], data: st.DataObject, precision: str
) -> None:
    inputs = data.draw(matrices(7, 2, precision, largest=100))
    weights = data.draw(matrices(2, 2, precision, largest=50))
    evaluation = passed(inputs, Dense(weights, np.zeros(2)), kind(), precision=precision)
    watch = kind.watch
    assert watch is not None
    outputs = evaluation.layers[1].output.array
    for neuron in range(2):
        is_flat = watch.mask(outputs[:, neuron])
        cause = first_cause(evaluation, 1, int(np.argmax(is_flat)), neuron)
        if is_flat.mean() <= 0.5:
            assert cause is None or cause.remedies == ()
            continue
        assert cause is not None
        assert titles(cause)[0] == f"Scale the weights of neuron {neuron} in Dense 1"
        for remedy in cause.remedies:
            after = mended(evaluation, remedy).layers[-1].output.array
            assert watch.mask(after[:, neuron]).mean() <= 0.5, remedy.title


def test_a_saturated_neuron_is_told_with_the_size_of_inputs_and_weights() -> None:
    inputs = 1000 + np.arange(20.0).reshape(10, 2)
    evaluation = passed(inputs, Dense([[0.5], [0.3]], [0.0]), Sigmoid())
    cause = cause_at(evaluation, 1, 3, 0)
    assert cause.what == (
        "Neuron 0 of Sigmoid is saturated for 100 % of 10 samples: outputs below 0.01 or above "
        "0.99, where the curve is flat."
    )
    assert "inputs of up to 1019 and weights of typical size 0.4123" in cause.why
    assert titles(cause) == [
        "Scale the weights of neuron 0 in Dense 1",
        "Standardise the features",
    ]


def test_a_neuron_that_is_sure_of_one_sample_is_no_fault() -> None:
    cause = cause_at(passed([[9.0], [0.0], [0.0]], Sigmoid()), 0, 0, 0)
    assert cause.what.startswith("Sigmoid, sample 0, neuron 0 is saturated: outputs below")
    assert cause.remedies == ()
    assert first_cause(passed([[9.0]], Step()), 0, 0, 0) is None


def test_the_hint_of_several_biases_speaks_of_several() -> None:
    evaluation = passed(np.ones((12, 3)), Dense(np.zeros((3, 2)), np.zeros(2)), ReLU())
    (cause,) = all_causes(evaluation)
    assert cause.remedies[0].hint.startswith("The biases rise, so that about 100 % of the samples")


# explosion


def exploding() -> Evaluation:
    layers = [
        Dense(np.full((2, 4), 0.5), np.zeros(4)),
        Dense(np.full((4, 3), 5e3), np.zeros(3)),
        ReLU(),
    ]
    return passed(100 + np.arange(24.0).reshape(12, 2), *layers)


def test_an_exploding_value_names_the_layer_where_it_began_and_the_rule() -> None:
    cause = cause_at(exploding(), 2, 11, 0)
    assert (cause.kind, cause.layer, cause.sample) == ("exploding", 1, 11)
    assert "It began in Dense 2, which makes" in cause.what
    assert "typical size (root mean square) is 5000; with 1/√4 = 0.5" in cause.why
    assert RULE in cause.why


def test_the_remedy_for_an_explosion_ends_it() -> None:
    evaluation = exploding()
    (cause,) = all_causes(evaluation)
    assert titles(cause) == ["Scale the weights of Dense 2 to 1/√inputs"]
    assert all_causes(mended(evaluation, cause.remedies[0])) == ()


def test_weights_that_are_all_alike_are_scaled_by_their_growth_where_their_size_suits() -> None:
    dense = Dense(np.full((400, 2), 0.05), np.zeros(2))  # 1/√400, but they all pull one way
    evaluation = passed(np.full((10, 400), 9000.0), dense)
    (cause,) = all_causes(evaluation)
    assert titles(cause) == ["Scale Dense 1 to the size of the inputs"]
    assert all_causes(mended(evaluation, cause.remedies[0])) == ()


def test_two_layers_that_explode_are_scaled_in_one_step() -> None:
    big = Dense(np.full((2, 2), 400.0), np.zeros(2))
    evaluation = passed(np.ones((12, 2)), big, big)
    (cause,) = all_causes(evaluation)
    assert titles(cause) == ["Scale the weights of Dense 1 and 1 more to 1/√inputs"]
    assert all_causes(mended(evaluation, cause.remedies[0])) == ()


def test_a_layer_that_would_explode_next_is_scaled_too() -> None:
    big = Dense(np.full((4, 4), 100.0), np.zeros(4))
    evaluation = passed(np.full((12, 4), 10.0), big, ReLU(), big, ReLU(), big)
    (cause,) = all_causes(evaluation)
    assert "up to 1600000 in Dense 2" in cause.what
    assert titles(cause) == ["Scale the weights of Dense 1 and 2 more to 1/√inputs"]
    assert cause.remedies[0].hint.startswith("Weights and biases times 0.005: ")
    assert all_causes(mended(evaluation, cause.remedies[0])) == ()


def test_growth_is_measured_on_training_samples_where_weights_are_scaled_by_it() -> None:
    # grow 20 fold, 11 fold and not at all
    samples = [np.tile([4000.0, other], 200) for other in (4000.0, 400.0, -4000.0)]
    whole = passed(np.array(samples), Dense(np.full((400, 2), 0.05), np.zeros(2)))
    for test, factor in ([], 20), ([0], 11), ([1], 20):
        split = evaluate(edits.set_subsets(whole.project, test, Subset.TEST)) if test else whole
        remedy = all_causes(split)[0].remedies[0]
        assert ("output of the training samples becomes" in remedy.hint) == bool(test)
        (layer,) = mended(split, remedy).project.network.layers
        np.testing.assert_allclose(layer.arrays()["weights"], 0.05 / factor)
    for test in [0, 1], [0, 1, 2]:  # what fits the others, if any, would not end it
        split = evaluate(edits.set_subsets(whole.project, test, Subset.TEST))
        assert all_causes(split)[0].remedies == ()


def test_many_layers_that_each_grow_a_little_are_all_scaled() -> None:
    dense = Dense(np.full((4, 4), 0.8), np.zeros(4))  # each makes its inputs 3.2 times as large
    evaluation = passed(np.ones((12, 4)), *[dense] * 9)
    (cause,) = all_causes(evaluation)
    assert titles(cause) == ["Scale the weights of Dense 1 and 8 more to 1/√inputs"]
    assert all_causes(mended(evaluation, cause.remedies[0])) == ()
    many = passed(np.ones((12, 4)), *[dense] * 20)  # even half the growth is too much for them
    (cause,) = all_causes(many)
    assert titles(cause) == ["Scale Dense 1 and 19 more to the size of the inputs"]
    assert all_causes(mended(many, cause.remedies[0])) == ()


def test_large_features_are_named_with_their_column_and_standardised() -> None:
    inputs = np.ones((12, 2))
    inputs[:, 1] = 1e6 * np.arange(12)
    evaluation = passed(inputs, Dense.random(2, 3))
    (cause,) = all_causes(evaluation)
    assert (cause.kind, cause.layer, cause.sample, cause.neuron) == ("exploding", INPUT, 11, 1)
    assert "11000000 in the batch, as in x1 of sample 11" in cause.what
    assert all_causes(mended(evaluation, cause.remedies[0])) == ()


def test_ordinary_numbers_do_not_explode() -> None:
    assert first_cause(passed([[9000.0]], Dense([[1.0]], [0.0])), 0, 0, 0) is None


# all causes


def test_the_examples_have_no_causes_but_those_they_are_about() -> None:
    for example in EXAMPLES:
        kinds = {cause.kind for cause in all_causes(evaluate(example.build()))}
        assert kinds <= {"dead"}, example.name


def test_all_causes_come_in_the_order_of_the_layers() -> None:
    inputs = np.linspace(1, 2, 24).reshape(12, 2)
    layers = [
        Dense([[1.0, 1.0], [1.0, 2.0]], [-50.0, -60.0]),
        ReLU(),
        Dense([[1.0], [1.0]], [30.0]),
        Tanh(),
        Dense.random(3, 1),
    ]
    causes = all_causes(passed(inputs, *layers))
    assert [(cause.kind, cause.layer) for cause in causes] == [
        ("dead", 1),
        ("saturated", 3),
        ("misfit", 4),
    ]
    assert causes[0].what == "Neurons 0 and 1 of ReLU are dead: 0 for all 12 samples."
    assert causes[2].what == "Dense 3 expects 3 inputs and receives 1."


def test_a_brief_search_names_the_neurons_and_explains_them_when_asked() -> None:
    evaluation = dead_by_bias()
    (brief,) = all_causes(evaluation, brief=True)
    assert (brief.what, brief.why, brief.remedies) == ("ReLU, neuron 1: dead.", "", ())
    (full,) = all_causes(evaluation)
    explained_now = explained(evaluation, brief)
    assert explained_now.what == full.what == "Neuron 1 of ReLU is dead: 0 for all 10 samples."
    assert titles(explained_now) == titles(full)


def test_a_misfit_is_mended_by_resizing() -> None:
    evaluation = passed(np.ones((2, 2)), Dense.random(2, 4), Dense.random(3, 2))
    (cause,) = all_causes(evaluation)
    assert titles(cause) == ["Resize Dense 2 to 4 inputs"]
    assert mended(evaluation, cause.remedies[0]).faults == ()


@given(data=st.data())
def test_every_remedy_for_neurons_of_a_whole_layer_helps_each_of_them(data: st.DataObject) -> None:
    inputs = data.draw(matrices(12, 2, largest=10))
    weights = data.draw(matrices(2, 4, largest=10))
    biases = data.draw(matrices(1, 4, largest=100))
    evaluation = passed(inputs, Dense(weights, biases), ReLU())
    for cause in all_causes(evaluation):
        for remedy in cause.remedies:
            assert dead_neurons(mended(evaluation, remedy), 1).size == 0, remedy.title


def test_a_place_that_is_not_there_has_no_cause() -> None:
    evaluation = passed(np.ones((2, 2)), Dense.random(2, 4), Dense.random(3, 2))
    for place in [(0, 9, 0), (0, 0, 9), (1, 0, 0), (7, 0, 0)]:
        assert first_cause(evaluation, *place) is None


def test_the_search_stops_when_asked_to() -> None:
    evaluation = dead_by_bias()
    with pytest.raises(Cancelled):
        all_causes(evaluation, lambda: True)
    with pytest.raises(Cancelled):
        first_cause(evaluation, 1, 0, 1, lambda: True)

"""Explanations: the lines that people read, and arithmetic that closes when done by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import (
    KINDS,
    Batch,
    Dense,
    LeakyReLU,
    Network,
    NnfsError,
    Project,
    ReLU,
    Softmax,
    edits,
    evaluate,
)
from nnfs_core.examples import EXAMPLES, example_named
from nnfs_core.explain import Explanation, explain_weight, journey
from nnfs_core.explain.decimals import rounded_to_digits
from nnfs_core.explain.floating import floating_lines
from nnfs_core.explain.hand import Digits, HandArithmetic
from nnfs_core.layers import Layer, Linear, Sigmoid, Step, Tanh
from nnfs_core.project.place import BIAS, INPUT
from tests.core.explained import explain
from tests.core.extreme import extreme_project
from tests.core.judging import Judge
from tests.core.strategies import projects
from tests.projects import layer_of


def test_a_dense_output_is_a_weighted_sum_plus_a_bias_as_on_paper() -> None:
    explained = explain(evaluate(example_named("Two layers").build()), 1, 0, 1)
    assert explained.title == "Dense 2 · sample 0 · neuron 1"
    assert explained.formula == "output[0, 1] = Σₖ input[0, k] · weight[k, 1] + bias[1]"
    assert table(explained) == [
        ["4.8", "-0.5", "-2.4"],
        ["1.21", "0.12", "0.1452"],
        ["2.385", "-0.33", "-0.78705"],
    ]
    assert numbers(explained) == {"sum": "-3.04185", "bias": "2", "output": "-1.04185"}


def test_the_lessons_numbers_are_printed_in_full_in_every_cell() -> None:
    evaluation = evaluate(example_named("Two layers").build())
    shown = [[explain(evaluation, 1, i, j).result_text for j in range(3)] for i in range(3)]
    assert shown == [
        ["0.5031", "-1.04185", "-2.03875"],
        ["0.2434", "-2.7332", "-5.7633"],
        ["-0.99314", "1.41254", "-0.35655"],
    ]


def test_a_softmax_output_shows_the_subtraction_the_exponentials_and_the_division() -> None:
    explained = explain(evaluate(example_named("Softmax").build()), 0, 0, 2)
    assert [line.name for line in explained.columns] == [
        "input",
        "x - largest",
        "e^(x - largest)",
    ]
    assert [row[:2] for row in table(explained)] == [
        ["4.8", "0"],
        ["1.21", "-3.59"],
        ["2.385", "-2.415"],
    ]
    assert "The largest input, 4.8, is subtracted first" in explained.why
    assert explained.result_text == "0.08001"


@pytest.mark.parametrize(
    ("layer", "value", "why", "result"),
    [
        (ReLU(), -1.81, "-1.81 is not above 0, so 0 it is.", "0"),
        (ReLU(), 1.21, "1.21 is above 0, so it passes.", "1.21"),
        (ReLU(), float("nan"), "NaN stays NaN.", "NaN"),
        (Step(), 0.0, "0 is not above 0, so it gives 0.", "0"),
        (Step(), 0.5, "0.5 is above 0, so it gives 1.", "1"),
        (Step(), float("nan"), "NaN stays NaN.", "NaN"),
        (
            LeakyReLU(slope=0.25),
            -2.0,
            "-2 is not above 0, so it is multiplied by the slope.",
            "-0.5",
        ),
        (Sigmoid(), 0.0, "", "0.5"),
        (Tanh(), 1e-9, "1e-09 is so close to 0 that tanh x is x itself to all digits.", "1e-09"),
    ],
)
def test_an_activation_says_which_branch_it_took(
    layer: ReLU, value: float, why: str, result: str
) -> None:
    explained = explain(evaluate(Project(Network([layer]), Batch([[value]]))), 0, 0, 0)
    assert explained.why == why
    assert explained.result_text == result


@pytest.mark.parametrize("kind", KINDS)
@given(st.floats(-60, 60), st.floats(-3, 3))
def test_the_lines_of_every_kind_compute_what_the_layer_does(
    kind: type[Layer], first: float, second: float
) -> None:
    layer = layer_of(kind, 2, 1)
    inputs = np.array([first, second])
    output = layer.forward(inputs.reshape(1, -1))[0, 0]
    working = layer.working(inputs, 0)
    last = floating_lines(working, np.float64)[working.lines[-1]]
    np.testing.assert_allclose(last, output, rtol=1e-8, atol=1e-15)
    assert layer.indexed_formula.format(i=0, j=0)
    assert list(working.operands) == list(layer.operands(0, 2))


@pytest.mark.parametrize("precision", ["float16", "float32", "float64"])
def test_the_printed_arithmetic_closes_in_random_networks(precision: str) -> None:
    rng = np.random.default_rng(4)
    closes = [assert_closes(each) for each in cells(2000, lambda: random_project(rng, precision))]
    # elsewhere floating point itself rounds
    assert closes.count(False) < len(closes) / (4 if precision == "float16" else 20)


def test_all_that_is_printed_at_the_edges_of_floating_point_is_true() -> None:
    rng = np.random.default_rng(0)
    faults = [
        (explained.title, *Judge(explained).judged())
        for explained in cells(8000, lambda: extreme_project(rng))
    ]
    assert [each for each in faults if len(each) > 1] == []


@given(projects())
def test_every_cell_of_any_project_is_explained_and_closes(project: Project) -> None:
    evaluation = evaluate(project)
    for layer in range(INPUT, len(evaluation.layers)):
        result = evaluation.result(layer)
        assert result is not None
        n_samples, width = result.output.shape
        for sample in range(min(2, n_samples)):
            for neuron in range(min(3, width)):
                assert_closes(explain(evaluation, layer, sample, neuron))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_examples_close(example) -> None:  # type: ignore[no-untyped-def]
    evaluation = evaluate(example.build())
    n_samples = evaluation.project.batch.n_samples
    for layer in range(len(evaluation.layers)):
        for sample in {0, n_samples // 2, n_samples - 1}:
            for neuron in range(evaluation.layers[layer].output.width):
                assert assert_closes(explain(evaluation, layer, sample, neuron))


def test_operands_are_printed_no_wider_than_it_takes() -> None:
    rng = np.random.default_rng(5)
    n_widened = 0
    for _ in range(60):
        evaluation = evaluate(random_project(rng, "float64"))
        for neuron in range(evaluation.layers[0].output.width):
            explained = explain(evaluation, 0, 0, neuron)
            digits = explained.printed.hand.digits.of_operands
            if explained.printed.in_full or digits is None or digits == 4:
                continue
            n_widened += 1
            shorter = HandArithmetic(explained.working, Digits(digits - 1, digits - 1))
            stored = rounded_to_digits(Decimal(explained.output), 4)
            if stored == rounded_to_digits(explained.printed.result, 4):
                is_sure = shorter.is_finer_than(stored.adjusted() - 3)
                assert rounded_to_digits(shorter.result, 4) != stored or not is_sure
    assert n_widened > 10


def test_a_result_that_floating_point_rounds_away_says_so() -> None:
    project = Project(Network([Dense([[0.1], [0.2], [-0.3]], [0.0])]), Batch([[1.0, 1.0, 1.0]]))
    explained = explain(evaluate(project), 0, 0, 0)
    assert explained.result_text == "5.551e-17"
    assert explained.by_hand == "0"
    assert explained.note == (
        "By hand this is 0. float64 keeps 53 binary digits (about 16 decimal ones) and rounds "
        "after each step, which shows here: it holds 5.551115123125783e-17."
    )


def weighted_sum(
    inputs: list[float], weights: list[float], bias: float, precision: str = "float64"
) -> Explanation:
    """A neuron's output, explained."""
    layer = Dense([[weight] for weight in weights], [bias])
    return explain(evaluate(Project(Network([layer]), Batch([inputs]), precision)), 0, 0, 0)


@pytest.mark.parametrize(
    ("explained", "products", "by_hand", "loss"),
    [
        (
            weighted_sum([100, 1e-6], [1, 1], -100, "float32"),
            ["100", "1e-06"],
            "1e-06",
            "beside 100, 1e-06 is lost in the sum, and the output is 0.",
        ),
        (
            weighted_sum([1e16, 1, -1e16], [1, 1, 1], 0),
            ["1e+16", "1", "-1e+16"],
            "1",
            "beside 1e+16, 1 is lost in the sum, and the output is 0.",
        ),
        (
            weighted_sum([16777216, 1], [1, 1], -16777216, "float32"),
            ["16777216", "1"],
            "1",
            "beside 16777216, 1 is lost in the sum, and the output is 0.",
        ),
        (
            weighted_sum([1e16, 1, 2, -1e16], [1, 1e-3, 1e-3, 1], 0),
            ["1e+16", "0.001", "0.002", "-1e+16"],
            "0.003",
            "beside 1e+16, 2 smaller terms are lost in the sum, and the output is 0.",
        ),
    ],
)
def test_a_term_that_adding_loses_is_printed_as_itself_and_named(
    explained: Explanation, products: list[str], by_hand: str, loss: str
) -> None:
    assert [row[-1] for row in table(explained)] == products
    assert (explained.result_text, explained.by_hand) == ("0", by_hand)
    assert explained.note.endswith(loss)


def test_no_product_above_zero_is_printed_as_zero_and_a_rounded_one_is_told_from_an_exact() -> None:
    explained = weighted_sum([12345.678, 0.0012573], [9876.54321, 1], 0.5)
    small = table(explained)[1][2]
    assert small not in ("0", "0.00")
    assert explained.summed is not None
    assert not explained.is_exact(explained.summed, 0)


def test_a_sum_that_leaves_the_range_on_the_way_is_not_called_beyond_it() -> None:
    note = weighted_sum([1e308, 1e308, -1.5e308], [1, 1, 1], 0).note
    assert "By hand this is 5e+307." in note
    assert "adding up leaves the range of float64 (up to 1.798e+308) on the way" in note


def test_a_number_with_more_digits_than_are_written_says_so() -> None:
    explained = weighted_sum([1e100, 1], [1, 1], -1e100)
    assert explained.note.startswith("By hand this is 1, with more digits than the 60 written here")
    assert len(numbers(explained)["sum"].partition("e")[0].replace(".", "")) == 60


def test_powers_of_e_of_any_size_have_their_word() -> None:
    for power, told in ((1e10, "1.078e+4342944819"), (-1e10, "9.2785844203248726e-4342944820")):
        layer = Softmax(subtract_maximum=0)
        explained = explain(evaluate(Project(Network([layer]), Batch([[power, 1.0]]))), 0, 0, 0)
        assert table(explained)[0][1] == told
    evaluation = evaluate(Project(Network([layer]), Batch([[1e300, 1.0]])))
    explained = explain(evaluation, 0, 0, 0)
    assert table(explained)[0] == ["1e+300", "e^1e+300"]
    assert numbers(explained)["sum"] == "too large to write"
    assert explained.note.startswith("By hand this cannot be done")


def test_a_batch_without_features_leaves_the_bias_alone() -> None:
    layer = Dense(np.zeros((0, 1)), [1.5])
    explained = explain(evaluate(Project(Network([layer]), Batch(np.zeros((1, 0))))), 0, 0, 0)
    assert numbers(explained) == {"sum": "0", "bias": "1.5", "output": "1.5"}


@pytest.mark.parametrize(
    ("value", "precision", "shown"),
    [(1.001, "float16", "1.001"), (4096, "float16", "4096"), (0.500004, "float32", "0.500004")],
)
def test_a_number_that_was_typed_is_printed_as_itself(
    value: float, precision: str, shown: str
) -> None:
    explained = weighted_sum([value], [1], 0, precision)
    assert table(explained)[0] == [shown, "1", shown]
    assert explained.result_text == shown


def test_an_exponential_that_overflows_is_named_with_what_it_becomes() -> None:
    project = edits.set_option(
        example_named("Numbers that explode").build(), 0, "subtract_maximum", 0
    )
    explained = explain(evaluate(project), 0, 0, 1)
    assert explained.result_text == "NaN"
    assert explained.by_hand == "0.2447"
    assert "is beyond the range of float64 (up to 1.798e+308) and becomes ∞" in explained.note


def test_a_number_too_close_to_zero_for_the_precision_is_named() -> None:
    project = Project(Network([Sigmoid()]), Batch([[-800.0]]))
    explained = explain(evaluate(project), 0, 0, 0)
    assert explained.result_text == "0"
    assert "is too close to 0 for float64 (at least 4.941e-324) and becomes 0" in explained.note


def test_numbers_of_any_size_are_written_by_hand() -> None:
    for size in (1e30, 1e100, 1.7e308, 3e-200, 5e-324):
        project = Project(Network([Dense([[size]], [0.0])]), Batch([[1.0]]))
        explained = explain(evaluate(project), 0, 0, 0)
        assert float(explained.result_text) == pytest.approx(size, rel=1e-3)
        assert assert_closes(explained)


def test_float16_products_are_those_that_the_layer_sums_in_float32() -> None:
    layer = Dense([[300.0], [-300.0], [1.0]], [0.0])
    project = Project(Network([layer]), Batch([[300.0, 299.0, 1.0]]), precision="float16")
    explained = explain(evaluate(project), 0, 0, 0)
    products = explained.summed
    assert products is not None
    assert [explained.full(products, k) for k in range(3)] == ["90000", "-89700", "1"]
    assert explained.shares[0] == pytest.approx(90000 / 179701)
    assert explained.full_result == "301"


def test_all_digits_of_the_result_are_those_that_the_forward_pass_has() -> None:
    rng = np.random.default_rng(2)
    layer = Dense(rng.standard_normal((784, 20)), np.zeros((1, 20)))
    evaluation = evaluate(Project(Network([layer]), Batch(rng.random((1, 784)))))
    held = evaluation.layers[0].output.row(0)
    explained = [explain(evaluation, 0, 0, neuron) for neuron in range(20)]
    last = explained[0].working.lines[-1]
    assert [float(each.full(each.working.lines[-1])) for each in explained] == held.tolist()
    assert explained[0].full(last) == explained[0].full_result


def test_what_became_zero_is_blamed_only_where_it_matters() -> None:
    inputs = [[0.0, -15.9, -32.0]]  # the last exponential is 0 in float16, the second is not
    project = Project(Network([Softmax()]), Batch(inputs), precision="float16")
    explained = explain(evaluate(project), 0, 0, 1)
    assert explained.note.startswith("By hand this is 1.2")
    assert "rounds after each step" in explained.note
    assert "becomes 0" in explain(evaluate(project), 0, 0, 2).note


def test_an_overflow_is_blamed_for_nan_rather_than_what_became_zero() -> None:
    project = edits.set_option(
        Project(Network([Softmax()]), Batch([[-1000.0, 1000.0]])), 0, "subtract_maximum", 0
    )
    note = explain(evaluate(project), 0, 0, 1).note
    assert "becomes ∞, so that the output is NaN" in note


@pytest.mark.parametrize("precision", ["float16", "float32", "float64"])
def test_tanh_closes_however_close_to_zero(precision: str) -> None:
    inputs = np.geomspace(1e-6, 1.0, 60).reshape(1, -1)
    evaluation = evaluate(Project(Network([Tanh()]), Batch(inputs), precision=precision))
    n_open = sum(not assert_closes(explain(evaluation, 0, 0, neuron)) for neuron in range(60))
    assert n_open <= (6 if precision == "float16" else 0)


@pytest.mark.parametrize(("value", "shown"), [(np.nan, "NaN"), (np.inf, "∞"), (-np.inf, "-∞")])
def test_given_numbers_that_are_not_finite_are_explained_as_they_are(
    value: float, shown: str
) -> None:
    project = Project(Network([Dense([[value]], [value])]), Batch([[value]]))
    evaluation = evaluate(project)
    for explained in (
        explain(evaluation, INPUT, 0, 0),
        explain_weight(evaluation, 0, 0, 0),
        explain_weight(evaluation, 0, 0, BIAS),
    ):
        assert (explained.result_text, explained.note) == (shown, "")


def test_nan_among_the_operands_stays_in_the_lines() -> None:
    project = Project(Network([Dense([[0.5], [np.nan]], [1.0])]), Batch([[1.0, 2.0]]))
    explained = explain(evaluate(project), 0, 0, 0)
    assert table(explained)[1] == ["2", "NaN", "NaN"]
    assert explained.result_text == "NaN"
    assert explained.by_size[0] == 1


def test_long_sums_are_sorted_by_size_and_the_rest_adds_up() -> None:
    rng = np.random.default_rng(0)
    layer = Dense(rng.standard_normal((784, 2)), [[0.5, -0.5]])
    evaluation = evaluate(Project(Network([layer]), Batch(rng.random((1, 784)))))
    explained = explain(evaluation, 0, 0, 1)
    assert explained.summed is not None
    products = [Decimal(explained.text(explained.summed, k)) for k in explained.by_size.tolist()]
    sizes = [abs(each) for each in products]
    assert sizes == sorted(sizes, reverse=True)
    rest = Decimal(explained.group_text(explained.by_size[12:]))
    assert sum(products[:12], rest) == Decimal(numbers(explained)["sum"])
    assert abs(explained.shares).sum() == pytest.approx(1)


def test_shares_tell_each_terms_part_of_all_magnitudes_with_its_sign() -> None:
    project = Project(Network([Dense([[1.0], [-3.0]], [9.0])]), Batch([[1.0, 1.0]]))
    assert explain(evaluate(project), 0, 0, 0).shares.tolist() == [0.25, -0.75]


def test_a_layer_that_is_off_passes_its_inputs() -> None:
    project = Project(Network([ReLU(enabled=False)]), Batch([[-2.0]]))
    explained = explain(evaluate(project), 0, 0, 0)
    assert explained.rule == "The layer is switched off, so that its inputs pass unchanged."
    assert explained.result_text == "-2"


def test_a_number_of_the_batch_is_given() -> None:
    explained = explain(evaluate(example_named("Iris").build()), INPUT, 0, 2)
    assert explained.title == "Input batch · sample 0 · petal length (cm)"
    assert explained.result_text == "1.4"


@pytest.mark.parametrize("value", [100.00391, 1.0000001, 16777216.0, 3e-45])
def test_a_given_number_alone_has_all_its_digits(value: float) -> None:
    project = Project(Network([]), Batch(np.array([[value]], np.float32)), "float32")
    explained = explain(evaluate(project), INPUT, 0, 0)
    assert np.float32(explained.result_text) == np.float32(value)


def test_a_weight_and_a_bias_are_given_and_say_what_they_are_for() -> None:
    evaluation = evaluate(example_named("Iris").build())
    weight = explain_weight(evaluation, 0, 1, 2)
    assert weight.title == "Dense 1 · neuron 1 · weight 2"
    assert "multiplies input 2 (petal length (cm)) by" in weight.rule
    assert weight.result_text == "-0.003"
    bias = explain_weight(evaluation, 2, 1, BIAS)
    assert bias.formula == "bias[1]"
    assert bias.result_text == "-0.858"


@pytest.mark.parametrize(
    ("layer", "sample", "neuron", "sentence"),
    [
        (5, 0, 0, "There is no layer 5 any more: the network has 2."),
        (0, 3, 0, "There is no sample 3 any more: the batch has 3."),
        (0, 0, 4, "Dense 1 has no neuron 4 any more: it has 3."),
        (INPUT, 0, 4, "The batch has no column 4 any more: it has 4."),
    ],
)
def test_a_cell_that_no_longer_exists_gets_a_sentence(
    layer: int, sample: int, neuron: int, sentence: str
) -> None:
    evaluation = evaluate(example_named("Two layers").build())
    with pytest.raises(NnfsError) as raised:
        explain(evaluation, layer, sample, neuron)
    assert sentence in str(raised.value)


def test_a_weight_that_no_longer_exists_gets_a_sentence() -> None:
    evaluation = evaluate(example_named("Two layers").build())
    for layer, neuron, weight in ((0, 0, 4), (0, 3, 0), (2, 0, 0), (0, 0, -2)):
        with pytest.raises(NnfsError, match="any more"):
            explain_weight(evaluation, layer, neuron, weight)


def test_a_layer_behind_a_misfit_says_which_shapes_do_not_fit() -> None:
    project = Project(Network([Dense.random(4, 3), Dense.random(2, 2)]), Batch(np.ones((1, 4))))
    with pytest.raises(NnfsError, match="Dense 2 expects 2 inputs and receives 3"):
        explain(evaluate(project), 1, 0, 0)


def test_a_sample_is_followed_to_its_probability() -> None:
    evaluation = evaluate(example_named("Iris").build())
    rows = [evaluation.result(layer).output.row(83) for layer in range(INPUT, 4)]  # type: ignore[union-attr]
    stops = journey(evaluation, 83, rows)
    assert [stop.name for stop in stops] == ["Input batch", "Dense 1", "ReLU", "Dense 2", "Softmax"]
    assert stops[1].sentence == "4 numbers become 8 weighted sums."
    assert stops[1].short == "8 weighted sums."  # where there is little room
    assert stops[2].sentence.endswith("of 8 are zero.")
    assert stops[4].sentence.startswith("Most likely virginica, with 0.")
    assert stops[4].sentence.endswith(": wrong, it is versicolor.")
    assert stops[4].chosen == 2


def test_equal_probabilities_are_told_as_a_tie() -> None:
    batch = Batch([[1.0, 1.0, 1.0]], [1], class_names=["a", "b", "c"])
    evaluation = evaluate(Project(Network([Softmax()]), batch))
    rows = [result.output.row(0) for result in (evaluation.inputs, *evaluation.layers) if result]
    stop = journey(evaluation, 0, rows)[1]
    said = "0.3333, three equal, of which the first counts, a: wrong, it is b."
    assert (stop.sentence, stop.n_equal) == (said, 3)


def test_the_stops_of_a_single_number_are_told_of_one() -> None:
    network = Network([Dense([[2.0]], [0.0]), Linear()])
    evaluation = evaluate(Project(network, Batch([[1.0]])))
    results = (evaluation.inputs, *evaluation.layers)
    stops = journey(evaluation, 0, [result.output.row(0) for result in results if result])
    assert [stop.sentence for stop in stops] == [
        "1 number goes in.",
        "1 number becomes 1 weighted sum.",
        "1 number stays 1 number.",
    ]


def test_a_number_taken_from_a_column_is_printed_as_it_stands_there() -> None:
    evaluation = evaluate(Project(Network([Softmax()]), Batch([[4.8, 1.21, 2.385]])))
    explained = explain(evaluation, 0, 0, 1)
    assert explained.summed is not None
    assert explained.text(explained.summed, 1) == "0.02760"
    assert numbers(explained)["e^(x - largest)"] == "0.02760"
    assert numbers(explained)["largest"] == "4.8"


def test_a_journey_waits_for_rows_that_are_not_in_memory() -> None:
    evaluation = evaluate(example_named("Iris").build())
    stops = journey(evaluation, 0, [None] * 5)
    assert all(stop.values is None and stop.chosen is None for stop in stops)


def table(explained: Explanation) -> list[list[str]]:
    """The columns' texts, a list for each operand."""
    return [
        [explained.text(line, k) for line in explained.columns] for k in range(explained.n_terms)
    ]


def numbers(explained: Explanation) -> dict[str, str]:
    """The single numbers' texts by name."""
    return {line.name: explained.text(line) for line in explained.numbers}


def assert_closes(explained: Explanation) -> bool:
    """Judge every printed text and the stored numbers; False where by hand one gets another."""
    assert Judge(explained).judged() == []
    return not explained.note.startswith("By hand this ")


def cells(count: int, project: Callable[[], Project]) -> Iterator[Explanation]:
    """Every output of projects made one by one, until there are so many."""
    while count > 0:
        evaluation = evaluate(project())
        for layer, result in enumerate(evaluation.layers):
            n_samples, width = result.output.shape
            count -= n_samples * width
            for sample in range(n_samples):
                for neuron in range(width):
                    yield explain(evaluation, layer, sample, neuron)


def random_project(rng: np.random.Generator, precision: str) -> Project:
    """Two dense layers with activations behind them, of a random size and scale."""
    n_features, n_hidden, n_outputs = rng.integers(1, 9, 3).tolist()
    scale = 10.0 ** rng.uniform(-3, 2)
    activations = [kind for kind in KINDS if kind is not Dense]
    chosen = [activations[i] for i in rng.integers(0, len(activations), 2)]
    first, last = layer_of(chosen[0], n_hidden), layer_of(chosen[1], n_outputs)
    network = Network(
        [
            Dense(rng.standard_normal((n_features, n_hidden)), rng.standard_normal(n_hidden)),
            first,
            Dense(
                scale * rng.standard_normal((n_hidden, n_outputs)), rng.standard_normal(n_outputs)
            ),
            last if scale < 10 else Softmax(),
        ]
    )
    return Project(network, Batch(rng.normal(size=(6, n_features))), precision)

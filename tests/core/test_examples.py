"""The examples show the numbers that the lessons promise, and build the same project each time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nnfs_core.arrays import FloatArray
from nnfs_core.edits.layers import enable_layers, set_option
from nnfs_core.edits.neurons import redraw, set_weights
from nnfs_core.errors import NnfsError, ShapeError
from nnfs_core.examples import EXAMPLES, Example, example_named
from nnfs_core.examples.digits import N_TRAINING_SAMPLES
from nnfs_core.examples.spiral import spiral_data
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.layers import KINDS, Dense
from nnfs_core.project.project import Project
from scripts.train_examples import trained_iris
from tests.projects import example

every_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)

LAYER_OUTPUTS = ((4.8, 1.21, 2.385), (8.9, -1.81, 0.2), (1.41, 1.051, 0.026))


def outputs_of(project: Project) -> FloatArray:
    evaluation = evaluate(project)
    assert evaluation.fault is None
    return evaluation.layers[-1].output.array


def hits(project: Project) -> np.ndarray:
    """For each sample whether its largest probability is that of its class."""
    return outputs_of(project).argmax(axis=1) == project.batch.targets


def assert_close(actual: FloatArray, expected: object) -> None:
    np.testing.assert_allclose(actual, expected, rtol=1e-9, atol=1e-12)


def test_the_examples_come_in_the_order_of_learning() -> None:
    assert [example.name for example in EXAMPLES] == [
        "One neuron",
        "A layer of three neurons",
        "A batch of samples",
        "Transposition",
        "Two layers",
        "A fresh dense layer",
        "Activations",
        "Softmax",
        "Numbers that explode",
        "A classifier's forward pass",
        "Iris",
        "Digits",
    ]


@every_example
def test_an_example_runs_without_a_fault(example: Example) -> None:
    assert evaluate(example.build()).faults == ()


@every_example
def test_an_example_builds_the_same_bits_each_time(example: Example) -> None:
    first, second = example.build(), example.build()
    assert first == second
    assert first.batch.inputs.tobytes() == second.batch.inputs.tobytes()


@every_example
def test_an_example_says_what_it_is_and_what_to_try(example: Example) -> None:
    project = example.build()
    assert project.title == example.name
    assert example.summary
    assert project.notes.count(". ") >= 1
    assert project.notes.endswith(".")


def test_an_example_is_found_in_any_capitals() -> None:
    assert example_named(" iris ").name == "Iris"
    assert example_named("A CLASSIFIER'S FORWARD PASS").name == "A classifier's forward pass"


def test_a_name_that_no_example_has_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(NnfsError, match=r"named 'Tulips'.*One neuron, .*Iris, Digits\.$"):
        example_named("Tulips")


def test_importing_the_examples_opens_no_data_file() -> None:
    watch = (
        "import sys; opened = []\n"
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0])))\n"
        "import nnfs_core.examples\n"
        "print([name for name in opened if name.endswith('.csv')])\n"
        "nnfs_core.examples.example_named('Iris').build()\n"
        "print(any(name.endswith('iris.csv') for name in opened))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", watch],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.split() == ["[]", "True"]


def test_one_neuron_gives_4_8() -> None:
    project = example("One neuron")
    assert_close(outputs_of(project), [[4.8]])
    dense = project.network.layers[0]
    assert isinstance(dense, Dense)
    weighted = zip(project.batch.inputs[0], dense.weights[:, 0], strict=True)
    assert sum(x * w for x, w in weighted) + dense.biases[0, 0] == pytest.approx(4.8, rel=1e-12)


def test_three_neurons_give_one_number_each() -> None:
    assert_close(outputs_of(example("A layer of three neurons")), LAYER_OUTPUTS[:1])


def test_a_batch_gives_a_row_for_each_sample() -> None:
    project = example("A batch of samples")
    assert_close(project.batch.inputs, [[1, 2, 3, 2.5], [2, 5, -1, 2], [-1.5, 2.7, 3.3, -0.8]])
    assert_close(outputs_of(project), LAYER_OUTPUTS)


def test_weights_entered_either_way_give_the_same_outputs() -> None:
    by_rows = example("Transposition")
    by_columns = enable_layers(enable_layers(by_rows, [0], False), [1], True)
    assert_close(outputs_of(by_rows), LAYER_OUTPUTS)
    assert outputs_of(by_columns).tobytes() == outputs_of(by_rows).tobytes()


def test_both_layers_of_transposition_at_once_do_not_fit() -> None:
    fault = evaluate(enable_layers(example("Transposition"), [1], True)).fault
    assert fault is not None
    assert fault.message == "Entered a column a neuron expects 4 inputs and receives 3."


@pytest.mark.parametrize(("left", "right"), [((5, 4), (4, 7)), ((8, 5), (5, 4))])
def test_a_matrix_product_keeps_the_outer_sizes(
    left: tuple[int, int], right: tuple[int, int]
) -> None:
    assert Dense.random(*right).forward(np.ones(left)).shape == (left[0], right[1])


def test_a_matrix_product_whose_inner_sizes_differ_is_refused() -> None:
    with pytest.raises(ShapeError, match="expects 3 inputs and receives 4"):
        Dense.random(3, 4).forward(np.ones((3, 4)))


def test_the_second_of_two_layers_reads_the_first() -> None:
    first, second = evaluate(example("Two layers")).layers
    assert_close(first.output.array, LAYER_OUTPUTS)
    assert_close(
        second.output.array,
        [
            [0.5031, -1.04185, -2.03875],
            [0.2434, -2.7332, -5.7633],
            [-0.99314, 1.41254, -0.35655],
        ],
    )


def test_a_fresh_layer_has_small_normal_weights_and_no_biases() -> None:
    project = example("A fresh dense layer")
    (dense,) = project.network.layers
    assert isinstance(dense, Dense)
    drawn = np.random.default_rng(dense.seed).standard_normal((4, 3))
    assert (dense.weights == 0.01 * drawn).all()
    assert (dense.biases == np.zeros((1, 3))).all()
    assert redraw(redraw(project, 0, 7), 0, dense.seed).network == project.network


def test_every_activation_can_be_switched_on_alone() -> None:
    project = example("Activations")
    kinds = {layer.kind for layer in project.network.layers}
    assert kinds == {kind.kind for kind in KINDS if not kind.array_names}
    assert [layer.kind for layer in project.network.layers if layer.enabled] == ["step"]


@pytest.mark.parametrize(
    ("kind", "at", "output"),
    [
        ("step", 0.0, 0.0),
        ("step", 1.0, 1.0),
        ("step", -4.0, 0.0),
        ("linear", -1.81, -1.81),
        ("sigmoid", 0.0, 0.5),
        ("sigmoid", -4.0, 0.01798620996209156),
        ("sigmoid", 4.0, 0.9820137900379085),
        ("relu", -1.81, 0.0),
        ("relu", 4.0, 4.0),
    ],
)
def test_an_activation_shows_its_curve(kind: str, at: float, output: float) -> None:
    project = example("Activations")
    for number, layer in enumerate(project.network.layers):
        project = enable_layers(project, [number], layer.kind == kind)
    (sample,) = np.flatnonzero(project.batch.inputs[:, 0] == at)
    assert_close(outputs_of(project)[sample, 0], output)


def test_softmax_gives_each_sample_its_probabilities() -> None:
    project = example("Softmax")
    assert_close(project.batch.inputs, LAYER_OUTPUTS)
    probabilities = outputs_of(project)
    np.testing.assert_allclose(
        probabilities[0], [0.895282664, 0.0247083068, 0.0800090293], rtol=5e-9
    )
    assert_close(probabilities.sum(axis=1), [1, 1, 1])


def test_large_scores_are_fine_while_the_largest_is_subtracted() -> None:
    np.testing.assert_allclose(
        outputs_of(example("Numbers that explode")), [[0.0900306, 0.2447285, 0.6652410]], atol=5e-8
    )


def test_large_scores_turn_into_nan_without_the_subtraction_and_the_place_is_named() -> None:
    evaluation = evaluate(set_option(example("Numbers that explode"), 0, "subtract_maximum", 0))
    assert np.isnan(evaluation.layers[0].output.array).all()
    fault = evaluation.fault
    assert fault is not None
    assert (fault.kind, fault.layer, fault.sample, fault.neuron) == ("nan", 0, 0, 0)
    assert fault.message.startswith("Softmax, sample 0, neuron 0 is NaN")


def test_an_untrained_classifier_gives_every_class_a_third() -> None:
    project = example("A classifier's forward pass")
    assert [layer.kind for layer in project.network.layers] == ["dense", "relu", "dense", "softmax"]
    probabilities = outputs_of(project)
    assert probabilities.shape == (300, 3)
    np.testing.assert_allclose(probabilities, 1 / 3, atol=0.01)
    assert_close(probabilities[0], [1 / 3, 1 / 3, 1 / 3])


def test_two_large_weights_make_the_untrained_classifier_sure_but_not_right() -> None:
    project = example("A classifier's forward pass")
    for layer in (0, 2):
        project = set_weights(project, layer, 0, 0, [[20.0]])
    right_half = project.batch.inputs[:, 0] > 0.05
    assert (outputs_of(project)[right_half, 0] > 0.99).all()
    assert hits(project).mean() < 0.4


def test_each_arm_of_the_spiral_has_as_many_points() -> None:
    points, arms = spiral_data(100, 3, seed=0)
    assert points.shape == (300, 2)
    assert np.bincount(arms).tolist() == [100, 100, 100]
    assert np.linalg.norm(points, axis=1).max() == pytest.approx(1)


def test_a_spiral_depends_on_its_seed_alone() -> None:
    first, again, other = (spiral_data(50, 2, seed=seed)[0] for seed in (1, 1, 2))
    assert (first == again).all()
    assert not np.allclose(first, other)


def test_iris_has_fifty_flowers_of_each_species() -> None:
    batch = example("Iris").batch
    assert batch.inputs.shape == (150, 4)
    assert batch.columns == (
        "sepal length (cm)",
        "sepal width (cm)",
        "petal length (cm)",
        "petal width (cm)",
    )
    assert batch.class_names == ("setosa", "versicolor", "virginica")
    assert batch.target_name == "species"
    assert np.bincount(batch.targets).tolist() == [50, 50, 50]


def test_iris_holds_the_values_of_fishers_paper() -> None:
    inputs = example("Iris").batch.inputs
    assert inputs[34].tolist() == [4.9, 3.1, 1.5, 0.2]
    assert inputs[37].tolist() == [4.9, 3.6, 1.4, 0.1]
    assert_close(inputs.sum(axis=0), [876.5, 458.6, 563.7, 179.9])


def test_the_iris_network_is_right_on_the_flowers_that_the_notes_say() -> None:
    project = example("Iris")
    right = hits(project)
    assert np.flatnonzero(~right).tolist() == [83, 133]
    assert right.mean() > 0.95
    rectified = evaluate(project).layers[1].output.array
    assert (rectified == 0).all(axis=0).sum() == 4


def test_training_iris_again_gives_the_weights_that_ship() -> None:
    network = example("Iris").network
    for fresh, shipped in zip(trained_iris(), network.layers[::2], strict=True):
        assert isinstance(shipped, Dense)
        # Another BLAS may round a last bit otherwise, and so the third decimal.
        np.testing.assert_allclose(fresh.weights, shipped.weights, rtol=0, atol=0.0021)
        np.testing.assert_allclose(fresh.biases, shipped.biases, rtol=0, atol=0.0021)


def test_digits_are_pictures_of_64_pixels() -> None:
    batch = example("Digits").batch
    assert batch.inputs.shape == (1797, 64)
    assert (batch.inputs.min(), batch.inputs.max()) == (0, 16)
    assert (batch.columns[0], batch.columns[8]) == ("pixel 0,0", "pixel 1,0")
    assert batch.class_names == tuple("0123456789")
    assert np.bincount(batch.targets).tolist() == [
        *(178, 182, 177, 183, 181, 182, 181, 179, 174, 180)
    ]


def test_the_digits_network_reads_what_it_has_seen_better_than_what_it_has_not() -> None:
    right = hits(example("Digits"))
    seen, unseen = right[:N_TRAINING_SAMPLES], right[N_TRAINING_SAMPLES:]
    assert (seen.sum(), len(seen)) == (1199, 1200)
    assert (unseen.sum(), len(unseen)) == (554, 597)
    assert right.mean() > 0.95


def test_the_digit_that_the_notes_point_at_is_a_1_taken_for_an_8_without_confidence() -> None:
    project = example("Digits")
    probabilities = outputs_of(project)[1256]
    assert project.batch.targets is not None
    assert (project.batch.targets[1256], probabilities.argmax()) == (1, 8)
    assert probabilities.max() < 0.5


def test_a_digits_network_without_its_training_only_guesses() -> None:
    project = example("Digits")
    for number in (0, 2):
        project = redraw(project, number, 0)
    assert hits(project).mean() < 0.3

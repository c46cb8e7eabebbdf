"""What is explained of a layer that standardises: the steps, real units, shapes, causes."""

from __future__ import annotations

import numpy as np
import pytest

from nnfs_core import Batch, Dense, Network, Project, Sigmoid, Standardise, edits, evaluate
from nnfs_core.explain.causes import all_causes
from nnfs_core.explain.journey import journey
from nnfs_core.explain.shapes import layer_shapes
from tests.core.explained import explain

COLUMNS = ["petal length (cm)", "weight"]


def flowers(*layers: Standardise | Dense, **options: object) -> Project:
    batch = Batch([[6.05, 20.0], [3.75, 20.0], [1.5, 19.0]], columns=COLUMNS)
    front = Standardise([3.75, 20.0], [1.75, 1.0], **options)
    return Project(Network([front, *layers]), batch)


def test_a_standardised_number_is_worked_out_line_by_line() -> None:
    explained = explain(evaluate(flowers()), 0, 0, 0)
    assert [(line.name, explained.text(line)) for line in explained.numbers] == [
        ("input", "6.05"),
        ("mean", "3.75"),
        ("input - mean", "2.3"),
        ("deviation", "1.75"),
        ("output", "1.314"),
    ]
    assert explained.formula == "output[0, 0] = (input[0, 0] - mean[0]) / deviation[0]"
    assert explained.printed.closes


@pytest.mark.parametrize(
    ("sample", "feature", "meaning"),
    [
        (0, 0, "1.314 deviations above the mean of petal length, 3.75 cm: 6.05 cm."),
        (2, 0, "1.286 deviations below the mean of petal length, 3.75 cm: 1.5 cm."),
        (1, 0, "3.75 cm is the mean of petal length."),
        (2, 1, "1 deviation below the mean of weight, 20: 19."),
    ],
)
def test_a_standardised_number_is_read_back_in_real_units(
    sample: int, feature: int, meaning: str
) -> None:
    assert explain(evaluate(flowers()), 0, sample, feature).meaning == meaning


def test_a_feature_that_was_scaled_is_read_back_without_a_unit() -> None:
    scaled = edits.scale_to_unit_range(Project(Network(), flowers().batch))
    project = edits.standardise_layer(scaled)
    meaning = explain(evaluate(project), 0, 0, 0).meaning
    assert "the mean of petal length [0..1], 0.4982: 1." in meaning


def test_what_is_not_standardised_or_no_number_has_no_real_unit() -> None:
    assert explain(evaluate(flowers(enabled=False)), 0, 0, 0).meaning == ""
    behind = evaluate(flowers(Dense([[1.0], [2.0]], [0.0])))
    assert explain(behind, 1, 0, 0).meaning == ""
    missing = evaluate(edits.set_input(flowers(), 0, 0, np.nan))
    assert explain(missing, 0, 0, 0).meaning == ""


def test_behind_it_inputs_still_go_by_the_names_of_their_features() -> None:
    explained = explain(evaluate(flowers(Dense([[1.0], [2.0]], [0.0]))), 1, 0, 0)
    assert explained.names == tuple(COLUMNS)


def test_a_layer_of_neurons_before_it_names_what_enters() -> None:
    layers = Dense([[2.0]], [1.0]), Standardise([5.0], [2.0])
    evaluation = evaluate(Project(Network(layers), Batch([[3.0]])))
    assert explain(evaluation, 1, 0, 0).meaning == "1 deviation above the mean of input 0, 5: 7."


def test_its_shapes_tell_of_one_row_of_means_and_one_of_deviations() -> None:
    shapes = layer_shapes(flowers(), 0)
    assert shapes.means is not None
    assert shapes.deviations is not None
    assert (shapes.means.shape, shapes.deviations.shape) == ((1, 2), (1, 2))
    assert (
        "subtracts the one row of means (1, 2) from every one of the 3 rows"
        in (shapes.sentences[0])
    )
    wide = edits.replace_batch(flowers(), Batch(np.ones((1, 3))))
    assert layer_shapes(wide, 0).misfit == (
        "Standardise expects 2 inputs and receives 3: no mean and deviation is there for each."
    )


def test_the_path_of_a_sample_says_that_numbers_come_to_one_scale() -> None:
    evaluation = evaluate(flowers())
    rows = [evaluation.reached(layer).output.row(0) for layer in (-1, 0)]
    stops = journey(evaluation, 0, rows)
    assert stops[1].sentence == "2 numbers come to one scale."


def test_a_misfit_is_mended_by_fitting() -> None:
    evaluation = evaluate(edits.replace_batch(flowers(), Batch([[1.0], [3.0]])))
    (cause,) = all_causes(evaluation)
    (remedy,) = cause.remedies
    assert (remedy.label, remedy.title) == ("Fit to 1 input", "Fit Standardise to 1 input")
    mended = remedy.edit(evaluation.project, lambda: False)
    assert evaluate(mended).layers[0].output.array.tolist() == [[-1], [1]]


def test_a_deviation_that_is_far_too_small_is_named_and_fitted() -> None:
    project = Project(Network([Standardise([0.0], [1e-300])]), Batch([[1e9], [3e9]]))
    (cause,) = all_causes(evaluate(project))
    assert "is so far from the mean 0 that deviations of 1e-300" in cause.why
    mended = cause.remedies[0].edit(project, lambda: False)
    assert evaluate(mended).layers[0].output.array.tolist() == [[-1], [1]]


def test_large_features_are_no_fault_once_they_are_standardised() -> None:
    inputs = 1e6 * np.arange(24.0).reshape(12, 2)
    project = Project(Network([Dense.random(2, 3), Sigmoid()]), Batch(inputs))
    assert [cause.kind for cause in all_causes(evaluate(project))] == ["exploding", "saturated"]
    assert all_causes(evaluate(edits.standardise_layer(project))) == ()

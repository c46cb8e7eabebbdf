"""Edits of samples, features and targets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnfs_core import Batch, Network, NnfsError, Project, edits
from tests.projects import project_of

pytestmark = pytest.mark.usefixtures("small_blocks")

INPUTS = [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0]]


def test_one_input_is_set_and_the_others_stay() -> None:
    changed = edits.set_input(project_of(INPUTS), 1, 0, 9.5)
    assert changed.batch.inputs.tolist() == [[0, 1], [9.5, 3], [4, 5], [6, 7]]
    assert edits.set_input(changed, 1, 0, 9.5) is changed


def test_the_blocks_of_other_samples_are_shared() -> None:
    project = project_of(INPUTS)
    changed = edits.set_input(project, 1, 0, 9.5)
    assert changed.batch.input_rows.blocks[1] is project.batch.input_rows.blocks[1]
    assert changed.batch.input_rows.blocks[0] is not project.batch.input_rows.blocks[0]


@pytest.mark.parametrize(("row", "column"), [(-1, 0), (0, -1), (4, 0), (0, 2)])
def test_there_is_no_input_outside_the_batch(row: int, column: int) -> None:
    with pytest.raises(NnfsError, match=f"There is no cell at row {row}, column {column}"):
        edits.set_input(project_of(INPUTS), row, column, 1)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_an_input_may_be_what_is_no_finite_number(value: float) -> None:
    changed = edits.set_input(project_of(INPUTS), 0, 0, value)
    assert np.array_equal(changed.batch.inputs[0], [value, 1], equal_nan=True)


def test_pasting_grows_the_batch_to_the_right_and_below() -> None:
    changed = edits.set_inputs(project_of(INPUTS, targets=[0, 1, 2, 0]), 3, 1, [[8, 9], [10, 11]])
    assert changed.batch.inputs.tolist() == [
        [0, 1, 0],
        [2, 3, 0],
        [4, 5, 0],
        [6, 8, 9],
        [0, 10, 11],
    ]
    assert changed.batch.columns == ("x0", "x1", "x2")
    assert changed.batch.targets is not None
    assert changed.batch.targets.tolist() == [0, 1, 2, 0, -1]


def test_pasting_into_an_empty_batch_makes_one() -> None:
    project = Project(Network(), Batch(np.empty((0, 0)), np.empty(0)))
    changed = edits.set_inputs(project, 0, 0, [[1, 2], [3, 4]])
    assert changed.batch.inputs.tolist() == [[1, 2], [3, 4]]
    assert changed.batch.targets is not None
    assert np.isnan(changed.batch.targets).all()


def test_clearing_sets_to_0_and_filling_is_repeatable() -> None:
    project = project_of(INPUTS)
    assert edits.clear_samples(project, 1, 0, 2, 1).batch.inputs[:, 0].tolist() == [0, 0, 0, 6]
    ramp = edits.fill_inputs(project, "ramp", 0, 0, 2, 2)
    assert ramp.batch.inputs.tolist() == [[0, 1], [2, 3], [4, 5], [6, 7]]
    drawn = edits.fill_inputs(project, "random", 0, 0, 4, 2, seed=3)
    expected = np.random.default_rng(3).standard_normal((4, 2))
    assert drawn.batch.inputs.tobytes() == expected.tobytes()


def test_new_samples_are_zeros_with_unknown_targets() -> None:
    classes = edits.insert_samples(project_of(INPUTS, targets=[0, 1, 2, 0]), 1, 2)
    assert classes.batch.inputs.tolist() == [[0, 1], [0, 0], [0, 0], [2, 3], [4, 5], [6, 7]]
    assert classes.batch.targets is not None
    assert classes.batch.targets.tolist() == [0, -1, -1, 1, 2, 0]
    values = edits.insert_samples(project_of(INPUTS, targets=[0.5, 1, 2, 0]), 4)
    assert values.batch.targets is not None
    assert np.isnan(values.batch.targets[4])


def test_removed_samples_take_their_targets_with_them() -> None:
    changed = edits.remove_samples(project_of(INPUTS, targets=[0, 1, 2, 3]), [2, 0])
    assert changed.batch.inputs.tolist() == [[2, 3], [6, 7]]
    assert changed.batch.targets is not None
    assert changed.batch.targets.tolist() == [1, 3]


def test_all_samples_and_all_features_can_be_removed() -> None:
    project = project_of(INPUTS, targets=[0, 1, 2, 3])
    no_samples = edits.remove_samples(project, range(4))
    assert no_samples.batch.inputs.shape == (0, 2)
    assert edits.insert_samples(no_samples, 0, 2).batch.inputs.tolist() == [[0, 0], [0, 0]]
    no_features = edits.remove_features(project, [0, 1])
    assert no_features.batch.inputs.shape == (4, 0)
    assert edits.insert_features(no_features, 0).batch.inputs.tolist() == [[0]] * 4


def test_new_features_get_names_that_are_not_taken() -> None:
    project = project_of(INPUTS, columns=["x2", "width"])
    changed = edits.insert_features(project, 1, 2)
    assert changed.batch.columns == ("x2", "x3", "x4", "width")
    assert changed.batch.inputs[1].tolist() == [2, 0, 0, 3]
    assert edits.remove_features(changed, [1, 2]).batch == project.batch


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("insert_samples", (5,), "1 samples cannot be put before sample 5 of 4."),
        ("insert_samples", (-1,), "1 samples cannot be put before sample -1 of 4."),
        ("insert_samples", (0, -1), "-1 samples cannot be put before sample 0 of 4."),
        ("remove_samples", ([1, 4],), "There is no sample 4; the batch has 4."),
        ("remove_samples", ([-1],), "There is no sample -1; the batch has 4."),
        ("insert_features", (3,), "1 features cannot be put before feature 3 of 2."),
        ("remove_features", ([2],), "There is no feature 2; the batch has 2."),
        ("rename_feature", (-1, "a"), "There is no feature -1; the batch has 2."),
        ("rename_feature", (0, " "), "A feature needs a name."),
        ("rename_feature", (0, "x1"), "There is a feature named x1 already"),
        ("set_inputs", (-1, 0, [[1]]), "There is no cell at row -1, column 0."),
        ("set_targets", (0, [1]), "The batch has no target column; add one first."),
        ("rename_target", (" ",), "The target column needs a name."),
        ("rename_class", (-1, "a"), "Only classes 0 to 9,999 can be named, not -1."),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    name: str, arguments: tuple[object, ...], sentence: str
) -> None:
    with pytest.raises(NnfsError) as refusal:
        getattr(edits, name)(project_of(INPUTS), *arguments)
    assert str(refusal.value).startswith(sentence)


def test_targets_are_added_unknown_and_filled_in() -> None:
    project = edits.add_targets(project_of(INPUTS))
    assert project.batch.targets is not None
    assert project.batch.targets.tolist() == [-1] * 4
    changed = edits.set_targets(project, 1, [2, 0])
    assert changed.batch.targets is not None
    assert changed.batch.targets.tolist() == [-1, 2, 0, -1]
    assert edits.set_targets(changed, 1, [2, 0]) is changed
    assert edits.add_targets(changed) is changed
    assert edits.remove_targets(changed).batch.targets is None


@pytest.mark.parametrize(
    ("row", "values", "sentence"),
    [
        (3, [1, 2], "The batch has 4 samples; the targets reach beyond them."),
        (0, [0.5], "A class is a whole number from 0 to 9,999, or -1 for unknown, but it is 0.5."),
        (0, [-2], "A class is a whole number"),
        (0, [10_000], "A class is a whole number"),
        (0, [np.nan], "A class is a whole number"),
        (0, [np.inf], "A class is a whole number"),
        (0, ["a"], "The numbers must be a full table of numbers"),
    ],
)
def test_a_class_out_of_range_is_refused(row: int, values: list[float], sentence: str) -> None:
    with pytest.raises(NnfsError) as refusal:
        edits.set_targets(project_of(INPUTS, targets=[0, 1, 2, 0]), row, values)
    assert str(refusal.value).startswith(sentence)


def test_targets_that_are_values_take_any_number_of_the_precision() -> None:
    project = project_of(INPUTS, targets=[0.5, 1, 2, 0])
    changed = edits.set_targets(project, 0, [1e300])
    assert changed.batch.targets is not None
    assert changed.batch.targets.tolist() == [1e300, 1, 2, 0]
    with pytest.raises(NnfsError, match=r"A target 1e\+300 is too large for float32"):
        edits.set_targets(edits.set_precision(project, "float32"), 0, [1e300])


def test_classes_are_named_and_their_names_taken_back() -> None:
    project = edits.rename_class(project_of(INPUTS, targets=[0, 1, 2, 0]), 2, "  virginica ")
    assert project.batch.class_names == ("", "", "virginica")
    assert project.batch.class_name(1) == "class 1"
    with pytest.raises(NnfsError, match="There is a class named virginica already"):
        edits.rename_class(project, 0, "virginica")
    assert edits.rename_class(project, 2, "").batch.class_name(2) == "class 2"
    assert edits.rename_class(project, 2, "virginica") is project


def test_another_precision_rounds_once_and_says_nothing_of_the_network() -> None:
    project = edits.set_input(project_of(INPUTS), 0, 0, 0.1)
    narrow = edits.set_precision(project, "float32")
    assert narrow.batch.inputs[0, 0] == np.float32(0.1)
    assert edits.set_precision(narrow, "float32") is narrow
    assert edits.set_precision(narrow, "float64").batch.inputs[0, 0] == np.float64(np.float32(0.1))


def test_another_batch_leaves_the_network_and_the_same_batch_leaves_all() -> None:
    project = project_of(INPUTS)
    changed = edits.replace_batch(project, Batch([[1.0]]))
    assert changed.network is project.network
    assert edits.replace_batch(project, project.batch) is project


@given(st.lists(st.integers(0, 9), unique=True, min_size=1), st.integers(0, 1), st.data())
def test_writing_scattered_samples_is_writing_each_of_them(
    samples: list[int], column: int, data: st.DataObject
) -> None:
    project = Project(Network(), Batch(np.arange(20.0).reshape(10, 2), [0, 1] * 5))
    n_columns = data.draw(st.integers(1, 3 - column))
    values = data.draw(
        hnp.arrays(np.float64, (len(samples), n_columns), elements=st.integers(0, 3))
    )
    at_once = edits.write_samples_at(project, np.array(samples), column, values)
    one_by_one = project
    for sample, row in zip(samples, values, strict=True):
        one_by_one = edits.write_samples(one_by_one, sample, column, [row])
    assert at_once.batch == one_by_one.batch
    if one_by_one is project:
        assert at_once is project


def test_scattered_samples_share_the_blocks_between_them_and_name_new_classes() -> None:
    project = Project(Network(), Batch(np.zeros((12, 1)), [0] * 12))
    changed = edits.write_samples_at(project, np.array([11, 0]), 0, [[7, 1], [8, 0]], ["new"])
    assert changed.batch.inputs[[0, 11], 0].tolist() == [8, 7]
    assert changed.batch.targets is not None
    assert changed.batch.targets[[0, 11]].tolist() == [0, 1]
    assert changed.batch.class_names == ("", "new")
    shared = [
        new is old
        for new, old in zip(
            changed.batch.input_rows.blocks, project.batch.input_rows.blocks, strict=True
        )
    ]
    assert shared == [False, True, True, False]


@pytest.mark.parametrize(
    ("samples", "column", "values", "sentence"),
    [
        ([0], 1, [[1, 2, 3]], "only 2 stand from there"),
        ([4], 0, [[1]], "has 4 samples; the numbers reach beyond"),
        ([-1], 0, [[1]], "has 4 samples; the numbers reach beyond"),
        ([0], 2, [[0.5]], "A class is a whole number"),
    ],
)
def test_scattered_samples_are_written_whole_or_refused(
    samples: list[int], column: int, values: list[list[float]], sentence: str
) -> None:
    with pytest.raises(NnfsError, match=sentence):
        edits.write_samples_at(
            project_of(INPUTS, targets=[0, 1, 2, 0]), np.array(samples), column, values
        )

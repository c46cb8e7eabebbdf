"""Features are scaled, centred, made into columns of values and filled, by what samples tell."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from nnfs_core import Dense, Document, NnfsError, Project, ReLU, edits
from nnfs_core.edits.preparing import (
    FILLINGS,
    BatchFigures,
    Filling,
    Preparation,
    centring_plan,
    distinct_values,
    dropping_plan,
    filling_plan,
    network_remarks,
    one_hot_plan,
    scaling_plan,
    typical,
    worth_columns,
)
from nnfs_core.errors import Cancelled
from nnfs_core.layers import Standardise
from nnfs_core.matrix.blocks import Deferred
from tests.core.refusals import refusal
from tests.deferred import deferred_rows, loads
from tests.projects import project_of

pytestmark = pytest.mark.usefixtures("small_blocks")

NAN, INF = float("nan"), float("inf")
PRECISIONS = ("float64", "float32", "float16")
numbers = st.floats(-1e6, 1e6) | st.integers(-3, 3).map(float)
with_missing = numbers | st.sampled_from([NAN, INF, -INF])


def tables(elements: st.SearchStrategy[float] = with_missing) -> st.SearchStrategy[np.ndarray]:
    """Inputs (samples, features) with at least one of each."""
    shapes = npst.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=6)
    return npst.arrays(np.float64, shapes, elements=elements)


def figures_of(project: Project) -> BatchFigures:
    return BatchFigures.of(project.batch)


def plan_of(project: Project, features: list[int], most: int = 20) -> Preparation:
    """What making columns of values would change."""
    values = distinct_values(project.batch)
    return one_hot_plan(figures_of(project), values, features, most)


# Scaling and centring.


def test_the_least_number_of_a_feature_becomes_0_and_the_largest_1() -> None:
    project = project_of([[2, 10], [4, 30], [3, 15]], columns=["width", "height"])
    plan = scaling_plan(figures_of(project))
    scaled = plan.applied(project)
    assert scaled.batch.inputs.tolist() == [[0, 0], [1, 1], [0.5, 0.25]]
    assert plan.title == "Scale 2 features to 0..1"
    assert plan.summary == "6 cells of 2 features change."
    assert plan.told == (
        "Scaled to 0..1 by what the 3 samples reach: width from 2 to 4, height from 10 to 30. "
        "Their names end in [0..1] now, where a unit would stand."
    )
    assert (plan.after.least.tolist(), plan.after.largest.tolist()) == ([0, 0], [1, 1])
    assert plan.after.means == pytest.approx([0.5, 5 / 12])


def test_only_the_chosen_features_are_scaled() -> None:
    project = project_of([[2, 10], [4, 30]], columns=["width", "height"])
    plan = scaling_plan(figures_of(project), [1])
    assert plan.applied(project).batch.inputs.tolist() == [[2, 0], [4, 1]]
    assert plan.title == "Scale height to 0..1"
    assert plan.summary == "2 cells of 1 feature change."


@pytest.mark.parametrize(
    ("columns", "then"),
    [
        (["height [m]", "age"], ["height [0..1]", "age [0..1]"]),
        (["height (m)", "height (in)"], ["height (m) [0..1]", "height (in) [0..1]"]),
        (["x0", "x1"], ["x0", "x1"]),
    ],
)
def test_a_scaled_feature_claims_no_unit_any_more(columns: list[str], then: list[str]) -> None:
    project = project_of([[1.5, 20], [1.8, 30]], columns=columns)
    assert list(edits.scale_to_unit_range(project).batch.columns) == then
    assert list(edits.centre_features(project).batch.columns) == columns


def test_a_scaled_name_is_no_others_and_stays_when_it_is_scaled_again() -> None:
    project = project_of([[1, 1], [2, 2]], columns=["a (m)", "a [0..1]"])
    once = edits.scale_to_unit_range(project, [0])
    assert once.batch.columns == ("a (m) 2 [0..1]", "a [0..1]")
    grown = edits.set_input(once, 0, 0, -1.0)
    assert edits.scale_to_unit_range(grown, [0]).batch.columns == once.batch.columns


def test_a_constant_feature_becomes_0_and_is_told() -> None:
    project = project_of([[5, 1, NAN], [5, 2, NAN]], columns=["same", "other", "none"])
    plan = scaling_plan(figures_of(project))
    scaled = plan.applied(project).batch.inputs
    assert scaled[:, :2].tolist() == [[0, 0], [0, 1]]
    assert np.isnan(scaled[:, 2]).all()
    assert plan.remarks == (
        "none has no number and stays as it is.",
        "same is the same in every sample, and becomes 0.",
    )


def test_what_is_scaled_already_stays_the_very_same_project() -> None:
    project = project_of([[0, 0], [1, 0]])
    plan = scaling_plan(figures_of(project))
    assert plan.summary == "Nothing changes: the features are in 0..1 already."
    assert plan.applied(project) is project


@given(tables(), st.sampled_from(PRECISIONS))
def test_the_scaled_range_is_exactly_0_to_1_and_what_is_missing_stays(
    inputs: np.ndarray, precision: str
) -> None:
    project = project_of(np.clip(inputs, -6e4, 6e4), precision=precision)
    before = project.batch.inputs
    finite = np.isfinite(before)
    assume(finite.any())
    after = edits.scale_to_unit_range(project).batch.inputs
    assert (np.isfinite(after) == finite).all()
    for column, is_number, was in zip(after.T, finite.T, before.T, strict=True):
        reached, old = column[is_number], was[is_number].astype(np.float64)
        if len(set(old)) > 1:
            assert (reached.min(), reached.max()) == (0, 1)
            expected = (old - old.min()) / (old.max() - old.min())
            assert (reached == expected.astype(after.dtype)).all()
        else:
            assert not reached.any()


@given(tables(), st.sampled_from(PRECISIONS))
def test_scaling_and_centring_twice_is_scaling_and_centring_once(
    inputs: np.ndarray, precision: str
) -> None:
    project = project_of(np.clip(inputs, -6e3, 6e3), precision=precision)
    assume(np.isfinite(project.batch.inputs).any())
    for prepare in (edits.scale_to_unit_range, edits.centre_features):
        once = prepare(project)
        assert prepare(once) is once


@given(tables())
def test_centred_features_have_a_mean_of_0(inputs: np.ndarray) -> None:
    project = project_of(inputs)
    finite = np.isfinite(inputs)
    assume(finite.any())
    after = edits.centre_features(project).batch.inputs
    assert (np.isfinite(after) == finite).all()
    for column, is_number, was in zip(after.T, finite.T, inputs.T, strict=True):
        largest = np.abs(was[is_number]).max(initial=0)
        assert abs(column[is_number].sum()) <= 1e-11 * max(largest, 1e-300) * len(column)


def test_the_means_that_were_taken_away_are_told() -> None:
    project = project_of([[1, 10], [2, 20]], columns=["a", "b"])
    plan = centring_plan(figures_of(project))
    assert plan.applied(project).batch.inputs.tolist() == [[-0.5, -5], [0.5, 5]]
    assert plan.told == "Centred by the means of the 2 samples: a 1.5, b 15."
    assert plan.title == "Centre 2 features"


def test_ranges_beyond_the_largest_number_are_scaled_too() -> None:
    scaled = edits.scale_to_unit_range(project_of([[1.7e308], [-1.7e308], [0.0]]))
    assert scaled.batch.inputs.reshape(-1).tolist() == [1, 0, 0.5]
    tiny = edits.scale_to_unit_range(project_of([[0.0], [5e-324]]))
    assert tiny.batch.inputs.reshape(-1).tolist() == [0, 1]


def test_a_number_that_would_be_too_large_is_refused_and_its_feature_named() -> None:
    project = project_of([[1.7e308], [-1.7e308], [-1.7e308]], columns=["wide"])
    assert refusal(lambda: edits.centre_features(project)) == (
        "wide would become too large for float64; choose other features."
    )


@pytest.mark.parametrize("prepare", [edits.scale_to_unit_range, edits.centre_features])
def test_where_there_is_nothing_to_learn_from_a_sentence_says_so(
    prepare: Callable[..., Project],
) -> None:
    nothing = "The batch has no samples yet, so there is nothing to learn from."
    assert refusal(lambda: prepare(project_of(np.empty((0, 2))))) == nothing
    no_features = "The batch has no features yet; open data or add one."
    assert refusal(lambda: prepare(project_of(np.empty((2, 0))))) == no_features
    assert refusal(lambda: prepare(project_of([[NAN], [INF]], columns=["age"]))).startswith(
        "age has no number to take the "
    )
    no_choice = "No feature is chosen; choose at least one."
    assert refusal(lambda: prepare(project_of([[1.0]]), [])) == no_choice


# Columns of values.


def test_a_feature_becomes_a_column_for_each_of_its_values_where_it_stood() -> None:
    project = project_of([[1, 3, 9], [2, 1, 9], [3, 3, 9]], columns=["a", "town", "b"])
    plan = plan_of(project, [1])
    parted = plan.applied(project).batch
    assert parted.columns == ("a", "town = 1", "town = 3", "b")
    assert parted.inputs.tolist() == [[1, 0, 1, 9], [2, 1, 0, 9], [3, 0, 1, 9]]
    assert plan.title == "One-hot encode town"
    assert plan.summary == "1 feature becomes 2 columns."
    assert plan.told == "Made columns of values: town 2 columns."
    assert plan.becomes == {1: ("town = 1", "town = 3")}


def test_what_is_missing_stays_missing_in_all_its_columns() -> None:
    project = project_of([[1], [NAN], [-2.5], [INF]], columns=["town"])
    plan = plan_of(project, [0])
    parted = plan.applied(project).batch
    assert parted.columns == ("town = -2.5", "town = 1")
    assert parted.inputs[[0, 2]].tolist() == [[0, 1], [1, 0]]
    assert np.isnan(parted.inputs[[1, 3]]).all()
    assert plan.remarks == ("What is missing in town stays missing in all its columns.",)


def test_a_name_that_is_taken_is_not_given_twice() -> None:
    project = project_of([[1, 5], [2, 6]], columns=["town", "town = 1"])
    assert edits.one_hot(project, [0]).batch.columns == ("town = 1 (2)", "town = 2", "town = 1")


def test_more_values_than_20_are_refused_unless_more_are_allowed() -> None:
    project = project_of(np.arange(25.0).reshape(-1, 1), columns=["id"])
    assert refusal(lambda: edits.one_hot(project, [0])) == (
        "id has 25 different values, and at most 20 are to become columns; allow more, or leave it "
        "out."
    )
    assert edits.one_hot(project, [0], 25).batch.n_features == 25
    many = project_of(np.arange(1001.0).reshape(-1, 1), columns=["id"])
    assert refusal(lambda: edits.one_hot(many, [0], 5000)) == (
        "id has more than 1,000 different values, too many for a column each."
    )


def test_a_feature_without_numbers_has_no_columns() -> None:
    project = project_of([[NAN], [NAN]], columns=["town"])
    assert refusal(lambda: edits.one_hot(project, [0])) == "town has no number to make columns of."


def test_features_of_a_few_whole_numbers_are_worth_columns() -> None:
    columns = [0, 1, 0, 1], [1, 2, 3, 1], [1, 2, 3.5, 1], [7, 7, 7, 7], [6, 7, 8, 9]
    project = project_of(np.stack(columns, axis=1))
    assert worth_columns(figures_of(project), distinct_values(project.batch)) == (1,)


@given(tables(st.integers(-3, 3).map(float) | st.sampled_from([NAN, 0.5, -0.0])))
def test_each_row_of_the_columns_of_a_feature_sums_to_1(inputs: np.ndarray) -> None:
    project = project_of(inputs)
    known = [place for place, column in enumerate(inputs.T) if np.isfinite(column).any()]
    assume(known)
    parted = edits.one_hot(project, known)
    columns = parted.batch.inputs
    start = 0
    for place, column in enumerate(inputs.T):
        values = np.unique(column[np.isfinite(column)])
        width = len(values) if place in known else 1
        made = columns[:, start : start + width]
        if place in known:
            assert np.array_equal(np.nansum(made, axis=1), np.isfinite(column))
            assert np.array_equal(made == 1, column[:, np.newaxis] == values)
        start += width
    assert start == columns.shape[1] == len(set(parted.batch.columns))


# Filling.


def test_medians_and_the_most_frequent_numbers_fill_what_is_missing() -> None:
    rows = [[1, 4], [2, 4], [9, 7], [NAN, -INF], [4, 7]]
    project = project_of(rows, columns=["a", "b"])
    assert edits.fill_missing(project, "median").batch.inputs[3].tolist() == [3, 5.5]
    assert edits.fill_missing(project, "most frequent").batch.inputs[3].tolist() == [1, 4]
    assert edits.fill_missing(project, "number", value=-1).batch.inputs[3].tolist() == [-1, -1]
    only_b = edits.fill_missing(project, "number", [1], 6).batch.inputs[3]
    assert np.isnan(only_b[0])
    assert only_b[1] == 6


def test_what_filling_would_change_is_counted_and_told() -> None:
    project = project_of([[1, 4, 0], [NAN, 4, 0], [9, NAN, 0]], columns=["age", "fare", "x"])
    plan = filling_plan(figures_of(project), "median")
    assert plan.title == "Fill what is missing in 2 features with medians"
    assert plan.summary == "2 missing cells of 2 features are filled."
    assert plan.told == (
        "Filled 2 missing cells by the median of the 3 samples: age with 5, fare with 4."
    )
    assert plan.after.n_missing.tolist() == [0, 0, 0]
    assert plan.after.means == pytest.approx([5, 4, 0])
    shown = plan.preview()
    assert shown.samples.tolist() == [1, 2]
    assert shown.after is not None
    assert shown.after.tolist() == [[5, 4, 0], [9, 4, 0]]


@given(tables(), st.sampled_from(FILLINGS))
def test_filled_cells_are_those_that_were_missing_and_hold_what_numpy_says(
    inputs: np.ndarray, filling: Filling
) -> None:
    finite = np.isfinite(inputs)
    assume(finite.any(axis=0).all())
    project = project_of(inputs)
    filled = edits.fill_missing(project, filling, value=7)
    for column, is_number, was in zip(filled.batch.inputs.T, finite.T, inputs.T, strict=True):
        numbers, counts = np.unique(was[is_number], return_counts=True)
        expected = {
            "mean": np.mean(was[is_number]),
            "median": np.median(was[is_number]),
            "most frequent": numbers[counts.argmax()],
            "number": 7,
        }[filling]
        assert np.array_equal(column[is_number], was[is_number])
        assert column[~is_number] == pytest.approx(expected, rel=1e-12, abs=1e-9)
    assert edits.fill_missing(filled, filling, value=7) is filled


def test_a_feature_without_numbers_is_filled_with_a_number_alone() -> None:
    project = project_of([[NAN], [NAN]], columns=["age"])
    for filling in ("mean", "median", "most frequent"):
        assert refusal(lambda filling=filling: edits.fill_missing(project, filling)) == (
            f"age has no number to take the {filling} of; set it to 0 or remove it."
        )
    plan = filling_plan(figures_of(project), "number", value=3)
    assert plan.applied(project).batch.inputs.tolist() == [[3], [3]]
    assert plan.after.means.tolist() == [3]


def test_a_missing_number_is_not_filled_with_another_missing_one() -> None:
    project = project_of([[NAN]], precision="float16")
    assert refusal(lambda: edits.fill_missing(project, "number", value=NAN)) == (
        "A missing number can be filled with a finite number only, not NaN."
    )
    assert refusal(lambda: edits.fill_missing(project, "number", value=1e6)) == (
        "The number 1000000 is too large for float16."
    )


def test_blocks_that_miss_nothing_of_the_chosen_features_are_shared() -> None:
    inputs = np.zeros((40_000, 2))
    inputs[0, 0] = inputs[-1, 1] = NAN
    project = project_of(inputs)
    before = project.batch.input_rows.blocks
    after = edits.fill_missing(project, "median", [0]).batch.input_rows.blocks
    assert after[0] is not before[0]
    assert all(new is old for new, old in zip(after[1:], before[1:], strict=True))


# Dropping.


def test_samples_that_miss_something_are_dropped_and_counted() -> None:
    rows = [[1, NAN], [2, 5], [NAN, 6], [4, 7]]
    project = project_of(rows, targets=[0, -1, 1, 1], columns=["a", "b"])
    plan = dropping_plan(figures_of(project))
    assert plan.goes.tolist() == [0, 2]
    assert plan.summary == "2 of 4 samples go; 2 stay."
    assert plan.title == "Drop 2 samples in which something is missing"
    dropped = plan.applied(project).batch
    assert dropped.inputs.tolist() == [[2, 5], [4, 7]]
    assert plan.after.least.tolist() == [2, 5]
    of_a = dropping_plan(figures_of(project), [0])
    assert of_a.goes.tolist() == [2]
    with_targets = dropping_plan(figures_of(project), [0], with_targets=True)
    assert with_targets.goes.tolist() == [1, 2]
    assert with_targets.applied(project).batch.targets.tolist() == [0, 1]


def test_values_that_are_missing_as_targets_drop_their_samples() -> None:
    project = project_of([[1], [2], [3]], targets=[0.5, NAN, 2.0])
    assert dropping_plan(figures_of(project), with_targets=True).goes.tolist() == [1]


# Beside a network.


def test_a_dense_layer_that_will_not_fit_is_told_beforehand() -> None:
    project = project_of([[1, 3], [2, 1]], ReLU(), Dense.random(2, 3), Dense.random(3, 2))
    plan = plan_of(project, [1])
    assert network_remarks(project, plan) == (
        "Dense 1 has 2 inputs and will be given 3 features; the Layer panel gives it as many.",
    )
    assert network_remarks(project, scaling_plan(figures_of(project))) == ()
    misfit = project_of([[1, 3], [2, 1]], Dense.random(5, 3))
    assert network_remarks(misfit, plan_of(misfit, [1])) == ()


def test_a_layer_that_standardises_is_to_be_refitted_to_other_numbers() -> None:
    project = project_of([[1, 3], [2, NAN]], Standardise(np.zeros(2), np.ones(2)))
    assert network_remarks(project, scaling_plan(figures_of(project))) == (
        "Standardise keeps its means and deviations, which are those of the numbers as they are "
        "now; refit it afterwards.",
    )
    assert network_remarks(project, filling_plan(figures_of(project), "mean")) == ()
    assert network_remarks(project, dropping_plan(figures_of(project))) == ()


# Where the batch is split.

TOLD_WITHOUT_TRAINING = (
    "No sample is for training, so there is nothing to fit by; make some samples training samples."
)


def split_project() -> Project:
    """Two training samples, and a test sample beyond them that misses one feature."""
    return project_of([[2, 1], [4, 3], [8, NAN]], columns=["a", "b"], subsets=[0, 0, 2])


def test_what_is_learnt_is_learnt_of_training_samples_and_done_to_all() -> None:
    project = split_project()
    assert edits.scale_to_unit_range(project).batch.inputs[:, 0].tolist() == [0, 1, 3]
    assert edits.centre_features(project).batch.inputs[:, 0].tolist() == [-1, 1, 5]
    assert edits.fill_missing(project, "median").batch.inputs[:, 1].tolist() == [1, 3, 2]
    parted = edits.one_hot(project, [0])
    assert parted.batch.columns == ("a = 2", "a = 4", "b")
    assert parted.batch.inputs[:, :2].tolist() == [[1, 0], [0, 1], [0, 0]]
    assert parted.batch.subsets is not None
    assert parted.batch.subsets.tolist() == [0, 0, 2]


def test_what_lies_beyond_the_training_samples_is_told() -> None:
    project = split_project()
    plan = scaling_plan(figures_of(project))
    assert plan.told == (
        "Scaled to 0..1 by what the 2 training samples reach: a from 2 to 4, b from 1 to 3. "
        "Their names end in [0..1] now, where a unit would stand. Of a "
        "some samples that are not for training lie beyond 0..1."
    )
    assert plan.after.largest.tolist() == [3, 1]
    assert plan_of(project, [0]).remarks == (
        "1 cell holds a value that no training sample has: 0 in all its columns.",
    )


def test_without_a_training_sample_nothing_is_learnt_but_a_number_fills() -> None:
    project = project_of([[2.0], [NAN]], subsets=[1, 2])
    learning = (
        edits.scale_to_unit_range,
        edits.centre_features,
        lambda project: edits.one_hot(project, [0]),
        edits.fill_missing_with_means,
    )
    for prepare in learning:
        assert refusal(prepare, project) == TOLD_WITHOUT_TRAINING
    assert edits.fill_missing_with_zeros(project).batch.inputs.tolist() == [[2], [0]]
    assert edits.remove_missing_samples(project).batch.inputs.tolist() == [[2]]


def test_a_feature_that_only_test_samples_know_has_no_mean() -> None:
    project = project_of([[1, NAN], [2, NAN], [3, 5]], columns=["a", "b"], subsets=[0, 0, 2])
    assert refusal(edits.fill_missing_with_means, project) == (
        "b has no number for training to take the mean of; set it to 0 or remove it."
    )


# All of them.


@given(tables())
def test_what_a_plan_foretells_is_what_comes(inputs: np.ndarray) -> None:
    project = project_of(inputs)
    assume(np.isfinite(inputs).any(axis=0).all())
    figures = figures_of(project)
    plans = [scaling_plan(figures), centring_plan(figures), dropping_plan(figures)]
    plans += [filling_plan(figures, filling, value=3) for filling in FILLINGS]
    for plan in plans:
        foretold, come = plan.after, figures_of(plan.applied(project)).whole
        assert foretold.n_missing.tolist() == come.n_missing.tolist()
        assert foretold.least.tolist() == pytest.approx(come.least.tolist(), nan_ok=True)
        assert foretold.largest.tolist() == pytest.approx(come.largest.tolist(), nan_ok=True)
        means = pytest.approx(come.means.tolist(), rel=1e-6, abs=1e-6, nan_ok=True)
        assert foretold.means.tolist() == means


Prepare = Callable[[Project, Callable[[], bool]], Project]
PREPARE: dict[str, Prepare] = {
    "scale": lambda project, cancelled: edits.scale_to_unit_range(project, [0], cancelled),
    "centre": lambda project, cancelled: edits.centre_features(project, [0], cancelled),
    "one-hot": lambda project, cancelled: edits.one_hot(project, [0], cancelled=cancelled),
    "median": lambda project, cancelled: edits.fill_missing(project, "median", cancelled=cancelled),
}


@pytest.mark.parametrize("prepare", PREPARE.values(), ids=PREPARE.keys())
@pytest.mark.parametrize("n_blocks", [0, 1])
def test_preparing_samples_that_are_not_in_memory_stops_at_the_next_block(
    prepare: Prepare, n_blocks: int
) -> None:
    rows = deferred_rows(np.array([[1.0], [NAN], [3.0]]), step=1)
    with pytest.raises(Cancelled):
        prepare(project_of(rows), lambda: sum(loads(rows)) == n_blocks)
    assert sum(loads(rows)) == n_blocks


@pytest.mark.parametrize("prepare", PREPARE.values(), ids=PREPARE.keys())
def test_samples_that_are_not_in_memory_are_prepared_as_those_that_are(prepare: Prepare) -> None:
    inputs = np.array([[1.0, 0], [NAN, 1], [3.0, 2], [3.0, 5], [-7.0, 4]])
    changed = prepare(project_of(deferred_rows(inputs, step=2)), lambda: False).batch.input_rows
    assert any(isinstance(block, Deferred) for block in changed.blocks)
    alike = prepare(project_of(inputs), lambda: False).batch.inputs
    assert np.array_equal(changed.array, alike, equal_nan=True)


@pytest.mark.parametrize("prepare", PREPARE.values(), ids=PREPARE.keys())
def test_undo_brings_back_the_very_same_project(prepare: Prepare) -> None:
    project = project_of([[1.0, 0], [NAN, 1], [3.0, 2]])
    document = Document(project)
    document.apply("Prepare", prepare(project, lambda: False))
    assert document.project is not project
    document.undo()
    assert document.project is project


def test_a_plan_is_for_the_batch_that_was_looked_at_alone() -> None:
    project = project_of([[1.0], [2.0]])
    plan = scaling_plan(figures_of(project))
    with pytest.raises(NnfsError, match=r"^The batch has changed since this was worked out"):
        plan.applied(edits.set_input(project, 0, 0, 9))


def test_medians_of_columns_that_do_not_fit_together_are_found_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typical, "LEAST_AT_ONCE", 1)
    monkeypatch.setattr(typical, "free_memory", lambda: 0)
    inputs = np.random.default_rng(0).standard_normal((50, 4))
    inputs[3] = NAN
    filled = edits.fill_missing(project_of(inputs), "median").batch.inputs
    assert filled[3].tolist() == np.nanmedian(inputs, axis=0).tolist()

"""How far predicted values are from their targets, and where residuals lie."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnfs_core.arrays import AnyArray
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.matrix.rows import Rows
from nnfs_core.scatter.residuals import (
    MOST_POINTS,
    ResidualCells,
    ResidualPoints,
    residuals_shown,
)
from nnfs_core.summaries.regression import RegressionFigures, regression_figures
from tests.deferred import deferred_rows


def column(numbers: AnyArray | list[float]) -> Rows:
    return Rows.of(np.array(numbers, np.float64).reshape(-1, 1))


def figures(
    predictions: AnyArray | list[float], targets: AnyArray | list[float]
) -> RegressionFigures:
    return regression_figures(column(predictions), column(targets))


def shown(
    predictions: AnyArray | list[float], targets: AnyArray | list[float]
) -> ResidualPoints | ResidualCells:
    found = figures(predictions, targets)
    return residuals_shown(column(predictions), column(targets), found)


def test_the_errors_are_those_that_one_works_out_by_hand() -> None:
    scores = figures([1, 2, 3, 5], [1, 3, 3, 3]).scores
    assert scores.mean_absolute_error == 0.75
    assert scores.mean_squared_error == 1.25
    assert scores.root_mean_squared_error == pytest.approx(1.25**0.5)
    assert scores.r2 == pytest.approx(1 - 5 / 3)


def test_a_residual_is_the_target_less_the_prediction() -> None:
    numbers = [5, 2, 3, 1], [3, 3, 3, 1]
    points, found = shown(*numbers), figures(*numbers)
    assert isinstance(points, ResidualPoints)
    assert points.residuals.tolist() == [0, 1, 0, -2]  # in the order of the predictions
    assert points.samples.tolist() == [3, 1, 2, 0]
    assert (found.residuals.low, found.residuals.high) == (-2, 1)
    assert (found.predictions.low, found.predictions.high) == (1, 5)


@pytest.mark.parametrize("constant", [0.1, 3.0, 1e300])
def test_r2_is_undefined_where_all_targets_are_one_number(constant: float) -> None:
    scores = figures([1.0, 2.0, 3.0], [constant] * 3).scores
    assert scores.r2 is None
    assert scores.mean_absolute_error is not None


def test_what_is_not_finite_is_left_out_and_counted() -> None:
    numbers = [1, np.nan, 3, np.inf, 5], [1, 2, np.nan, 4, 6]
    points, scores = shown(*numbers), figures(*numbers).scores
    assert (scores.n_samples, scores.n_counted) == (5, 2)
    assert (scores.n_without_target, scores.n_without_prediction) == (1, 2)
    assert scores.mean_absolute_error == 0.5
    assert isinstance(points, ResidualPoints)
    assert points.samples.tolist() == [0, 4]


@pytest.mark.parametrize("targets", [[], [np.nan, np.nan]])
def test_without_a_sample_that_counts_nothing_is_defined(targets: list[float]) -> None:
    scores = figures(targets, targets).scores
    assert scores.n_counted == 0
    assert scores.r2 is scores.mean_absolute_error is scores.root_mean_squared_error is None


def test_a_far_mean_costs_no_digits() -> None:
    draw = np.random.default_rng(0)
    noise, error = draw.normal(size=100_000), draw.normal(size=100_000)
    far = 2.0**30 + np.round(noise * 2**10) / 2**10
    near = far - 2.0**30
    assert figures(far, far).scores.r2 == 1
    assert figures(far + error, far).scores.r2 == pytest.approx(
        figures(near + error, near).scores.r2, rel=1e-6
    )


def test_numbers_whose_squares_leave_the_range_end_in_no_warning() -> None:
    scores = figures([1e200, -1e200], [-1e200, 1e200]).scores
    assert scores.mean_squared_error == np.inf
    assert scores.r2 is None


def test_few_samples_are_points_and_many_are_counted_in_cells() -> None:
    draw = np.random.default_rng(1)
    numbers = draw.normal(size=MOST_POINTS + 1)
    few, many = shown(numbers[:-1], numbers[:-1] * 2), shown(numbers, numbers * 2)
    assert isinstance(few, ResidualPoints)
    assert isinstance(many, ResidualCells)
    assert many.counts.sum() == len(numbers)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32), st.sampled_from(["float16", "float32", "float64"]))
def test_a_cell_counts_the_samples_between_its_edges(seed: int, dtype: str) -> None:
    draw = np.random.default_rng(seed)
    predictions = draw.normal(size=(3000, 1)).astype(dtype)
    targets = (predictions + draw.normal(size=(3000, 1))).astype(dtype)
    rows = Rows.of(predictions), Rows.of(targets)
    found = residuals_shown(*rows, regression_figures(*rows))
    assert isinstance(found, ResidualCells)
    row, place = (int(draw.integers(0, count)) for count in found.counts.shape)
    low, high = found.rows.edges[row : row + 2]
    left, right = found.columns.edges[place : place + 2]
    residuals = (targets.astype("f8") - predictions)[:, 0]
    inside = (predictions[:, 0] >= left) & (predictions[:, 0] < right)
    inside &= (residuals >= low) & (residuals < high)
    assert found.counts[row, place] == inside.sum()


def test_the_extremes_of_a_million_have_cells_of_their_own() -> None:
    predictions = np.zeros(1_000_000)
    residuals = np.zeros(1_000_000)
    predictions[700_000], residuals[3] = 12.25, -99.5
    cells, found = (each(predictions, residuals + predictions) for each in (shown, figures))
    assert isinstance(cells, ResidualCells)
    assert (found.residuals.low, found.predictions.high) == (-99.5, 12.25)
    assert cells.counts[0, 0] == 1
    assert cells.counts[-1, -1] == 1
    assert cells.counts.sum() == 1_000_000


@pytest.mark.parametrize("number", [2.0, 0.0, -1e300])
def test_numbers_that_are_all_alike_still_have_a_place(number: float) -> None:
    for count in (3, 3000):
        found = shown(np.full(count, number), np.full(count, number))
        assert found.x.contains(number)
        assert found.y.low < 0 < found.y.high


def test_only_the_chosen_samples_count_and_blocks_change_nothing() -> None:
    draw = np.random.default_rng(3)
    predictions, targets = draw.normal(size=600), draw.normal(size=600)
    chosen = draw.random(600) < 0.5
    rows = deferred_rows(predictions.reshape(-1, 1), 7), column(targets)
    only = lambda start, stop: chosen[start:stop]  # noqa: E731
    some = regression_figures(*rows, only)
    points = residuals_shown(*rows, some, only)
    alone = figures(predictions[chosen], targets[chosen])
    assert some.scores.r2 == pytest.approx(alone.scores.r2, rel=1e-12)
    assert some.scores.n_samples == alone.scores.n_samples
    assert isinstance(points, ResidualPoints)
    assert sorted(points.samples.tolist()) == np.flatnonzero(chosen).tolist()


def test_several_outputs_are_told_in_a_sentence() -> None:
    with pytest.raises(NnfsError, match="a last layer of one neuron"):
        regression_figures(Rows.of(np.zeros((2, 3))), column([1, 2]))


def test_figures_that_nobody_waits_for_are_given_up() -> None:
    with pytest.raises(Cancelled):
        regression_figures(column([1.0]), column([1.0]), cancelled=lambda: True)

"""Precision, recall, F1, loss and reliability, of all samples and of some."""

from __future__ import annotations

from math import inf, isnan, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnfs_core.errors import Cancelled
from nnfs_core.matrix.rows import Rows
from nnfs_core.summaries.class_figures import ClassFigures, class_figures
from nnfs_core.summaries.classification import Classification, classify
from tests.deferred import deferred_rows

SIX = np.array(
    [[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.2, 0.3, 0.5], [0.6, 0.3, 0.1], [0.5, 0.4, 0.1],
     [np.nan, 0.5, 0.5]]
)  # fmt: skip


def classified(probabilities: np.ndarray, *targets: int) -> Classification:
    wanted = Rows.of(np.array(targets, np.int64).reshape(-1, 1))
    return classify(Rows.of(probabilities), wanted, probabilities.shape[1])


def figures(probabilities: np.ndarray, *targets: int) -> ClassFigures:
    return class_figures(classified(probabilities, *targets))


def test_scores_of_each_class_follow_from_its_counts() -> None:
    found = figures(SIX[:5], 0, 1, 1, 0, 2).scores
    assert found.support.tolist() == [2, 2, 1]
    assert found.n_predicted.tolist() == [3, 1, 1]
    assert found.precision.tolist() == [2 / 3, 1, 0]
    assert found.recall.tolist() == [1, 0.5, 0]
    assert found.f1.tolist() == pytest.approx([0.8, 2 / 3, 0])
    assert found.accuracy == 0.6


def test_macro_counts_classes_alike_and_weighted_counts_samples_alike() -> None:
    found = figures(SIX[:5], 0, 1, 1, 0, 2).scores
    assert found.macro.tolist() == pytest.approx([5 / 9, 0.5, (0.8 + 2 / 3) / 3])
    assert found.weighted.tolist() == pytest.approx([2 / 3, 0.6, (1.6 + 4 / 3) / 5])


def test_what_is_undefined_is_nan_and_counts_as_zero_in_means() -> None:
    found = figures(SIX[[0, 1, 3]], 0, 0, 2).scores  # 1 has no sample, 2 is never predicted
    assert isnan(found.recall[1])
    assert isnan(found.precision[2])
    assert found.f1[2] == 0
    assert found.macro[1] == pytest.approx(0.5 / 3)


def test_a_class_that_is_neither_target_nor_prediction_takes_no_part_in_means() -> None:
    found = figures(SIX[[0, 1]], 0, 1).scores
    assert isnan(found.f1[2])
    assert found.macro.tolist() == [1, 1, 1]


def test_an_undecided_sample_is_missed_by_its_class_and_predicted_as_none() -> None:
    found = figures(SIX[[0, 5]], 0, 1)
    assert found.n_undecided == 1
    assert found.scores.support.tolist() == [1, 1, 0]
    assert found.scores.n_predicted.tolist() == [1, 0, 0]
    assert found.scores.accuracy == 0.5
    assert found.reliability.n_samples == 1
    assert found.loss.mean == pytest.approx(-log(0.7))


def test_samples_of_a_class_that_the_network_does_not_have_are_wrong_and_told() -> None:
    found = figures(SIX[[0, 1]], 0, 7)
    assert found.n_beyond == 1
    assert found.scores.recall[7] == 0
    assert found.scores.accuracy == 0.5
    assert found.confusion is not None
    assert found.confusion[7, 1] == 1
    assert found.loss.mean == pytest.approx(-log(0.7))


def test_unknown_targets_are_left_out_and_counted() -> None:
    found = figures(SIX[:5], 0, -1, -1, 1, -1)
    assert (found.n_samples, found.n_known, found.n_unknown) == (5, 2, 3)
    assert found.scores.accuracy == 0.5
    assert found.reliability.n_samples == 2


def test_all_unknown_and_all_undecided_give_figures_without_numbers() -> None:
    unknown, undecided = figures(SIX[:2], -1, -1), figures(SIX[[5, 5]], 0, 1)
    assert unknown.scores.accuracy is None
    assert np.isnan(unknown.scores.macro).all()
    assert undecided.scores.accuracy == 0
    for found in (unknown, undecided):
        assert found.loss.mean is None
        assert found.reliability.calibration_error is None
        assert np.isnan(found.reliability.error_rates).all()


def test_a_target_of_probability_zero_makes_the_loss_infinite_and_is_counted() -> None:
    found = figures(np.array([[1.0, 0.0], [0.25, 0.75]]), 1, 1).loss
    assert found.mean == inf
    assert found.n_infinite == 1
    assert found.mean_of_finite == pytest.approx(-log(0.75))


def test_errors_are_counted_by_confidence() -> None:
    found = figures(SIX[:5], 0, 1, 1, 0, 2).reliability
    assert found.counts.tolist() == [0, 0, 0, 0, 2, 1, 1, 1, 0, 0]
    assert found.n_wrong.tolist() == [0, 0, 0, 0, 2, 0, 0, 0, 0, 0]
    assert found.error_rates[[4, 5]].tolist() == [1, 0]
    assert found.mean_confidences[5] == 0.6
    assert found.calibration_error == pytest.approx((1.0 + 0.4 + 0.3 + 0.2) / 5)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_a_confidence_at_an_edge_belongs_to_the_bin_that_ends_there(dtype: str) -> None:
    sure = np.array([0.6, 0.7, 0.8, 0.9, 1.0], dtype)
    found = class_figures(
        classify(Rows.of(np.column_stack([sure, 1 - sure])), Rows.of(np.zeros((5, 1), np.int64)), 2)
    )
    assert found.reliability.counts.tolist() == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]


def test_only_the_chosen_samples_count() -> None:
    draw = np.random.default_rng(1)
    probabilities, targets = draw.dirichlet(np.ones(4), 9000), draw.integers(-1, 5, 9000)
    chosen = draw.random(9000) < 0.3
    some = class_figures(
        classified(probabilities, *targets), lambda start, stop: chosen[start:stop]
    )
    alone = figures(probabilities[chosen], *targets[chosen])
    assert some.n_samples == chosen.sum()
    assert np.array_equal(some.confusion, alone.confusion)
    assert np.array_equal(some.scores.macro, alone.scores.macro)
    assert some.reliability.counts.tolist() == alone.reliability.counts.tolist()
    assert some.loss.mean == pytest.approx(alone.loss.mean, rel=1e-12)


def test_the_counts_of_some_samples_are_as_if_there_were_no_others() -> None:
    draw = np.random.default_rng(4)
    probabilities = np.round(draw.dirichlet(np.ones(3), 9000), 1)
    targets, chosen = draw.integers(-1, 4, 9000), draw.random(9000) < 0.3
    some = classified(probabilities, *targets).counts_of(lambda start, stop: chosen[start:stop])
    alone = classified(probabilities[chosen], *targets[chosen])
    assert np.array_equal(some.confusion, alone.confusion)
    assert (some.n_known, some.n_right, some.accuracy) == (
        alone.n_known, alone.n_right, alone.accuracy,
    )  # fmt: skip
    assert some.n_tied == alone.n_tied > 0


def test_no_chosen_sample_is_no_trouble() -> None:
    nobody = lambda start, stop: np.zeros(stop - start, bool)  # noqa: E731
    found = class_figures(classified(SIX, 0, 1, 2, 0, 1, 2), nobody)
    assert (found.n_samples, found.n_known, found.scores.accuracy) == (0, 0, None)


def test_a_thousand_classes_are_scored_without_a_confusion_matrix() -> None:
    numbers = np.arange(1000)
    found = figures(np.eye(1000), *np.where(numbers < 600, numbers, 0))
    assert found.confusion is None
    assert found.scores.accuracy == 0.6
    assert found.scores.recall[0] == 1 / 401


def test_blocks_that_are_not_in_memory_give_the_same() -> None:
    draw = np.random.default_rng(2)
    probabilities, targets = draw.dirichlet(np.ones(3), 500), draw.integers(0, 3, 500)
    wanted = Rows.of(targets.reshape(-1, 1))
    found = class_figures(classify(deferred_rows(probabilities), wanted, 3))
    assert found.scores.macro.tolist() == figures(probabilities, *targets).scores.macro.tolist()


def test_figures_that_nobody_waits_for_are_given_up() -> None:
    with pytest.raises(Cancelled):
        class_figures(classified(SIX, 0, 1, 2, 0, 1, 2), cancelled=lambda: True)


@settings(deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([1, 2, 5, 40]))
def test_confusion_scores_and_counts_tell_the_same(seed: int, n_classes: int) -> None:
    draw = np.random.default_rng(seed)
    probabilities = draw.dirichlet(np.ones(n_classes), 60)
    probabilities[draw.random(60) < 0.1] = np.nan
    found = figures(probabilities, *draw.integers(-1, n_classes + 1, 60))
    scores, confusion = found.scores, found.confusion
    assert confusion is not None
    assert np.array_equal(confusion.diagonal(), scores.n_right_of)
    assert np.array_equal(confusion.sum(axis=0), scores.n_predicted)
    assert confusion.sum() + found.n_undecided == found.n_known == scores.support.sum()
    assert found.reliability.n_samples == found.n_known - found.n_undecided
    assert (found.reliability.n_wrong <= found.reliability.counts).all()
    wrong = found.n_known - scores.n_right
    assert found.reliability.n_wrong.sum() + found.n_undecided == wrong

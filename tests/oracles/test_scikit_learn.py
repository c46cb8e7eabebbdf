"""A second opinion on the figures of a result: scores, losses and residuals, by scikit-learn."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics
from sklearn.calibration import calibration_curve

from nnfs_core.arrays import PRECISIONS
from nnfs_core.matrix.rows import Rows
from nnfs_core.summaries.class_figures import ClassFigures, class_figures
from nnfs_core.summaries.classification import UNDECIDED, classify
from nnfs_core.summaries.regression import RegressionScores, regression_figures
from nnfs_core.summaries.reliability import CONFIDENCE_BINS

seeds = st.integers(0, 2**32)
each_precision = pytest.mark.parametrize("precision", PRECISIONS)


def column(numbers: np.ndarray) -> Rows:
    return Rows.of(numbers.reshape(-1, 1))


def figures(probabilities: np.ndarray, targets: np.ndarray) -> ClassFigures:
    n_classes = probabilities.shape[1]
    return class_figures(classify(Rows.of(probabilities), column(targets), n_classes))


def drawn(
    seed: int, n_classes: int, n_samples: int = 200, precision: str = "float64"
) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities (samples, classes), some undecided, and targets that lean to them."""
    draw = np.random.default_rng(seed)
    probabilities = draw.dirichlet(np.full(n_classes, 0.5), n_samples).astype(precision)
    likely, other = probabilities.argmax(axis=1), draw.integers(0, n_classes, n_samples)
    targets = np.where(draw.random(n_samples) < 0.6, likely, other)
    probabilities[draw.random(n_samples) < 0.05] = np.nan
    return probabilities, targets


def predictions_of(probabilities: np.ndarray) -> np.ndarray:
    undecided = np.isnan(probabilities).any(axis=1)
    return np.where(undecided, UNDECIDED, probabilities.argmax(axis=1))


@settings(deadline=None)
@given(seeds, st.sampled_from([1, 2, 3, 10, 300]), st.sampled_from([1, 7, 200]))
def test_precision_recall_and_f1_of_each_class(seed: int, n_classes: int, n_samples: int) -> None:
    probabilities, targets = drawn(seed, n_classes, n_samples)
    scores, labels = figures(probabilities, targets).scores, range(n_classes)
    for undefined, found in ((np.nan, scores.by_class), (0.0, np.nan_to_num(scores.by_class))):
        expected = metrics.precision_recall_fscore_support(
            targets, predictions_of(probabilities), labels=labels, zero_division=undefined
        )
        assert np.array_equal(scores.support, expected[3])
        np.testing.assert_allclose(found.T, expected[:3], rtol=1e-12)


@settings(deadline=None)
@given(seeds, st.sampled_from([1, 2, 3, 10, 300]), st.sampled_from([1, 7, 200]))
def test_macro_and_weighted_means(seed: int, n_classes: int, n_samples: int) -> None:
    probabilities, targets = drawn(seed, n_classes, n_samples)
    scores, predicted = figures(probabilities, targets).scores, predictions_of(probabilities)
    labels = np.setdiff1d(np.concatenate([targets, predicted]), [UNDECIDED])
    for average, found in (("macro", scores.macro), ("weighted", scores.weighted)):
        expected = metrics.precision_recall_fscore_support(
            targets, predicted, labels=labels, average=average, zero_division=0
        )
        np.testing.assert_allclose(found, expected[:3], rtol=1e-12, atol=1e-15)
    assert scores.accuracy == pytest.approx(metrics.accuracy_score(targets, predicted), rel=1e-12)


@settings(deadline=None)
@given(seeds, st.sampled_from([2, 3, 10]))
def test_confusion_matrix(seed: int, n_classes: int) -> None:
    probabilities, targets = drawn(seed, n_classes)
    found, predicted = figures(probabilities, targets), predictions_of(probabilities)
    decided = predicted != UNDECIDED
    expected = metrics.confusion_matrix(
        targets[decided], predicted[decided], labels=range(n_classes)
    )
    assert np.array_equal(found.confusion, expected)


@each_precision
@settings(deadline=None)
@given(seed=seeds, n_classes=st.sampled_from([2, 3, 10]))
def test_mean_cross_entropy_loss(precision: str, seed: int, n_classes: int) -> None:
    probabilities, targets = drawn(seed, n_classes, precision=precision)
    known = ~np.isnan(probabilities).any(axis=1)
    chosen = probabilities[np.arange(len(targets)), targets]
    known &= chosen > 2 * np.finfo(precision).eps  # below, scikit-learn takes other numbers
    found = figures(probabilities[known], targets[known]).loss
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of rows that do not sum to one in few bits
        expected = metrics.log_loss(
            targets[known], probabilities[known].astype(np.float64), labels=range(n_classes)
        )
    assert found.mean == pytest.approx(expected, rel=1e-9)


@settings(deadline=None)
@given(seeds, st.sampled_from([2, 3, 10]))
def test_reliability(seed: int, n_classes: int) -> None:
    probabilities, targets = drawn(seed, n_classes, 500)
    found, predicted = figures(probabilities, targets).reliability, predictions_of(probabilities)
    decided = predicted != UNDECIDED
    right, confidence = (predicted == targets)[decided], probabilities.max(axis=1)[decided]
    share, mean = calibration_curve(right, confidence, n_bins=CONFIDENCE_BINS)
    filled = found.counts > 0
    np.testing.assert_allclose(1 - found.error_rates[filled], share, atol=1e-12)
    np.testing.assert_allclose(found.mean_confidences[filled], mean, rtol=1e-12)
    gap = (np.abs(share - mean) * found.counts[filled]).sum() / decided.sum()
    assert found.calibration_error == pytest.approx(gap, abs=1e-12)


@each_precision
@settings(deadline=None)
@given(seed=seeds, n_samples=st.sampled_from([2, 3, 50, 5000]), far=st.sampled_from([0, 100]))
def test_errors_of_values(precision: str, seed: int, n_samples: int, far: float) -> None:
    draw = np.random.default_rng(seed)
    targets = (far + draw.normal(size=n_samples)).astype(precision)
    predictions = (targets + draw.normal(size=n_samples)).astype(precision)
    scores = scored(predictions, targets)
    exact = targets.astype(np.float64), predictions.astype(np.float64)
    assert scores.mean_absolute_error == pytest.approx(metrics.mean_absolute_error(*exact))
    assert scores.mean_squared_error == pytest.approx(metrics.mean_squared_error(*exact))
    assert scores.root_mean_squared_error == pytest.approx(metrics.root_mean_squared_error(*exact))
    if np.ptp(exact[0]):  # else scikit-learn says 0 or 1, where it is undefined
        assert scores.r2 == pytest.approx(metrics.r2_score(*exact), rel=1e-9, abs=1e-9)


def test_r2_is_called_undefined_where_scikit_learn_takes_a_number_by_convention() -> None:
    same = np.full(4, 0.1)
    assert metrics.r2_score(same, same) == 1
    assert scored(same, same).r2 is None


def scored(predictions: np.ndarray, targets: np.ndarray) -> RegressionScores:
    return regression_figures(column(predictions), column(targets)).scores

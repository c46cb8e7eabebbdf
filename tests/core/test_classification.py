"""What probabilities say about each sample's class."""

from __future__ import annotations

import numpy as np
import pytest

from nnfs_core.batch import Batch
from nnfs_core.classification import UNDECIDED, classify
from nnfs_core.errors import Cancelled
from nnfs_core.rows import Rows

PROBABILITIES = np.array(
    [[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.2, 0.3, 0.5], [0.6, 0.3, 0.1], [np.nan, 0.5, 0.5]]
)


def targets(*numbers: int) -> Rows:
    batch = Batch(np.zeros((len(numbers), 1)), np.array(numbers))
    assert batch.target_rows is not None
    return batch.target_rows


def test_the_most_likely_class_is_predicted_with_its_probability() -> None:
    found = classify(Rows.of(PROBABILITIES), None, 3)
    assert found.predicted.tolist() == [0, 1, 2, 0, UNDECIDED]
    assert found.confidence[:4].tolist() == [0.7, 0.8, 0.5, 0.6]
    assert np.isnan(found.confidence[4])


def test_without_targets_there_is_no_accuracy() -> None:
    found = classify(Rows.of(PROBABILITIES), None, 3)
    assert found.accuracy is None
    assert found.n_known == 0
    assert found.confusion.sum() == 0


def test_right_and_wrong_are_counted_against_the_targets() -> None:
    found = classify(Rows.of(PROBABILITIES), targets(0, 1, 1, 0, 2), 3)
    assert found.right.tolist() == [True, True, False, True, False]
    assert (found.n_right, found.n_known, found.accuracy) == (3, 5, 0.6)


def test_the_confusion_matrix_has_a_row_a_target_and_a_column_a_prediction() -> None:
    found = classify(Rows.of(PROBABILITIES), targets(0, 1, 1, 0, 2), 3)
    assert found.confusion.tolist() == [[2, 0, 0], [0, 1, 1], [0, 0, 0]]


def test_unknown_targets_do_not_count() -> None:
    found = classify(Rows.of(PROBABILITIES), targets(0, -1, -1, 1, -1), 3)
    assert (found.n_right, found.n_known) == (1, 2)
    assert found.wrong.tolist() == [False, False, False, True, False]


def test_a_row_with_nan_is_undecided_and_wrong() -> None:
    found = classify(Rows.of(PROBABILITIES), targets(-1, -1, -1, -1, 0), 3)
    assert found.n_undecided == 1
    assert found.wrong.tolist() == [False] * 4 + [True]


def test_a_target_beyond_the_classes_of_the_network_still_has_its_row() -> None:
    found = classify(Rows.of(np.array([[0.9, 0.1]])), targets(4), 2)
    assert found.confusion.shape == (5, 5)
    assert found.confusion[4, 0] == 1


def test_more_classes_than_can_be_told_apart_take_no_room_for_their_confusion() -> None:
    found = classify(Rows.of(np.eye(3, 100_000)), targets(0, 1, 1), 100_000)
    assert found.confusion is None
    assert (found.n_right, found.n_known) == (2, 3)


def test_many_blocks_give_the_same_as_one() -> None:
    draw = np.random.default_rng(0)
    matrix, wanted = draw.random((9000, 4)), draw.integers(-1, 4, 9000)
    found = classify(Rows.of(matrix), targets(*wanted), 4)
    assert np.array_equal(found.predicted, matrix.argmax(axis=1))
    assert found.confusion.sum() == (wanted >= 0).sum()


def test_no_samples_and_no_classes_are_no_trouble() -> None:
    assert classify(Rows.of(np.empty((0, 3))), None, 3).predicted.shape == (0,)
    assert classify(Rows.of(np.empty((2, 0))), None, 0).predicted.tolist() == [UNDECIDED] * 2


def test_a_classification_nobody_waits_for_is_given_up() -> None:
    with pytest.raises(Cancelled):
        classify(Rows.of(PROBABILITIES), None, 3, cancelled=lambda: True)

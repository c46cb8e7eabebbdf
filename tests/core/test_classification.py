"""What probabilities say about each sample's class."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnfs_core.errors import Cancelled
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.batch import Batch
from nnfs_core.summaries import classification as module
from nnfs_core.summaries.classification import UNDECIDED, Classification, classify

PROBABILITIES = np.array(
    [[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.2, 0.3, 0.5], [0.6, 0.3, 0.1], [np.nan, 0.5, 0.5]]
)


def targets(*numbers: int) -> Rows:
    batch = Batch(np.zeros((len(numbers), 1)), np.array(numbers))
    assert batch.target_rows is not None
    return batch.target_rows


def predicted(found: Classification) -> np.ndarray:
    return np.concatenate([np.empty(0), *(block.predicted for block in found.blocks)])


def known_targets(found: Classification) -> np.ndarray:
    return np.concatenate([np.empty(0), *(block.targets for block in found.blocks)])


def test_the_most_likely_class_is_predicted() -> None:
    found = classify(Rows.of(PROBABILITIES), None, 3)
    assert predicted(found).tolist() == [0, 1, 2, 0, UNDECIDED]


def test_exact_ties_are_counted_and_the_first_of_them_is_predicted() -> None:
    rows = np.array([[0.4, 0.4, 0.2], [0.1, 0.45, 0.45], [0.5, 0.3, 0.2], [np.nan, 0.5, 0.5]])
    for wide in (rows, np.hstack([rows, np.zeros((4, 40))])):
        found = classify(Rows.of(wide), targets(1, 1, 0, 0), 3)
        assert predicted(found).tolist() == [0, 1, 0, UNDECIDED]
        assert (found.n_tied, found.n_right) == (2, 2)


def test_without_targets_there_is_no_accuracy() -> None:
    found = classify(Rows.of(PROBABILITIES), None, 3)
    assert found.accuracy is None
    assert found.n_known == 0
    assert found.confusion.sum() == 0


def test_right_and_wrong_are_counted_against_the_targets() -> None:
    found = classify(Rows.of(PROBABILITIES), targets(0, 1, 1, 0, 2), 3)
    assert found.wrong_samples.tolist() == [2, 4]
    assert (found.n_right, found.n_known, found.accuracy) == (3, 5, 0.6)


def test_the_confusion_matrix_has_a_row_a_target_and_a_column_a_prediction() -> None:
    found = classify(Rows.of(PROBABILITIES), targets(0, 1, 1, 0, 2), 3)
    assert found.confusion.tolist() == [[2, 0, 0], [0, 1, 1], [0, 0, 0]]


def test_unknown_targets_do_not_count() -> None:
    found = classify(Rows.of(PROBABILITIES), targets(0, -1, -1, 1, -1), 3)
    assert (found.n_right, found.n_known) == (1, 2)
    assert found.wrong_samples.tolist() == [3]


def test_a_row_with_nan_is_undecided_and_wrong() -> None:
    found = classify(Rows.of(PROBABILITIES), targets(-1, -1, -1, -1, 0), 3)
    assert found.n_undecided == 1
    assert found.wrong_samples.tolist() == [4]


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
    assert np.array_equal(predicted(found), matrix.argmax(axis=1))
    assert found.confusion.sum() == (wanted >= 0).sum()


def test_no_samples_and_no_classes_are_no_trouble() -> None:
    assert predicted(classify(Rows.of(np.empty((0, 3))), None, 3)).shape == (0,)
    assert predicted(classify(Rows.of(np.empty((2, 0))), None, 0)).tolist() == [UNDECIDED] * 2


def test_a_classification_nobody_waits_for_is_given_up() -> None:
    with pytest.raises(Cancelled):
        classify(Rows.of(PROBABILITIES), None, 3, cancelled=lambda: True)


@settings(deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([2, 5, 40]), st.booleans())
def test_after_edits_it_is_the_same_as_when_all_is_classified_anew(
    seed: int, n_classes: int, has_nan: bool
) -> None:
    draw = np.random.default_rng(seed)
    matrix = draw.random((600, n_classes))
    rows = Rows(
        tuple(np.asfortranarray(part) for part in np.split(matrix, [100, 350])), n_classes, "f8"
    )
    wanted = targets(*draw.integers(-1, n_classes, 600))
    found = classify(rows, wanted, n_classes)
    for _ in range(3):
        row = int(draw.integers(0, 600))
        cell = np.array([[np.nan if has_nan else draw.random() * 2]])
        rows = rows.with_cells(row, int(draw.integers(0, n_classes)), cell)
        if draw.random() < 0.3:
            wanted = wanted.with_cells(row, 0, np.array([[draw.integers(-1, n_classes)]]))
        found, anew = (
            classify(rows, wanted, n_classes, before=found),
            classify(rows, wanted, n_classes),
        )
        assert np.array_equal(predicted(found), predicted(anew))
        assert np.array_equal(predicted(found), slow_predictions(rows.array))
        assert np.array_equal(found.wrong_samples, anew.wrong_samples)
        assert np.array_equal(found.confusion, anew.confusion)
        assert (found.n_known, found.n_right, found.n_undecided) == (
            anew.n_known, anew.n_right, anew.n_undecided,
        )  # fmt: skip
    removed = rows.with_rows_removed([3, 400])
    kept = wanted.with_rows_removed([3, 400])
    found, anew = (
        classify(removed, kept, n_classes, before=found),
        classify(removed, kept, n_classes),
    )
    assert np.array_equal(known_targets(found), known_targets(anew))
    assert np.array_equal(found.confusion, anew.confusion)


def slow_predictions(matrix: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(matrix).any(axis=1), UNDECIDED, matrix.argmax(axis=1))


def test_after_an_edit_only_its_block_is_classified_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = Rows.of(np.random.default_rng(0).random((50_000, 3)))
    wanted = targets(*np.zeros(50_000, int))
    before = classify(rows, wanted, 3)
    lengths, predicted = [], module.most_likely
    monkeypatch.setattr(module, "most_likely", lambda b: lengths.append(len(b)) or predicted(b))
    classify(rows.with_cells(20_000, 0, np.array([[7.0]])), wanted, 3, before=before)
    assert lengths == [len(rows.blocks[rows.locate(20_000)[0]])]


def test_the_next_sample_of_a_kind_is_found_from_any_sample() -> None:
    draw = np.random.default_rng(3)
    matrix, wanted = draw.random((40_000, 3)), draw.integers(-1, 3, 40_000)
    found = classify(Rows.of(matrix), targets(*wanted), 3)
    kind = np.flatnonzero((wanted == 2) & (matrix.argmax(axis=1) == 1))
    for after in (None, 0, 16_383, int(kind[5]), int(kind[-1]), 39_999, 70_000):
        later = kind if after is None else kind[kind > after]
        expected = later[0] if len(later) else kind[0]
        assert found.next_of_kind(2, 1, after) == expected
    assert found.kind_of(int(kind[0])) == (2, 1)
    assert found.next_of_kind(7, 1, None) is None


def test_a_million_samples_take_a_few_bytes_each() -> None:
    found = classify(Rows.of(np.full((1_000_000, 3), 0.5)), targets(*np.zeros(1_000_000, int)), 3)
    n_bytes = sum(block.predicted.nbytes + block.targets.nbytes for block in found.blocks)
    assert n_bytes <= 4_000_000

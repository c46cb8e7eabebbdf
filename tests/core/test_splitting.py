"""Splits by shares and by a column: laws of what is drawn, and sentences for what cannot be."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnfs_core import Batch, Network, NnfsError, Project, edits
from nnfs_core.edits.drawn_split import drawn_subsets, stratified_sizes, whole_sizes
from nnfs_core.edits.split_columns import column_values, value_word
from nnfs_core.edits.split_plan import planned_column, planned_shares
from nnfs_core.errors import Cancelled
from nnfs_core.project.subset import Subset, subset_of_word
from nnfs_core.project.table_reading import ColumnReading, TableReading
from tests.deferred import deferred_rows

pytestmark = pytest.mark.usefixtures("small_blocks")

TRAINING, VALIDATION, TEST = Subset
NAN = float("nan")

shares = st.tuples(st.integers(1, 99), st.integers(0, 99)).map(
    lambda percents: (
        percents[0] / 100,
        min(percents[1], 100 - percents[0]) / 100,
        max(0, 100 - percents[0] - percents[1]) / 100,
    )
)
Shares = tuple[float, float, float]


def of(n_samples: int, targets: npt.ArrayLike | None = None) -> Project:
    return Project(Network(), Batch(np.arange(float(n_samples)).reshape(-1, 1), targets))


def drawn(n_samples: int, shares: Shares, seed: int) -> npt.NDArray[np.int8] | None:
    """What samples are for; None where a share comes to no sample."""
    if (whole_sizes(n_samples, shares) > 0).tolist() == [share > 0 for share in shares]:
        return edits.split_by_shares(of(n_samples), *shares, seed=seed).batch.subsets
    with pytest.raises(NnfsError, match="would be for"):
        edits.split_by_shares(of(n_samples), *shares, seed=seed)
    return None


@given(st.integers(1, 300), shares, st.integers(0, 2**32))
def test_every_sample_is_in_one_part_and_each_part_has_its_share(
    n_samples: int, shares: Shares, seed: int
) -> None:
    found = drawn(n_samples, shares, seed)
    if found is None:
        return
    sizes = np.bincount(found, minlength=3)
    assert sizes.sum() == n_samples
    assert (np.abs(sizes - n_samples * np.array(shares)) < 1).all()
    assert [size > 0 for size in sizes] == [share > 0 for share in shares]


@given(st.integers(1, 300), shares, st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_split(n_samples: int, shares: Shares, seed: int) -> None:
    first, second = (drawn(n_samples, shares, seed) for _ in range(2))
    assert (first is None) == (second is None)
    assert first is None or first.tolist() == second.tolist()  # type: ignore[union-attr]


def test_other_seeds_give_other_splits_which_stay_what_they_are() -> None:
    splits = [drawn(12, (0.5, 0.25, 0.25), seed) for seed in range(20)]
    assert len({each.tobytes() for each in splits if each is not None}) == 20
    found, order = splits[7], np.random.default_rng(7).permutation(12)
    assert found is not None
    assert found[order].tolist() == [0] * 6 + [1] * 3 + [2] * 3


@given(hnp.arrays(np.int64, st.integers(1, 200), elements=st.integers(-1, 5)), shares)
def test_a_stratified_split_keeps_the_shares_in_every_class_and_together(
    classes: npt.NDArray[np.int64], shares: Shares
) -> None:
    try:
        split = edits.split_by_shares(of(len(classes), classes), *shares, stratified=True)
    except NnfsError:
        return
    found = split.batch.subsets
    assert found is not None
    for number in np.unique(classes):
        sizes = np.bincount(found[classes == number], minlength=3)
        assert (np.abs(sizes - sizes.sum() * np.array(shares)) < 1).all()
    sizes = np.bincount(found, minlength=3)
    assert (np.abs(sizes - len(classes) * np.array(shares)) < 1 + 1e-9).all()


@given(hnp.arrays(np.int64, st.integers(1, 40), elements=st.integers(0, 9)), shares)
def test_small_classes_together_come_to_the_sizes_of_any_split(
    counts: npt.NDArray[np.int64], shares: Shares
) -> None:
    sizes = stratified_sizes(counts, shares)
    assert (sizes >= 0).all()
    assert sizes.sum(axis=1).tolist() == counts.tolist()
    assert (np.abs(sizes.sum(axis=0) - whole_sizes(int(counts.sum()), shares)) <= 1).all()


def test_many_classes_of_two_samples_still_fill_the_test_samples() -> None:
    split = edits.split_by_shares(of(200, np.arange(200) // 2), 0.8, 0, 0.2, stratified=True)
    assert split.batch.subset_counts == {TRAINING: 160, VALIDATION: 0, TEST: 40}


def test_iris_splits_as_people_expect() -> None:
    project = of(150, np.arange(150) // 50)
    split = edits.split_by_shares(project, 0.7, 0.1, 0.2, seed=1, stratified=True)
    assert split.batch.subsets is not None
    for number in range(3):
        part = split.batch.subsets[50 * number : 50 * number + 50]
        assert np.bincount(part).tolist() == [35, 5, 10]
    assert split.batch.input_rows is project.batch.input_rows
    assert edits.split_by_shares(split, 0.7, 0.1, 0.2, seed=1, stratified=True) is split


def test_a_batch_in_a_file_is_split_as_one_in_memory() -> None:
    classes = np.arange(40) % 3
    kept = Batch(
        deferred_rows(np.zeros((40, 2))), deferred_rows(classes.reshape(-1, 1).astype(np.int64))
    )
    split = edits.split_by_shares(Project(Network(), kept), 0.6, 0.2, 0.2, stratified=True)
    other = edits.split_by_shares(of(40, classes), 0.6, 0.2, 0.2, stratified=True)
    assert split.batch.subsets is not None
    assert split.batch.subsets.tolist() == other.batch.subsets.tolist()  # type: ignore[union-attr]
    with pytest.raises(Cancelled):
        edits.split_by_shares(
            Project(Network(), kept), 0.6, 0.2, 0.2, stratified=True, cancelled=lambda: True
        )


@pytest.mark.parametrize(
    ("n_samples", "shares", "sentence"),
    [
        (10, (0.7, 0.2, 0.2), "must be 100 % together, but they are 110 %"),
        (10, (0.333, 0.333, 0.333), "but they are 99.9 %"),
        (10, (1.2, -0.2, 0.0), "from 0 to 100 %"),
        (10, (NAN, 0.5, 0.5), "from 0 to 100 %"),
        (10, (1.0, 0.0, 0.0), "All samples would be for training"),
        (10, (0.0, 0.5, 0.5), "No sample would be for training"),
        (3, (0.8, 0.1, 0.1), "10 % of 3 samples is none, so no sample would be for validation"),
        (1, (0.5, 0.0, 0.5), "50 % of 1 sample is none, so no sample would be for test"),
        (0, (0.5, 0.0, 0.5), "no samples to split"),
    ],
)
def test_shares_that_make_no_split_are_refused(
    n_samples: int, shares: Shares, sentence: str
) -> None:
    with pytest.raises(NnfsError, match=sentence):
        edits.split_by_shares(of(n_samples), *shares)


@pytest.mark.parametrize("targets", [None, [0.5] * 10])
def test_only_classes_can_be_stratified_by(targets: npt.ArrayLike | None) -> None:
    with pytest.raises(NnfsError, match="no target column of classes"):
        edits.split_by_shares(of(10, targets), 0.5, 0, 0.5, stratified=True)
    assert drawn_subsets(of(10, targets).batch, (0.5, 0, 0.5)).sum() == 10


COLUMN = [[0.0, 7.0], [1.0, NAN], [2.0, 7.0], [3.0, 8.5]]
TABLE = Project(Network(), Batch(COLUMN, [1, 0, -1, 1], ["x", "set"], class_names=["a", "b"]))


def test_the_values_of_a_column_are_counted_missing_ones_last() -> None:
    assert [*map(str, column_values(TABLE.batch, 1))] == ["7.0", "8.5", "nan"]
    assert [*column_values(TABLE.batch, 1).values()] == [2, 1, 1]
    assert column_values(TABLE.batch, 2) == {-1: 1, 0: 1, 1: 2}
    many = Batch(np.arange(60.0).reshape(-1, 1), columns=["age"])
    with pytest.raises(NnfsError, match="age has more than 50 different values"):
        column_values(many, 0)
    with pytest.raises(NnfsError, match="gone"):
        column_values(many, 1)


def test_values_are_called_by_their_class_or_their_text_in_the_table() -> None:
    assert [value_word(TABLE, 2, value) for value in (-1, 0, 1)] == ["unknown", "a", "b"]
    assert [value_word(TABLE, 1, value) for value in (7, 8.5, NAN)] == ["7", "8.5", "missing"]
    reading = TableReading((), 3, (ColumnReading("set", read_as="codes", texts=("train", "test")),))
    project = Project(Network(), Batch([[0.0], [1.0]], columns=["set"]), table_reading=reading)
    assert [value_word(project, 0, value) for value in (0, 1, 2)] == ["train", "test", "2"]


def test_a_column_tells_what_samples_are_for_and_may_be_taken_out() -> None:
    split = edits.split_by_column(TABLE, 1, {7: TRAINING, 8.5: TEST, NAN: VALIDATION})
    assert split.batch.subsets is not None
    assert split.batch.subsets.tolist() == [0, 1, 0, 2]
    assert split.batch.columns == ("x", "set")
    out = edits.split_by_column(TABLE, 2, {0: TEST, 1: TRAINING, -1: TEST}, take_out=True)
    assert out.batch.subsets is not None
    assert out.batch.subsets.tolist() == [0, 2, 2, 0]
    assert out.batch.targets is None


@pytest.mark.parametrize(
    ("column", "meanings", "sentence"),
    [
        (1, {7: TRAINING, 8.5: TEST}, "set is NaN in 1 sample, and nobody has said"),
        (2, {0: TRAINING, -1: TEST}, "target is 1 in 2 samples, and nobody has said"),
        (0, dict.fromkeys([0, 1, 2, 3], TRAINING), "All samples would be for training"),
        (0, dict.fromkeys([0, 1, 2, 3], TEST), "No sample would be for training"),
        (3, {}, "is gone"),
    ],
)
def test_a_column_that_does_not_tell_of_every_sample_is_refused(
    column: int, meanings: dict[float, Subset], sentence: str
) -> None:
    with pytest.raises(NnfsError, match=sentence):
        edits.split_by_column(TABLE, column, meanings)


def test_words_for_subsets_are_known_in_any_spelling() -> None:
    for word in ("train", "Training", "TRAINING SET", "train_split", "trainset", " train "):
        assert subset_of_word(word) is TRAINING
    for word in ("val", "valid", "validation", "dev", "Dev set"):
        assert subset_of_word(word) is VALIDATION
    for word in ("test", "Test-Set", "holdout", "hold-out"):
        assert subset_of_word(word) is TEST
    for word in ("", "setosa", "set", "trainer", "0", "yes"):
        assert subset_of_word(word) is None


def test_what_a_split_comes_to_is_foreseen_class_by_class() -> None:
    batch = Batch(np.zeros((12, 1)), [0] * 6 + [2] * 4 + [-1] * 2, class_names=["a", "", "c"])
    project = Project(Network(), batch)
    plan = planned_shares(batch, (0.5, 0, 0.5), 3, stratified=True)
    assert plan.names == ("a", "c", "unknown")
    assert plan.of_classes.tolist() == [[3, 0, 3], [2, 0, 2], [1, 0, 1]]
    assert plan.totals.tolist() == [6, 0, 6]
    assert plan.warnings == ()
    found = edits.split_by_shares(project, 0.5, 0, 0.5, seed=3, stratified=True).batch
    assert [*found.subset_counts.values()] == plan.totals.tolist()


def test_small_classes_and_those_without_training_samples_are_told() -> None:
    batch = Batch(np.zeros((12, 1)), [0] * 8 + [1, 1, 2, 3])
    plan = planned_shares(batch, (0.5, 0.25, 0.25), stratified=True)
    small = "3 classes have fewer samples than there are parts: class 1, class 2 and class 3."
    assert plan.warnings[0] == small
    meanings = {0: TRAINING, 1: TEST, 2: TEST, 3: TRAINING}
    by_column = planned_column(batch, 1, meanings)
    assert by_column.warnings == ("No training sample is of 2 classes: class 1 and class 2.",)
    assert by_column.totals.tolist() == [9, 0, 3]


@given(hnp.arrays(np.int64, st.integers(2, 60), elements=st.integers(-1, 4)), shares, st.booleans())
def test_what_is_foreseen_is_what_comes(
    classes: npt.NDArray[np.int64], shares: Shares, stratified: bool
) -> None:
    project = of(len(classes), classes)
    try:
        plan = planned_shares(project.batch, shares, 1, stratified=stratified)
    except NnfsError:
        return
    split = edits.split_by_shares(project, *shares, seed=1, stratified=stratified).batch.subsets
    assert split is not None
    for name, counts in zip(plan.names, plan.of_classes.tolist(), strict=True):
        number = -1 if name == "unknown" else int(name.removeprefix("class "))
        assert np.bincount(split[classes == number], minlength=3).tolist() == counts
    assert plan.of_classes.sum(axis=0).tolist() == plan.totals.tolist()


def test_values_have_no_classes_to_foresee() -> None:
    plan = planned_shares(of(10, [0.5] * 10).batch, (0.7, 0.1, 0.2))
    assert plan.names == ()
    assert plan.totals.tolist() == [7, 1, 2]

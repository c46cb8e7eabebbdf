"""Missing numbers in the batch are mended by the column's mean, by 0, or by removing samples."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from nnfs_core import Batch, Network, NnfsError, Project
from nnfs_core.edits import (
    clear_samples,
    fill_missing_with_means,
    fill_missing_with_zeros,
    missing_samples,
    remove_columns,
    remove_missing_samples,
    set_inputs,
    write_samples,
)
from nnfs_core.errors import Cancelled
from nnfs_core.matrix.blocks import Deferred
from tests.deferred import deferred_rows, loads
from tests.projects import project_of

NAN, INF = float("nan"), float("inf")


def test_a_missing_number_becomes_the_mean_of_the_others_in_its_column() -> None:
    project = project_of([[1, 10], [NAN, 20], [3, -INF]])
    mended = fill_missing_with_means(project)
    assert mended.batch.inputs.tolist() == [[1, 10], [2, 20], [3, 15]]
    assert np.isnan(project.batch.inputs[1, 0])  # the old project is as it was


def test_a_column_without_any_number_has_no_mean_and_the_error_names_it() -> None:
    project = project_of([[1, NAN], [2, NAN]], columns=["height", "width"])
    with pytest.raises(NnfsError, match=r"^width has no number to take the mean of"):
        fill_missing_with_means(project)


def test_the_mean_of_numbers_near_the_largest_is_finite() -> None:
    mended = fill_missing_with_means(project_of([[1.7e308], [1.7e308], [NAN]]))
    assert mended.batch.inputs[2, 0] == pytest.approx(1.7e308)


def test_missing_numbers_become_zero() -> None:
    mended = fill_missing_with_zeros(project_of([[1, NAN], [INF, 4]]))
    assert mended.batch.inputs.tolist() == [[1, 0], [0, 4]]


def test_samples_with_missing_numbers_are_removed_with_their_targets() -> None:
    project = project_of([[1, 2], [NAN, 4], [5, 6], [7, INF]], targets=[0, 1, 2, 0])
    mended = remove_missing_samples(project)
    assert mended.batch.inputs.tolist() == [[1, 2], [5, 6]]
    assert mended.batch.targets is not None
    assert mended.batch.targets.tolist() == [0, 2]


def test_blocks_without_missing_numbers_are_shared() -> None:
    inputs = np.ones((20_000, 2), dtype=np.float32)
    inputs[19_999, 1] = NAN
    project = Project(Network(), Batch(inputs), "float32")
    mended = fill_missing_with_zeros(project)
    assert mended.batch.input_rows.blocks[0] is project.batch.input_rows.blocks[0]
    assert mended.batch.inputs.dtype == np.float32
    assert missing_samples(project.batch).tolist() == [19_999]


@pytest.mark.parametrize(
    "mend", [fill_missing_with_means, fill_missing_with_zeros, remove_missing_samples]
)
@pytest.mark.parametrize("n_blocks", [0, 1])
def test_mending_samples_that_are_not_in_memory_stops_at_the_next_block(
    mend: Callable[[Project, Callable[[], bool]], Project], n_blocks: int
) -> None:
    rows = deferred_rows(np.array([[1.0], [NAN], [3.0]]), step=1)
    with pytest.raises(Cancelled):
        mend(project_of(rows), lambda: sum(loads(rows)) == n_blocks)
    assert sum(loads(rows)) == n_blocks


def test_samples_that_are_not_in_memory_are_mended_when_they_are_looked_at() -> None:
    rows = deferred_rows(np.array([[1.0], [NAN], [3.0]]), step=1)
    mended = fill_missing_with_zeros(project_of(rows)).batch.input_rows
    assert all(isinstance(block, Deferred) for block in mended.blocks)
    assert mended.array.tolist() == [[1], [0], [3]]


@given(npst.arrays(np.float64, npst.array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=6)))
def test_whatever_is_missing_nothing_is_after_mending(inputs: np.ndarray) -> None:
    project = project_of(inputs)
    for mend in (fill_missing_with_zeros, remove_missing_samples):
        mended = mend(project)
        assert np.isfinite(mended.batch.inputs).all()
        assert mend(mended) is mended
    finite = np.isfinite(inputs)
    assert missing_samples(project.batch).tolist() == np.flatnonzero(~finite.all(axis=1)).tolist()


def test_a_table_written_over_features_and_target_sets_both_in_one_edit() -> None:
    project = project_of(np.zeros((2, 2)), targets=[0, 1], class_names=["a", "b"])
    written = write_samples(project, 1, 1, [[7, 0], [8, 2]], new_classes=["c"])
    assert written.batch.inputs.tolist() == [[0, 0], [0, 7], [0, 8]]
    assert written.batch.targets is not None
    assert written.batch.targets.tolist() == [0, 0, 2]
    assert written.batch.class_names == ("a", "b", "c")


def test_a_table_that_reaches_beyond_the_target_is_refused() -> None:
    project = project_of(np.zeros((2, 2)), targets=[0, 1], target_name="species")
    with pytest.raises(NnfsError, match=r"^These are 3 columns, but only 2 stand from there up to"):
        write_samples(project, 0, 1, [[1, 2, 3]])


def test_without_a_target_the_table_grows_like_inputs_do() -> None:
    project = project_of(np.zeros((1, 1)))
    assert write_samples(project, 1, 1, [[5]]) == set_inputs(project, 1, 1, [[5]])


def test_clearing_sets_features_to_zero_and_classes_to_unknown() -> None:
    project = project_of(np.ones((2, 2)), targets=[0, 1])
    cleared = clear_samples(project, 0, 1, 2, 2)
    assert cleared.batch.inputs.tolist() == [[1, 0], [1, 0]]
    assert cleared.batch.targets is not None
    assert cleared.batch.targets.tolist() == [-1, -1]


@given(st.sets(st.integers(0, 3)))
def test_columns_are_removed_with_the_target_among_them(columns: set[int]) -> None:
    project = project_of(np.arange(6.0).reshape(2, 3), targets=[0, 1])
    left = remove_columns(project, sorted(columns))
    assert left.batch.columns == tuple(f"x{i}" for i in range(3) if i not in columns)
    assert (left.batch.targets is None) == (3 in columns)

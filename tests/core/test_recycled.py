"""Memory used again: never while anyone can still see it, and only so much is kept ready."""

from __future__ import annotations

import gc

import numpy as np
import pytest

from nnfs_core import Batch, Dense, Network, Project, edits, evaluate
from nnfs_core.machine import recycled

LARGE = (1024, 256)  # of float64: 2 MiB
FLOAT64 = np.dtype(np.float64)


@pytest.fixture(autouse=True)
def free_memory(monkeypatch: pytest.MonkeyPatch) -> recycled._FreeMemory:
    """A free_memory of this test alone, so that what others put back does not matter."""
    free_memory = recycled._FreeMemory()
    monkeypatch.setattr(recycled, "_unused", free_memory)
    return free_memory


def address(array: np.ndarray) -> int:
    return int(array.__array_interface__["data"][0])


def test_an_array_is_of_the_shape_and_type_asked_for() -> None:
    for dtype in (np.dtype(np.float32), FLOAT64):
        array = recycled.empty(LARGE, dtype)
        assert (array.shape, array.dtype) == (LARGE, dtype)
        assert array.flags.c_contiguous
        assert array.flags.writeable


def test_memory_returns_once_the_last_view_is_gone() -> None:
    array = recycled.empty(LARGE, FLOAT64)
    place, view = address(array), array[5:7]
    del array
    gc.collect()
    assert address(recycled.empty(LARGE, FLOAT64)) != place
    del view
    gc.collect()
    assert address(recycled.empty(LARGE, FLOAT64)) == place


def test_a_view_still_held_keeps_its_numbers() -> None:
    array = recycled.empty(LARGE, FLOAT64)
    array[:] = 7
    view = array[100:200, 3:4]
    del array
    gc.collect()
    others = [recycled.empty(LARGE, FLOAT64) for _ in range(4)]
    for other in others:
        other[:] = -1
    assert (view == 7).all()


def test_only_so_much_memory_is_kept_ready(
    free_memory: recycled._FreeMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recycled, "MOST_KEPT", 5 * 2**20)
    arrays = [recycled.empty(LARGE, FLOAT64) for _ in range(6)]
    arrays.clear()
    gc.collect()
    assert sum(memory.nbytes for memory in free_memory._free) == 4 * 2**20


def test_memory_that_returns_while_the_shelf_is_in_use_waits_for_nothing(
    free_memory: recycled._FreeMemory,
) -> None:
    array = recycled.empty(LARGE, FLOAT64)
    with free_memory._lock:  # as when the garbage collector runs in the middle of `take`
        del array
        gc.collect()
    assert free_memory._free == []


def test_small_arrays_are_taken_fresh(free_memory: recycled._FreeMemory) -> None:
    array = recycled.empty((2, 3), FLOAT64)
    assert array.base is None
    del array
    assert free_memory._free == []


def test_an_evaluation_that_is_still_held_is_not_written_over_by_later_ones() -> None:
    project = Project(Network([Dense.random(40, 300, seed=1)]), Batch(np.ones((2000, 40))))
    held = evaluate(project)
    before = held.layers[0].output.array.copy()
    for number in range(4):
        evaluate(edits.set_input(project, 0, 0, number + 2.0))
        evaluate(edits.redraw(project, 0, number + 5))
    np.testing.assert_array_equal(held.layers[0].output.array, before)


def test_what_the_next_pass_cannot_need_is_given_back(free_memory: recycled._FreeMemory) -> None:
    large = recycled.empty(LARGE, FLOAT64)
    del large
    gc.collect()
    assert len(free_memory._free) == 1
    recycled.limit(0)
    assert free_memory._free == []
    later = recycled.empty(LARGE, FLOAT64)
    del later
    gc.collect()
    assert free_memory._free == []
    evaluate(Project(Network([Dense.random(4, 64)]), Batch(np.zeros((5000, 4)))))
    again = recycled.empty(LARGE, FLOAT64)
    del again
    gc.collect()
    assert len(free_memory._free) == 1


def test_memory_that_is_not_there_is_no_error_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recycled.np, "empty", lambda *args: (_ for _ in ()).throw(MemoryError()))
    with pytest.raises(MemoryError):
        recycled.empty(LARGE, FLOAT64)
    gc.collect()  # where an unraisable error would end the test

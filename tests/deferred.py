"""Matrices in blocks that are got only when they are looked at, and count how often."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnfs_core.arrays import AnyArray, seal
from nnfs_core.errors import NnfsError
from nnfs_core.files import in_place
from nnfs_core.matrix.blocks import MOST_KEPT, Deferred
from nnfs_core.matrix.rows import Rows


class Slow(Deferred):
    """A block that counts how often it was fetched, and cannot be while `fault` says why."""

    def __init__(self, numbers: AnyArray) -> None:
        super().__init__(numbers.shape, numbers.dtype)
        self._numbers = seal(numbers.copy())
        self.n_loads = 0
        self.fault = ""

    def load(self) -> AnyArray:
        self.n_loads += 1
        if self.fault:
            raise NnfsError(self.fault)
        return self._numbers


class Forgetting(Slow):
    """A block that another thread pushes out of memory as soon as somebody has asked for it.

    After that its numbers cannot be fetched any more.
    """

    def in_memory(self) -> AnyArray | None:
        array = None if self.fault else self._numbers
        self.fault = "samples.npy has changed."
        return array


class Unread(Deferred):
    """A block that nobody may look at."""

    def load(self) -> AnyArray:
        raise AssertionError("it was read")


def counting(n_rows: int = 9, width: int = 2, start: int = 0, dtype: Any = np.float64) -> AnyArray:
    """A matrix (n_rows, width) of `start`, `start` + 1, ..."""
    return np.arange(start, start + n_rows * width, dtype=dtype).reshape(n_rows, width)


def deferred_rows(model: AnyArray, step: int = 3) -> Rows:
    """A matrix in blocks of `step` rows none of which is in memory."""
    blocks = tuple(Slow(model[start : start + step]) for start in range(0, len(model), step))
    return Rows(blocks, model.shape[1], model.dtype)


def slow_rows(
    n_rows: int = 9,
    width: int = 2,
    step: int = 3,
    *,
    missing: int | None = None,
    dtype: Any = np.float64,
) -> Rows:
    """0, 1, 2, ... in rows, in blocks of `step` rows none of which is in memory.

    The first number of row `missing` is NaN.
    """
    model = counting(n_rows, width, dtype=dtype)
    if missing is not None:
        model[missing, 0] = np.nan
    return deferred_rows(model, step)


def forgetting_rows() -> Rows:
    """The same 9 rows in blocks that are in memory once."""
    blocks = tuple(
        Forgetting(block.read()) for block in slow_rows().blocks if isinstance(block, Slow)
    )
    return Rows(blocks, 2, np.dtype(np.float64))


def loads(rows: Rows) -> list[int]:
    return [block.n_loads for block in rows.blocks if isinstance(block, Slow)]


def break_block(rows: Rows, number: int, fault: str) -> None:
    block = rows.blocks[number]
    assert isinstance(block, Slow)
    block.fault = fault


class Large(Deferred):
    """A block of zeros as large as all that may stay in memory together."""

    def __init__(self) -> None:
        super().__init__((MOST_KEPT // 8, 1), np.dtype(np.float64))

    def load(self) -> AnyArray:
        return np.broadcast_to(0.0, self.shape)  # takes no room


def forget_blocks() -> None:
    """Look at so much else that no block looked at before is in memory any more."""
    Large().read()


def leave_in_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every file be larger than memory from now on."""
    monkeypatch.setattr(in_place, "IN_MEMORY", 0)
    monkeypatch.setattr(in_place, "free_memory", lambda: 0)

"""This module has the changes that one block of a matrix can go through.

They are functions with names, so that a journal can say which a deferred block has yet to do.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray


def cast(array: AnyArray, dtype: np.dtype[Any]) -> AnyArray:
    """A copy in another type; the forward pass names what becomes infinite."""
    with np.errstate(over="ignore"):
        return array.astype(dtype, order="C")


def without_rows(array: AnyArray, places: npt.NDArray[np.integer[Any]]) -> AnyArray:
    """A copy without the rows at some places."""
    return np.delete(array, places, axis=0)


def with_chosen_columns(array: AnyArray, places: npt.NDArray[np.integer[Any]]) -> AnyArray:
    """A copy made of the columns at some places, in their order."""
    return array[:, places]


def with_new_columns(array: AnyArray, index: int, count: int, value: float) -> AnyArray:
    """A copy with `count` columns of `value` standing before column `index`."""
    return np.insert(array, [index] * count, value, axis=1)

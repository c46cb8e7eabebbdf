"""Counts numbers in bins of a round width, exactly as comparisons with their edges would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, seal
from nnfs_core.scatter.extent import MOST, Extent, round_edges

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Bins:
    """Holds edges as they are written, and as they compare with numbers of a precision."""

    edges: tuple[float, ...]  # (bins + 1,), a number is at least one of them and below the next
    cast: AnyArray  # (bins + 1,)

    def __len__(self) -> int:
        return len(self.edges) - 1

    def places(self, values: AnyArray) -> IntArray:
        """The bin of each number, -1 or the number of bins for what lies outside. (samples,)"""
        places: IntArray = np.searchsorted(self.cast, values, side="right") - 1
        return places


def bins_for(extent: Extent, most: int, dtype: np.dtype[Any]) -> Bins:
    """At most `most` bins with the numbers of an extent in them, perhaps one more by rounding.

    Edges that are one number in the precision of the values are one edge.
    """
    edges = round_edges(extent, most)
    with np.errstate(over="ignore"):
        cast = np.array(edges).astype(dtype)
        if cast[-1] <= dtype.type(min(extent.high, MOST)):  # the largest number would be beyond
            edges.append(np.inf)
            cast = np.append(cast, dtype.type(np.inf))
    differs = np.append(True, cast[1:] != cast[:-1])
    kept = [edge for edge, is_other in zip(edges, differs.tolist(), strict=True) if is_other]
    return Bins(tuple(kept), seal(cast[differs]))

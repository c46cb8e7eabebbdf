"""Finds what is seen of the points in a part of the plane: each of them, or how dense they lie."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, seal
from nnfs_core.progress import IsCancelled, never
from nnfs_core.scatter.bins import Bins, bins_for
from nnfs_core.scatter.extent import Extent
from nnfs_core.scatter.points import PointPart, Points
from nnfs_core.scatter.request import Mask

MOST_POINTS = 4000  # that are drawn one by one
FEW = 3  # points in the cells around a point, itself among them, that are drawn as what they are
REACH = 2  # cells that count as around
MOST_BINS = 30

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Region:
    """Bounds a part of the plane."""

    x: Extent
    y: Extent

    def contains(self, x: AnyArray, y: AnyArray) -> Mask:
        """Which points lie in it or at its edge. (points,)"""
        inside: Mask = (x >= self.x.low) & (x <= self.x.high)
        inside &= (y >= self.y.low) & (y <= self.y.high)
        return inside


@dataclass(frozen=True)
class Grid:
    """Says into how many cells a region is cut, and how many of these make one place for a ring."""

    columns: int
    rows: int
    ring: int = 4


@dataclass(frozen=True, eq=False)
class Density:
    """Counts the points in each cell of a region; the first row is the one of the least y."""

    counts: npt.NDArray[np.int32]  # (rows, columns), without the faded
    groups: npt.NDArray[np.uint8]  # (rows, columns), the most frequent group
    faded: npt.NDArray[np.int32]  # (rows, columns)


@dataclass(frozen=True, eq=False)
class GroupedCounts:
    """Holds how many points of each group have their x, or y, in each bin; without the faded."""

    bins: Bins
    counts: IntArray  # (bins, groups)


@dataclass(frozen=True, eq=False)
class Sight:
    """Holds what is seen of points in a region.

    `points` are those drawn one by one: all of them where there are few, else those that lie
    alone, and always the extremes. `rings` are wrong ones: all where there are few, else one for
    each place in which there is any. Both lie in the region.
    """

    points_of: Points = field(repr=False)
    region: Region
    n_inside: int  # with the faded
    points: PointPart
    rings: PointPart
    density: Density | None  # while there are too many to be drawn one by one
    along_x: GroupedCounts  # of the points whose x is in the region, wherever their y is
    along_y: GroupedCounts


def look(points: Points, region: Region, grid: Grid, cancelled: IsCancelled = never) -> Sight:
    """What is seen in a region; only finite points are.

    Raises Cancelled soon after `cancelled` turns true, and NnfsError when numbers cannot be
    fetched.
    """
    counting = _Counting(points, region, grid)
    for part in points.parts(cancelled):
        counting.add(part)
    sight = counting.few()
    if sight is not None:
        return sight
    density = counting.density()
    lone, rings = _Lone(density), _Rings(grid)
    for part in points.parts(cancelled):
        inside = _inside(part, region)
        columns, rows = _cells(inside, region, grid)
        lone.add(inside, columns, rows)
        rings.add(inside, columns, rows)
    extremes = _inside(points.extremes, region)
    shown = PointPart.joined([*lone.found, extremes]) if lone.found else extremes
    return replace(counting.sight(shown, rings.found()), density=density)


class _Counting:
    """Counts the points in cells and bins, and keeps them as long as they are few."""

    def __init__(self, points: Points, region: Region, grid: Grid) -> None:
        self._points, self._region, self._grid = points, region, grid
        self._n_groups = len(points.groups)
        self._n_inside, self._kept = 0, [_inside(points.extremes, region).at(slice(0))]
        x, y = points.request.matrices
        self._bins = [
            bins_for(extent, MOST_BINS, rows.dtype)
            for extent, rows in ((region.x, x), (region.y, y))
        ]
        self._binned = [np.zeros(len(bins) * self._n_groups, np.int64) for bins in self._bins]
        n_cells = grid.rows * grid.columns
        self._planes = np.zeros((self._n_groups + 1) * n_cells, np.int32)
        self._waiting: list[PointPart] = []

    def add(self, part: PointPart) -> None:
        for bins, binned, values, extent in zip(
            self._bins, self._binned, (part.x, part.y), (self._region.x, self._region.y),
            strict=True,
        ):  # fmt: skip
            places = bins.places(values)
            counted = (places >= 0) & (places < len(bins)) & ~part.faded
            counted &= (values >= extent.low) & (values <= extent.high)
            at = places[counted] * self._n_groups + part.group[counted]
            binned += np.bincount(at, minlength=len(binned))
        inside = _inside(part, self._region)
        self._n_inside += len(inside)
        if self._n_inside <= MOST_POINTS:
            self._kept.append(inside)
            return
        for each in (*self._kept, inside):
            self._count(each)
        self._kept = []

    def few(self) -> Sight | None:
        """What is seen where the points are few enough to be drawn one by one."""
        if self._n_inside > MOST_POINTS:
            return None
        kept = PointPart.joined(self._kept)
        return self.sight(kept, kept.at(kept.wrong & ~kept.faded))

    def sight(self, points: PointPart, rings: PointPart) -> Sight:
        along = [
            GroupedCounts(bins, seal(binned.reshape(-1, self._n_groups)))
            for bins, binned in zip(self._bins, self._binned, strict=True)
        ]
        return Sight(
            self._points, self._region, self._n_inside, points, rings, None, along[0], along[1]
        )

    def density(self) -> Density:
        shape = self._grid.rows, self._grid.columns
        planes = self._planes.reshape(-1, *shape)
        groups = planes[:-1].argmax(axis=0).astype(np.uint8)
        counts = planes[:-1].sum(axis=0, dtype=np.int32)
        return Density(seal(counts), seal(groups), seal(planes[-1].copy()))

    def _count(self, part: PointPart) -> None:
        if not len(part):
            return
        columns, rows = _cells(part, self._region, self._grid)
        plane = np.where(part.faded, self._n_groups, part.group).astype(np.int64)
        cells = (plane * self._grid.rows + rows) * self._grid.columns + columns
        self._planes += np.bincount(cells, minlength=len(self._planes)).astype(np.int32)


class _Lone:
    """Collects the points that have few others around them."""

    def __init__(self, density: Density) -> None:
        totals = density.counts + density.faded
        self._is_lone = (totals > 0) & (_around(totals) <= FEW)
        self.found: list[PointPart] = []

    def add(self, part: PointPart, columns: IntArray, rows: IntArray) -> None:
        chosen = self._is_lone[rows, columns]
        if chosen.any():
            self.found.append(part.at(chosen))


class _Rings:
    """Keeps a wrong point of each place that has one, the first."""

    def __init__(self, grid: Grid) -> None:
        self._step = grid.ring
        self._width = -(-grid.columns // grid.ring)
        self._taken = np.zeros(self._width * -(-grid.rows // grid.ring), bool)
        self._parts: list[PointPart] = []

    def add(self, part: PointPart, columns: IntArray, rows: IntArray) -> None:
        chosen = np.flatnonzero(part.wrong & ~part.faded)
        places = rows[chosen] // self._step * self._width + columns[chosen] // self._step
        first = np.full(len(self._taken), -1)
        first[places[::-1]] = chosen[::-1]  # the one written last is the first of them
        first[self._taken] = -1
        self._taken |= first >= 0
        self._parts.append(part.at(np.sort(first[first >= 0])))

    def found(self) -> PointPart:
        return PointPart.joined(self._parts)


def _inside(part: PointPart, region: Region) -> PointPart:
    inside = region.contains(part.x, part.y)
    return part if inside.all() else part.at(inside)


def _cells(part: PointPart, region: Region, grid: Grid) -> tuple[IntArray, IntArray]:
    """The column and the row of the cell that each point, inside the region, is in."""
    return (
        _cell(region.x.shares(part.x), grid.columns),
        _cell(region.y.shares(part.y), grid.rows),
    )


def _cell(shares: npt.NDArray[np.float64], count: int) -> IntArray:
    shares *= count
    cells: IntArray = shares.astype(np.int64)
    return np.minimum(cells, count - 1, out=cells)


def _around(totals: npt.NDArray[np.int32]) -> npt.NDArray[Any]:
    """How many points there are in the cells around each cell, with its own."""
    found = totals
    for axis in (0, 1):
        widths = [(0, 0), (0, 0)]
        widths[axis] = (REACH + 1, REACH)
        sums = np.cumsum(np.pad(found, widths), axis=axis, dtype=np.int64)
        size = totals.shape[axis]
        ends = np.arange(size) + 2 * REACH + 1
        found = sums.take(ends, axis=axis) - sums.take(ends - 2 * REACH - 1, axis=axis)
    return found

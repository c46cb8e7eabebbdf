"""Finds single points: the nearest to a place, the next along an axis, those in a region."""

from __future__ import annotations

from typing import Literal

import numpy as np

from nnfs_core.progress import IsCancelled, never
from nnfs_core.scatter.points import IntArray, PointPart, Points
from nnfs_core.scatter.sight import Region

Direction = Literal[-1, 1]


def nearest_sample(points: Points, around: Region, cancelled: IsCancelled = never) -> int | None:
    """The sample nearest to the middle of a region, of those in it; None where there is none.

    A distance is a share of the region's sides. What is not faded comes before all that is.
    """
    best: tuple[bool, float, int] | None = None
    for part in points.parts(cancelled):
        inside = part.at(around.contains(part.x, part.y))
        if not len(inside):
            continue
        x, y = around.x.shares(inside.x) - 0.5, around.y.shares(inside.y) - 0.5
        distances = x * x + y * y
        at = int(np.lexsort((distances, inside.faded))[0])
        found = bool(inside.faded[at]), float(distances[at]), int(inside.samples[at])
        best = found if best is None else min(best, found)
    return None if best is None else best[2]


def next_sample(
    points: Points,
    axis: int,
    direction: Direction,
    after: tuple[float, int] | None,
    cancelled: IsCancelled = never,
) -> int | None:
    """The sample whose number comes next along an axis: 0 for x, 1 for y; the first without any.

    after: a number and its sample; equals follow each other by their sample. Faded points are
    passed over. None beyond the last one.
    """
    best: tuple[float, int] | None = None
    for part in points.parts(cancelled):
        numbers = direction * np.asarray(part.y if axis else part.x, np.float64)
        samples = direction * part.samples
        chosen = ~part.faded
        if after is not None:
            start, sample = direction * after[0], direction * after[1]
            chosen &= (numbers > start) | ((numbers == start) & (samples > sample))
        if chosen.any():
            numbers, samples = numbers[chosen], samples[chosen]
            least = numbers.min()
            found = float(least), int(samples[numbers == least].min())
            best = found if best is None else min(best, found)
    return None if best is None else direction * best[1]


def samples_inside(points: Points, region: Region, cancelled: IsCancelled = never) -> IntArray:
    """All samples whose points lie in a region or at its edge, in order, faded ones too."""
    parts = points.parts(cancelled)
    found = [part.samples[region.contains(part.x, part.y)] for part in parts]
    return np.concatenate([np.zeros(0, np.int64), *found])


def samples_in_bin(
    points: Points, axis: int, low: float, high: float, cancelled: IsCancelled = never
) -> IntArray:
    """All samples whose number along an axis is at least `low` and less than `high`, in order."""
    found = [np.zeros(0, np.int64)]
    for part in points.parts(cancelled):
        numbers = _along(part, axis)
        with np.errstate(over="ignore"):
            ends = np.array([low, high]).astype(numbers.dtype)
        found.append(part.samples[(numbers >= ends[0]) & (numbers < ends[1])])
    return np.concatenate(found)


def _along(part: PointPart, axis: int) -> IntArray:
    return part.y if axis else part.x

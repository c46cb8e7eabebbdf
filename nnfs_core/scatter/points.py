"""Reads the points of a plot block by block: where each sample lies, its group, right or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.batch import UNKNOWN
from nnfs_core.scatter.extent import Extent
from nnfs_core.scatter.groups import ClassGroups, Group, Grouping, OneGroup, StepGroups
from nnfs_core.scatter.request import Mask, PointRequest
from nnfs_core.summaries.classification import most_likely

TOGETHER = 2**18  # points that are looked at together
MOST_HELD = 2**23  # points; more are read anew each time that they are looked through

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PointPart:
    """Holds some points; the numbers of all of them are finite."""

    samples: IntArray  # (points,), ascending
    x: AnyArray  # (points,), in the precision of its matrix
    y: AnyArray
    values: AnyArray  # (points,) class numbers or values that the colour stands for
    wrong: Mask  # (points,)
    faded: Mask  # (points,), True for what a filter has not found
    group: npt.NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))

    def __len__(self) -> int:
        return len(self.samples)

    def at(self, chosen: Mask | IntArray | slice) -> PointPart:
        """Some of them."""
        return PointPart(*(getattr(self, each)[chosen] for each in PointPart.__annotations__))

    @classmethod
    def joined(cls, parts: list[PointPart]) -> PointPart:
        """All points of some parts, one at least."""
        if len(parts) == 1:
            return parts[0]
        names = cls.__annotations__
        return cls(*(np.concatenate([getattr(each, name) for each in parts]) for name in names))


@dataclass(frozen=True, eq=False)
class Points:
    """Holds what is known of all points of a request, and the points themselves if they are few.

    `x` and `y` go from the least to the largest number, None without any point; `extremes` are the
    points at these ends. `n_left_out` samples have a number that is NaN or infinite.
    """

    request: PointRequest
    grouping: Grouping
    x: Extent | None
    y: Extent | None
    extremes: PointPart
    counts: IntArray  # (groups,), without the faded
    counts_with_faded: IntArray  # (groups,)
    n_wrong: int  # without the faded
    n_left_out: int
    held: tuple[PointPart, ...] | None = field(repr=False)

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.grouping.groups

    @property
    def n_points(self) -> int:
        """With the faded ones."""
        return int(self.counts_with_faded.sum())

    def parts(self, cancelled: IsCancelled = never) -> Iterator[PointPart]:
        """All points, at most about TOGETHER of them at a time.

        Raises Cancelled when asked to stop, and NnfsError when numbers cannot be fetched.
        """
        parts = _parts(self.request, cancelled) if self.held is None else self.held
        for part in parts:
            stop_if(cancelled)
            yield part if self.held is not None else self.colored(part)

    def colored(self, part: PointPart) -> PointPart:
        """The same points with their groups."""
        return replace(part, group=self.grouping.numbers(part.values))


def gather(request: PointRequest, cancelled: IsCancelled = never) -> Points:
    """Read all points once, or twice where they are too many to be held.

    Raises Cancelled soon after `cancelled` turns true, and NnfsError when numbers cannot be
    fetched.
    """
    found = _Found(request)
    parts: list[PointPart] | None = []
    n_points = 0
    for part in _parts(request, cancelled):
        found.add(part)
        n_points += len(part)
        if parts is not None:
            parts.append(part)
        if n_points > MOST_HELD:
            parts = None
    grouping = found.grouping()
    points = Points(
        request,
        grouping,
        found.extent(0),
        found.extent(1),
        found.extremes(grouping),
        np.zeros(len(grouping.groups), np.int64),
        np.zeros(len(grouping.groups), np.int64),
        0,
        _n_wanted(request, cancelled) - n_points,
        None,
    )
    if parts is not None:
        points = replace(points, held=tuple(points.colored(part) for part in parts))
    n_groups, n_wrong = len(grouping.groups), 0
    shown, everything = np.zeros(n_groups, np.int64), np.zeros(n_groups, np.int64)
    for part in points.parts(cancelled):
        everything += np.bincount(part.group, minlength=n_groups)
        shown += np.bincount(part.group[~part.faded], minlength=n_groups)
        n_wrong += int(np.count_nonzero(part.wrong & ~part.faded))
    return replace(points, counts=shown, counts_with_faded=everything, n_wrong=n_wrong)


class _Found:
    """What a first look at all points gives: where they end, and what their colours stand for."""

    def __init__(self, request: PointRequest) -> None:
        self._request = request
        self._ends: list[list[PointPart]] = [[], []]  # the least and largest of each part
        self._counts = np.zeros(1 + request.evaluation.project.batch.n_classes, np.int64)
        self._values: list[float] = []

    def add(self, part: PointPart) -> None:
        if not len(part):
            return
        for ends, values in zip(self._ends, (part.x, part.y), strict=True):
            ends.append(part.at(np.array([values.argmin(), values.argmax()])))
        if part.values.dtype.kind == "f":
            finite = part.values[np.isfinite(part.values)]
            if finite.size:
                self._values += [float(finite.min()), float(finite.max())]
        elif self._request.coloring != "nothing":
            counts = np.bincount(part.values - UNKNOWN, minlength=len(self._counts))
            counts[: len(self._counts)] += self._counts
            self._counts = counts

    def grouping(self) -> Grouping:
        request = self._request
        if request.coloring == "nothing":
            return OneGroup()
        if (rows := request.value_rows) is not None:
            values = self._values
            extent = Extent.around(min(values), max(values)) if values else None
            return StepGroups.of(extent, rows.dtype)
        return ClassGroups.of(self._counts)

    def extent(self, axis: int) -> Extent | None:
        if not self._ends[axis]:
            return None
        ends = [each.y if axis else each.x for each in self._ends[axis]]
        return Extent.around(
            min(float(each.min()) for each in ends), max(float(each.max()) for each in ends)
        )

    def extremes(self, grouping: Grouping) -> PointPart:
        found = []
        for axis, parts in enumerate(self._ends):
            if parts:
                ends = PointPart.joined(parts)
                values = ends.y if axis else ends.x
                found.append(ends.at(np.array([values.argmin(), values.argmax()])))
        if not found:
            return _no_points(self._request)
        joined = PointPart.joined(found)
        _, first = np.unique(joined.samples, return_index=True)
        joined = joined.at(first)
        return replace(joined, group=grouping.numbers(joined.values))


def _parts(request: PointRequest, cancelled: IsCancelled) -> Iterator[PointPart]:
    """The points without their groups, joined to parts that are worth looking at together."""
    collected: list[PointPart] = []
    for start, stop in pairwise(request.matrices[0].starts):
        stop_if(cancelled)
        collected.append(_part(request, start, stop))
        if sum(map(len, collected)) >= TOGETHER:
            yield PointPart.joined(collected)
            collected = []
    if collected:
        yield PointPart.joined(collected)


def _part(request: PointRequest, start: int, stop: int) -> PointPart:
    (x_rows, y_rows), batch = request.matrices, request.evaluation.project.batch
    x = x_rows.rows(start, stop)[:, request.x.column]
    y = x if y_rows is x_rows and request.x == request.y else None
    y = y_rows.rows(start, stop)[:, request.y.column] if y is None else y
    kept = request.wanted(start, stop) & np.isfinite(x) & np.isfinite(y)
    n, faded = stop - start, request.faded
    predicted = targets = None
    if batch.has_classes and batch.target_rows is not None:
        targets = batch.target_rows.rows(start, stop)[:, 0]
    if request.probabilities is not None and (
        targets is not None or request.coloring == "predicted"
    ):
        predicted = most_likely(request.probabilities.rows(start, stop)).astype(np.int16)
    wrong = np.zeros(n, bool)
    if targets is not None and predicted is not None:
        wrong = (targets >= 0) & (predicted != targets)
    values: AnyArray = np.zeros(n, np.int16)
    if (rows := request.value_rows) is not None:
        values = rows.rows(start, stop)[:, 0]
    elif request.coloring == "target" and targets is not None:
        values = targets.astype(np.int16)
    elif request.coloring == "predicted" and predicted is not None:
        values = predicted
    part = PointPart(
        np.arange(start, stop),
        x,
        y,
        values,
        wrong,
        np.zeros(n, bool) if faded is None else faded[start:stop],
        np.zeros(n, np.uint8),
    )
    return part.at(kept)


def _n_wanted(request: PointRequest, cancelled: IsCancelled) -> int:
    n_wanted = 0
    for start, stop in pairwise(request.matrices[0].starts):
        stop_if(cancelled)
        n_wanted += int(np.count_nonzero(request.wanted(start, stop)))
    return n_wanted


def _no_points(request: PointRequest) -> PointPart:
    x, y = (np.zeros(0, rows.dtype) for rows in request.matrices)
    nothing, none = np.zeros(0, bool), np.zeros(0, np.int64)
    return PointPart(none, x, y, np.zeros(0, np.int16), nothing, nothing, np.zeros(0, np.uint8))

"""What is seen of points: each of a few, and how dense many lie, exact about those at the ends."""

from __future__ import annotations

import numpy as np
import pytest

from nnfs_core import Dense, Softmax
from nnfs_core.arrays import FloatArray
from nnfs_core.errors import Cancelled
from nnfs_core.finding import Order
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.project.place import INPUT
from nnfs_core.scatter.extent import Extent
from nnfs_core.scatter.nearest import nearest_sample, next_sample, samples_in_bin, samples_inside
from nnfs_core.scatter.points import Points, gather
from nnfs_core.scatter.request import Axis, PointRequest
from nnfs_core.scatter.sight import MOST_POINTS, Grid, Region, look
from tests.projects import project_of

GRID = Grid(50, 40)
MANY = MOST_POINTS * 3
AXES = Axis(INPUT, 0), Axis(INPUT, 1)
UNIT = Region(Extent(0, 1), Extent(0, 1))


def points_of(inputs: FloatArray, targets: object = None, order: Order | None = None) -> Points:
    coloring = "nothing" if targets is None else "target"
    layers = (Dense(np.eye(2), np.zeros((1, 2))), Softmax())
    project = project_of(inputs, *layers, targets=targets)
    return gather(PointRequest(evaluate(project), *AXES, coloring, order=order))


def whole(points: Points) -> Region:
    assert points.x is not None
    assert points.y is not None
    return Region(points.x, points.y)


def scattered(count: int = MANY) -> FloatArray:
    return np.random.default_rng(0).random((count, 2))


def test_few_points_are_seen_one_by_one() -> None:
    inputs = np.array([[0.1, 0.2], [0.9, 0.8], [5.0, 5.0]])
    sight = look(points_of(inputs), UNIT, GRID)
    assert sight.density is None
    assert sight.points.samples.tolist() == [0, 1]
    assert sight.n_inside == 2


def test_many_points_are_counted_in_cells_by_their_most_frequent_group() -> None:
    inputs = scattered()
    targets = (inputs[:, 0] > 0.5).astype(int)
    points = points_of(inputs, targets)
    sight = look(points, whole(points), GRID)
    assert sight.density is not None
    assert sight.density.counts.sum() == MANY == sight.n_inside
    assert (sight.density.groups[:, :24][sight.density.counts[:, :24] > 0] == 0).all()
    assert (sight.density.groups[:, 26:][sight.density.counts[:, 26:] > 0] == 1).all()
    counts, *_ = np.histogram2d(
        inputs[:, 1],
        inputs[:, 0],
        (40, 50),
        list(
            zip(
                (whole(points).y.low, whole(points).x.low),
                (whole(points).y.high, whole(points).x.high),
                strict=True,
            )
        ),
    )
    assert np.abs(sight.density.counts - counts).sum() <= 4  # but for rounding at edges of cells


def test_zoomed_in_until_few_are_left_they_are_seen_one_by_one_again() -> None:
    inputs = scattered()
    sight = look(points_of(inputs), Region(Extent(0, 0.1), Extent(0, 0.1)), GRID)
    assert sight.density is None
    inside = np.flatnonzero((inputs <= 0.1).all(axis=1))
    assert sight.points.samples.tolist() == inside.tolist()


def test_a_point_far_from_all_others_is_seen_as_a_point_however_many_there_are() -> None:
    inputs = scattered()
    inputs[77] = [3.0, -2.0]
    points = points_of(inputs)
    sight = look(points, whole(points), GRID)
    assert sight.density is not None
    assert 77 in sight.points.samples


def test_the_points_at_the_ends_of_the_axes_are_always_seen_as_points() -> None:
    inputs = scattered(100_000)
    points = points_of(inputs)
    sight = look(points, whole(points), Grid(8, 8))  # none of them lies alone
    ends = {
        int(each)
        for axis in (0, 1)
        for each in (inputs[:, axis].argmin(), inputs[:, axis].argmax())
    }
    assert ends <= set(sight.points.samples.tolist())


def test_every_place_with_a_wrong_sample_has_a_ring() -> None:
    inputs = scattered()
    targets = np.where(inputs[:, 0] + inputs[:, 1] > 1.9, 1, 0)
    targets[inputs[:, 1] > inputs[:, 0]] = 1  # right, but for the corner
    points = points_of(inputs, targets)
    sight = look(points, whole(points), GRID)
    wrong = inputs[targets != (inputs[:, 1] > inputs[:, 0])]
    assert 0 < len(sight.rings) < len(wrong) == points.n_wrong
    rings = np.stack([sight.rings.x, sight.rings.y], axis=1)
    assert sight.rings.wrong.all()
    for each in wrong:
        assert (np.abs(rings - each) <= [4 / 50, 4 / 40]).all(axis=1).any()


def test_what_a_filter_has_not_found_is_counted_apart() -> None:
    points = points_of(scattered(), order=Order(MANY, np.arange(100)))
    sight = look(points, whole(points), GRID)
    assert sight.density is not None
    assert sight.density.counts.sum() == 100
    assert sight.density.faded.sum() == MANY - 100
    assert sight.along_x.counts.sum() == 100


def test_the_histograms_count_each_group_of_the_numbers_on_the_axis() -> None:
    inputs = np.array([[1.0, 9.0], [2.0, 9.0], [2.5, 0.0], [4.0, 50.0]])
    points = points_of(inputs, [0, 1, 1, 0])
    sight = look(points, Region(Extent(1, 3), Extent(0, 10)), GRID)
    total = {}
    for number, counts in enumerate(sight.along_x.counts.tolist()):
        if any(counts):
            total[sight.along_x.bins.edges[number]] = counts
    assert total == {1.0: [1, 0], 2.0: [0, 1], 2.5: [0, 1]}  # wherever their y is


def test_looking_stops_when_asked_to() -> None:
    with pytest.raises(Cancelled):
        look(points_of(scattered(10)), UNIT, GRID, lambda: True)


def test_the_nearest_sample_is_found_in_reach_and_those_of_the_filter_first() -> None:
    inputs = np.array([[0.5, 0.5], [0.52, 0.5], [0.9, 0.9]])
    around = Region(Extent(0.45, 0.56), Extent(0.45, 0.55))
    assert nearest_sample(points_of(inputs), around) == 0
    assert nearest_sample(points_of(inputs, order=Order(3, np.array([1, 2]))), around) == 1
    assert nearest_sample(points_of(inputs), Region(Extent(2, 3), Extent(2, 3))) is None


def test_one_goes_from_sample_to_sample_along_an_axis_and_equals_by_their_number() -> None:
    points = points_of(np.array([[3.0, 0], [1.0, 9], [3.0, 5], [2.0, 7]]))
    way, after = [], None
    while (sample := next_sample(points, 0, 1, after)) is not None:
        way.append(sample)
        after = float([3.0, 1.0, 3.0, 2.0][sample]), sample
    assert way == [1, 3, 0, 2]
    assert next_sample(points, 0, -1, None) == 2
    assert next_sample(points, 1, -1, (9.0, 1)) == 3
    assert next_sample(points, 1, 1, (9.0, 1)) is None


def test_regions_and_bins_tell_their_samples() -> None:
    points = points_of(np.array([[0.0, 0], [0.5, 1], [1.0, 1], [2.0, 0]]))
    assert samples_inside(points, UNIT).tolist() == [0, 1, 2]
    assert samples_in_bin(points, 0, 0.5, 2.0).tolist() == [1, 2]

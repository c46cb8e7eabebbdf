"""The points of a scatter: which samples are there, in which groups, and where they end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnfs_core import Batch, Dense, Network, Project, Softmax
from nnfs_core.errors import Cancelled
from nnfs_core.finding import Order
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.project.place import INPUT
from nnfs_core.project.subset import Subset
from nnfs_core.scatter import points as points_module
from nnfs_core.scatter.groups import Group
from nnfs_core.scatter.points import PointPart, Points, gather
from nnfs_core.scatter.request import Axis, PointRequest
from tests.deferred import deferred_rows
from tests.projects import project_of

IDENTITY = Dense(np.eye(2), np.zeros((1, 2)))  # the larger feature is the class predicted


def points_of(project: Project, x: int = 0, y: int = 1, **wanted: Any) -> Points:
    axes = Axis(INPUT, x), Axis(INPUT, y)
    return gather(PointRequest(evaluate(project), *axes, **wanted))


def together(points: Points) -> PointPart:
    return PointPart.joined(list(points.parts()))


def test_points_are_the_samples_with_two_finite_numbers() -> None:
    project = project_of([[1, 2], [np.nan, 3], [4, np.inf], [5, 6], [-7, 0]])
    points = points_of(project)
    assert together(points).samples.tolist() == [0, 3, 4]
    assert together(points).x.tolist() == [1, 5, -7]
    assert points.n_left_out == 2


def test_the_axes_go_from_the_least_to_the_largest_number_exactly() -> None:
    rng = np.random.default_rng(0)
    inputs = rng.standard_normal((40_000, 2))
    points = points_of(project_of(inputs))
    assert points.x is not None
    assert points.y is not None
    assert (points.x.low, points.x.high) == (inputs[:, 0].min(), inputs[:, 0].max())
    ends = {
        int(each)
        for axis in (0, 1)
        for each in (inputs[:, axis].argmin(), inputs[:, axis].argmax())
    }
    assert set(points.extremes.samples.tolist()) == ends


def test_outputs_of_a_layer_can_be_an_axis() -> None:
    project = project_of([[1.0, 2.0], [3.0, 4.0]], Dense([[1, 0], [0, 10]], [[0, 0]]))
    found = gather(PointRequest(evaluate(project), Axis(INPUT, 0), Axis(0, 1)))
    assert together(found).y.tolist() == [20, 40]


def test_each_class_is_a_group_with_its_count() -> None:
    project = project_of(np.ones((4, 2)), targets=[1, 0, 1, -1], class_names=["a", "b"])
    points = points_of(project)
    assert points.groups == (Group("class", 0), Group("class", 1), Group("unknown"))
    assert points.counts.tolist() == [1, 2, 1]


def test_of_many_classes_the_most_frequent_have_groups_and_the_rest_is_others() -> None:
    targets = np.repeat(np.arange(1000), np.where(np.arange(1000) % 100 == 7, 3, 1))
    points = points_of(project_of(np.ones((len(targets), 2)), targets=targets))
    assert [group.number for group in points.groups[:-1]] == [
        7,
        107,
        207,
        307,
        407,
        507,
        607,
        707,
        807,
    ]
    assert points.groups[-1].kind == "others"
    assert points.counts.tolist() == [3] * 9 + [len(targets) - 27]


def test_values_fall_into_steps_of_round_numbers() -> None:
    project = project_of(np.ones((4, 2)), targets=[0.5, 3.2, 6.9, np.nan])
    points = points_of(project)
    assert [(group.low, group.high) for group in points.groups[:-1]] == [
        (each, each + 1) for each in range(7)
    ]
    assert points.counts.tolist() == [1, 0, 0, 1, 0, 0, 1, 1]
    assert points.groups[-1].kind == "unknown"


def test_points_can_be_coloured_by_what_is_predicted_and_know_which_is_wrong() -> None:
    project = project_of([[2, 1], [1, 2], [5, 0]], IDENTITY, Softmax(), targets=[0, 0, 0])
    points = points_of(project, coloring="predicted")
    assert together(points).group.tolist() == [0, 1, 0]
    assert together(points).wrong.tolist() == [False, True, False]
    assert points.n_wrong == 1


def test_a_network_without_softmax_makes_nobody_wrong() -> None:
    points = points_of(project_of([[2, 1], [1, 2]], IDENTITY, targets=[0, 0]))
    assert points.n_wrong == 0
    assert points.request.colors == ("target", "nothing")


def test_a_prediction_that_is_a_value_has_the_steps_of_a_value() -> None:
    project = project_of([[0, 0], [4, 0]], Dense([[1], [0]], [[0]]), targets=[1.5, 2.5])
    points = points_of(project, coloring="predicted")
    assert points.request.colors == ("target", "predicted", "nothing")
    assert points.groups[0].kind == "step"
    assert points.counts.sum() == 2


def test_without_a_target_all_points_are_alike() -> None:
    points = points_of(project_of([[1, 2], [3, 4]]), coloring="nothing")
    assert [group.kind for group in points.groups] == ["all"]
    assert points.request.colors == ("nothing",)


def test_what_a_filter_has_not_found_is_faded_or_left_out() -> None:
    project = project_of(np.ones((4, 2)), targets=[0, 0, 1, 1])
    order = Order(4, np.array([3, 0]))  # in any order
    faded = points_of(project, order=order)
    assert together(faded).faded.tolist() == [False, True, True, False]
    assert faded.counts.tolist() == [1, 1]
    assert faded.counts_with_faded.tolist() == [2, 2]
    left = points_of(project, order=order, leaves_out=True)
    assert together(left).samples.tolist() == [0, 3]
    assert left.n_left_out == 0


def test_only_the_samples_of_a_subset_are_points() -> None:
    project = project_of([[1, 2], [np.nan, 3], [4, np.inf], [5, 6]], subsets=[0, 0, 2, 2])
    points = points_of(project, subset=Subset.TEST)
    assert together(points).samples.tolist() == [3]
    assert points.n_left_out == 1


def test_a_batch_without_samples_or_finite_numbers_has_no_points() -> None:
    for inputs in (np.zeros((0, 2)), np.full((3, 2), np.nan)):
        points = points_of(project_of(inputs))
        assert points.n_points == 0
        assert points.x is None
        assert len(points.extremes) == 0


def test_points_that_are_too_many_to_hold_are_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(points_module, "MOST_HELD", 10)
    monkeypatch.setattr(points_module, "TOGETHER", 4)
    inputs = np.arange(40.0).reshape(20, 2)
    rows = deferred_rows(inputs, 3)
    points = points_of(Project(Network(), Batch(rows, np.arange(20) % 3), "float64"))
    assert points.held is None
    assert together(points).samples.tolist() == list(range(20))
    assert together(points).group.tolist() == [each % 3 for each in range(20)]
    assert max(map(len, points.parts())) <= 6


def test_gathering_stops_when_asked_to() -> None:
    request = PointRequest(evaluate(project_of(np.ones((3, 2)))), Axis(), Axis(INPUT, 1))
    with pytest.raises(Cancelled):
        gather(request, lambda: True)


def test_a_request_knows_one_that_asks_for_the_same() -> None:
    request = PointRequest(evaluate(project_of(np.ones((3, 2)))), Axis(), Axis(INPUT, 1))
    assert request.is_alike(replace(request))
    assert not request.is_alike(replace(request, coloring="nothing"))
    assert not request.is_alike(replace(request, order=Order(3)))

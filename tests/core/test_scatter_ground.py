"""What the network predicts at every place of the plane of its two features."""

from __future__ import annotations

import numpy as np
import pytest

from nnfs_core import Dense, Project, Softmax
from nnfs_core.errors import Cancelled
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.project.place import INPUT
from nnfs_core.scatter import ground as ground_module
from nnfs_core.scatter.extent import Extent
from nnfs_core.scatter.ground import ground, has_ground
from nnfs_core.scatter.groups import Coloring
from nnfs_core.scatter.points import Points, gather
from nnfs_core.scatter.request import Axis, PointRequest
from nnfs_core.scatter.sight import Region
from tests.projects import example, project_of

X, Y = Axis(INPUT, 0), Axis(INPUT, 1)
REGION = Region(Extent(0, 1), Extent(0, 1))
IDENTITY = Dense(np.eye(2), np.zeros((1, 2)))  # the larger feature is the class predicted


def points_of(project: Project, x: Axis = X, y: Axis = Y, coloring: Coloring = "target") -> Points:
    return gather(PointRequest(evaluate(project), x, y, coloring))


def test_each_place_has_the_class_that_the_network_predicts_there() -> None:
    project = project_of([[0.0, 1.0], [1.0, 0.0]], IDENTITY, Softmax(), targets=[1, 0])
    found = ground(points_of(project), REGION, 60, 60)
    rows, columns = np.indices(found.shape)
    assert (found[columns > rows] == 0).all()
    assert (found[rows > columns] == 1).all()


def test_exchanged_axes_exchange_the_plane() -> None:
    project = example("A classifier's forward pass")
    first = points_of(project)
    region = Region(first.x, first.y)  # type: ignore[arg-type]
    other = points_of(project, Y, X)
    turned = ground(other, Region(region.y, region.x), 50, 80)
    assert np.array_equal(ground(first, region, 80, 50), turned.T)


def test_a_network_of_one_output_colours_the_plane_by_steps_of_its_value() -> None:
    project = project_of(
        [[0.0, 0.0], [1.0, 0.0]], Dense([[8.0], [0.0]], [[0.0]]), targets=[0.0, 8.0]
    )
    points = points_of(project)
    found = ground(points, REGION, 64, 10)
    assert (np.diff(found.astype(int), axis=1) >= 0).all()
    assert found.min() == 0
    assert found.max() == 3  # from 6 to 8
    beyond = ground(points, Region(Extent(2, 3), Extent(0, 1)), 9, 9)
    assert (beyond >= len(points.groups)).all()


def test_a_class_that_no_sample_has_is_that_of_no_group() -> None:
    weights = np.array([[1.0, 0.0, 9.0], [0.0, 1.0, 9.0]])
    layers = Dense(weights, np.zeros((1, 3))), Softmax()
    points = points_of(project_of([[0.0, 1.0], [1.0, 0.0]], *layers, targets=[1, 0]))
    assert (ground(points, REGION, 9, 9) >= len(points.groups)).all()


def test_a_batch_of_many_more_classes_than_the_network_has_can_colour_the_plane() -> None:
    inputs = np.random.default_rng(0).random((2000, 2))
    points = points_of(project_of(inputs, IDENTITY, Softmax(), targets=np.arange(2000) % 1000))
    found = ground(points, REGION, 30, 30)
    assert (found < len(points.groups)).all()


def test_only_a_network_of_two_features_has_a_plane_of_its_own() -> None:
    plane = project_of([[0.0, 1.0]], IDENTITY, Softmax(), targets=[1])
    assert has_ground(points_of(plane).request)
    assert not has_ground(points_of(plane, coloring="nothing").request)
    assert not has_ground(points_of(plane, Axis(0, 0)).request)
    assert not has_ground(points_of(project_of([[0.0, 1.0]], IDENTITY, targets=[1])).request)
    assert not has_ground(points_of(example("Iris")).request)


def test_a_network_with_much_to_compute_is_asked_at_fewer_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    points = points_of(project_of([[0.0, 1.0]], IDENTITY, Softmax(), targets=[1]))
    assert ground(points, REGION, 300, 300).shape == (100, 100)
    monkeypatch.setattr(ground_module, "MOST_PRODUCTS", 6 * 2500)
    assert ground(points, REGION, 300, 300).shape == (50, 50)


def test_looking_at_the_plane_stops_when_asked_to() -> None:
    points = points_of(project_of([[0.0, 1.0]], IDENTITY, Softmax(), targets=[1]))
    with pytest.raises(Cancelled):
        ground(points, REGION, 9, 9, lambda: True)

"""What a press on a plot asks the filter for: the samples of a group, a bin or a region."""

from __future__ import annotations

import numpy as np
import pytest

from nnfs_core import Dense, Project, Softmax
from nnfs_core.finding import Vocabulary, find, parse
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.project.place import INPUT
from nnfs_core.project.subset import Subset
from nnfs_core.scatter.groups import Coloring
from nnfs_core.scatter.points import PointPart, gather
from nnfs_core.scatter.questions import (
    axis_word,
    group_question,
    joined_question,
    range_question,
)
from nnfs_core.scatter.request import Axis, PointRequest
from nnfs_core.scatter.sight import Grid, Region, look
from tests.projects import project_of

COLORINGS: list[Coloring] = ["target", "predicted"]


def many_classes() -> Project:
    rng = np.random.default_rng(0)
    inputs = rng.standard_normal((300, 2)).astype(np.float32)
    targets = rng.integers(-1, 14, 300)
    names = [f"kind {number}" for number in range(14)]
    layers = Dense(rng.standard_normal((2, 14)), np.zeros((1, 14))), Softmax()
    return project_of(inputs, *layers, precision="float32", targets=targets, class_names=names)


def found(project: Project, question: str) -> list[int]:
    order = find(parse(question, Vocabulary.of(project)), project.batch, evaluate(project))
    return sorted(order.samples(0, len(order)).tolist())


@pytest.mark.parametrize("coloring", COLORINGS)
def test_the_question_of_each_group_finds_its_samples(coloring: Coloring) -> None:
    project = many_classes()
    points = gather(PointRequest(evaluate(project), Axis(), Axis(INPUT, 1), coloring))
    part = PointPart.joined(list(points.parts()))
    kinds = [group.kind for group in points.groups]
    assert kinds.count("class") == 9
    assert "others" in kinds
    for number, group in enumerate(points.groups):
        question = group_question(group, points.groups, coloring, project.batch)
        assert found(project, question) == part.samples[part.group == number].tolist()


def test_classes_that_only_the_network_knows_are_asked_for_by_number() -> None:
    layers = Dense(np.eye(3), np.zeros((1, 3))), Softmax()
    project = project_of(np.eye(3), *layers)
    request = PointRequest(evaluate(project), Axis(), Axis(INPUT, 1), "predicted")
    groups = gather(request).groups
    questions = [group_question(each, groups, "predicted", project.batch) for each in groups]
    assert [found(project, question) for question in questions] == [[0], [1], [2]]


def test_the_question_of_a_step_of_values_finds_its_samples() -> None:
    targets = np.random.default_rng(1).standard_normal(200)
    project = project_of(np.ones((200, 2)), targets=targets)
    points = gather(PointRequest(evaluate(project), Axis(), Axis(INPUT, 1)))
    part = PointPart.joined(list(points.parts()))
    for number, group in enumerate(points.groups[:-1]):
        question = group_question(group, points.groups, "target", project.batch)
        assert found(project, question) == part.samples[part.group == number].tolist()
    assert group_question(points.groups[-1], points.groups, "target", project.batch) == ""


def test_the_question_of_each_bin_finds_as_many_samples_as_it_counts() -> None:
    project = many_classes()
    points = gather(PointRequest(evaluate(project), Axis(), Axis(INPUT, 1)))
    assert points.x is not None
    assert points.y is not None
    along = look(points, Region(points.x, points.y), Grid(9, 9)).along_x
    word = axis_word(Axis(INPUT, 0), project.batch)
    for number, counts in enumerate(along.counts):
        question = range_question(word, *along.bins.edges[number : number + 2])
        assert len(found(project, question)) == counts.sum()


def test_a_region_is_two_closed_ranges_of_a_subset() -> None:
    ranges = [range_question(name, 1.2, 1.9, closed=True) for name in ('"petal length"', "x1")]
    assert joined_question(Subset.TRAINING, *ranges) == (
        'training and "petal length" >= 1.2 and "petal length" <= 1.9 and x1 >= 1.2 and x1 <= 1.9'
    )


def test_a_neuron_has_no_word_nor_has_a_name_that_two_features_share() -> None:
    batch = project_of(np.ones((2, 3)), columns=["size", "size", "weight of all"]).batch
    assert axis_word(Axis(0, 2), batch) == ""
    assert axis_word(Axis(INPUT, 0), batch) == ""
    assert axis_word(Axis(INPUT, 2), batch) == '"weight of all"'

"""What a lesson can wait for: done is told from not done, and things that are gone are no error."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import msgspec
import numpy as np
import pytest

from nnfs_core import Batch, Dense, LeakyReLU, Network, NnfsError, Project, Softmax, edits
from nnfs_core.learning.landmarks.finding import find_layer
from nnfs_core.learning.landmarks.landmark import AnyLandmark
from nnfs_core.learning.lessons import Situation
from nnfs_core.learning.lessons.conditions import (
    AnyCondition,
    BatchSplit,
    BiasSet,
    DataOpened,
    FeaturesCounted,
    Filtered,
    InputSet,
    KindsInOrder,
    Named,
    NeuronsSet,
    OptionSet,
    Oriented,
    PanelShown,
    PrecisionSet,
    SamplesCounted,
    SampleSet,
    Saved,
    Selected,
    Switched,
    TabShown,
    Undone,
    WeightSet,
)
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.place import BIAS, Place
from tests.deferred import Unread
from tests.lesson_doing import done


def project(**changes: object) -> Project:
    network = Network(
        [Dense.random(4, 3, seed=0), LeakyReLU(), Dense.random(3, 2, seed=1), Softmax()]
    )
    return replace(Project(network, Batch([[1, 2, 3, 2.5], [2, 5, -1, 2]])), **changes)


CONDITIONS = [
    Selected(layer="first dense"),
    Selected(layer="batch", sample=1),
    Selected(sample=1),
    Selected(layer=2, sample=1, neuron=1),
    Selected(layer=0, neuron=2, weight=3),
    Selected(layer=0, neuron=2, bias=True),
    InputSet(1, 2, value=7.25),
    InputSet(1, 2),
    SampleSet(1, (0.0, 1.0, 2.5, -0.1)),
    WeightSet("last dense", 1, 2, value=-0.1),
    WeightSet(0, 2, 3),
    BiasSet(0, 1, value=0.3),
    BiasSet("first", 0),
    KindsInOrder(("dense", "leaky_relu", "dense", "softmax", "relu")),
    KindsInOrder(("dense", "softmax")),
    KindsInOrder(("leaky_relu", "dense", "dense", "softmax")),
    Named("first dense", "Hidden"),
    Switched("last softmax", False),
    NeuronsSet("first dense", 5),
    OptionSet(1, "slope", 0.2),
    OptionSet(0, "seed", 9),
    OptionSet("last softmax", "subtract_maximum", 0),
    PrecisionSet("float32"),
    SamplesCounted(5),
    SamplesCounted(1),
    FeaturesCounted(6),
    PanelShown("explain"),
    TabShown("softmax"),
    Oriented(row_a_neuron=True),
    Undone(),
    DataOpened(),
    BatchSplit(),
    Filtered(("target", "predicted")),
    Saved(),
]


@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
@pytest.mark.parametrize("precision", ["float64", "float16"])
def test_a_condition_is_met_by_doing_it_and_not_before(
    condition: AnyCondition, precision: str
) -> None:
    before = Situation(project(precision=precision), Place(3))
    assert not condition.is_met(before, before)
    assert condition.is_met(before, done(condition, before))


def test_every_kind_of_condition_is_tried_here() -> None:
    assert {type(condition) for condition in CONDITIONS} == set(get_args(AnyCondition))


@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
def test_a_condition_on_what_is_gone_is_not_met_and_raises_nothing(
    condition: AnyCondition,
) -> None:
    empty = Project(Network(), Batch([[0.0]]))
    if isinstance(condition, SamplesCounted):
        return  # the one that holds for this batch, too
    assert not condition.is_met(Situation(project()), Situation(empty, Place(0, 0, 0)))


def test_a_value_counts_also_where_there_was_nothing_when_the_step_began() -> None:
    before = Situation(Project(Network(), Batch([[0.0]])))
    now = Situation(project())
    number = now.project.network.layers[0].arrays()["weights"][3, 2]
    assert WeightSet(0, 2, 3, value=float(number)).is_met(before, now)
    assert not WeightSet(0, 2, 3).is_met(before, now)
    assert InputSet(1, 2, value=-1.0).is_met(before, now)


def test_undo_counts_only_once_something_changed_by_it() -> None:
    old = project()
    new = edits.set_input(old, 0, 0, 9)
    begun_after_an_undo = Situation(old, can_redo=True)
    assert not Undone().is_met(begun_after_an_undo, begun_after_an_undo)
    assert Undone().is_met(Situation(new), Situation(old, can_redo=True))


def test_data_counts_as_opened_only_with_a_target_of_classes() -> None:
    before = Situation(Project(Network(), Batch([[0.0]])))
    now = done(DataOpened(), before)
    batch = now.project.batch
    assert DataOpened().is_met(before, now)
    for other in (
        Batch(batch.inputs),
        Batch(batch.inputs, np.linspace(0, 1, len(batch.inputs))),
        Batch(np.zeros((0, 4)), np.zeros(0, np.int64)),
    ):
        with_other = replace(now, project=replace(now.project, batch=other))
        assert not DataOpened().is_met(before, with_other)
    typed = replace(now, project=replace(before.project, batch=batch))
    assert not DataOpened().is_met(before, typed)  # not read from a table
    assert not DataOpened().is_met(now, now)  # not anew


@pytest.mark.parametrize(
    ("subsets", "is_split"),
    [(None, False), ([0, 0, 0], False), ([0, 1, 1], False), ([2, 2, 1], False), ([0, 1, 2], True)],
)
def test_a_split_needs_samples_for_training_and_for_test(
    subsets: list[int] | None, is_split: bool
) -> None:
    moment = Situation(Project(Network(), Batch(np.zeros((3, 1)), subsets=subsets)))
    assert BatchSplit().is_met(moment, moment) is is_split


@pytest.mark.parametrize(
    ("text", "is_met"),
    [
        ("target is a and predicted is b", True),
        ("predicted=b,target=a", True),
        ("target is a", False),
        ("untargeted and predicted", False),
        ("", False),
    ],
)
def test_a_filter_must_have_all_the_words(text: str, is_met: bool) -> None:
    moment = Situation(project(), filter=text)
    assert Filtered(("target", "predicted")).is_met(moment, moment) is is_met


def test_what_was_saved_before_the_step_began_does_not_count() -> None:
    moment = Situation(project(), saved=("results",))
    later = replace(moment, saved=("results", "picture", "batch"))
    assert not Saved().is_met(moment, moment)
    assert Saved().is_met(moment, later)
    assert Saved(kept="picture").is_met(moment, later)
    assert not Saved(kept="results").is_met(moment, later)


def test_a_selected_neuron_is_not_its_selected_weight() -> None:
    wants_bias = Selected(layer=0, neuron=1, bias=True)
    moment = Situation(project())
    assert not wants_bias.is_met(moment, replace(moment, place=Place(0, 0, 1)))
    assert not wants_bias.is_met(moment, replace(moment, place=Place(0, 0, 1, 2)))
    assert wants_bias.is_met(moment, replace(moment, place=Place(0, 0, 1, BIAS)))


def test_a_number_that_is_not_in_memory_is_not_read_for_a_condition() -> None:
    rows = Rows.joined([Unread((1, 2), np.float64)], 2, np.float64)
    moment = Situation(Project(Network(), Batch(rows)))
    assert not InputSet(0, 0, value=1.0).is_met(moment, moment)


@pytest.mark.parametrize(
    ("words", "layer"),
    [
        ("batch", -1), (0, 0), (3, 3), ("first", 0), ("last", 3), ("second", 1), ("third", 2),
        ("first dense", 0), ("second dense", 2), ("last dense", 2), ("last leaky_relu", 1),
    ],
)  # fmt: skip
def test_layers_are_found_by_number_by_order_and_by_kind(words: int | str, layer: int) -> None:
    assert find_layer(project(), words) == layer


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (4, "This network has no layer 4: it has 4 layers."),
        ("third dense", "This network has no third Dense layer."),
        ("first tanh", "This network has no Tanh layer."),
    ],
)
def test_a_layer_that_is_not_there_is_named(words: int | str, sentence: str) -> None:
    with pytest.raises(NnfsError) as error:
        find_layer(project(), words)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("landmark", "sentence"),
    [
        ({"what": "sample", "sample": 2}, "This batch has no sample 2: it has 2 samples."),
        ({"what": "cell", "layer": 0, "neuron": 3}, "Dense 1 has no neuron 3: it has 3."),
        ({"what": "input", "feature": 4}, "The batch has no feature 4: it has 4."),
        ({"what": "weight", "layer": 1}, "Leaky ReLU has no weights and biases."),
        ({"what": "weight", "layer": 0, "input": 4}, "Dense 1 has no weight 4 a neuron: it has 4."),
        ({"what": "bias", "layer": "batch"}, "The batch is no layer: it has no options and no"),
        ({"what": "option", "layer": 0, "name": "slope"}, "Dense 1 has no option slope."),
        ({"what": "field", "layer": 3, "name": "seed"}, "Softmax has no weights and biases."),
    ],
)  # fmt: skip
def test_a_landmark_that_a_project_lacks_is_told_in_a_sentence(
    landmark: dict[str, object], sentence: str
) -> None:
    read = msgspec.convert(landmark, AnyLandmark)
    with pytest.raises(NnfsError) as error:
        read.place_in(project())
    assert str(error.value).startswith(sentence)


def test_a_landmark_says_what_to_select() -> None:
    places = {
        "cell": Place(2, 1, 1),
        "weight": Place(2, 0, 1, 2),
        "bias": Place(2, 0, 1, BIAS),
        "card": Place(2),
    }
    keys = {
        "cell": {"sample": 1, "neuron": 1},
        "weight": {"neuron": 1, "input": 2},
        "bias": {"neuron": 1},
        "card": {},
    }
    for what, place in places.items():
        landmark = msgspec.convert({"what": what, "layer": "last dense", **keys[what]}, AnyLandmark)
        assert landmark.place_in(project()) == place

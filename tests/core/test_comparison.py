"""Comparing two forward passes: which layer with which, and what has no counterpart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnfs_core import (
    Dense,
    LeakyReLU,
    Linear,
    Network,
    NnfsError,
    Project,
    ReLU,
    Softmax,
    Tanh,
    edits,
    evaluate,
)
from nnfs_core.comparing.comparison import Comparison, compare
from nnfs_core.comparing.difference import DifferenceBlock, subtract
from nnfs_core.errors import Cancelled
from nnfs_core.forward.block_pass import range_of
from nnfs_core.layers import Layer
from nnfs_core.network.matching import counterparts
from nnfs_core.project.place import INPUT
from tests.core.strategies import Edit, any_edit, projects
from tests.projects import classifier

pytestmark = pytest.mark.usefixtures("small_blocks")


def compared(present: Project, pinned: Project) -> Comparison:
    return compare(evaluate(present), evaluate(pinned))


def messages(comparison: Comparison) -> list[str]:
    return [each.message for each in comparison.all]


@settings(max_examples=60)
@given(projects(), st.lists(any_edit, max_size=6))
def test_every_difference_is_that_of_the_outputs_whatever_was_edited(
    project: Project, sequence: list[Edit]
) -> None:
    pinned, comparison = evaluate(project), None
    for edit in sequence:
        try:
            project = edit(project)
        except NnfsError:
            continue
        present = evaluate(project)
        comparison = compare(present, pinned, comparison)
        fresh = compare(present, pinned)
        places = counterparts(project.network.layers, pinned.project.network.layers)
        for layer, place in [(INPUT, INPUT), *enumerate(places)]:
            found = comparison.at(layer)
            assert found.message == fresh.at(layer).message
            if found.result is None or found.difference is None:
                assert found.message or present.result(layer) is None
                continue
            n_rows = len(found.result.output)
            sides = present.result(layer), pinned.result(place)
            expected = subtract(*(side.output.array[:n_rows] for side in sides))
            assert np.array_equal(found.result.output.array, expected, equal_nan=True)
            seen = found.result.minimum, found.result.maximum
            assert np.array_equal(seen, range_of(expected), equal_nan=True)


def test_a_pass_compared_with_itself_differs_by_nothing() -> None:
    comparison = compared(classifier(), classifier())
    assert messages(comparison) == [""] * 5
    assert all(not each.result.output.array.any() for each in comparison.all)
    assert comparison.note == ""


def test_a_layer_put_in_has_no_counterpart_and_the_others_keep_theirs() -> None:
    project = classifier()
    longer = edits.insert_layers(project, 2, [Linear()])
    comparison = compared(longer, project)
    assert messages(comparison) == [
        "", "", "", "Linear has no counterpart in the pinned state.", "", "",
    ]  # fmt: skip
    assert messages(compared(project, longer)) == [""] * 5


def test_another_width_is_told_and_what_comes_behind_is_compared_again() -> None:
    project = classifier()
    wider = edits.set_neurons(project, 0, 6)
    comparison = compare(evaluate(wider), evaluate(project), name="mine.nnfs")
    assert messages(comparison) == [
        "",
        "Dense 1 has 6 outputs a sample, and 5 in mine.nnfs.",
        "ReLU has 6 outputs a sample, and 5 in mine.nnfs.",
        "",
        "",
    ]


def test_other_features_are_told() -> None:
    project = classifier()
    wider = edits.insert_features(project, 4, 1)
    told = compared(wider, project).inputs.message
    assert told == "The input batch has 5 features a sample, and 4 in the pinned state."


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "there is none to compare."), (1, "only the first sample is compared.")],
)
def test_the_note_counts_few_samples_as_people_do(count: int, told: str) -> None:
    project = classifier()
    few = edits.remove_samples(project, range(count, 9))
    assert compare(evaluate(project), evaluate(few)).note == (
        f"There are 9 samples here and {count} in the pinned state: {told}"
    )


def test_only_samples_that_both_have_are_compared_and_a_note_says_so() -> None:
    project = classifier()
    more = edits.insert_samples(project, 9, 4)
    comparison = compared(more, project)
    assert comparison.inputs.result.output.shape == (9, 4)
    assert comparison.note == (
        "There are 13 samples here and 9 in the pinned state: only the first 9 samples are "
        "compared."
    )
    none = edits.remove_samples(project, range(9))
    assert set(messages(compared(none, project))) == {"There is no sample to compare."}


def test_layers_that_either_pass_did_not_reach_are_not_compared() -> None:
    project = classifier()
    broken = Project(Network([*project.network.layers, Dense.random(7, 2)]), project.batch)
    whole = edits.resize_inputs(broken, 4)
    assert messages(compared(whole, broken))[-1] == "Dense 3 was not reached in the pinned state."
    behind = compared(broken, whole).layers[4]
    assert (behind.result, behind.message) == (None, "")


def test_a_network_of_another_precision_is_compared_in_the_wider_one() -> None:
    project = classifier()
    single = edits.set_precision(project, "float32")
    comparison = compared(single, project)
    assert comparison.layers[3].result.output.dtype == np.float64
    assert 0 < comparison.layers[0].result.maximum < 1e-6


def names(layers: list[Layer], others: list[Layer]) -> list[int | None]:
    return counterparts(layers, others)


def test_the_very_same_layers_are_matched_first_then_names_and_kinds() -> None:
    first, second, third = (Dense.random(3, 3, seed=seed) for seed in range(3))
    assert names([second, third], [first, second, third]) == [1, 2]
    assert names([first, ReLU(), third], [second, third]) == [0, None, 1]
    mine = replace(second, name="mine")
    assert names([first, mine], [replace(third, name="mine"), second]) == [None, 0]
    assert names([Dense.random(3, 2), Softmax()], [first, Dense.random(3, 2), Softmax()]) == [1, 2]
    assert names([], [first]) == []
    assert names([first], []) == [None]


def test_an_activation_may_stand_for_one_of_another_kind_and_is_named() -> None:
    project = classifier()
    other = edits.replace_layer(project, 1, Tanh())
    comparison = compared(other, project)
    assert comparison.layers[1].counterpart == "ReLU"
    assert comparison.layers[0].counterpart == ""
    assert names([Tanh()], [Softmax()]) == [None]
    assert names([Tanh(), ReLU()], [ReLU()]) == [None, 0]
    assert names([LeakyReLU()], [Tanh(), LeakyReLU()]) == [1]


CHAIN = [ReLU(), Softmax(), Dense.random(2, 2), Dense.random(2, 3), ReLU(), Tanh(), Softmax()]
SOME = st.sets(st.integers(0, len(CHAIN) - 1))


@given(SOME, SOME)
def test_matches_never_cross_and_every_layer_that_both_have_stands_for_itself(
    some: set[int], others: set[int]
) -> None:
    present, pinned = [[CHAIN[n] for n in sorted(each)] for each in (some, others)]
    places = counterparts(present, pinned)
    matched = [place for place in places if place is not None]
    assert len(places) == len(present)
    assert matched == sorted(set(matched))
    for number, place in zip(sorted(some), places, strict=True):
        if number in others:
            assert place is not None
            assert pinned[place] is CHAIN[number]


def test_very_deep_networks_are_matched_by_place() -> None:
    deep = [Tanh() for _ in range(600)]
    assert counterparts([ReLU() for _ in range(600)], deep) == list(range(600))
    assert counterparts([*deep, ReLU()], deep) == [*range(600), None]


def test_after_an_edit_only_what_changed_is_looked_at_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nnfs_core.comparing.difference.AT_ONCE_CELLS", 0)
    loaded: list[DifferenceBlock] = []
    load = DifferenceBlock.load
    monkeypatch.setattr(DifferenceBlock, "load", lambda block: loaded.append(block) or load(block))
    project = classifier()
    pinned = evaluate(project)
    edited = edits.set_input(project, 0, 0, 5)
    first = evaluate(edited, pinned)
    before = compare(first, pinned)
    assert len(loaded) == 5  # one block of each matrix; the others are shared
    again = evaluate(edits.set_input(edited, 8, 0, 5), first)
    compare(again, pinned, before)
    assert len(loaded) == 10


def test_a_comparison_tells_how_far_it_is() -> None:
    project = classifier()
    told: list[float] = []
    sides = evaluate(edits.set_input(project, 0, 0, 5)), evaluate(project)
    compare(*sides, progress=told.append)
    assert told == sorted(told)
    assert len(told) == 15


def test_a_comparison_can_be_given_up() -> None:
    project = classifier()
    sides = evaluate(edits.set_input(project, 0, 0, 5)), evaluate(project)
    with pytest.raises(Cancelled):
        compare(*sides, cancelled=lambda: True)

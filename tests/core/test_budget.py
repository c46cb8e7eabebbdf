"""Outputs within a budget: what does not fit is computed again, with the same bits."""

from __future__ import annotations

import importlib
import tracemalloc
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnfs_core import Batch, Dense, Network, NnfsError, Project, ReLU, edits, evaluate
from nnfs_core.arrays import FloatArray
from nnfs_core.forward.budget import kept_layers
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.matrix.blocks import Deferred
from tests.core.strategies import Edit, any_edit, projects
from tests.projects import classifier

budget_module = importlib.import_module("nnfs_core.forward.budget")

pytestmark = pytest.mark.usefixtures("small_blocks", "nothing_for_free")


@pytest.fixture(scope="module")
def nothing_for_free() -> Iterator[None]:
    """Small outputs count as well, which are kept in any case otherwise."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(budget_module, "ALWAYS_THERE", 0)
        yield


def are_deferred(evaluation: Evaluation) -> list[bool]:
    return [not result.output.is_in_memory for result in evaluation.layers]


@given(projects(), st.integers(0, 3000))
@settings(max_examples=80)
def test_a_budget_changes_no_bit(project: Project, budget: int) -> None:
    whole = evaluate(project, budget=2**40)
    try:
        some = evaluate(project, budget=budget)
    except NnfsError:
        return  # not even one block fits
    assert some.faults == whole.faults
    assert some.n_bytes_kept <= budget
    for within, expected in zip(some.layers, whole.layers, strict=True):
        assert repr(within.block_ranges) == repr(expected.block_ranges)
        assert within.output == expected.output
        for index in range(len(expected.output)):
            row: FloatArray = within.output.row(index)
            assert row.tobytes() == expected.output.row(index).tobytes()


@given(projects(), st.lists(any_edit, min_size=1, max_size=5), st.integers(200, 3000))
@settings(max_examples=60)
def test_taking_over_within_a_budget_changes_no_bit(
    project: Project, sequence: list[Edit], budget: int
) -> None:
    previous = None
    for edit in [lambda same: same, *sequence]:
        try:
            project = edit(project)
            evaluation = evaluate(project, previous, budget=budget)
        except NnfsError:
            continue
        fresh = evaluate(project, budget=2**40)
        assert evaluation.faults == fresh.faults
        for result, expected in zip(evaluation.layers, fresh.layers, strict=True):
            assert result.output == expected.output
        previous = evaluation


def test_all_outputs_that_fit_are_kept() -> None:
    assert are_deferred(evaluate(classifier())) == [False] * 4


def test_beyond_the_budget_the_last_layers_are_kept_first() -> None:
    project = classifier()
    pictures = project.batch.n_samples * (4 + 5 + 5 + 3 + 3) * 8 // budget_module.PICTURES_SHARE
    last, both = 9 * 3 * 8, 2 * 9 * 3 * 8
    assert are_deferred(evaluate(project, budget=2 * (pictures + last))) == [True] * 3 + [False]
    assert are_deferred(evaluate(project, budget=2 * (pictures + both))) == [
        True,
        True,
        False,
        False,
    ]


def test_an_edited_cell_still_recomputes_its_block_alone() -> None:
    project = classifier()
    first = evaluate(project, budget=600)
    second = evaluate(edits.set_input(project, 4, 2, 9), first, budget=600)
    assert any(are_deferred(first))
    assert second.blocks_computed == 4
    for old, new in zip(first.layers, second.layers, strict=True):
        pairs = zip(old.output.blocks, new.output.blocks, strict=True)
        assert [a is b for a, b in pairs] == [True, False, True]


def test_looking_at_a_sample_computes_its_block_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    evaluation = evaluate(classifier(), budget=600)
    n_rows: list[int] = []
    write = Dense.write

    def counted(self: Dense, inputs: FloatArray, outputs: FloatArray) -> None:
        n_rows.append(len(inputs))
        write(self, inputs, outputs)

    monkeypatch.setattr(Dense, "write", counted)
    hidden = evaluation.layers[1].output
    assert isinstance(hidden.blocks[1], Deferred)
    hidden.row(4)
    hidden.row(5)
    assert n_rows == [3]
    evaluation.layers[0].output.row(3)  # computed on the way, and still in memory
    assert n_rows == [3]


def test_deep_networks_are_computed_again_without_recursion() -> None:
    layers = [Dense(np.eye(2), [0.0, 0.0]) for _ in range(1500)]
    project = Project(Network(layers), Batch(np.ones((9, 2))))
    evaluation = evaluate(project, budget=6000)
    assert not evaluation.layers[-2].output.is_in_memory
    assert evaluation.layers[-2].output.row(8).tolist() == [1, 1]


def test_a_budget_too_small_for_one_block_is_refused_with_what_it_needs() -> None:
    with pytest.raises(
        NnfsError,
        match=r"^The memory for outputs, 50 bytes, does not hold one block of 3 samples, "
        r"which needs 120 bytes; allow more memory for outputs\.$",
    ):
        evaluate(classifier(), budget=50)


def test_by_default_outputs_may_take_a_quarter_of_the_free_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budget_module, "free_memory", lambda: 1000)
    assert budget_module.bytes_allowed() == 250
    assert budget_module.bytes_allowed(held=600) == 400
    assert budget_module.bytes_allowed(700) == 700
    assert budget_module.bytes_allowed(7000) == 1000


def test_other_outputs_that_stay_take_their_part_of_the_budget_up_to_half(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budget_module, "free_memory", lambda: 1000)
    assert budget_module.bytes_allowed(700, also_kept=200) == 500
    assert budget_module.bytes_allowed(700, also_kept=600) == 350
    assert budget_module.bytes_allowed(also_kept=600) == 250  # they are not free any more anyway


def test_outputs_that_another_evaluation_holds_too_do_not_count_as_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = classifier()
    first = evaluate(project)
    second = evaluate(edits.set_biases(project, 2, 0, np.array([1.0])), first)
    n_shared = 2 * 9 * 5 * 8  # the first dense layer and its activation
    assert second.n_bytes_without(first) == second.n_bytes_kept - n_shared
    assert first.n_bytes_without(first) == 0
    monkeypatch.setattr(budget_module, "free_memory", lambda: 4 * 10**6)
    alone = evaluate(project, second, budget=10**9)
    also_kept = evaluate(project, second, budget=10**9, also_kept=first)
    assert alone.budget - also_kept.budget == n_shared


def test_the_budget_stays_while_the_free_memory_goes_up_and_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = classifier()
    monkeypatch.setattr(budget_module, "free_memory", lambda: 4 * 600)
    first = evaluate(project)
    monkeypatch.setattr(budget_module, "free_memory", lambda: 4 * 450)
    second = evaluate(edits.set_input(project, 0, 0, 9), first)
    assert second.budget == first.budget == 600
    assert second.blocks_computed == 4
    monkeypatch.setattr(budget_module, "free_memory", lambda: 4 * 6000)
    assert evaluate(project, second).budget == 6000


def test_the_widths_of_no_layer_need_no_memory() -> None:
    assert kept_layers(Batch(np.ones((3, 2))), [], 8, 0) == []


def test_a_large_pass_takes_no_more_than_its_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnfs_core.matrix.block_sizes.MAX_BLOCK_ROWS", 4096)
    batch = Batch(np.zeros((200_000, 4), np.float32))
    layers = [Dense.random(4, 64), ReLU(), Dense.random(64, 64), ReLU(), Dense.random(64, 3)]
    project = Project(Network(layers), batch, "float32")
    evaluate(project, budget=2**40)  # what is made once is there
    everything = 200_000 * (4 * 64 + 3) * 4
    budget = everything
    tracemalloc.start()
    evaluation = evaluate(project, budget=budget)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 0 < evaluation.n_bytes_kept <= budget // 2
    assert peak <= budget // 2

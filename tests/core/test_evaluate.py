"""The forward pass: its numbers, what it takes over from the one before, and how it is stopped."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnfs_core import (
    Batch,
    Cancelled,
    Dense,
    Evaluation,
    Network,
    NnfsError,
    Project,
    ReLU,
    Softmax,
    edits,
    evaluate,
)
from nnfs_core.machine import workers
from nnfs_core.matrix.rows import Rows
from nnfs_core.network import layer_pass
from nnfs_core.project.place import INPUT
from tests.core.strategies import Edit, any_edit, projects
from tests.projects import classifier

# The function of that name hides the module in the package.
forward_pass = importlib.import_module("nnfs_core.forward.evaluate")

pytestmark = pytest.mark.usefixtures("small_blocks")


def bits_of(evaluation: Evaluation) -> list[bytes]:
    return [result.output.array.tobytes() for result in evaluation.layers]


@settings(max_examples=80)
@given(projects())
def test_a_pass_gives_what_the_network_gives(project: Project) -> None:
    evaluation = evaluate(project)
    outputs = project.network.outputs(project.batch.inputs)
    assert len(evaluation.layers) == len(outputs)
    tolerance = {"float16": 0.02, "float32": 1e-4, "float64": 1e-12}[project.precision]
    for result, expected in zip(evaluation.layers, outputs, strict=True):
        assert result.output.shape == expected.shape
        assert result.output.dtype == project.dtype
        assert not result.output.array.flags.writeable
        scale = float(np.nan_to_num(np.abs(expected), posinf=1).max(initial=1))
        np.testing.assert_allclose(
            result.output.array, expected, rtol=tolerance, atol=tolerance * scale
        )


@settings(max_examples=60)
@given(projects(), st.lists(any_edit, min_size=1, max_size=6))
def test_taking_over_from_the_pass_before_changes_no_bit(
    project: Project, sequence: list[Edit]
) -> None:
    evaluation = evaluate(project)
    for edit in sequence:
        try:
            project = edit(project)
        except NnfsError:
            continue
        evaluation = evaluate(project, evaluation)
        fresh = evaluate(project)
        assert evaluation.project is project
        assert bits_of(evaluation) == bits_of(fresh)
        assert evaluation.faults == fresh.faults
        for index in range(INPUT, len(fresh.layers)):
            taken, computed = evaluation.result(index), fresh.result(index)
            assert taken is not None
            assert computed is not None
            assert repr(taken.block_ranges) == repr(computed.block_ranges)
        assert evaluation.blocks_computed <= fresh.blocks_computed


@pytest.mark.parametrize("n_threads", [1, 2, 7])
def test_the_number_of_threads_changes_no_bit(
    n_threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = classifier(40)
    expected = bits_of(evaluate(project))
    with ThreadPoolExecutor(n_threads) as pool:
        monkeypatch.setattr(workers, "_pool", lambda: pool)
        monkeypatch.setattr(workers, "n_threads", lambda: n_threads)
        monkeypatch.setattr(forward_pass, "WORTH_THREADS", 0)
        assert bits_of(evaluate(project)) == expected


def test_a_wide_block_keeps_its_bits_when_other_blocks_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nnfs_core.matrix.block_sizes.MAX_BLOCK_ROWS", 512)
    inputs = np.random.default_rng(0).standard_normal((1024, 784))
    wide = Project(Network([Dense.random(784, 257)]), Batch(inputs), "float32")
    both = evaluate(wide)
    alone = edits.remove_samples(wide, range(512, 1024))
    assert evaluate(alone, both).blocks_computed == 0
    assert bits_of(evaluate(alone)) == bits_of(evaluate(alone, both))


def test_a_first_pass_computes_every_block_of_every_layer() -> None:
    assert evaluate(classifier()).blocks_computed == 3 * 4


def test_an_edited_cell_recomputes_its_block_alone() -> None:
    project = classifier()
    first = evaluate(project)
    second = evaluate(edits.set_input(project, 4, 2, 9), first)
    assert second.blocks_computed == 4
    for old, new in zip(first.layers, second.layers, strict=True):
        shared = [a is b for a, b in zip(old.output.blocks, new.output.blocks, strict=True)]
        assert shared == [True, False, True]


@pytest.mark.parametrize(("layer", "n_layers"), [(0, 4), (2, 2)])
def test_an_edited_weight_recomputes_from_its_layer_on(layer: int, n_layers: int) -> None:
    project = classifier()
    first = evaluate(project)
    second = evaluate(edits.set_weights(project, layer, 0, 0, [[9]]), first)
    assert second.blocks_computed == 3 * n_layers


@pytest.mark.parametrize(
    ("edit", "n_layers"),
    [
        (lambda project: edits.rename_layer(project, 0, "First"), 0),
        (lambda project: edits.describe(project, "Title", "Notes"), 0),
        (lambda project: edits.rename_feature(project, 0, "width"), 0),
        (lambda project: edits.add_targets(project), 0),
        (lambda project: edits.remove_layers(project, [3]), 0),
        (lambda project: edits.append_layer(project, ReLU()), 1),
        (lambda project: edits.set_option(project, 3, "subtract_maximum", 0), 1),
        (lambda project: edits.move_layers(project, [1], 3), 3),
        (lambda project: edits.move_layers(project, [3], 1), 3),
        (lambda project: edits.enable_layers(project, [1], False), 3),
        (lambda project: edits.set_precision(project, "float32"), 4),
    ],
)
def test_only_what_an_edit_touches_is_computed_again(
    edit: Callable[[Project], Project], n_layers: int
) -> None:
    project = classifier()
    assert evaluate(edit(project), evaluate(project)).blocks_computed == 3 * n_layers


def test_after_undo_the_blocks_of_the_pass_before_still_serve() -> None:
    project = classifier()
    first = evaluate(project)
    second = evaluate(edits.set_input(project, 0, 0, 9), first)
    assert evaluate(project, second).blocks_computed == 4
    assert bits_of(evaluate(project, second)) == bits_of(first)


@given(projects())
@settings(max_examples=50)
def test_the_least_and_the_largest_output_are_told(project: Project) -> None:
    evaluation = evaluate(project)
    for result in (evaluation.inputs, *evaluation.layers):
        output = result.output.array
        if output.size:
            # which of 0.0 and -0.0 is the least depends on the order, so they count as equal
            told, found = (result.minimum, result.maximum), (output.min(), output.max())
            assert np.array_equal(told, found, equal_nan=True)
        else:
            assert (result.minimum, result.maximum) == (0, 0)


def test_no_layers_no_samples_and_no_features_are_fine() -> None:
    empty = Project(Network(), Batch(np.ones((5, 2))))
    assert evaluate(empty).layers == ()
    assert evaluate(empty).inputs.maximum == 1
    chain = Network([Dense.random(2, 3), Softmax()])
    no_samples = evaluate(Project(chain, Batch(np.empty((0, 2)))))
    assert [result.output.shape for result in no_samples.layers] == [(0, 3), (0, 3)]
    biases_only = Network([Dense(np.empty((0, 2)), [1.0, 2.0]), ReLU()])
    no_features = evaluate(Project(biases_only, Batch(np.empty((4, 0)))))
    assert no_features.layers[1].output.array.tolist() == [[1, 2]] * 4
    for evaluation in (evaluate(empty), no_samples, no_features):
        assert evaluation.faults == ()


def test_a_layer_switched_off_gives_what_it_receives() -> None:
    project = edits.enable_layers(classifier(), [0], False)
    project = edits.resize_inputs(project, 2)
    first = evaluate(project).layers[0].output
    assert first == project.batch.input_rows


def test_progress_rises_to_1() -> None:
    told: list[float] = []
    evaluate(classifier(40), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) > 10


@pytest.mark.parametrize(("n_samples", "looks"), [(2, 0), (2, 3), (40, 0), (40, 1), (40, 30)])
def test_a_pass_stops_soon_after_it_is_told_to(n_samples: int, looks: int) -> None:
    n_asked = 0

    def cancelled() -> bool:
        nonlocal n_asked
        n_asked += 1
        return n_asked > looks

    with pytest.raises(Cancelled):
        evaluate(classifier(n_samples), cancelled=cancelled)
    assert n_asked <= looks + 20  # each block under way or waiting looks once more


def test_a_wide_layer_looks_whether_to_stop_within_a_slice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnfs_core.matrix.block_sizes.MAX_BLOCK_ROWS", 4096)
    monkeypatch.setattr(layer_pass, "MAX_PART_PRODUCTS", 1)
    n_asked = 0

    def cancelled() -> bool:
        nonlocal n_asked
        n_asked += 1
        return False

    project = Project(Network([Dense.random(4, 3)]), Batch(np.ones((160, 4))))
    evaluate(project, cancelled=cancelled)
    assert n_asked == 1 + 10  # before the block, then before each part of 16 samples


def test_the_pool_is_whole_again_after_a_pass_was_stopped() -> None:
    project = classifier(40)
    with pytest.raises(Cancelled):
        evaluate(project, cancelled=lambda: True)
    assert bits_of(evaluate(project)) == bits_of(evaluate(project))


def test_inputs_are_the_batchs_own_rows() -> None:
    project = classifier()
    evaluation = evaluate(project)
    assert evaluation.inputs.output is project.batch.input_rows
    assert evaluation.result(INPUT) is evaluation.inputs
    assert evaluation.result(3) is evaluation.layers[3]
    assert evaluation.result(4) is None
    assert isinstance(evaluation.layers[0].output, Rows)


def test_the_same_project_again_computes_nothing() -> None:
    project = classifier()
    first = evaluate(project)
    again = evaluate(replace(project), first)
    assert again.blocks_computed == 0
    assert bits_of(again) == bits_of(first)

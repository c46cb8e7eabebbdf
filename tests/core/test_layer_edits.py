"""Edits of layers: what becomes of the weights, of the neighbours and of the names."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import (
    KINDS,
    Batch,
    Dense,
    LeakyReLU,
    Network,
    NnfsError,
    Project,
    ReLU,
    Softmax,
    Standardise,
    edits,
)
from nnfs_core.layers import Layer
from nnfs_core.project.document import Document
from nnfs_core.project.project import MAX_LAYERS
from tests.core.strategies import EDITS, projects


def chain_of(*layers: Layer, n_features: int = 4, targets: object = None) -> Project:
    inputs = np.arange(3.0 * n_features).reshape(3, n_features)
    return Project(Network(layers), Batch(inputs, targets))  # type: ignore[arg-type]


def shapes_of(project: Project) -> list[tuple[int, ...]]:
    return [each.weights.shape for each in project.network.layers if isinstance(each, Dense)]


def weights_of(project: Project, index: int) -> np.ndarray:
    return project.network.layers[index].arrays()["weights"]


def test_more_neurons_carry_on_to_the_next_dense_layer_through_activations() -> None:
    first, second = Dense.random(4, 3, seed=1), Dense.random(3, 2, seed=2)
    project = chain_of(first, ReLU(), LeakyReLU(), second, Softmax())
    changed = edits.set_neurons(project, 0, 5)
    assert shapes_of(changed) == [(4, 5), (5, 2)]
    assert weights_of(changed, 0)[:, :3].tobytes() == first.weights.tobytes()
    assert weights_of(changed, 3)[:3].tobytes() == second.weights.tobytes()
    assert edits.set_neurons(changed, 0, 3) == project


def test_fewer_neurons_keep_the_weights_that_are_left() -> None:
    first, second = Dense.random(4, 3, seed=1), Dense.random(3, 2, seed=2)
    changed = edits.set_neurons(chain_of(first, second), 0, 1)
    assert shapes_of(changed) == [(4, 1), (1, 2)]
    assert weights_of(changed, 0).tolist() == first.weights[:, :1].tolist()
    assert weights_of(changed, 1).tolist() == second.weights[:1].tolist()


def test_only_the_next_dense_layer_is_touched() -> None:
    project = chain_of(Dense.random(4, 3), Dense.random(3, 2), Dense.random(2, 2))
    changed = edits.set_neurons(project, 0, 7)
    assert shapes_of(changed) == [(4, 7), (7, 2), (2, 2)]
    assert changed.network.layers[2] is project.network.layers[2]


def test_more_neurons_do_not_carry_on_into_a_layer_that_did_not_fit() -> None:
    project = chain_of(Dense.random(4, 3), Dense.random(9, 2))
    changed = edits.set_neurons(project, 0, 5)
    assert shapes_of(changed) == [(4, 5), (9, 2)]
    assert changed.network.layers[1] is project.network.layers[1]


def test_neurons_of_a_layer_switched_off_do_not_carry_on() -> None:
    off = Dense(np.ones((4, 4)), np.zeros(4), enabled=False)
    project = chain_of(off, Dense.random(4, 2))
    changed = edits.set_neurons(project, 0, 6)
    assert shapes_of(changed) == [(4, 6), (4, 2)]


def test_a_layer_switched_off_is_passed_over_on_the_way_to_the_next_dense_layer() -> None:
    off = Dense(np.ones((3, 3)), np.zeros(3), enabled=False)
    project = chain_of(Dense.random(4, 3), off, Dense.random(3, 2))
    changed = edits.set_neurons(project, 0, 5)
    assert shapes_of(changed) == [(4, 5), (3, 3), (5, 2)]
    assert changed.network.layers[1] is off
    assert all(shape.fits for shape in changed.network.shapes(4))


@pytest.mark.parametrize("n_neurons", [0, -3])
def test_a_layer_needs_a_neuron(n_neurons: int) -> None:
    with pytest.raises(NnfsError, match="at least one neuron"):
        edits.set_neurons(chain_of(Dense.random(4, 3)), 0, n_neurons)


def test_only_dense_layers_have_neurons_to_set() -> None:
    project = chain_of(ReLU())
    for edit in (
        lambda: edits.set_neurons(project, 0, 3),
        lambda: edits.set_weights(project, 0, 0, 0, [[1]]),
        lambda: edits.set_biases(project, 0, 0, [1]),
        lambda: edits.redraw(project, 0, 1),
        lambda: edits.resize_inputs(project, 0),
    ):
        with pytest.raises(NnfsError, match=r"^ReLU has no neurons, weights or biases of its own"):
            edit()


def test_the_bytes_that_neurons_need_are_told_beforehand() -> None:
    project = chain_of(Dense.random(4, 3), ReLU(), Dense.random(3, 2))
    weights, following, outputs = 5 * 100, 101 * 2, 3 * 100 * 2
    assert edits.bytes_for_neurons(project, 0, 100) == 8 * (weights + following + outputs)
    narrow = edits.set_precision(project, "float32")
    assert edits.bytes_for_neurons(narrow, 0, 100) == 4 * (weights + following + outputs)
    assert edits.bytes_for_neurons(project, 0, 10**15) > 10**16  # told, not allocated


@given(project=projects(), data=st.data())
def test_moving_layers_and_columns_never_alters_weights(
    project: Project, data: st.DataObject
) -> None:
    features = ["insert_features", "remove_features", "set_inputs"]
    names = [
        "insert_layers",
        "append_layer",
        "remove_layers",
        "move_layers",
        "duplicate_layers",
        "rename_layer",
        "enable_layers",
        *features,
    ]
    known = {id(array) for layer in project.network.layers for array in layer.arrays().values()}
    n_new = 0
    for _ in range(4):
        name = data.draw(st.sampled_from(names))
        edit = data.draw(EDITS[name])
        try:
            changed = edit(project)
        except NnfsError:
            continue
        for layer in changed.network.layers:
            for array in layer.arrays().values():
                if id(array) not in known:
                    known.add(id(array))
                    if isinstance(layer, Standardise) and name in features:
                        continue  # it has a mean and a deviation of each feature
                    assert name in ("insert_layers", "append_layer")
                    n_new += 1
        project = changed
    assert n_new <= 2 * 4


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@given(project=projects(), data=st.data())
def test_a_new_layer_fits_where_it_is_put(
    kind: type[Layer], project: Project, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(project.network)))
    layer = edits.new_layer(project, kind, index)
    changed = edits.insert_layers(project, index, [layer])
    shape = changed.network.shapes(changed.batch.n_features)[index]
    assert shape.fits
    for array in layer.arrays().values():
        assert array.dtype == project.dtype


def test_a_new_dense_layer_gets_a_neuron_for_each_class_and_a_seed_of_its_own() -> None:
    project = chain_of(Dense.random(4, 3, seed=0), targets=[0, 4, 1])
    layer = edits.new_layer(project, Dense, 1)
    assert layer.arrays()["weights"].shape == (3, 5)
    assert layer.option_values() == {"seed": 1}
    assert edits.new_layer(chain_of(), Dense, 0).n_outputs == 3


def test_a_starter_classifier_runs_from_the_features_to_the_classes() -> None:
    project = edits.starter_classifier(chain_of(targets=[0, 1, 2]))
    assert [layer.kind for layer in project.network.layers] == ["dense", "relu", "dense", "softmax"]
    outputs = project.network.forward(project.batch.inputs)
    np.testing.assert_allclose(outputs.sum(axis=1), [1, 1, 1])


def test_a_layer_is_moved_to_where_it_is_dropped() -> None:
    a, b, c = ReLU(name="a"), ReLU(name="b"), ReLU(name="c")
    project = chain_of(a, b, c)
    assert edits.move_layers(project, [0], 2).network.layers == (b, c, a)
    assert edits.move_layers(project, [2], 0).network.layers == (c, a, b)
    assert edits.move_layers(project, [1], 1) is project


def test_an_automatic_name_stays_with_its_layer_when_it_moves() -> None:
    first, second, third = (Dense.random(3, 3, seed=seed) for seed in range(3))
    project = edits.move_layers(chain_of(first, ReLU(), second, third), [0], 3)
    assert project.network.layers == (ReLU(), second, third, first)
    assert project.network.names == ("ReLU", "Dense 2", "Dense 3", "Dense 1")


def test_an_automatic_name_stays_when_others_come_go_and_are_edited() -> None:
    first, second, third = (Dense.random(3, 3, seed=seed) for seed in range(3))
    project = edits.remove_layers(chain_of(first, second, third), [0])
    assert project.network.names == ("Dense 2", "Dense 3")
    project = edits.insert_layers(project, 0, [Dense.random(3, 3, seed=7)])
    assert project.network.names == ("Dense 4", "Dense 2", "Dense 3")
    project = edits.set_neurons(project, 1, 5)
    project = edits.resize_inputs(project, 2)
    assert project.network.names == ("Dense 4", "Dense 2", "Dense 3")
    project = edits.set_precision(project, "float32")
    assert project.network.names == ("Dense 4", "Dense 2", "Dense 3")


def test_the_copy_of_a_layer_gets_a_new_number() -> None:
    project = edits.duplicate_layers(chain_of(Dense.random(3, 3), Dense.random(3, 3, seed=1)), [0])
    assert project.network.names == ("Dense 1", "Dense 3", "Dense 2")
    project = edits.move_layers(project, [1], 2)
    assert project.network.names == ("Dense 1", "Dense 2", "Dense 3")


def test_a_name_of_the_users_own_wins_and_gives_way_to_the_automatic_one_of_before() -> None:
    project = edits.move_layers(chain_of(ReLU(), Dense.random(4, 3), ReLU()), [0], 2)
    named = edits.rename_layer(project, 2, "mine")
    assert named.network.names == ("Dense 1", "ReLU 2", "mine")
    assert edits.rename_layer(named, 2, "").network.names == ("Dense 1", "ReLU 2", "ReLU 1")


def test_a_copy_stands_behind_its_layer_under_a_name_of_its_own() -> None:
    project = edits.duplicate_layers(chain_of(ReLU(name="mine"), ReLU()), [0])
    assert project.network.names == ("mine", "mine copy", "ReLU 2")
    assert edits.duplicate_layers(project, [2]).network.layers[3] == ReLU()


def test_an_empty_name_brings_the_automatic_one_back() -> None:
    project = edits.rename_layer(chain_of(Dense.random(4, 3)), 0, "  My \n layer ")
    assert project.network.names == ("My layer",)
    assert edits.rename_layer(project, 0, " ").network.names == ("Dense 1",)


def test_typing_the_automatic_name_changes_nothing() -> None:
    project = chain_of(ReLU())
    assert edits.rename_layer(project, 0, "ReLU") is project


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.array_names])
def test_a_layer_becomes_another_kind_and_keeps_its_name_and_whether_it_is_on(
    kind: type[Layer],
) -> None:
    project = chain_of(Dense.random(4, 3), LeakyReLU(slope=0.3, name="Gate", enabled=False))
    changed = edits.change_kind(project, 1, kind)
    layer = changed.network.layers[1]
    assert type(layer) is kind
    assert (layer.name, layer.enabled) == ("Gate", False)
    assert changed.network.layers[0] is project.network.layers[0]
    assert (changed is project) is (kind is LeakyReLU)


def test_no_kind_changes_where_weights_would_come_or_go() -> None:
    project = chain_of(Dense.random(4, 3), ReLU())
    for index, kind in ((0, ReLU), (1, Dense)):
        with pytest.raises(NnfsError, match="weights would come or go"):
            edits.change_kind(project, index, kind)
    assert edits.kinds_for(project.network.layers[0]) == ()


def test_inputs_are_resized_to_what_arrives_and_keep_what_overlaps() -> None:
    layer = Dense.random(6, 2, seed=3)
    project = edits.resize_inputs(chain_of(layer), 0)
    assert shapes_of(project) == [(4, 2)]
    assert weights_of(project, 0).tolist() == layer.weights[:4].tolist()
    assert edits.resize_inputs(project, 0) is project


def test_a_rectangle_of_weights_is_written_where_it_is_pasted() -> None:
    project = chain_of(Dense(np.zeros((4, 3)), np.zeros(3)))
    changed = edits.set_weights(project, 0, 2, 1, [[1, 2], [3, 4]])
    assert weights_of(changed, 0).tolist() == [[0, 0, 0], [0, 0, 0], [0, 1, 2], [0, 3, 4]]
    biased = edits.set_biases(changed, 0, 1, [5, 6])
    assert biased.network.layers[0].arrays()["biases"].tolist() == [[0, 5, 6]]
    assert weights_of(biased, 0) is weights_of(changed, 0)


@pytest.mark.parametrize(
    ("row", "column", "values", "sentence"),
    [
        (3, 0, [[1], [2]], "2 × 1 numbers at row 3, column 0 do not fit into 4 × 3."),
        (0, 2, [[1, 2]], "1 × 2 numbers at row 0, column 2 do not fit into 4 × 3."),
        (-1, 0, [[1]], "1 × 1 numbers at row -1, column 0 do not fit into 4 × 3."),
        (0, 0, [["one"]], "The numbers must be a full table of numbers"),
        (0, 0, [[1, 2], [3]], "The numbers must be a full table of numbers"),
    ],
)
def test_weights_that_do_not_fit_are_refused(
    row: int, column: int, values: list[list[float]], sentence: str
) -> None:
    project = chain_of(Dense.random(4, 3))
    with pytest.raises(NnfsError) as refusal:
        edits.set_weights(project, 0, row, column, values)
    assert str(refusal.value).startswith(sentence)


def test_weights_and_biases_may_be_nan_and_infinite() -> None:
    project = edits.set_weights(chain_of(Dense.random(4, 3)), 0, 1, 1, [[np.nan, -np.inf]])
    assert np.array_equal(weights_of(project, 0)[1, 1:], [np.nan, -np.inf], equal_nan=True)
    project = edits.set_biases(project, 0, 2, [np.inf])
    assert project.network.dense_layers[0].biases[0, 2] == np.inf


def test_a_weight_too_large_for_float32_is_refused_there_alone() -> None:
    project = chain_of(Dense.random(4, 3))
    assert weights_of(edits.set_weights(project, 0, 0, 0, [[1e300]]), 0)[0, 0] == 1e300
    narrow = edits.set_precision(project, "float32")
    with pytest.raises(NnfsError, match=r"A weight 1e\+300 is too large for float32"):
        edits.set_weights(narrow, 0, 0, 0, [[1e300]])


def test_the_sign_of_a_zero_can_be_typed() -> None:
    project = chain_of(Dense(np.zeros((4, 3)), np.zeros(3)))
    changed = edits.set_weights(project, 0, 0, 0, [[-0.0]])
    assert np.signbit(weights_of(changed, 0)[0, 0])
    assert edits.set_weights(changed, 0, 0, 0, [[-0.0]]) is changed


def test_redrawing_gives_the_weights_of_the_seed_and_biases_of_0() -> None:
    layer = Dense(np.ones((4, 3)), np.ones(3), name="mine", enabled=False)
    (redrawn,) = edits.redraw(chain_of(layer), 0, 8).network.layers
    assert redrawn.arrays()["weights"].tolist() == Dense.random(4, 3, seed=8).weights.tolist()
    assert redrawn.arrays()["biases"].tolist() == [[0, 0, 0]]
    assert (redrawn.name, redrawn.enabled) == ("mine", False)


def test_an_option_out_of_range_is_refused() -> None:
    project = chain_of(LeakyReLU())
    assert edits.set_option(project, 0, "slope", 0.01) is project
    assert edits.set_option(project, 0, "slope", 0.5).network.layers == (LeakyReLU(slope=0.5),)
    with pytest.raises(NnfsError, match="Slope below 0 must be between 0 and 1, but it is 2"):
        edits.set_option(project, 0, "slope", 2)


@pytest.mark.parametrize("index", [-1, 1, 99])
def test_there_is_no_layer_outside_the_network(index: int) -> None:
    project = chain_of(ReLU())
    for edit in (
        lambda: edits.remove_layers(project, [index]),
        lambda: edits.move_layers(project, [index], 0),
        lambda: edits.move_layers(project, [0], index),
        lambda: edits.duplicate_layers(project, [index]),
        lambda: edits.rename_layer(project, index, "name"),
        lambda: edits.enable_layers(project, [index], False),
        lambda: edits.replace_layer(project, index, ReLU()),
    ):
        with pytest.raises(NnfsError, match=f"There is no layer {index}; the network has 1"):
            edit()


@pytest.mark.parametrize("index", [-1, 2])
def test_layers_are_not_put_outside_the_network(index: int) -> None:
    with pytest.raises(NnfsError, match=f"There is no place {index}; the network has 1 layers"):
        edits.insert_layers(chain_of(ReLU()), index, [ReLU()])


@st.composite
def chosen_of(draw: st.DrawFn) -> tuple[Project, list[int]]:
    """A project, and the places of some of its layers in any order."""
    project = draw(projects())
    places = range(len(project.network))
    return project, draw(st.lists(st.sampled_from(places), unique=True) if places else st.just([]))


@given(chosen=chosen_of(), data=st.data())
def test_layers_move_together_and_all_keep_their_order(
    chosen: tuple[Project, list[int]], data: st.DataObject
) -> None:
    project, places = chosen
    old, moved = project.network.layers, sorted(places)
    to = data.draw(st.integers(0, len(old) - len(places)))

    new = edits.move_layers(project, places, to).network.layers

    assert [id(each) for each in new[to : to + len(moved)]] == [id(old[n]) for n in moved]
    others = [id(old[n]) for n in range(len(old)) if n not in moved]
    assert [id(each) for each in (*new[:to], *new[to + len(moved) :])] == others


@given(chosen_of())
def test_copies_of_layers_stand_together_behind_the_last_of_them(
    chosen: tuple[Project, list[int]],
) -> None:
    project, places = chosen
    old, new = project.network.layers, edits.duplicate_layers(project, places).network.layers
    end = max(places, default=-1) + 1
    copies = new[end : end + len(places)]
    assert new == (*old[:end], *copies, *old[end:])
    assert [each.arrays() for each in copies] == [old[n].arrays() for n in sorted(places)]


@given(chosen_of())
def test_layers_are_removed_and_switched_together_and_the_others_stay(
    chosen: tuple[Project, list[int]],
) -> None:
    project, places = chosen
    old = project.network.layers
    left = edits.remove_layers(project, places).network.layers
    assert [id(each) for each in left] == [id(old[n]) for n in range(len(old)) if n not in places]
    for n, layer in enumerate(edits.enable_layers(project, places, False).network.layers):
        assert not layer.enabled if n in places else layer is old[n]


@given(chosen=chosen_of(), data=st.data())
def test_what_is_done_to_several_layers_is_one_step_that_undo_takes_back(
    chosen: tuple[Project, list[int]], data: st.DataObject
) -> None:
    project, places = chosen
    to = data.draw(st.integers(0, len(project.network) - len(places)))
    document = Document(project)
    for changed in (
        edits.move_layers(project, places, to),
        edits.duplicate_layers(project, places),
        edits.enable_layers(project, places, False),
        edits.remove_layers(project, places),
    ):
        document.apply("Change layers", changed)
        document.undo()
        assert document.project is project
        assert document.undo_text is None


def test_nothing_is_done_to_no_layers() -> None:
    project = chain_of(ReLU(), Softmax())
    assert edits.move_layers(project, [], 7) is project
    assert edits.duplicate_layers(project, []) is project
    assert edits.remove_layers(project, []) is project


def test_a_network_does_not_grow_beyond_what_can_be_opened_again() -> None:
    project = chain_of(*[ReLU()] * MAX_LAYERS)
    with pytest.raises(NnfsError, match="up to 2,000 layers, and 2,001 would be more"):
        edits.duplicate_layers(project, [0])


def test_layers_do_not_move_past_the_end() -> None:
    project = chain_of(ReLU(), ReLU(), ReLU())
    with pytest.raises(NnfsError, match="There is no layer 3; the network has 3"):
        edits.move_layers(project, [0, 1], 2)

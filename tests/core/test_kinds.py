"""The contract that every kind of layer keeps; a new kind is tested with no new test."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import (
    KINDS,
    Batch,
    Dense,
    Network,
    NnfsError,
    Project,
    ShapeError,
    Standardise,
    load,
    save,
)
from nnfs_core.arrays import AnyArray
from nnfs_core.layers import Layer
from nnfs_core.numerals import number_words
from tests.core.strategies import layers, matrices

N_INPUTS = 4
INPUTS = np.array([[1.0, -2.0, 0.0, 3.5], [0.25, -0.0, 7.0, -1.0], [0.0, 0.0, 0.0, 0.0]])

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
each_dtype = pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
each_option = pytest.mark.parametrize(
    ("kind", "option"),
    [(kind, option) for kind in KINDS for option in kind.options()],
    ids=lambda value: value if isinstance(value, str) else value.kind,
)


def layer_of(kind: type[Layer], dtype: type = np.float64, n_inputs: int = N_INPUTS) -> Layer:
    if kind is Dense:
        weights = np.linspace(-1, 1, n_inputs * 3).reshape(n_inputs, 3).astype(dtype)
        return Dense(weights, np.array([0.5, 0.0, -0.5], dtype))
    if kind is Standardise:
        means = np.linspace(-0.5, 0.25, n_inputs).astype(dtype)
        return Standardise(means, np.linspace(0.5, 2, n_inputs).astype(dtype))
    return kind()


def width_of(layer: Layer, n_inputs: int) -> int:
    return n_inputs if layer.n_outputs is None else layer.n_outputs


def test_no_two_kinds_share_a_name() -> None:
    assert len({kind.kind for kind in KINDS}) == len(KINDS)
    assert len({kind.title for kind in KINDS}) == len(KINDS)


@each_kind
def test_a_kind_says_what_it_is(kind: type[Layer]) -> None:
    for text in (kind.kind, kind.title, kind.formula, kind.description):
        assert text.strip()
    assert kind.kind.isidentifier()
    assert kind.description.endswith(".")
    for option in kind.options().values():
        assert option.title
        assert option.hint.endswith(".")
        assert option.minimum < option.maximum


@each_kind
@each_dtype
@pytest.mark.parametrize("n_samples", [0, 1, 3, 50])
def test_forward_gives_a_row_a_sample_in_the_inputs_dtype(
    kind: type[Layer], dtype: type, n_samples: int
) -> None:
    layer = layer_of(kind, dtype)
    outputs = layer.forward(np.resize(INPUTS, (n_samples, N_INPUTS)).astype(dtype))
    assert outputs.shape == (n_samples, width_of(layer, N_INPUTS))
    assert outputs.dtype == dtype


@each_kind
@pytest.mark.parametrize("n_samples", [0, 1, 3])
def test_samples_without_features_go_through(kind: type[Layer], n_samples: int) -> None:
    layer = layer_of(kind, n_inputs=0)
    outputs = layer.forward(np.empty((n_samples, 0)))
    assert outputs.shape == (n_samples, width_of(layer, 0))
    assert np.isfinite(outputs).all()


@each_kind
def test_forward_leaves_its_inputs_alone(kind: type[Layer]) -> None:
    inputs = INPUTS.copy()
    outputs = layer_of(kind).forward(inputs)
    assert inputs.tobytes() == INPUTS.tobytes()
    assert not np.shares_memory(inputs, outputs)


@each_kind
@each_dtype
def test_a_sample_gives_the_same_outputs_alone_and_among_others(
    kind: type[Layer], dtype: type
) -> None:
    layer, inputs = layer_of(kind, dtype), INPUTS.astype(dtype)
    alone = np.concatenate([layer.forward(inputs[i : i + 1]) for i in range(len(inputs))])
    np.testing.assert_allclose(layer.forward(inputs), alone, rtol=1e-5)


@each_kind
@each_dtype
def test_write_agrees_with_forward_also_on_strided_memory(kind: type[Layer], dtype: type) -> None:
    layer, inputs = layer_of(kind, dtype), INPUTS.astype(dtype)
    outputs = np.full((6, width_of(layer, N_INPUTS)), 99, dtype)
    layer.write(inputs, outputs[::2])
    assert outputs[::2].tobytes() == layer.forward(inputs).tobytes()
    assert (outputs[1::2] == 99).all()


@each_kind
@each_dtype
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nan_is_never_turned_into_a_number(kind: type[Layer], dtype: type, bad: float) -> None:
    layer = layer_of(kind, dtype)
    inputs = INPUTS.astype(dtype)
    inputs[1, 2] = bad
    outputs = layer.forward(inputs)
    clean = layer.forward(INPUTS.astype(dtype))
    for neuron in range(outputs.shape[1]):
        if np.isnan(bad) and 2 in layer.operands(neuron, N_INPUTS):
            assert np.isnan(outputs[1, neuron])
        elif 2 not in layer.operands(neuron, N_INPUTS):
            assert outputs[1, neuron] == clean[1, neuron]
    np.testing.assert_allclose(outputs[[0, 2]], clean[[0, 2]])  # other samples know nothing of it


@each_kind
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_kind_tells_the_cause_of_what_is_not_finite(kind: type[Layer], bad: float) -> None:
    inputs = np.array([0.0, bad, 0.0, 1.0])
    cause = layer_of(kind).cause(inputs, 1)
    assert number_words(bad) in cause
    assert cause[0].islower()
    assert not cause.endswith(".")


@each_kind
@pytest.mark.parametrize("largest", [1e4, 1e300])
def test_large_numbers_give_finite_outputs_and_no_warning(
    kind: type[Layer], largest: float
) -> None:
    inputs = largest * np.array([[1.0, -1.0, 0.0, 1.0], [-1.0, -1.0, -1.0, -1.0]])
    assert np.isfinite(layer_of(kind).forward(inputs)).all()


@each_kind
def test_operands_are_the_inputs_that_an_output_is_made_from(kind: type[Layer]) -> None:
    layer = layer_of(kind)
    before = layer.forward(INPUTS)
    for changed in range(N_INPUTS):
        inputs = INPUTS.copy()
        inputs[:, changed] += 1.5
        moved = (layer.forward(inputs) != before).any(axis=0)
        for neuron in np.flatnonzero(moved):
            assert changed in layer.operands(int(neuron), N_INPUTS)


@each_kind
def test_a_distribution_sums_to_one(kind: type[Layer]) -> None:
    outputs = layer_of(kind).forward(INPUTS)
    if kind.is_distribution:
        assert (outputs >= 0).all()
        np.testing.assert_allclose(outputs.sum(axis=1), 1)


@each_kind
def test_a_watch_marks_some_outputs(kind: type[Layer]) -> None:
    if kind.watch is not None:
        mask = kind.watch.mask(layer_of(kind).forward(10 * INPUTS))
        assert mask.shape == (3, N_INPUTS)
        assert mask.any()


@each_kind
def test_a_wrong_shape_is_refused_with_what_was_expected(kind: type[Layer]) -> None:
    layer = layer_of(kind)
    with pytest.raises(ShapeError, match=r"two dimensions, but the shape is \(4,\)"):
        layer.forward([1.0, 2.0, 3.0, 4.0])
    if layer.n_inputs is not None:
        with pytest.raises(ShapeError, match=r"expects 4 inputs and receives 5\."):
            layer.forward(np.zeros((1, 5)))


@each_kind
def test_a_layer_is_frozen_and_its_arrays_are_read_only(kind: type[Layer]) -> None:
    layer = layer_of(kind)
    with pytest.raises(FrozenInstanceError):
        layer.name = "other"  # type: ignore[misc]
    for array in layer.arrays().values():
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


@each_kind
def test_layers_are_equal_when_all_about_them_is(kind: type[Layer]) -> None:
    layer = layer_of(kind)
    assert layer == layer_of(kind)
    assert hash(layer) == hash(layer_of(kind))
    assert layer != replace(layer, name="other")
    assert layer != replace(layer, enabled=False)
    assert layer != layer.kind
    for other in KINDS:
        assert (layer == layer_of(other)) is (kind is other)


@each_kind
def test_another_precision_changes_the_arrays_and_nothing_else(kind: type[Layer]) -> None:
    layer = replace(layer_of(kind), name="mine", enabled=False)
    assert layer.astype(np.float64) is layer
    narrow = layer.astype(np.float32)
    assert (narrow.name, narrow.enabled) == ("mine", False)
    assert narrow.option_values() == layer.option_values()
    for name, array in narrow.arrays().items():
        assert array.dtype == np.float32
        assert array.tobytes() == layer.arrays()[name].astype(np.float32).tobytes()
    assert narrow.astype(np.float64).astype(np.float32) == narrow


@each_option
def test_an_option_takes_its_bounds_and_refuses_what_is_beyond(
    kind: type[Layer], option: str
) -> None:
    layer, described = layer_of(kind), kind.options()[option]
    for value in (described.minimum, described.maximum):
        assert layer.with_option(option, value).option_values()[option] == value
    for value in (described.minimum - 1, described.maximum + 1, np.nan, np.inf):
        with pytest.raises(NnfsError, match=re.escape(f"{described.title} must be between")):
            layer.with_option(option, value)
        with pytest.raises(NnfsError, match=re.escape(f"{described.title} must be between")):
            replace(layer, **{option: value})
    if described.whole and described.minimum < 0.5 < described.maximum:
        with pytest.raises(NnfsError, match=r"must be a whole number, but it is 0\.5"):
            layer.with_option(option, 0.5)


@each_kind
@given(data=st.data())
def test_a_layer_comes_back_from_a_file_just_as_it_was(
    kind: type[Layer], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    layer = data.draw(layers(N_INPUTS, kinds=[kind]))
    inputs: AnyArray = data.draw(matrices(2, N_INPUTS))
    path: Path = tmp_path_factory.getbasetemp() / f"{kind.kind}.nnfs"
    save(Project(Network([layer]), Batch(inputs)), path)
    (loaded,) = load(path).network.layers
    assert loaded == layer
    assert loaded.forward(inputs).tobytes() == layer.forward(inputs).tobytes()

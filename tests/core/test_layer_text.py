"""Layers on the clipboard: the same bits come back, and hostile text is refused."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Dense, Standardise
from nnfs_core.errors import NnfsError
from nnfs_core.files import layer_text
from nnfs_core.files.layer_text import layers_from_text, layers_to_text
from nnfs_core.layers import Layer, ReLU
from nnfs_core.layers.initialisation import Constant, Normal
from tests.core.strategies import layers


@given(st.lists(layers(n_inputs=3), min_size=1, max_size=4))
def test_layers_come_back_from_their_text_in_order_with_every_bit(copied: list[Layer]) -> None:
    pasted = layers_from_text(layers_to_text(copied))
    assert len(pasted) == len(copied)
    for layer, before in zip(pasted, copied, strict=True):
        assert type(layer) is type(before)
        # the clipboard keeps one space where a name has several
        assert (layer.name, layer.enabled) == (" ".join(before.name.split()), before.enabled)
        assert layer.option_values() == before.option_values()
        if isinstance(before, Dense):
            assert isinstance(layer, Dense)
            assert layer.initialisation == before.initialisation
        for name, array in before.arrays().items():
            assert layer.arrays()[name].tobytes() == array.tobytes()


def test_float32_layers_keep_their_numbers() -> None:
    layer = Dense.random(3, 2, seed=5, dtype=np.float32)
    (pasted,) = layers_from_text(layers_to_text([layer]))
    assert pasted.astype(np.float32) == layer


def test_one_layer_alone_is_written_so_that_an_older_app_pastes_it() -> None:
    assert json.loads(layers_to_text([ReLU(name="Gate")])) == {
        "nnfs_layer": 1,
        "layer": {"kind": "relu", "name": "Gate", "enabled": True, "options": {}},
        "arrays": {},
    }


def test_a_layer_that_standardises_is_said_in_a_version_that_older_apps_refuse() -> None:
    layer = Standardise([1.0, 2.0], [3.0, 4.0])
    text = layers_to_text([layer])
    assert json.loads(text)["nnfs_layer"] == 4
    assert layers_from_text(text) == [layer]
    bad = text.replace("[[3.0,4.0]]", "[[3.0,0.0]]")
    with pytest.raises(NnfsError, match="The deviation of feature 1 must be above 0"):
        layers_from_text(bad)


def test_how_weights_were_drawn_is_said_in_a_version_that_older_apps_refuse() -> None:
    drawn = Dense.random(1, 1, initialisation=Constant(value=0.5))
    assert json.loads(layers_to_text([drawn]))["nnfs_layer"] == 4
    assert json.loads(layers_to_text([drawn.redrawn(0, Normal())]))["nnfs_layer"] == 1


def test_only_a_dense_layer_can_have_been_drawn() -> None:
    layer = {"kind": "relu", "initialisation": {"rule": "zeros"}}
    text = {"nnfs_layer": 4, "layers": [{"layer": layer}]}
    with pytest.raises(NnfsError, match="it has no weights that could be drawn"):
        layers_from_text(json.dumps(text))


@given(st.text() | st.recursive(st.integers() | st.text(), st.lists).map(json.dumps))
def test_text_that_is_no_layer_is_refused_with_a_plain_sentence(text: str) -> None:
    with pytest.raises(NnfsError, match="holds no layer; copy one"):
        layers_from_text(text)


def damaged(**changes: Any) -> str:
    """The text of a 2 → 1 dense layer with parts of it replaced."""
    parts = json.loads(layers_to_text([Dense([[1.0], [2.0]], [3.0])]))
    layer = parts["layer"] | changes.pop("layer", {})
    return json.dumps(parts | {"layer": layer} | changes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (damaged(layer={"kind": "conv"}), "it is of the unknown kind 'conv'"),
        (damaged(layer={"name": "x" * 201}), "its name is longer than 200 characters"),
        (damaged(layer={"options": {"seed": 0.5}}), "Seed must be a whole number"),
        (damaged(layer={"options": {"seed": -1}}), "Seed must be between 0 and"),
        (damaged(layer={"options": {"slope": 1}}), "it has an unknown option, 'slope'"),
        (damaged(layer={"code": "print()"}), "unknown field `code`"),
        (damaged(arrays={}), "its weights are missing"),
        (damaged(arrays={"weights": [[1.0], [2.0]]}), "its biases are missing"),
        (damaged(arrays={"weights": [[1], [2, 3]], "biases": [[1]]}), "a full table of numbers"),
        (damaged(arrays={"weights": [[1, 2]], "biases": [[1]]}), "need biases of shape"),
        (damaged(arrays={"weights": [[]], "biases": [[]]}), "it has no neurons"),
        (damaged(arrays={"weights": [["1"]], "biases": [[1]]}), "Invalid enum value '1'"),
        (damaged(layer={"kind": "relu", "options": {}}), "nothing says what 'biases' is for"),
        (damaged().replace("3.0", "1e999"), "Number out of range"),
    ],
)
def test_a_damaged_layer_is_refused_with_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(NnfsError, match="The copied layer cannot be pasted: ") as refusal:
        layers_from_text(text)
    assert message in str(refusal.value)
    assert re.search(r"[^.]\.$", str(refusal.value))


def damaged_together(**changes: Any) -> str:
    """The text of a ReLU and a 2 → 1 dense layer, of which the second has parts replaced."""
    parts = json.loads(layers_to_text([ReLU(), Dense([[1.0], [2.0]], [3.0])]))
    parts["layers"][1] |= changes
    return json.dumps(parts)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (damaged_together(arrays={}), "its weights are missing"),
        (damaged_together(layer={"kind": "conv"}), "it is of the unknown kind 'conv'"),
        (damaged_together(code="print()"), "unknown field `code`"),
        ('{"nnfs_layer": 2, "layers": []}', "length >= 1"),
        ('{"nnfs_layer": 2, "layers": [], "more": 1}', "length >= 1"),
        ('{"nnfs_layer": 2, "layer": {"kind": "relu"}}', "unknown field `layer`"),
    ],
)
def test_one_damaged_layer_among_others_refuses_them_all(text: str, message: str) -> None:
    with pytest.raises(NnfsError, match="A copied layer cannot be pasted: ") as refusal:
        layers_from_text(text)
    assert message in str(refusal.value)


def test_layers_of_a_newer_version_say_so() -> None:
    with pytest.raises(NnfsError, match="copied from a newer NNFS Studio"):
        layers_from_text(damaged(nnfs_layer=5))


@pytest.mark.parametrize("name", ["x" * 150, "," * 50])
def test_a_text_too_long_to_be_layers_is_not_even_read(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    text = layers_to_text([ReLU(name=name)])
    assert layers_from_text(text)
    monkeypatch.setattr(layer_text, "MAX_CHARACTERS", 200)
    monkeypatch.setattr(layer_text, "MAX_NUMBERS", 10)
    monkeypatch.setattr(layer_text, "MAX_OTHER_COMMAS", 10)
    with pytest.raises(NnfsError, match="holds no layer"):
        layers_from_text(text)


def test_layers_too_large_or_too_many_for_the_clipboard_are_not_copied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(layer_text, "MAX_NUMBERS", 11)
    with pytest.raises(NnfsError, match="12 parameters are more than the 11"):
        layers_to_text([Dense.random(2, 2), Dense.random(2, 2)])
    monkeypatch.setattr(layer_text, "MAX_LAYERS", 2)
    with pytest.raises(NnfsError, match="3 layers are more than the 2"):
        layers_to_text([ReLU(), ReLU(), ReLU()])


def test_layers_with_nan_and_infinity_are_copied_and_older_apps_say_that_they_cannot() -> None:
    layers = [ReLU(), Dense([[np.inf, 0.5], [-np.inf, np.nan]], [np.nan, 0.0], name="big")]
    text = layers_to_text(layers)
    assert layers_from_text(text) == layers
    assert layers_from_text(layers_to_text(layers[1:])) == layers[1:]
    assert text.startswith('{"nnfs_layer":3,')
    assert layers_to_text(layers[:1]).startswith('{"nnfs_layer":1,')


def test_a_word_that_is_no_number_is_refused_in_a_copied_layer() -> None:
    text = layers_to_text([Dense([[np.inf]], [0.0])]).replace("Infinity", "nano")
    with pytest.raises(NnfsError, match="cannot be pasted"):
        layers_from_text(text)

"""A layer on the clipboard: the same bits come back, and hostile text is refused."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Dense
from nnfs_core.errors import NnfsError
from nnfs_core.files import layer_text
from nnfs_core.files.layer_text import layer_from_text, layer_to_text
from nnfs_core.layers import Layer, LeakyReLU, ReLU
from tests.core.strategies import layers


@given(layers(n_inputs=3))
def test_a_layer_comes_back_from_its_text_with_every_bit(layer: Layer) -> None:
    # the clipboard keeps one space where a name has several
    expected = " ".join(layer.name.split())

    pasted = layer_from_text(layer_to_text(layer))

    assert type(pasted) is type(layer)
    assert (pasted.name, pasted.enabled) == (expected, layer.enabled)
    assert pasted.option_values() == layer.option_values()
    for name, array in layer.arrays().items():
        assert pasted.arrays()[name].tobytes() == array.tobytes()


def test_a_float32_layer_keeps_its_numbers() -> None:
    layer = Dense.random(3, 2, seed=5, dtype=np.float32)
    assert layer_from_text(layer_to_text(layer)).astype(np.float32) == layer


def test_options_names_and_the_switch_travel_too() -> None:
    layer = LeakyReLU(slope=0.25, name="soft", enabled=False)
    assert layer_from_text(layer_to_text(layer)) == layer


@given(st.text() | st.recursive(st.integers() | st.text(), st.lists).map(json.dumps))
def test_text_that_is_no_layer_is_refused_with_a_plain_sentence(text: str) -> None:
    with pytest.raises(NnfsError, match="holds no layer; copy one"):
        layer_from_text(text)


def damaged(**changes: Any) -> str:
    """The text of a 2 → 1 dense layer with parts of it replaced."""
    parts = json.loads(layer_to_text(Dense([[1.0], [2.0]], [3.0])))
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
        (damaged(arrays={"weights": [["1"]], "biases": [[1]]}), "Expected `float`, got `str`"),
        (damaged(layer={"kind": "relu", "options": {}}), "nothing says what 'biases' is for"),
        (damaged().replace("3.0", "1e999"), "Number out of range"),
    ],
)
def test_a_damaged_layer_is_refused_with_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(NnfsError, match="The copied layer cannot be pasted: ") as refusal:
        layer_from_text(text)
    assert message in str(refusal.value)
    assert re.search(r"[^.]\.$", str(refusal.value))


def test_a_layer_of_a_newer_version_says_so() -> None:
    with pytest.raises(NnfsError, match="copied from a newer NNFS Studio"):
        layer_from_text(damaged(nnfs_layer=2))


def test_a_text_too_long_to_be_a_layer_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layer_text, "MAX_CHARACTERS", 50)
    with pytest.raises(NnfsError, match="holds no layer"):
        layer_from_text(layer_to_text(ReLU(name="x" * 50)))


def test_a_layer_too_large_for_the_clipboard_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layer_text, "MAX_NUMBERS", 5)
    with pytest.raises(NnfsError, match="Dense was not copied: it has 6 parameters"):
        layer_to_text(Dense.random(2, 2))


def test_a_layer_with_an_infinite_weight_is_not_copied() -> None:
    with pytest.raises(
        NnfsError, match="big was not copied: one of its numbers is NaN or infinite"
    ):
        layer_to_text(Dense([[np.inf]], [0.0], name="big"))

"""This module turns layers into a text for the clipboard, and back without trusting the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import msgspec
import numpy as np

from nnfs_core.arrays import FloatArray, float_matrix
from nnfs_core.errors import NnfsError
from nnfs_core.files.layers import built_layer, layer_schema
from nnfs_core.files.schema import LayerSchema
from nnfs_core.layers import Layer, Standardise
from nnfs_core.project.project import MAX_LAYERS, MAX_NAME

# Version 2 says several layers, version 3 NaN and infinity, version 4 layers that standardise and
# by which rule weights are drawn; what an older version can say is written in it, so that older
# apps paste it, too.
VERSION = 4
MAX_NUMBERS = 2**19  # of weights, biases and the like; more would make the clipboard sluggish
MAX_CHARACTERS = 32 * MAX_NUMBERS
MAX_OTHER_COMMAS = 250 * MAX_LAYERS  # than those between numbers; a name may have 200

# JSON has no numbers for these
NotFinite = Literal["NaN", "Infinity", "-Infinity"]
Arrays = dict[str, list[list[float | NotFinite]]]

_NO_LAYER = "The clipboard holds no layer; copy one with Ctrl+C first."


class _Part(msgspec.Struct, forbid_unknown_fields=True):
    layer: LayerSchema
    arrays: Arrays = {}


class _OneLayer(msgspec.Struct, forbid_unknown_fields=True):
    nnfs_layer: int  # the version of the text, and what tells it from any other JSON
    layer: LayerSchema
    arrays: Arrays = {}


class _Layers(msgspec.Struct, forbid_unknown_fields=True):
    nnfs_layer: int
    layers: Annotated[list[_Part], msgspec.Meta(min_length=1, max_length=MAX_LAYERS)]


class _Version(msgspec.Struct):
    nnfs_layer: int


def layers_to_text(layers: Sequence[Layer]) -> str:
    """Some layers with all their weights as a line of JSON, every digit of every number in it.

    Raises NnfsError when they are too large for the clipboard.
    """
    n_numbers = sum(layer.array_size for layer in layers)
    for count, most, noun in (
        (n_numbers, MAX_NUMBERS, "parameters"),
        (len(layers), MAX_LAYERS, "layers"),
    ):
        if count > most:
            raise NnfsError(
                "Nothing was copied: {count:,} {noun} are more than the {most:,} that the "
                "clipboard takes; duplicate instead."
            )(count, noun, most)
    parts = [_Part(layer_schema(layer), _numbers(layer)) for layer in layers]
    is_finite = all(np.isfinite(each).all() for layer in layers for each in layer.arrays().values())
    is_new = any(
        part.layer.initialisation is not msgspec.UNSET or isinstance(layer, Standardise)
        for part, layer in zip(parts, layers, strict=True)
    )
    version = 4 if is_new else 2 if is_finite else 3
    text: msgspec.Struct = _Layers(version, parts)
    if len(parts) == 1 and version == 2:
        text = _OneLayer(1, parts[0].layer, parts[0].arrays)
    return msgspec.json.encode(text).decode()


def layers_from_text(text: str) -> list[Layer]:
    """The layers that `layers_to_text` wrote, bit for bit.

    Raises NnfsError when the text is anything else; its size is checked before it is read.
    """
    is_large = len(text) > MAX_CHARACTERS or text.count(",") > MAX_NUMBERS + MAX_OTHER_COMMAS
    if is_large or not text.lstrip().startswith("{"):
        raise NnfsError(_NO_LAYER)
    try:
        version = msgspec.json.decode(text, type=_Version).nnfs_layer
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        raise NnfsError(_NO_LAYER) from None
    if version > VERSION:
        raise NnfsError("This layer was copied from a newer NNFS Studio; paste it there.")
    try:
        if version > 1:
            return [_checked(part) for part in msgspec.json.decode(text, type=_Layers).layers]
        one = msgspec.json.decode(text, type=_OneLayer)
        return [_checked(_Part(one.layer, one.arrays))]
    except (msgspec.MsgspecError, RecursionError, NnfsError) as error:
        reason = str(error).removesuffix(".")
        if version > 1:
            raise NnfsError("A copied layer cannot be pasted: {reason}.")(reason) from None
        raise NnfsError("The copied layer cannot be pasted: {reason}.")(reason) from None


def _numbers(layer: Layer) -> Arrays:
    return {name: _said(array) for name, array in layer.arrays().items()}


def _said(array: FloatArray) -> Any:
    """An array as JSON can say it."""
    if np.isfinite(array).all():
        return array.tolist()
    names = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
    return [[names.get(repr(number), number) for number in row] for row in array.tolist()]


def _checked(parts: _Part) -> Layer:
    remaining = dict(parts.arrays)

    def array(name: str) -> FloatArray:
        if name not in remaining:
            raise NnfsError("its {name} are missing.")(name)
        rows = [[float(number) for number in row] for row in remaining.pop(name)]
        return float_matrix(rows, f"its {name}")

    parts.layer.name = " ".join(parts.layer.name.split())
    if len(parts.layer.name) > MAX_NAME:
        raise NnfsError("its name is longer than {most} characters.")(MAX_NAME)
    layer = built_layer(parts.layer, "it", array)
    if remaining:
        raise NnfsError("nothing says what {remaining!r} is for.")(min(remaining))
    return layer

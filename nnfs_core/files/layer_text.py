"""This module turns a layer into a text for the clipboard, and back without trusting the text."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from nnfs_core.arrays import FloatArray, float_matrix
from nnfs_core.errors import NnfsError
from nnfs_core.files.layers import built_layer, layer_schema
from nnfs_core.files.schema import LayerSchema
from nnfs_core.layers import Layer
from nnfs_core.project.project import MAX_NAME

VERSION = 1
MAX_NUMBERS = 2**19  # of weights and biases; more would make the clipboard sluggish
MAX_CHARACTERS = 32 * MAX_NUMBERS
MAX_OTHER_COMMAS = 1000  # than those between numbers

_NO_LAYER = "The clipboard holds no layer; copy one with Ctrl+C first."


class _LayerText(msgspec.Struct, forbid_unknown_fields=True):
    nnfs_layer: int  # the version of the text, and what tells it from any other JSON
    layer: LayerSchema
    arrays: dict[str, list[list[float]]] = {}


class _Version(msgspec.Struct):
    nnfs_layer: int


def layer_to_text(layer: Layer) -> str:
    """The layer with all its weights as one line of JSON, every digit of every number in it.

    Raises NnfsError when the layer is too large for the clipboard or holds a number that is not
    finite, which JSON cannot say.
    """
    arrays = layer.arrays()
    name = layer.name or layer.title
    if layer.parameter_count > MAX_NUMBERS:
        raise NnfsError(
            "{name} was not copied: it has {parameter_count:,} parameters, and the clipboard takes "
            "up to {most:,}; duplicate it instead."
        )(name, layer.parameter_count, MAX_NUMBERS)
    if not all(np.isfinite(array).all() for array in arrays.values()):
        raise NnfsError("{name} was not copied: one of its numbers is NaN or infinite.")(name)
    numbers: dict[str, Any] = {key: array.tolist() for key, array in arrays.items()}
    return msgspec.json.encode(_LayerText(VERSION, layer_schema(layer), numbers)).decode()


def layer_from_text(text: str) -> Layer:
    """The layer that `layer_to_text` wrote, bit for bit.

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
        parts = msgspec.json.decode(text, type=_LayerText)
        return _checked(parts)
    except (msgspec.MsgspecError, RecursionError, NnfsError) as error:
        reason = str(error).removesuffix(".")
        raise NnfsError("The copied layer cannot be pasted: {reason}.")(reason) from None


def _checked(parts: _LayerText) -> Layer:
    remaining = dict(parts.arrays)

    def array(name: str) -> FloatArray:
        if name not in remaining:
            raise NnfsError("its {name} are missing.")(name)
        return float_matrix(remaining.pop(name), f"its {name}")

    parts.layer.name = " ".join(parts.layer.name.split())
    if len(parts.layer.name) > MAX_NAME:
        raise NnfsError("its name is longer than {most} characters.")(MAX_NAME)
    layer = built_layer(parts.layer, "it", array)
    if remaining:
        raise NnfsError("nothing says what {remaining!r} is for.")(min(remaining))
    return layer

"""This module describes a layer in the words of files, and builds one from such words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from msgspec import UNSET, UnsetType

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import NnfsError
from nnfs_core.files.schema import InitialisationSchema, LayerSchema
from nnfs_core.layers import KINDS, Dense, Layer
from nnfs_core.layers.initialisation import INITIALISATIONS, NORMAL, Initialisation

_KIND_BY_NAME = {kind.kind: kind for kind in KINDS}
_RULE_BY_NAME = {kind.name: kind for kind in INITIALISATIONS}


def layer_schema(layer: Layer) -> LayerSchema:
    """All about a layer but its arrays."""
    return LayerSchema(
        layer.kind, layer.name, layer.enabled, layer.option_values(), initialisation_schema(layer)
    )


def initialisation_schema(layer: Layer) -> InitialisationSchema | UnsetType:
    """The rule that a layer's weights are drawn by, where it is not the usual one."""
    if not isinstance(layer, Dense) or layer.initialisation == NORMAL:
        return UNSET
    return InitialisationSchema(layer.initialisation.name, layer.initialisation.option_values())


def built_layer(schema: LayerSchema, what: str, array: Callable[[str], FloatArray]) -> Layer:
    """The layer that `schema` describes; `array` gives the array of a name.

    `what` names the layer in messages. Raises NnfsError when the description makes no sense.
    """
    kind = _KIND_BY_NAME.get(schema.kind)
    if kind is None:
        raise NnfsError("{what} is of the unknown kind {kind!r}.")(what, schema.kind)
    unknown = schema.options.keys() - kind.options().keys()
    if unknown:
        raise NnfsError("{what} has an unknown option, {unknown!r}.")(what, min(unknown))
    common: dict[str, Any] = {"name": schema.name, "enabled": schema.enabled}
    layer = kind(*map(array, kind.array_names), **common)
    if layer.n_outputs == 0:
        raise NnfsError("{what} has no neurons.")(what)
    for name, value in schema.options.items():
        layer = layer.with_option(name, value)
    if schema.initialisation is UNSET:
        return layer
    if not isinstance(layer, Dense):
        raise NnfsError("{what} has no weights that could be drawn.")(what)
    return replace(layer, initialisation=_built_initialisation(schema.initialisation, what))


def _built_initialisation(schema: InitialisationSchema, what: str) -> Initialisation:
    kind = _RULE_BY_NAME.get(schema.rule)
    if kind is None:
        raise NnfsError("{what} was drawn by the unknown rule {rule!r}.")(what, schema.rule)
    unknown = schema.options.keys() - kind.options().keys()
    if unknown:
        raise NnfsError("{what} has an unknown option, {unknown!r}.")(what, min(unknown))
    initialisation = kind()
    for name, value in schema.options.items():
        initialisation = initialisation.with_option(name, value)
    return initialisation

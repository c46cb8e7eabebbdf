"""This module reads the JSON text in a native file by a strict schema, and upgrades old ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import msgspec

from nnfs_core.errors import NnfsError
from nnfs_core.files.reading_schema import TableReadingSchema
from nnfs_core.project.pictures import MOST_PIXELS, NO_PICTURES, PictureSize

VERSION = 6


def _to_version_2(text: dict[str, Any]) -> dict[str, Any]:
    """Version 2 may be of the precision float16; nothing in a text of version 1 changes."""
    return {**text, "version": 2}


def _to_version_3(text: dict[str, Any]) -> dict[str, Any]:
    """Version 3 may number layers otherwise than in order; in older files they are in order."""
    return {**text, "version": 3}


def _to_version_4(text: dict[str, Any]) -> dict[str, Any]:
    """Version 4 may say how large the pictures in the batch are; older files do not say it."""
    return {**text, "version": 4}


def _to_version_5(text: dict[str, Any]) -> dict[str, Any]:
    """Version 5 may have labels of samples, and say how its table was read; older files do not."""
    return {**text, "version": 5}


def _to_version_6(text: dict[str, Any]) -> dict[str, Any]:
    """Version 6 may have subsets, rules of drawing and layers that standardise; none was before."""
    return {**text, "version": 6}


# Version n -> the function that turns the plain JSON of version n into that of version n + 1.
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: _to_version_2,
    2: _to_version_3,
    3: _to_version_4,
    4: _to_version_5,
    5: _to_version_6,
}


def version_needed(
    precision: str,
    *,
    is_numbered: bool,
    says_pictures: bool,
    has_labels: bool,
    says_reading: bool,
    is_split: bool,
    says_initialisation: bool,
    standardises: bool,
) -> int:
    """The oldest version that can say it, so that an older NNFS Studio opens all that it can.

    `is_numbered` says that layers have other numbers than their order gives them, `says_pictures`
    that somebody has said what pictures the samples are, or that they are none, `has_labels` that
    samples may have labels, `says_reading` that it says how its table was read, `is_split` that
    samples are split into subsets, `says_initialisation` that weights were drawn by another rule
    than the usual one, `standardises` that a layer is of the kind `standardise`.
    """
    if is_split or says_initialisation or standardises:
        return 6
    if has_labels or says_reading:
        return 5
    if says_pictures:
        return 4
    if is_numbered:
        return 3
    return 2 if precision == "float16" else 1


class InitialisationSchema(msgspec.Struct, forbid_unknown_fields=True):
    """Names a rule that weights are drawn by, with its options."""

    rule: str
    options: dict[str, float] = {}


class LayerSchema(msgspec.Struct, forbid_unknown_fields=True):
    """Describes one layer; its arrays are the tensors named after its place."""

    kind: str
    name: str = ""
    enabled: bool = True
    options: dict[str, float] = {}
    initialisation: InitialisationSchema | msgspec.UnsetType = msgspec.UNSET  # unless the usual one


class BatchSchema(msgspec.Struct, forbid_unknown_fields=True):
    """Holds the names around the tensors of the batch; `label_name` is said where it has labels."""

    columns: list[str]
    class_names: list[str] = []
    target_name: str = "target"
    label_name: str | msgspec.UnsetType = msgspec.UNSET


Side = Annotated[int, msgspec.Meta(ge=1, le=MOST_PIXELS)]
# height and width of the pictures that samples are said to be; null where they are said to be none
Pictures = tuple[Side, Side] | None | msgspec.UnsetType


def pictures_schema(said: PictureSize | None) -> Pictures:
    """What was said of the pictures in a batch, if anything was."""
    if said is None:
        return msgspec.UNSET
    return None if said == NO_PICTURES else (said.height, said.width)


def said_pictures(schema: Pictures) -> PictureSize | None:
    """What `pictures_schema` was given."""
    if schema is msgspec.UNSET:
        return None
    return NO_PICTURES if schema is None else PictureSize(*schema)


class ProjectSchema(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Describes a project: the whole JSON text of the present version."""

    version: int = VERSION
    precision: str
    title: str = ""
    notes: str = ""
    layers: list[LayerSchema]
    batch: BatchSchema
    numbers: list[int] | msgspec.UnsetType = msgspec.UNSET  # in order where they are not said
    pictures: Pictures = msgspec.UNSET
    reading: TableReadingSchema | msgspec.UnsetType = msgspec.UNSET  # of the table, if known


class _VersionSchema(msgspec.Struct):
    """All that every version of the text has."""

    version: int


def read_schema(text: str, file_name: str) -> ProjectSchema:
    """The JSON text of a file, upgraded to the present version; raises NnfsError if it is wrong."""
    try:
        version = msgspec.json.decode(text, type=_VersionSchema).version
        if version > VERSION:
            raise NnfsError(
                "{file} was saved in file version {version}, but this NNFS Studio reads up to "
                "version {newest}; open it with a newer NNFS Studio."
            )(file_name, version, VERSION)
        if version == VERSION:
            return msgspec.json.decode(text, type=ProjectSchema)
        plain = msgspec.json.decode(text)
        for older in range(version, VERSION):
            if older not in UPGRADES:
                raise NnfsError("{file} has the unknown file version {found}.")(file_name, version)
            plain = UPGRADES[older](plain)
        return msgspec.convert(plain, type=ProjectSchema)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError, UnicodeError) as error:
        raise NnfsError("{file} is damaged: its description cannot be read ({error}).")(
            file_name, error
        ) from None

"""This module says in JSON how a table was read, and checks what JSON says of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.codebook import MAX_CLASS_NAME, ClassOrder
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.targets import TargetKind
from nnfs_core.files.tables.words import MAX_COLUMNS, Missing, OddCells, ReadAs, Role
from nnfs_core.project.batch import MAX_CLASSES
from nnfs_core.project.table_reading import ColumnReading, TableReading

Unit = Annotated[str, msgspec.Meta(max_length=3)]
ClassName = Annotated[str, msgspec.Meta(max_length=MAX_CLASS_NAME)]


class ColumnReadingSchema(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Describes a `ColumnReading`."""

    name: str
    role: Role = "feature"
    read_as: ReadAs = "number"
    odd: OddCells = "refuse"
    texts: Annotated[list[ClassName], msgspec.Meta(max_length=MAX_CLASSES)] = []
    merged: Annotated[list[tuple[ClassName, ClassName]], msgspec.Meta(max_length=MAX_CLASSES)] = []
    unit: Unit | None = None


class TableReadingSchema(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Describes a `TableReading`; `format` has the fields of a `TableFormat` that are said."""

    format: Annotated[dict[str, str | int | bool], msgspec.Meta(max_length=100)]
    n_columns: Annotated[int, msgspec.Meta(ge=1, le=MAX_COLUMNS)]
    columns: Annotated[list[ColumnReadingSchema], msgspec.Meta(max_length=MAX_COLUMNS)]
    target_kind: TargetKind = "auto"
    missing: Missing = "keep"
    class_order: ClassOrder = "appearance"
    has_both_marks: bool = False


def reading_schema(reading: TableReading | None) -> TableReadingSchema | UnsetType:
    """How a table was read, if that is known."""
    if reading is None:
        return UNSET
    usual = TableFormat()
    return TableReadingSchema(
        {name: value for name, value in reading.format if value != getattr(usual, name)},
        reading.n_columns,
        [
            msgspec.convert(column, ColumnReadingSchema, from_attributes=True)
            for column in reading.columns
        ],
        *msgspec.convert(
            (reading.target_kind, reading.missing, reading.class_order),
            tuple[TargetKind, Missing, ClassOrder],
        ),
        reading.has_both_marks,
    )


def table_reading(schema: TableReadingSchema | UnsetType) -> TableReading | None:
    """What `reading_schema` was given; raises NnfsError where that cannot be."""
    if schema is UNSET:
        return None
    try:
        spelled = msgspec.convert(schema.format, TableFormat)
    except msgspec.ValidationError as error:
        raise NnfsError("it is not plain how its table was spelled ({error}).")(error) from None
    known = asdict(spelled)
    columns = schema.columns
    roles = Counter(column.role for column in columns)
    if (
        not schema.format.keys() <= known.keys()
        or not len({column.name for column in columns}) == len(columns) <= schema.n_columns
        or max(roles[role] for role in ("target", "label", "subset")) > 1
        or roles["left out"]
    ):
        raise NnfsError("it is not plain how the columns of its table were read.")
    return TableReading(
        tuple(known.items()),
        schema.n_columns,
        tuple(
            ColumnReading(
                each.name,
                each.role,
                each.read_as,
                each.odd,
                tuple(each.texts),
                tuple(each.merged),
                each.unit,
            )
            for each in columns
        ),
        schema.target_kind,
        schema.missing,
        schema.class_order,
        schema.has_both_marks,
    )

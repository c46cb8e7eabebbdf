"""This module writes down what is done to a block that is not in memory, and reads it again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from nnfs_core.arrays import PRECISIONS, AnyArray
from nnfs_core.edits.preparing.filling import with_finite_values
from nnfs_core.edits.preparing.one_hot import with_columns_of_values
from nnfs_core.edits.preparing.scaling import centred, scaled_to_unit_range
from nnfs_core.edits.standardise import standardised
from nnfs_core.files.in_place import MAX_COLUMNS
from nnfs_core.files.tables.targets import numbered
from nnfs_core.matrix.block_changes import (
    cast,
    with_chosen_columns,
    with_new_columns,
    without_rows,
)
from nnfs_core.recovery.records import DamagedError
from nnfs_core.recovery.schema import (
    CastSchema,
    CentredSchema,
    ChangeSchema,
    ChosenColumnsSchema,
    ColumnsOfValuesSchema,
    FiniteSchema,
    NewColumnsSchema,
    NumberedSchema,
    ScaledSchema,
    StandardisedSchema,
    WithoutRowsSchema,
)

Change = Callable[[AnyArray], AnyArray]
Form = tuple[tuple[int, int], np.dtype[Any]]  # shape and type of a block

_KNOWN = (
    cast,
    without_rows,
    with_chosen_columns,
    with_new_columns,
    with_finite_values,
    standardised,
    scaled_to_unit_range,
    centred,
    with_columns_of_values,
    numbered,
)


def is_known(change: Change) -> bool:
    """True for what `described` can write down."""
    return isinstance(change, partial) and change.func in _KNOWN and not change.args


def described(change: Change, keep: Callable[[AnyArray], int]) -> ChangeSchema:
    """A change in the words of a journal; `keep` gives the place where an array is kept."""
    assert isinstance(change, partial)
    given = change.keywords
    if change.func is cast:
        return CastSchema(np.dtype(given["dtype"]).name)
    if change.func is without_rows:
        return WithoutRowsSchema(keep(given["places"]))
    if change.func is with_chosen_columns:
        return ChosenColumnsSchema(keep(given["places"]))
    if change.func is with_new_columns:
        return NewColumnsSchema(given["index"], given["count"], repr(float(given["value"])))
    if change.func is with_finite_values:
        return FiniteSchema(keep(given["values"]))
    if change.func is standardised:
        return StandardisedSchema(keep(given["means"]), keep(given["deviations"]))
    if change.func is scaled_to_unit_range:
        return ScaledSchema(keep(given["least"]), keep(given["largest"]))
    if change.func is centred:
        return CentredSchema(keep(given["means"]))
    if change.func is with_columns_of_values:
        places, counts, values = (keep(given[name]) for name in ("places", "counts", "values"))
        return ColumnsOfValuesSchema(places, counts, values)
    return NumberedSchema(keep(given["distinct"]))


def places_in(schema: ChangeSchema) -> list[int]:
    """The places of the arrays that a change names."""
    match schema:
        case WithoutRowsSchema(rows=place) | ChosenColumnsSchema(columns=place):
            return [place]
        case FiniteSchema(values=place) | NumberedSchema(distinct=place):
            return [place]
        case StandardisedSchema():
            return [schema.means, schema.deviations]
        case ScaledSchema():
            return [schema.least, schema.largest]
        case CentredSchema():
            return [schema.means]
        case ColumnsOfValuesSchema():
            return [schema.columns, schema.counts, schema.values]
    return []


def built(schema: ChangeSchema, line: Callable[[int], AnyArray]) -> Change:
    """The change that was described; `line` gives the numbers (count,) at a place."""
    match schema:
        case CastSchema(type=name):
            if name not in (*PRECISIONS, "int64"):
                raise DamagedError("a change of it is to an unknown type")
            return partial(cast, dtype=np.dtype(name))
        case WithoutRowsSchema():
            return partial(without_rows, places=_whole(line(schema.rows)))
        case ChosenColumnsSchema():
            return partial(with_chosen_columns, places=_whole(line(schema.columns)))
        case NewColumnsSchema(index=index, count=count):
            try:
                value = float(schema.value)
            except ValueError:
                raise DamagedError("a change of it makes no sense") from None
            return partial(with_new_columns, index=index, count=count, value=value)
        case FiniteSchema():
            return partial(with_finite_values, values=line(schema.values))
        case StandardisedSchema():
            means, deviations = line(schema.means), line(schema.deviations)
            return partial(standardised, means=means, deviations=deviations)
        case ScaledSchema():
            least, largest = line(schema.least), line(schema.largest)
            return partial(scaled_to_unit_range, least=least, largest=largest)
        case CentredSchema():
            return partial(centred, means=line(schema.means))
        case ColumnsOfValuesSchema():
            places, counts = _whole(line(schema.columns)), _whole(line(schema.counts))
            values = line(schema.values)
            return partial(with_columns_of_values, places=places, counts=counts, values=values)
        case NumberedSchema():
            return partial(numbered, distinct=line(schema.distinct))


def form_after(change: Change, form: Form) -> Form:
    """What a block has become by a change; raises DamagedError where that cannot be."""
    assert isinstance(change, partial)
    given = change.keywords
    (n_rows, width), dtype = form
    fits = True
    if change.func is cast:
        dtype = given["dtype"]
    elif change.func is without_rows:
        places = given["places"]
        fits = _lie_within(places, n_rows) and bool((np.diff(places) > 0).all())
        n_rows -= len(places)
    elif change.func is with_chosen_columns:
        fits = _lie_within(given["places"], width)
        width = len(given["places"])
    elif change.func is with_new_columns:
        fits = given["index"] <= width and given["count"] <= MAX_COLUMNS
        width += given["count"]
    elif change.func is with_columns_of_values:
        places, counts = given["places"], given["counts"]
        fits = _lie_within(places, width) and bool((np.diff(places) > 0).all())
        fits = fits and len(counts) == len(places) and bool((counts > 0).all())
        fits = fits and int(counts.sum()) == len(given["values"]) <= MAX_COLUMNS
        width += len(given["values"]) - len(places)
    elif change.func is numbered:
        fits = width == 1
        dtype = np.dtype(np.int64)
    else:
        fits = all(len(numbers) == width for numbers in given.values())
    if not fits or not n_rows or width > MAX_COLUMNS:
        raise DamagedError("a change of it makes no sense")
    return (n_rows, width), dtype


def _whole(numbers: AnyArray) -> AnyArray:
    if numbers.dtype != np.int64:
        raise DamagedError("a change of it makes no sense")
    return numbers


def _lie_within(places: AnyArray, count: int) -> bool:
    return not len(places) or bool(places.min() >= 0 and places.max() < count)

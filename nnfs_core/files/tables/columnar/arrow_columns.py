"""This module turns columns of Arrow into numbers or cells."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from nnfs_core.files.tables.cell_table import Column
from nnfs_core.files.tables.chunks.json_numbers import Float64Array
from nnfs_core.files.tables.codebook import MAX_CLASS_NAME
from nnfs_core.files.tables.meaning import ROUNDED_FROM
from nnfs_core.project.batch import MAX_CLASSES

MAX_TEXT = 2000  # characters of a cell; nothing as long is a name

_PER_DAY = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


def is_readable(kind: pa.DataType) -> bool:
    """True for a column of which every row holds one thing that is a number or a text."""
    return (
        is_text(kind)
        or pa.types.is_null(kind)
        or pa.types.is_boolean(kind)
        or _is_number(kind)
        or pa.types.is_temporal(kind)
        or (pa.types.is_dictionary(kind) and is_readable(kind.value_type))
    ) and not pa.types.is_interval(kind)


def is_text(kind: pa.DataType) -> bool:
    """True for a column of text, whatever its texts look like."""
    if pa.types.is_dictionary(kind):
        return is_text(kind.value_type)
    return bool(
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    )


def is_ordered(kind: pa.DataType) -> bool:
    """True for a column of texts whose categories have an order, as low, mid and high."""
    return pa.types.is_dictionary(kind) and bool(kind.ordered) and is_text(kind)


def ordered_texts(array: pa.Array) -> tuple[str, ...]:
    """The categories of a column in their order; none where they cannot be those of classes."""
    if len(array.dictionary) > MAX_CLASSES:
        return ()
    texts = tuple((text or "").strip() for text in array.dictionary.to_pylist())
    is_plain = all(0 < len(text) <= MAX_CLASS_NAME for text in texts)
    return texts if is_plain and len({*texts}) == len(texts) else ()


def column_of(array: pa.Array) -> Column:
    """The numbers (rows,) of a column, NaN where one is missing; else its cells.

    Booleans, texts and days are cells, and whole numbers that float64 would round.
    """
    kind = array.type
    if is_text(kind):
        return _texts(array)
    if pa.types.is_dictionary(kind):
        return column_of(array.dictionary_decode())
    if pa.types.is_null(kind):
        return np.full(len(array), np.nan)
    if _is_number(kind) and not (pa.types.is_integer(kind) and _rounds(array)):
        return _numbers(array)
    if pa.types.is_time(kind) or pa.types.is_duration(kind):
        whole = array.cast(pa.int32() if pa.types.is_time32(kind) else pa.int64())
        return _numbers(whole) / _PER_DAY[kind.unit]
    if pa.types.is_timestamp(kind):
        array = array.cast(pa.timestamp("us", kind.tz), safe=False).cast(pa.timestamp("us"))
    elif pa.types.is_date(kind):
        array = array.cast(pa.date32())
    return array.to_pylist()  # type: ignore[no-any-return]


def _is_number(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    )


def _rounds(array: pa.Array) -> bool:
    """Whether float64 may not hold some whole number."""
    ends = pc.min_max(array).as_py()
    return ends["max"] is not None and max(-ends["min"], ends["max"]) >= ROUNDED_FROM


def _numbers(array: pa.Array) -> Float64Array:
    values: Float64Array = array.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    return values


def _texts(array: pa.Array) -> list[str | None]:
    """The texts of a column, each different one made once."""
    if not pa.types.is_dictionary(array.type):
        array = array.cast(pa.large_string()).dictionary_encode()
    texts = [text and text[:MAX_TEXT] for text in array.dictionary.to_pylist()]
    return [None if code is None else texts[code] for code in array.indices.to_pylist()]

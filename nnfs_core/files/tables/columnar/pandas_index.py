"""This module finds the columns of Arrow that were the index of a table of pandas."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa

_UNNAMED = re.compile(r"__index_level_([0-9]+)__")


def index_columns(schema: pa.Schema) -> Sequence[int]:
    """The places of the columns that pandas says are the index; it may also be kept as a range."""
    try:
        told = (schema.pandas_metadata or {}).get("index_columns", [])
        places = [schema.get_field_index(name) for name in told if isinstance(name, str)]
    except (ValueError, AttributeError, TypeError):  # whatever wrote that was not pandas
        return []
    return [*dict.fromkeys(place for place in places if place >= 0)]


def index_name(name: str) -> str:
    """What an index is called; one without a name has one of pandas's own."""
    unnamed = _UNNAMED.fullmatch(name)
    if unnamed is None:
        return name
    return f"index {unnamed[1]}" if int(unnamed[1]) else "index"

"""This module reads tables in JSON: a list of records, one record a line, or what pandas splits.

A record is an object of numbers and texts, or a list of them. What a record lacks is missing.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from nnfs_core.errors import NnfsError
from nnfs_core.files.foreign import foreign_kind
from nnfs_core.files.tables.cell_table import NOTHING_DECLARED, Cell, CellBlock, Declared, SheetSize
from nnfs_core.files.tables.chunks.source import CHUNK_CHARACTERS, opened
from nnfs_core.files.tables.chunks.suffixes import JSON_SUFFIXES, is_called
from nnfs_core.files.tables.other_texts.json_text import JsonText, is_too_large
from nnfs_core.files.tables.other_texts.lines import rows_at_once
from nnfs_core.files.tables.words import MAX_COLUMNS
from nnfs_core.progress import IsCancelled, stop_if

_BEGINS = re.compile(rb"\s*(?:\[\s*)?\{\s*[\"}]")
_SPLIT_KEYS = ("columns", "data")

Record: TypeAlias = dict[str, Any] | list[Any]


@dataclass(frozen=True)
class JsonTable:
    """Holds what the records of a file are called; they are read anew whenever they are asked for.

    keys: of the records, in the order in which they come first; empty where records are lists.
    """

    path: Path
    keys: tuple[str, ...]
    width: int
    n_rows: int
    names: tuple[str, ...]
    is_exact: bool = True
    words: frozenset[int] = frozenset()
    sheet: str = ""
    sheets: tuple[SheetSize, ...] = ()
    declared: Declared = NOTHING_DECLARED

    def head(self, n_rows: int, cancelled: IsCancelled) -> list[Sequence[Cell]]:
        places = [*range(self.width)]
        n_rows = min(n_rows, rows_at_once(self.width))
        for block in _blocks(self.path, n_rows, cancelled):
            return [*zip(*self._columns(block[:n_rows], places), strict=True)]
        return []

    def blocks(
        self, columns: Sequence[int], n_above: int, cancelled: IsCancelled
    ) -> Iterator[CellBlock]:
        n_before, n_at_once = 0, rows_at_once(self.width)
        for block in _blocks(self.path, n_at_once, cancelled):
            for start in range(max(0, n_above - n_before), len(block), n_at_once):
                stop_if(cancelled)
                records = block[start : start + n_at_once]
                first = n_before + start + 1
                yield CellBlock(range(first, first + len(records)), self._columns(records, columns))
            n_before += len(block)

    def _columns(self, records: list[Any], columns: Sequence[int]) -> list[list[Cell]]:
        if not self.keys:
            return [[record[column] for record in records] for column in columns]
        keys = [self.keys[column] for column in columns]
        return [[record.get(key) for record in records] for key in keys]


def is_json(head: bytes, path: Path) -> bool:
    """True for a file that begins as records do; also where only its name tells."""
    text = head.removeprefix(BOM_UTF8)
    is_one = _BEGINS.match(text) is not None or is_called(path, *JSON_SUFFIXES)
    return is_one and bool(text.strip()) and foreign_kind(head) is None


def open_json(path: Path, sheet: str, cancelled: IsCancelled) -> JsonTable:
    """The table in a JSON file, all of which is read for its keys; raises NnfsError, Cancelled."""
    keys: dict[str, None] = {}
    names: list[str] = []
    n_rows, width = 0, 0
    kind: type[Record] = list
    for block in _blocks(path, 1000, cancelled, names):
        if not n_rows:
            kind, width = type(block[0]), len(names or block[0])
        for number, record in enumerate(block, n_rows + 1):
            if isinstance(record, dict):
                keys.update(dict.fromkeys(record))
            is_short = isinstance(record, list) and len(record) != width
            if type(record) is not kind or is_short:
                raise NnfsError(
                    "Record {n:,} of {name} has other columns than the first one; correct it."
                )(number, path.name)
        n_rows += len(block)
        if len(keys) > MAX_COLUMNS:
            raise NnfsError("{name} has more different keys than the {n:,} columns of a table.")(
                path.name, MAX_COLUMNS
            )
    if not n_rows or not (keys or width):  # of [] or [{}]
        raise NnfsError("{name} holds no record; choose a file with a table in it.")(path.name)
    return JsonTable(path, tuple(keys), len(keys) or width, n_rows, tuple(keys or names))


def _blocks(
    path: Path, n_records: int, cancelled: IsCancelled, names: list[str] | None = None
) -> Iterator[list[Any]]:
    """All records of a file, some at a time, of which at least the first has `n_records`.

    `names` are put in for records that are lists.
    """
    with opened(path) as file:
        is_utf16 = file.peek(2)[:2] in (BOM_UTF16_LE, BOM_UTF16_BE)
        source = TextIOWrapper(file, encoding="utf-16" if is_utf16 else "utf-8-sig", newline="")
        text = JsonText(partial(_piece, source, path.name, cancelled), path.name)
        block: list[Any] = []
        for records in _records(text, path.name, names):
            block += records
            if len(block) >= n_records:
                yield block
                block = []
        if block:
            yield block


def _piece(source: TextIOWrapper, file_name: str, cancelled: IsCancelled) -> str:
    stop_if(cancelled)
    try:
        return source.read(CHUNK_CHARACTERS)
    except UnicodeError:
        raise NnfsError("{name} is not UTF-8 text, as JSON has to be.")(file_name) from None


def _records(text: JsonText, file_name: str, names: list[str] | None) -> Iterator[list[Any]]:
    if text.takes("["):
        yield from _listed(text, file_name)
    elif text.next_mark() == "{":
        yield from _in_lines(text, file_name, names)
    else:
        _refuse(file_name)
    if text.next_mark():
        text.refuse()


def _listed(text: JsonText, file_name: str) -> Iterator[list[Any]]:
    """The records in a list that has begun."""
    if text.takes("]"):
        return
    while True:
        if text.next_mark() not in ("{", "["):
            _refuse(file_name)
        yield text.plain_records(with_commas=True) or [_checked(text, file_name)]
        if not text.takes(","):
            text.take("]")
            return


def _in_lines(text: JsonText, file_name: str, names: list[str] | None) -> Iterator[list[Any]]:
    """Records behind each other, or the rows that pandas splits from their names."""
    while text.next_mark() == "{":
        records = text.plain_records(with_commas=False)
        if not records:
            value = text.value()
            if text.n_values == 1 and all(isinstance(value.get(key), list) for key in _SPLIT_KEYS):
                records = value["data"]
                if names is not None:
                    names += map(str, value["columns"])
                for number, record in enumerate(records, 1):
                    _check(record, number, file_name)
            else:
                if value and all(isinstance(each, dict) for each in value.values()):
                    _refuse(file_name)  # as pandas writes columns without orient
                records = [value]
                _check(value, text.n_values, file_name)
        yield records


def _checked(text: JsonText, file_name: str) -> Any:
    value = text.value()
    _check(value, text.n_values, file_name)
    return value


def _refuse(file_name: str) -> NoReturn:
    raise NnfsError(
        "{name} is no list of records; a table in JSON is a list of objects, as pandas writes it "
        'with orient="records".'
    )(file_name)


def _check(record: Any, number: int, file_name: str) -> None:
    """Raise NnfsError for a record that is no row of a table."""
    if not isinstance(record, dict | list):
        _refuse(file_name)
    cells = record.items() if isinstance(record, dict) else enumerate(record, 1)
    for key, value in cells:
        if isinstance(value, dict | list):
            raise NnfsError(
                "Record {n:,} of {name} has {what} as its {key}, where a table has a number or a "
                "text; take that apart, or leave it out."
            )(number, file_name, "a list" if isinstance(value, list) else "an object", repr(key))
        if is_too_large(value):
            raise NnfsError(
                "Record {n:,} of {name} has a number as its {key} that is too large for 64 bits."
            )(number, file_name, repr(key))

"""This module reads tables in ARFF, the format of Weka and OpenML, in its dense and sparse rows.

https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import NoReturn

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.cell_table import Cell, CellBlock, Declared, SheetSize
from nnfs_core.files.tables.chunks.suffixes import ARFF_SUFFIXES, is_called
from nnfs_core.files.tables.numbers import short_text
from nnfs_core.files.tables.other_texts.arff_header import QUOTED, ArffHeader, read_header, unquoted
from nnfs_core.files.tables.other_texts.lines import Lines, lines_of, rows_at_once
from nnfs_core.files.tables.target_names import TARGET_NAMES
from nnfs_core.progress import IsCancelled, stop_if
from nnfs_core.wording import counted

_FIRST = re.compile(rb"(?:[ \t]*(?:%[^\r\n]*)?[\r\n])*[ \t]*([^%\s]\S*)")
_SPECIAL = re.compile(r"""['"{}%\\]""")
_VALUE = rf"""[ \t]*(?:{QUOTED}|([^,'"%\s]""" r"""[^,\s]*(?:[ \t]+[^,%\s][^,\s]*)*)?)[ \t]*"""
_DENSE = re.compile(_VALUE + r"(?:(,)|(?:%.*)?$)")
_IN_BLANKS = re.compile(rf"""[ \t]*(?:{QUOTED}|([^\s'"%]\S*))(?:([ \t]+)|(?:%.*)?$)""")
_SPARSE = re.compile(r"[ \t]*\{(.*)\}[ \t]*(?:%.*)?$")
_END = re.compile(r"[ \t]*(?:%.*)?$")
_ENTRY = re.compile(r"[ \t]*(\d{1,9})[ \t]" + _VALUE + r"(?:(,)|$)")


@dataclass(frozen=True)
class ArffTable:
    """Holds what the header of an ARFF file declares; its rows are read as they are asked for."""

    path: Path
    header: ArffHeader
    n_rows: int
    is_exact: bool
    sheet: str = ""
    sheets: tuple[SheetSize, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(attribute.name for attribute in self.header.attributes)

    @property
    def words(self) -> frozenset[int]:
        attributes = enumerate(self.header.attributes)
        return frozenset(n for n, each in attributes if each.is_text)

    @property
    def declared(self) -> Declared:
        texts = {n: each.texts for n, each in enumerate(self.header.attributes) if each.texts}
        is_last = max(texts, default=0) == len(self.header.attributes) - 1
        is_named = any(name.lower() in known for name in self.names for known in TARGET_NAMES)
        return Declared(texts, None if is_named and not is_last else max(texts, default=None))

    def head(self, n_rows: int, cancelled: IsCancelled) -> list[Sequence[Cell]]:
        rows = (row for block in self._rows(cancelled) for _, row in block)
        return [*islice(rows, min(n_rows, rows_at_once(len(self.header.attributes))))]

    def blocks(
        self, columns: Sequence[int], n_above: int, cancelled: IsCancelled
    ) -> Iterator[CellBlock]:
        for block in self._rows(cancelled):
            numbers, rows = zip(*block, strict=True)
            cells = list(zip(*rows, strict=True))
            yield CellBlock(numbers, [cells[column] for column in columns])

    def _rows(self, cancelled: IsCancelled) -> Iterator[list[tuple[int, Sequence[Cell]]]]:
        """All rows, those of some lines at a time, with the numbers of their lines."""
        n_lines = rows_at_once(len(self.header.attributes))
        for lines in lines_of(self.path, self.header.n_lines, cancelled):
            for part in lines.parts(n_lines):
                stop_if(cancelled)
                if block := rows_of(part, self.header):
                    yield block


def rows_of(lines: Lines, header: ArffHeader) -> list[tuple[int, Sequence[Cell]]]:
    """The rows in some lines behind the header, with the numbers of their lines."""
    width = len(header.attributes)
    found: list[tuple[int, Sequence[Cell]]] = []
    for number, line in enumerate(lines.texts, lines.first):
        start = line.lstrip()[:1]
        if start in ("", "%"):
            continue
        if _SPECIAL.search(line) is None:
            parts = line.split(",") if "," in line or width == 1 else line.split()
            texts = map(str.strip, parts)
            cells: list[Cell] = [None if text in ("?", "") else text for text in texts]
        elif start == "{":
            cells = _sparse(line, number, header)
        else:
            cells = _dense(line, number, width)
        if len(cells) != width:
            raise NnfsError(
                "Line {line:,} has {values} where {n} attributes are declared; correct the line."
            )(number, counted(len(cells), "value"), width)
        for column, known in header.known.items():
            cell = cells[column]
            if cell is not None and cell not in known:
                raise NnfsError(
                    "Line {line:,}: {value} is none of the values that are declared for the "
                    "attribute '{name}'; add it there, or correct it."
                )(number, short_text(str(cell)), header.attributes[column].name)
        found.append((number, cells))
    return found


def _dense(line: str, number: int, width: int) -> list[Cell]:
    """The values of a row, None where they are missing."""
    pattern = _DENSE if "," in line or width == 1 else _IN_BLANKS
    cells: list[Cell] = []
    place = 0
    while True:
        found = pattern.match(line, place)
        if found is None:
            _refuse(number)
        cells.append(_value(*found.groups()[:3]))
        place = found.end()
        if not found[4] or (pattern is _IN_BLANKS and _END.match(line, place)):
            return cells


def _sparse(line: str, number: int, header: ArffHeader) -> list[Cell]:
    """The values of a row that tells only those that are not 0, or not the first one declared."""
    cells: list[Cell] = [
        each.texts[0] if each.texts else None if each.is_text else 0.0 for each in header.attributes
    ]
    inside = _SPARSE.match(line)
    if inside is None:
        _refuse(number)
    text, place, last = inside[1], 0, -1
    while not _END.match(text, place):
        found = _ENTRY.match(text, place)
        if found is None or not last < int(found[1]) < len(cells):
            _refuse(number)
        last = int(found[1])
        cells[last] = _value(*found.groups()[1:4])
        place = found.end()
    return cells


def _value(single: str | None, double: str | None, plain: str | None) -> str | None:
    if plain is not None:
        return None if plain == "?" else unquoted(plain)
    quoted = double if single is None else single
    return None if quoted is None else unquoted(quoted)


def _refuse(number: int) -> NoReturn:
    raise NnfsError(
        "Line {line:,} is no row of values as ARFF has them; look at its quotes, commas and braces."
    )(number)


def is_arff(head: bytes, path: Path) -> bool:
    """True for a file that begins as ARFF, behind comments; also where only its name tells."""
    first = _FIRST.match(head.removeprefix(BOM_UTF8))
    if first is None:  # the file is empty
        return False
    return first[1].lower() in (b"@relation", b"@attribute") or is_called(path, *ARFF_SUFFIXES)


def open_arff(path: Path, sheet: str, cancelled: IsCancelled) -> ArffTable:
    """The table in an ARFF file; raises NnfsError where its header is none, and Cancelled."""
    header = read_header(path, cancelled)
    table = ArffTable(path, header, 0, True)
    for lines in lines_of(path, header.n_lines, cancelled):
        n_rows = sum(line.lstrip()[:1] not in ("", "%") for line in lines.texts)
        return replace(table, n_rows=round(n_rows / lines.share), is_exact=lines.share == 1)
    return table

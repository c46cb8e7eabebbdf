"""Reads a workbook with calamine, in a process of its own, and answers questions about it.

It is run as a program and imports nothing of the app. Each line that comes in is a question in
JSON; each answer is a line in JSON, followed by as many bytes of float64 as it says.

calamine holds a sheet as a full grid, and ends its process where there is no memory for it: a file
of two cells, in the first and in the last row and column, asks for 512 GiB.
"""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import sys
import tempfile
import zipfile
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import islice
from threading import Timer
from typing import Any

IDLE_SECONDS = 60  # without a question, after which the memory is given back
EAGER_BYTES = 16 * 2**20  # of all sheets; larger ones are not read only to tell their sizes
HEAD_ROWS = 1000  # whose numbers are told
MAX_TEXT = 2000  # characters of a cell; nothing as long is a name

_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")  # how .ods files keep 36 hours
_TABLE = 2  # what a sheet is worth that has rows and columns


class Book:
    """Holds an open workbook and the sheet in it that was chosen."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._book = _opened(path)
        self._sheet: Any = None
        self._sizes: dict[str, tuple[int, int]] = {}
        self._rows: Iterator[tuple[int, list[Any]]] = iter(())
        self._place = -1  # which row the next one of them is

    def choose(self, wanted: str) -> dict[str, Any]:
        """Take the sheet `wanted`, or the first with a table; tell of it and of the others."""
        names = self._names()
        best = -1
        for name in [wanted] if wanted in names else names:
            sheet = self._get(name)
            if _worth(sheet) > best:
                best, self._sheet = _worth(sheet), sheet
            if best == _TABLE:
                break
        if self._size_of_sheets() <= EAGER_BYTES:
            for name in names:
                if name not in self._sizes:
                    self._get(name)
        if self._sheet is None:
            return {"sheets": [], "sheet": "", "n_rows": 0, "width": 0, "first_rows": []}
        rows = self._all_rows()
        first_rows = [number for number, _ in islice(rows, HEAD_ROWS)]
        return {
            "sheets": [(name, *self._sizes.get(name, (None, None))) for name in names],
            "sheet": self._sheet.name,
            "n_rows": len(first_rows) + sum(1 for _ in rows),
            "first_rows": first_rows,
            "width": self._sheet.width,
        }

    def rows(self, start: int, count: int) -> list[tuple[int, list[Any]]]:
        """The rows from the `start`-th on, each with its number in the sheet."""
        if start != self._place:
            self._rows, self._place = islice(self._all_rows(), start, None), start
        found = list(islice(self._rows, count))
        self._place += len(found)
        return found

    def _names(self) -> list[str]:
        """The names of all sheets of cells, the hidden ones last."""
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        sheets = self._book.sheets_metadata
        shown = [each for each in sheets if each.visible == SheetVisibleEnum.Visible]
        hidden = [each for each in sheets if each.visible != SheetVisibleEnum.Visible]
        return [each.name for each in shown + hidden if each.typ == SheetTypeEnum.WorkSheet]

    def _get(self, name: str) -> Any:
        sheet = self._book.get_sheet_by_name(name)
        self._sizes[name] = sheet.height, sheet.width
        return sheet

    def _size_of_sheets(self) -> int:
        """How many bytes have to be read where sheets are read one by one."""
        if not zipfile.is_zipfile(self._path):
            return 0
        with zipfile.ZipFile(self._path) as archive:
            parts = (each for each in archive.infolist() if "worksheets/" in each.filename)
            return sum(each.file_size for each in parts)

    def _all_rows(self) -> Iterator[tuple[int, list[Any]]]:
        """The rows with anything in them. What cells hold that are merged down stands in each."""
        if self._sheet is None or not self._sheet.height:
            return
        left = self._sheet.start[1]
        merged: dict[int, list[tuple[int, int]]] = {}  # by first row: the last one, the column
        for (first, column), (last, _) in self._sheet.merged_cell_ranges or ():
            if first < last and 0 <= column - left < self._sheet.width:
                merged.setdefault(first, []).append((last, column - left))
        held: dict[int, tuple[int, Any]] = {}  # by column: the last row, the cell
        for number, row in enumerate(self._sheet.iter_rows()):
            if row[0] == "" and row.count("") == len(row):
                continue
            for last, column in merged.get(number, ()):
                held[column] = last, row[column]
            for column, (last, cell) in held.items():
                if number <= last:
                    row[column] = cell
            yield number + 1, row


def _opened(path: str) -> Any:
    """The workbook, whatever its file is called; raises what calamine raises."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with open(path, "rb") as file:
            return CalamineWorkbook.from_filelike(file)
    except CalamineError:  # which says nothing of passwords, as it does where it goes by the name
        with tempfile.TemporaryDirectory(prefix="nnfs-") as folder:
            for suffix in (".xlsx", ".xls", ".ods"):
                named = shutil.copy(path, f"{folder}/workbook{suffix}")
                try:
                    CalamineWorkbook.from_path(named)
                except PasswordError:
                    raise
                except CalamineError:
                    pass
        raise


def _worth(sheet: Any) -> int:
    return 0 if not sheet.height else _TABLE if min(sheet.height, sheet.width) > 1 else 1


def plain(cell: Any) -> str | float | bool:
    """A cell as JSON has it: days as text, times and durations as numbers of days."""
    if isinstance(cell, str):
        duration = _DURATION.fullmatch(cell)
        if duration is None:
            return cell[:MAX_TEXT]
        hours, minutes, seconds = map(int, duration.groups())
        return (hours * 60 + minutes) / 1440 + seconds / 86400
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == time() else cell).isoformat().replace("T", " ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        cell = datetime.combine(date.min, cell) - datetime.min
    if isinstance(cell, timedelta):
        return cell / timedelta(days=1)
    return cell  # type: ignore[no-any-return]


def column_of(cells: Sequence[Any]) -> array[float] | list[Any]:
    """Cells as float64 where all are numbers or missing, else as JSON has them."""
    kinds = {*map(type, cells)}
    if kinds <= {float, int}:
        return array("d", cells)
    if not kinds <= {float, int, str} or {cell for cell in cells if type(cell) is str} != {""}:
        cells = [plain(cell) for cell in cells]
    if any(type(cell) not in (float, int) and cell != "" for cell in cells):
        return [*cells]
    return array("d", [math.nan if cell == "" else cell for cell in cells])


def answer(book: Book, question: dict[str, Any]) -> tuple[dict[str, Any], list[array[float]]]:
    """What a question asks for, and the float64 that follow it."""
    if "sheet" in question:
        return book.choose(question["sheet"]), []
    rows = book.rows(question["start"], question["count"])
    if question["columns"] is None:
        return {"rows": [[plain(cell) for cell in row] for _, row in rows]}, []
    cells = list(zip(*(row for _, row in rows), strict=True))
    columns = [column_of(cells[column]) for column in question["columns"]] if rows else []
    numbers = [column for column in columns if isinstance(column, array)]
    told = [None if isinstance(column, array) else column for column in columns]
    return {"numbers": [number for number, _ in rows], "columns": told}, numbers


def limit_memory(n_bytes: int) -> None:
    """Take no more memory than that besides what is taken; only some systems hold to it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            taken = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + n_bytes, taken + n_bytes))


def main(path: str, memory: int) -> None:
    """Answer questions about a workbook until none comes any more."""
    limit_memory(memory)
    book = idle = None
    for line in sys.stdin.buffer:
        if idle is not None:
            idle.cancel()
        numbers: list[array[float]] = []
        try:
            book = book or Book(path)
            said, numbers = answer(book, json.loads(line))
        except BaseException as error:  # a panic of calamine is no Exception
            said = {"error": type(error).__name__, "reason": str(error)}
        said["bytes"] = sum(8 * len(column) for column in numbers)
        sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
        for column in numbers:
            sys.stdout.buffer.write(column)
        sys.stdout.buffer.flush()
        idle = Timer(IDLE_SECONDS, os._exit, (0,))
        idle.daemon = True
        idle.start()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

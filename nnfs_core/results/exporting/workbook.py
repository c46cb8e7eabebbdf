"""Writes results as a workbook, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.code.sheet_looks import cell_text
from nnfs_core.code.workbook_file import new_workbook
from nnfs_core.errors import NnfsError
from nnfs_core.files.atomic import replacing
from nnfs_core.files.refused_writing import temporary_folder
from nnfs_core.results.columns import ResultColumn
from nnfs_core.results.exporting.wanted import WantedResults

MOST_ROWS = 2**20 - 1  # of a sheet, below the names
MOST_COLUMNS = 2**14
LONGEST = 32_767  # characters of a cell
SHEET = "Results"


def write_workbook(path: str | Path, wanted: WantedResults) -> None:
    """Write one sheet of numbers and texts; what is NaN or infinite is an empty cell or a word.

    Raises NnfsError when a sheet has no room for all, or as `write_texts`.
    """
    if len(wanted.order) > MOST_ROWS:
        raise NnfsError(
            "A sheet has room for {most:,} samples, but these are {n:,}: filter them, or save a "
            "table of text."
        )(MOST_ROWS, len(wanted.order))
    if len(wanted.names) > MOST_COLUMNS:
        raise NnfsError(
            "A sheet has room for {most:,} columns, but these are {n:,}: choose fewer, or save a "
            "table of text."
        )(MOST_COLUMNS, len(wanted.names))
    with (
        replacing(path) as file,
        temporary_folder() as folder,
        new_workbook(file, [SHEET], folder, wanted.cancelled) as (book, (sheet,)),
    ):
        bold = book.add_format({"bold": True})
        for column, name in enumerate(wanted.names):
            sheet.write_string(0, column, cell_text(name), bold)
        sheet.freeze_panes(1, 2 if wanted.has_labels else 1)
        _write_rows(sheet, wanted)


def _write_rows(sheet: Any, wanted: WantedResults) -> None:
    row = 1
    for part in wanted.parts():
        columns: list[list[object]] = [part.samples.tolist()]
        if part.labels is not None:
            columns.append([cell_text(text, LONGEST) for text in part.labels.tolist()])
        for column, values in zip(wanted.columns, part.values, strict=True):
            columns.append(_cells(wanted, column, values))
        for cells in zip(*columns, strict=True):
            for place, cell in enumerate(cells):
                if isinstance(cell, str):
                    if cell:
                        sheet.write_string(row, place, cell)
                else:
                    sheet.write_number(row, place, cell)
            row += 1


def _cells(wanted: WantedResults, column: ResultColumn, values: AnyArray) -> list[object]:
    if column.meaning != "number":
        return [cell_text(text, LONGEST) for text in wanted.table.texts(column, values)]
    words = {True: "inf", False: "-inf"}
    return [
        value if np.isfinite(value) else "" if value != value else words[value > 0]
        for value in values.tolist()
    ]

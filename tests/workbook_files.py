"""Writes workbooks for tests, as a spreadsheet would save them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import xlsxwriter

from nnfs_core import Batch

DATA = Path(__file__).with_name("data")


def write_workbook(
    path: Path, cells: Sequence[Sequence[object]], *, corner: tuple[int, int] = (0, 0)
) -> Path:
    """A workbook with the cells in one sheet, the first of them in the row and column `corner`."""
    return write_sheets(path, {"Sheet1": cells}, corner=corner)


def write_sheets(
    path: Path,
    sheets: dict[str, Sequence[Sequence[object]]],
    *,
    corner: tuple[int, int] = (0, 0),
    hidden: Sequence[str] = (),
) -> Path:
    """A workbook with some sheets by their names."""
    row, column = corner
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        book.default_date_format = day
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(row + number, column, cells)
            if name in hidden:
                sheet.hide()
            elif hidden:
                sheet.activate()  # as the first one else is, which then cannot be hidden
    return path


def write_batch_as_workbook(path: Path, batch: Batch) -> None:
    """The samples in a workbook, their classes by name."""
    inputs = np.asarray(batch.inputs)
    rows: list[list[object]] = [[*batch.columns], *inputs.tolist()]
    if batch.targets is not None:
        names = batch.class_names
        rows[0].append(batch.target_name)
        for row, target in zip(rows[1:], batch.targets.tolist(), strict=True):
            row.append(names[target] if names else target)
    write_workbook(path, rows)

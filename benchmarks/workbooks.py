"""Reading a workbook: an .xlsx of 100,000 rows to a batch, beside calamine, which reads it for us.

Each side reads in a process of its own, both in turn. Seconds are those of the processor, in all
processes that take part.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
import xlsxwriter

from benchmarks.measure import Figure, ratio_figure

ROWS, COLUMNS = 100_000, 20
ROUNDS = 5

OURS = """
from nnfs_core import read_data
def read(path):
    assert read_data(path).n_samples == {rows}
"""
CALAMINE = """
from python_calamine import CalamineWorkbook
def read(path):
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    assert sum(1 for row in sheet.iter_rows()) == {rows} + 1
"""
TIMED = """
import os, sys
def seconds():
    return sum(os.times()[:4])
began = seconds()
read(sys.argv[1])
print(seconds() - began)
"""


def measure() -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        write(path)
        size = round(path.stat().st_size / 1e6)
        what = f"an .xlsx of {ROWS:,} × {COLUMNS} numbers, {size} MB"
        rounds = [(_read(OURS, path), _read(CALAMINE, path)) for _ in range(ROUNDS)]
    ours, other = (median(sides) for sides in zip(*rounds, strict=True))
    ratio = median(mine / theirs for mine, theirs in rounds)
    yield ratio_figure(f"{what}: read to a batch", (ours, other, ratio), "calamine", 1.5)


def write(path: Path) -> None:
    """Write the workbook: a sheet of numbers of all digits under a row of names."""
    numbers = np.random.default_rng(0).standard_normal((ROWS, COLUMNS))
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [f"x{n}" for n in range(COLUMNS)])
        for place, row in enumerate(numbers.tolist()):
            sheet.write_row(place + 1, 0, row)


def _read(reader: str, path: Path) -> float:
    """The seconds of the processor that reading takes."""
    program = reader.format(rows=ROWS) + TIMED
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)

"""Reading a table of text: a CSV of a million rows to a batch, beside pandas, and its memory.

Its survey, which the dialog makes before, is held against reading it; the same table inside .gz
against unpacking it to a file and reading that.

Each side reads in a process of its own, both in turn. Seconds are those of the processor, of the
packed table also those on the clock.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.measure import Figure, ratio_figure

ROWS, BLOCK_ROWS = 1_000_000, 100_000
DIGITS = [8] * 16 + [17] * 4  # of the numbers of each column
CLASSES = ("setosa", "versicolor", "virginica")
ROUNDS = 3
ALLOWANCE = 200_000_000  # bytes beside the batch
SURVEY_ALLOWANCE = 100_000_000  # bytes

OURS = """
from nnfs_core import read_data
read = read_data
size = lambda batch: batch.inputs.nbytes + batch.targets.nbytes
"""
PANDAS = """
from pandas import read_csv
read = read_csv
size = lambda frame: 0
"""
SURVEY = """
from nnfs_core.files.tables.guessing.guess import sniff
from nnfs_core.files.tables.surveying.surveying import survey_table
read = lambda path: survey_table(sniff(path))
size = lambda survey: 0
"""
UNPACKED_FIRST = """
import gzip, shutil
from pathlib import Path
from nnfs_core import read_data
def read(name):
    plain = Path(name).with_suffix(".unpacked.csv")
    with gzip.open(name) as packed, plain.open("wb") as file:
        shutil.copyfileobj(packed, file, 2**20)
    return read_data(plain)
size = lambda batch: 0
"""
TIMED = """
import json, sys
from time import perf_counter, process_time
from benchmarks.memory import peak_bytes
before, began, began_at = peak_bytes(), process_time(), perf_counter()
table = read(sys.argv[1])
seconds, clock = process_time() - began, perf_counter() - began_at
memory = peak_bytes() - before
print(json.dumps({"seconds": seconds, "clock": clock, "memory": memory, "size": size(table)}))
"""


def measure() -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.csv"
        write(path)
        what = f"a CSV of {ROWS:,} × {len(DIGITS)} numbers and a text, {_megabytes(path)} MB"
        rounds = [[_read(side, path) for side in (OURS, PANDAS, SURVEY)] for _ in range(ROUNDS)]
        packed = path.with_suffix(".csv.gz")
        with path.open("rb") as plain, gzip.open(packed, "wb", 6) as file:
            shutil.copyfileobj(plain, file, 2**20)
        in_gz = [[_read(side, packed) for side in (OURS, UNPACKED_FIRST)] for _ in range(ROUNDS)]
    reading, pandas, survey = zip(*rounds, strict=True)
    yield ratio_figure(f"{what}: read to a batch", _compared(reading, pandas), "pandas", 2.0)
    beyond = max(each["memory"] - each["size"] for each in reading)
    yield Figure(
        f"{what}: memory beside the batch",
        f"{beyond / 1e6:.0f} MB",
        f"batch {rounds[0][0]['size'] / 1e6:.0f} MB",
        beyond / 1e6,
        ALLOWANCE / 1e6,
        "MB",
    )
    streamed, unpacked = zip(*in_gz, strict=True)
    for clock, said in (("seconds", "read to a batch"), ("clock", "the same on the clock")):
        figures = _compared(streamed, unpacked, clock)
        yield ratio_figure(f"{what}, inside .gz: {said}", figures, "unpacked first", 1.3)
    yield ratio_figure(f"{what}: surveyed", _compared(survey, reading), "read to a batch", 1.2)
    most = max(each["memory"] for each in survey) / 1e6
    yield Figure(
        f"{what}: memory of the survey", f"{most:.0f} MB", "", most, SURVEY_ALLOWANCE / 1e6, "MB"
    )


def _compared(
    ours: Sequence[dict[str, float]], other: Sequence[dict[str, float]], clock: str = "seconds"
) -> tuple[float, float, float]:
    """The median seconds of each side, and the median ratio ours / other."""
    pairs = [(mine[clock], its[clock]) for mine, its in zip(ours, other, strict=True)]
    return (
        median(first for first, _ in pairs),
        median(second for _, second in pairs),
        median(first / second for first, second in pairs),
    )


def write(path: Path) -> None:
    """Write the table: a block of rows again and again."""
    rng = np.random.default_rng(0)
    columns = [
        [f"{number:.{digits}g}" for number in rng.standard_normal(BLOCK_ROWS).tolist()]
        for digits in DIGITS
    ]
    columns.append(np.array(CLASSES)[rng.integers(0, len(CLASSES), BLOCK_ROWS)].tolist())
    block = "".join(",".join(row) + "\n" for row in zip(*columns, strict=True))
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join([*(f"x{n}" for n in range(len(DIGITS))), "species"]) + "\n")
        for _ in range(ROWS // BLOCK_ROWS):
            file.write(block)


def _megabytes(path: Path) -> int:
    return round(path.stat().st_size / 1e6)


def _read(reader: str, path: Path) -> dict[str, float]:
    """The seconds of reading, the most memory that it took, and the bytes of the batch."""
    command = [sys.executable, "-c", reader + TIMED, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found

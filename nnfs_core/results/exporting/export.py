"""Lists the formats that results are written in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from nnfs_core.errors import NnfsError
from nnfs_core.results.exporting.arrays import write_records
from nnfs_core.results.exporting.parquet import write_parquet
from nnfs_core.results.exporting.texts import write_texts
from nnfs_core.results.exporting.wanted import WantedResults


@dataclass(frozen=True)
class ResultFormat:
    """Writes results to files whose names end in `suffix`."""

    title: str
    suffix: str
    write: Callable[[str | Path, WantedResults], None]
    is_text: bool = False


def _write_workbook(path: str | Path, wanted: WantedResults) -> None:
    from nnfs_core.results.exporting.workbook import write_workbook  # takes a while to import

    write_workbook(path, wanted)


RESULT_FORMATS = (
    ResultFormat("Tables of text", ".csv", write_texts, is_text=True),
    ResultFormat("Tables of text", ".tsv", partial(write_texts, delimiter="\t"), is_text=True),
    ResultFormat("Workbooks", ".xlsx", _write_workbook),
    ResultFormat("NumPy arrays", ".npy", write_records),
    ResultFormat("Parquet files", ".parquet", write_parquet),
)


def write_results(path: str | Path, wanted: WantedResults) -> None:
    """Write results in the format that the file's name tells, else as a table of text.

    Raises NnfsError when there is nothing to write, the file cannot be written, which leaves an old
    one as it was, or numbers cannot be fetched; and Cancelled.
    """
    if not len(wanted.order):
        raise NnfsError("There are no samples to save.")
    suffix = Path(path).suffix.lower()
    known = (each for each in RESULT_FORMATS if each.suffix == suffix)
    next(known, RESULT_FORMATS[0]).write(path, wanted)

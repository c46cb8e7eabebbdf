"""This module opens a table as it was chosen to be read, and says what reading did to it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from nnfs_core.files.look import Opened
from nnfs_core.files.tables.choice import Missing, TableChoice
from nnfs_core.files.tables.guess import TableGuess
from nnfs_core.files.tables.reading import TableReport, read_table
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.wording import counted

_TREATED: dict[Missing, str] = {
    "keep": "kept as NaN",
    "mean": "filled with the mean of their column",
    "zero": "filled with 0",
    "drop": "left out",
}


def open_table(
    guess: TableGuess,
    choice: TableChoice,
    *,
    dtype: npt.DTypeLike = np.float64,
    progress: Progress = lambda fraction: None,
    cancelled: IsCancelled = lambda: False,
) -> Opened:
    """The batch that was chosen; missing values that were kept are offered to be filled in.

    Raises NnfsError and Cancelled as `read_table` does.
    """
    batch, report = read_table(guess, choice, dtype=dtype, progress=progress, cancelled=cancelled)
    offer = None
    if report.n_missing and choice.missing == "keep":
        offer = "Fill them in…", replace(choice, missing="mean")
    return Opened(batch, _remarks(report, choice.missing), offer)


def _remarks(report: TableReport, missing: Missing) -> tuple[str, ...]:
    remarks = []
    if report.n_missing:
        where = ", ".join(list(report.missing)[:3]) + (", …" if len(report.missing) > 3 else "")
        count = counted(report.n_missing, "missing value")
        remarks.append(f"{count} ({where}) {_TREATED[missing]}.")
    if report.n_dropped:
        remarks.append(f"{counted(report.n_dropped, 'row')} with missing values left out.")
    if report.n_missing_targets:
        remarks.append(f"{counted(report.n_missing_targets, 'target')} unknown.")
    for column, texts in list(report.text_columns.items())[:3]:
        numbers = ", ".join(f"{text} = {number}" for number, text in enumerate(texts[:3]))
        more = ", …" if len(texts) > 3 else ""
        remarks.append(f"The text of {column} became numbers: {numbers}{more}.")
    return tuple(remarks)

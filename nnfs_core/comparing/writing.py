"""Writes the samples whose prediction changed as a table of text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

from nnfs_core.arrays import AnyArray
from nnfs_core.comparing.changed_samples import ChangeVerdict
from nnfs_core.comparing.changes import Changes
from nnfs_core.files.atomic import replacing
from nnfs_core.files.streaming import Stream
from nnfs_core.files.tables.numbers import shortest
from nnfs_core.files.tables.spreadsheets import guarded
from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_core.project.batch import UNKNOWN, Batch
from nnfs_core.summaries.classification import IntArray

ROWS_TOGETHER = 4096


def write_changes(
    path: str | Path,
    found: Changes,
    rows: IntArray,
    batch: Batch,
    *,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> None:
    """Write the changed samples at the places `rows` of `found`, in that order, as UTF-8 text.

    Each has its number and, where samples of the batch have labels, its label; numbers have all
    their digits. Names that a spreadsheet would compute get a ' in front. Tabs part the cells of
    a .tsv file, else commas. Raises NnfsError when the file cannot be written, which leaves the old
    one as it was; and Cancelled.
    """
    delimiter = "\t" if Path(path).suffix.lower() == ".tsv" else ","
    with replacing(path) as file:
        stream = Stream(file, len(rows), progress, cancelled)
        stream.write(_lines([_heads(found, batch)], delimiter), 0)
        for start in range(0, len(rows), ROWS_TOGETHER):
            part = rows[start : start + ROWS_TOGETHER]
            lines = zip(*_cells(found, part, batch), strict=True)
            stream.write(_lines(lines, delimiter), len(part))


def _heads(found: Changes, batch: Batch) -> list[str]:
    """The names of the columns."""
    heads = ["sample"]
    if batch.label_rows is not None:
        heads.append(guarded(batch.label_name))
    heads += ["target", "A", "B", "verdict"]
    if found.has_classes:
        return [*heads, "moved", "A confidence", "B confidence"]
    return [*heads, "B - A"]


def _cells(found: Changes, rows: IntArray, batch: Batch) -> list[list[str]]:
    """The columns of some rows, each as texts."""
    changed = found.changed
    samples = changed.samples[rows]
    columns = [[str(sample) for sample in samples.tolist()]]
    if batch.label_rows is not None:
        labels = batch.label_rows.rows_at(samples)[:, 0].tolist()
        columns.append([guarded(label) for label in labels])
    columns += [
        _predicted(found, changed.targets[rows], unknown=""),
        _predicted(found, changed.before[rows]),
        _predicted(found, changed.after[rows]),
    ]
    columns.append([ChangeVerdict(each).title for each in changed.verdicts[rows].tolist()])
    numbers = [changed.amounts]
    if found.has_classes:
        numbers += changed.confidences
    return [*columns, *(_digits(each[rows]) for each in numbers)]


def _predicted(found: Changes, values: AnyArray, unknown: str | None = None) -> list[str]:
    """Classes by their names, those that are UNKNOWN as `unknown`; or values with all digits."""
    if not found.has_classes:
        return _digits(values)
    return [
        unknown if each == UNKNOWN and unknown is not None else guarded(found.class_name(each))
        for each in values.tolist()
    ]


def _digits(values: AnyArray) -> list[str]:
    return [text for (text,) in shortest(values.reshape(-1, 1))]


def _lines(rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()

"""Reads a table or arrays in one call, with what a test chooses of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from nnfs_core.files.array_batch import ArrayChoice, read_arrays
from nnfs_core.files.array_files import ArrayFile
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import preview, sniff
from nnfs_core.files.tables.reading import read_table as read
from nnfs_core.files.tables.report import TableReport
from nnfs_core.files.tables.words import ReadAs
from nnfs_core.project.batch import Batch


class TableReading(NamedTuple):
    batch: Batch
    report: TableReport


def read_table(
    path: Path,
    table_format: TableFormat | None = None,
    *,
    target: int | None = None,
    label: int | None = None,
    features: Sequence[int] | None = None,
    kinds: Mapping[int, ReadAs] | None = None,
    target_kind: Any = "auto",
    missing: Any = "keep",
    odd: Any = "refuse",
    class_names: Sequence[str] = (),
    **options: Any,
) -> TableReading:
    """The batch of the columns `features`, by default all but the target, and the report.

    kinds: how columns are read that are not read as suggested; odd: what is done in all of them
    about cells that are no numbers.
    """
    guess = sniff(path) if table_format is None else preview(path, table_format)
    choice = replace(TableChoice.suggested(guess), target_kind=target_kind, missing=missing)
    choice = choice.with_features(range(len(guess.columns)) if features is None else features)
    if target is not None:
        choice = choice.with_column(target, role="target")
    if label is not None:
        choice = choice.with_column(label, role="label")
    for column, kind in (kinds or {}).items():
        choice = choice.with_column(column, read_as=kind)
    if target is not None and class_names:
        choice = choice.with_column(target, read_as="classes", texts=tuple(class_names))
    choice = replace(choice, columns=tuple(replace(each, odd=odd) for each in choice.columns))
    return TableReading(*read(guess, choice, **options))


def read_batch(source: ArrayFile, choice: ArrayChoice | None, dtype: Any, **told: Any) -> Batch:
    """The batch of the arrays that were chosen."""
    content = read_arrays(source, choice, dtype=dtype, **told).content
    assert isinstance(content, Batch)
    return content

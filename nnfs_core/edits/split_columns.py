"""Reads from a column what each sample is for: which values there are, and what each one means."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan

import numpy as np

from nnfs_core.edits.drawn_split import Subsets
from nnfs_core.errors import NnfsError
from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import full_number
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.project.subset import SUBSET, Subset
from nnfs_core.wording import counted

MISSING = float("nan")
MOST_VALUES = 50  # of a column that can tell subsets


def column_values(batch: Batch, column: int, cancelled: IsCancelled = never) -> dict[float, int]:
    """The values of a feature, or of the target behind the last one, and their samples; NaN last.

    Raises NnfsError for a column that has more than MOST_VALUES or is gone, or cannot be read.
    """
    rows, place = _column(batch, column)
    counts: dict[float, int] = {}
    for _, block in rows.arrays(cancelled):
        values, numbers = np.unique(block[:, place], return_counts=True)
        for value, number in zip(values[: MOST_VALUES + 2].tolist(), numbers, strict=False):
            key = MISSING if isnan(value) else float(value)  # so that it is found again
            counts[key] = counts.get(key, 0) + int(number)
        if len(counts) > MOST_VALUES:
            raise NnfsError(
                "{column} has more than {most} different values; a column that tells what samples "
                "are for has few."
            )(column_name(batch, column), MOST_VALUES)
    return dict(sorted(counts.items(), key=lambda item: (isnan(item[0]), item[0])))


def value_word(project: Project, column: int, value: float) -> str:
    """What a value of a column is called: the class or text that it stands for, or the number."""
    batch = project.batch
    if isnan(value):
        return "missing"
    if column == batch.n_features and batch.has_classes:
        return batch.class_name(int(value))
    if column < batch.n_features and project.table_reading is not None:
        for reading in project.table_reading.columns:
            codes = reading.texts if reading.read_as == "codes" else ()
            if reading.name == batch.columns[column] and value in range(len(codes)):
                return codes[int(value)]
    return _number(value)


def column_subsets(
    batch: Batch, column: int, meanings: Mapping[float, Subset], cancelled: IsCancelled = never
) -> Subsets:
    """What each sample is for (samples,) by its value in a column, as `meanings` says of each.

    Raises NnfsError for a value without a meaning, and where all samples are for one thing or none
    for training; Cancelled.
    """
    rows, place = _column(batch, column)
    subsets = np.empty(len(rows), SUBSET)
    n_strange, strange = 0, 0.0
    for start, block in rows.arrays(cancelled):
        values, part = block[:, place], np.full(len(block), -1, SUBSET)
        for value, subset in meanings.items():
            part[np.isnan(values) if isnan(value) else values == value] = subset
        missed = np.flatnonzero(part < 0)
        if len(missed) and not n_strange:
            strange = float(values[missed[0]])
        n_strange += len(missed)
        subsets[start : start + len(block)] = part
    name = column_name(batch, column)
    if n_strange:
        raise NnfsError(
            "{column} is {value} in {samples}, and nobody has said what these are for."
        )(name, _number(strange), counted(n_strange, "sample"))
    sizes = np.bincount(subsets, minlength=len(Subset))
    if not len(rows):
        raise NnfsError("The batch has no samples to split.")
    if not sizes[Subset.TRAINING]:
        raise NnfsError("No sample would be for training; say which values are.")
    if sizes[Subset.TRAINING] == len(rows):
        raise NnfsError("All samples would be for training; say which values are for the others.")
    return subsets


def column_name(batch: Batch, column: int) -> str:
    """The name of a feature, or of the target behind the last one."""
    return batch.columns[column] if column < batch.n_features else batch.target_name


def _number(value: float) -> str:
    return full_number(value).removesuffix(".0")


def _column(batch: Batch, column: int) -> tuple[Rows, int]:
    if 0 <= column < batch.n_features:
        return batch.input_rows, column
    if column == batch.n_features and batch.target_rows is not None:
        return batch.target_rows, 0
    raise NnfsError("The column that tells what samples are for is gone.")

"""Edits samples and features of the batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray
from nnfs_core.edits.layers import as_kept, with_layers
from nnfs_core.errors import NnfsError
from nnfs_core.layers import Standardise
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.batch import UNKNOWN, default_columns
from nnfs_core.project.labels import NO_LABEL, TEXT
from nnfs_core.project.project import Project
from nnfs_core.project.subset import SUBSET, Subset

Fill = Literal["zeros", "random", "ramp"]


def set_input(project: Project, row: int, column: int, value: float) -> Project:
    """Set one input; raises NnfsError outside the batch or when the precision cannot hold it."""
    batch = project.batch
    if not (0 <= row < batch.n_samples and 0 <= column < batch.n_features):
        raise NnfsError(
            "There is no cell at row {row}, column {column}; the batch has {n_samples} samples of "
            "{n_features} features."
        )(row, column, batch.n_samples, batch.n_features)
    return set_inputs(project, row, column, [[value]])


def set_inputs(project: Project, row: int, column: int, values: npt.ArrayLike) -> Project:
    """Write a rectangle of inputs at (row, column); the batch grows when it reaches beyond.

    New cells elsewhere are 0, new targets are unknown.
    """
    new = as_kept(values, project.dtype, "An input")
    if row < 0 or column < 0:
        raise NnfsError("There is no cell at row {row}, column {column}.")(row, column)
    if new.size == 0:
        return project
    batch = project.batch
    n_features, n_samples = column + new.shape[1], row + new.shape[0]
    grown = insert_features(project, batch.n_features, max(0, n_features - batch.n_features))
    grown = insert_samples(grown, batch.n_samples, max(0, n_samples - batch.n_samples))
    rows = grown.batch.input_rows.with_cells(row, column, new)
    return project if rows is batch.input_rows else grown.with_batch(input_rows=rows)


def fill_inputs(
    project: Project,
    fill: Fill,
    row: int,
    column: int,
    n_rows: int,
    n_columns: int,
    *,
    seed: int = 0,
) -> Project:
    """Fill a rectangle with zeros, a standard normal draw from `seed`, or a ramp 0, 1, 2, ..."""
    return set_inputs(project, row, column, fill_values(fill, n_rows, n_columns, seed=seed))


def fill_values(fill: Fill, n_rows: int, n_columns: int, *, seed: int = 0) -> FloatArray:
    """What `fill_inputs` writes into a rectangle."""
    shape = n_rows, n_columns
    fills: dict[Fill, Callable[[], Any]] = {
        "zeros": lambda: np.zeros(shape),
        "random": lambda: np.random.default_rng(seed).standard_normal(shape),
        "ramp": lambda: np.arange(n_rows * n_columns, dtype=np.float64).reshape(shape),
    }
    values: FloatArray = fills[fill]()
    return values


def insert_samples(project: Project, index: int, count: int = 1) -> Project:
    """Insert training samples of zeros, of no target and no label, before sample `index`."""
    batch = project.batch
    _check_place(index, count, batch.n_samples, "sample")
    if count == 0:
        return project
    inputs = batch.input_rows.with_rows_inserted(
        index, np.zeros((count, batch.n_features), project.dtype)
    )
    targets, labels, subsets = batch.target_rows, batch.label_rows, batch.subset_rows
    if targets is not None:
        targets = targets.with_rows_inserted(index, _no_targets(targets, count))
    if labels is not None:
        labels = labels.with_rows_inserted(index, np.full((count, 1), NO_LABEL, TEXT))
    if subsets is not None:
        subsets = subsets.with_rows_inserted(index, np.full((count, 1), Subset.TRAINING, SUBSET))
    return project.with_batch(
        input_rows=inputs, target_rows=targets, label_rows=labels, subset_rows=subsets
    )


def remove_samples(project: Project, indices: Sequence[int] | npt.NDArray[np.integer]) -> Project:
    """Remove the samples at `indices`."""
    if len(indices) == 0:
        return project
    _check_indices(indices, project.batch.n_samples, "sample")
    batch = project.batch
    kept = {
        name: rows.with_rows_removed(indices)
        for name in ("input_rows", "target_rows", "label_rows", "subset_rows")
        if (rows := getattr(batch, name)) is not None
    }
    return project.with_batch(**kept)


def insert_features(project: Project, index: int, count: int = 1) -> Project:
    """Insert features of zeros before feature `index`, with names that are not taken yet.

    A layer that standardises the features passes new ones unchanged.
    """
    batch = project.batch
    _check_place(index, count, batch.n_features, "feature")
    if count == 0:
        return project
    names = _fresh_names(batch.columns, count)
    old = range(batch.n_features)
    changed = project.with_batch(
        input_rows=batch.input_rows.with_columns_inserted(index, count),
        columns=(*batch.columns[:index], *names, *batch.columns[index:]),
    )
    return with_scales_of(changed, [*old[:index], *[None] * count, *old[index:]], len(old))


def remove_features(project: Project, indices: Sequence[int]) -> Project:
    """Remove the features at `indices`, also from a layer that standardises them."""
    if len(indices) == 0:
        return project
    _check_indices(indices, project.batch.n_features, "feature")
    batch, doomed = project.batch, set(indices)
    kept = [number for number in range(batch.n_features) if number not in doomed]
    changed = project.with_batch(
        input_rows=batch.input_rows.with_columns(kept),
        columns=tuple(batch.columns[number] for number in kept),
    )
    return with_scales_of(changed, kept, batch.n_features)


def with_scales_of(project: Project, places: Sequence[int | None], n_before: int) -> Project:
    """The project after its features have become others, of which it had `n_before`.

    Each is one of those by number, or a new one, None. Layers that standardise the features
    themselves keep the mean and deviation of each.
    """
    layers = list(project.network.layers)
    for index, layer in enumerate(layers):
        if isinstance(layer, Standardise) and layer.n_inputs == n_before:
            layers[index] = layer.for_features(places)
        elif layer.enabled and layer.n_outputs is not None:
            break
    return with_layers(project, layers) if layers != list(project.network.layers) else project


def rename_feature(project: Project, index: int, name: str) -> Project:
    """Name a feature; raises NnfsError when the name is empty or taken."""
    columns, name = project.batch.columns, " ".join(name.split())
    _check_indices([index], len(columns), "feature")
    if name == columns[index]:
        return project
    if not name:
        raise NnfsError("A feature needs a name.")
    if name in columns:
        raise NnfsError("There is a feature named {name} already; choose another name.")(name)
    renamed = (*columns[:index], name, *columns[index + 1 :])
    return project.with_batch(columns=renamed)


def _check_place(index: int, count: int, length: int, what: str) -> None:
    if not 0 <= index <= length or count < 0:
        raise NnfsError("{count} {what}s cannot be put before {what} {index} of {length}.")(
            count, what, index, length
        )


def _check_indices(indices: npt.ArrayLike, length: int, what: str) -> None:
    for index in (np.min(indices), np.max(indices)):
        if not 0 <= index < length:
            raise NnfsError("There is no {what} {index}; the batch has {n}.")(what, index, length)


def _no_targets(targets: Rows, count: int) -> npt.NDArray[Any]:
    return np.full((count, 1), UNKNOWN if targets.dtype.kind == "i" else np.nan, targets.dtype)


def _fresh_names(taken: Sequence[str], count: int) -> tuple[str, ...]:
    known, number = set(taken), len(taken)
    names: list[str] = []
    while len(names) < count:
        (name,) = default_columns(1, number)
        if name not in known:
            names.append(name)
        number += 1
    return tuple(names)

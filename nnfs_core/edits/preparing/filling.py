"""Puts a number in the place of each input that is missing, NaN or infinite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import isfinite
from typing import Literal, get_args

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.edits.layers import as_kept
from nnfs_core.edits.preparing.figures import BatchFigures, IntArray
from nnfs_core.edits.preparing.preparation import MOST_PREVIEWED, Preparation
from nnfs_core.edits.preparing.typical import medians, most_frequent
from nnfs_core.edits.preparing.words import (
    MOST_NAMED,
    feature_name,
    features_text,
    learnt_of,
    of_training,
)
from nnfs_core.errors import NnfsError
from nnfs_core.numerals import full_text, number_words, short_text
from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.wording import agreeing, counted, first_few, sentence

Filling = Literal["mean", "median", "most frequent", "number"]
FILLINGS: tuple[Filling, ...] = get_args(Filling)


def fill_missing(
    project: Project,
    filling: Filling,
    features: Sequence[int] | None = None,
    value: float = 0.0,
    cancelled: IsCancelled = never,
) -> Project:
    """Put a number in the place of each missing input of some features, all by default.

    See `filling_plan`, which says what it raises; Cancelled when asked to stop.
    """
    figures = BatchFigures.of(project.batch, cancelled)
    return filling_plan(figures, filling, features, value, cancelled).applied(project, cancelled)


def fill_missing_with_means(project: Project, cancelled: IsCancelled = never) -> Project:
    """Put in place of each missing input the mean of the other numbers of its feature.

    Raises NnfsError for a feature that has no number at all, Cancelled when asked to stop.
    """
    return _filled_all(project, "mean", cancelled)


def fill_missing_with_zeros(project: Project, cancelled: IsCancelled = never) -> Project:
    """Set each missing input to 0; raises Cancelled when asked to stop."""
    return _filled_all(project, "number", cancelled)


def filling_plan(
    figures: BatchFigures,
    filling: Filling,
    features: Sequence[int] | None = None,
    value: float = 0.0,
    cancelled: IsCancelled = never,
    progress: Progress = ignored,
) -> Preparation:
    """What filling missing inputs would change.

    They become the mean, the median or the most frequent one of the feature's training numbers (the
    least, where several are), or `value`. Raises NnfsError for a feature without training numbers,
    unless it is filled with `value`, and for a value that the precision cannot hold.
    """
    batch, whole = figures.batch, figures.whole
    chosen = figures.checked(features)
    changed = tuple(place for place in chosen if whole.n_missing[place])
    dtype = batch.input_rows.dtype
    if filling == "number":
        if not isfinite(value):
            raise NnfsError(
                "A missing number can be filled with a finite number only, not {value}."
            )(number_words(value))
        found = np.repeat(as_kept(value, dtype, "The number")[0], len(changed))
    else:
        found = _learnt(figures, filling, changed, cancelled, progress)
    values = np.full(batch.n_features, np.nan)
    values[list(changed)] = found.astype(dtype)
    n_missing = np.where(np.isnan(values), 0, whole.n_missing)
    n_cells = int(n_missing.sum())
    share = n_missing / max(1, whole.n_samples)
    # where there was no number there is only the new one
    means = np.where(whole.has_numbers, whole.means, values) * (1 - share)
    after = replace(
        whole,
        least=np.fmin(whole.least, values),
        largest=np.fmax(whole.largest, values),
        means=np.where(np.isnan(values), whole.means, means + np.nan_to_num(values) * share),
        n_missing=whole.n_missing - n_missing,
    )
    summary = sentence("{cells} of {features} {is_} filled.")(
        counted(n_cells, "missing cell"),
        counted(len(changed), "feature"),
        agreeing(n_cells, "is", "are"),
    )
    fills = sentence("Fill what is missing in {features} with {what}")
    return Preparation(
        batch,
        fills(features_text(batch, changed or chosen), _what(filling, value, dtype.char)),
        changed,
        after,
        summary if changed else "Nothing changes: no number of these features is missing.",
        partial(with_finite_values, values=values),
        filled_with={place: float(values[place]) for place in changed},
        learnt=_told(figures, filling, changed, found, n_cells) if changed else "",
        previewed=partial(_first_missing, batch, changed),
        keeps=partial(_is_whole, features=list(changed)),
    )


def with_finite_values(block: AnyArray, values: FloatArray) -> AnyArray:
    """A copy of a block with values[j] in place of each missing number of column j.

    A column for which it is NaN stays as it is.
    """
    stays = np.isfinite(block) | np.isnan(values)
    filled: AnyArray = np.where(stays, block, values.astype(block.dtype))
    return filled


def _filled_all(project: Project, filling: Filling, cancelled: IsCancelled) -> Project:
    if not project.batch.n_features:
        return project
    return fill_missing(project, filling, cancelled=cancelled)


def _learnt(
    figures: BatchFigures,
    filling: Filling,
    features: Sequence[int],
    cancelled: IsCancelled,
    progress: Progress,
) -> FloatArray:
    """What each of the features, which miss something, is filled with."""
    training = figures.training
    if features:
        figures.check_samples()
    for place in features:
        if not training.has_numbers[place]:
            raise NnfsError(
                "{name} has no number{kind} to take the {what} of; set it to 0 or remove it."
            )(
                feature_name(figures.batch, place),
                of_training(figures),
                filling,
            )
    if filling == "mean":
        return training.means[list(features)]
    find = medians if filling == "median" else most_frequent
    return find(figures, features, cancelled, progress)


def _is_whole(block: AnyArray, features: list[int]) -> bool:
    return bool(np.isfinite(block[:, features]).all())


def _first_missing(batch: Batch, features: Sequence[int], cancelled: IsCancelled) -> IntArray:
    """The first samples in which one of the features is missing."""
    found: list[int] = []
    if features:
        for start, block in batch.input_rows.arrays(cancelled):
            places = np.flatnonzero(~np.isfinite(block[:, list(features)]).all(axis=1))
            found += (start + places[: MOST_PREVIEWED - len(found)]).tolist()
            if len(found) == MOST_PREVIEWED:
                break
    return np.array(found, np.int64)


def _what(filling: Filling, value: float, char: str) -> str:
    match filling:
        case "mean":
            return "means"
        case "median":
            return "medians"
        case "most frequent":
            return "the most frequent number"
        case "number":
            return full_text(value, char)


def _told(
    figures: BatchFigures,
    filling: Filling,
    features: Sequence[int],
    values: FloatArray,
    n_cells: int,
) -> str:
    batch = figures.batch
    char = batch.input_rows.dtype.char
    cells = counted(n_cells, "missing cell")
    if filling == "number":
        return sentence("Filled {cells} with {value}.")(cells, full_text(float(values[0]), char))
    with_words = sentence("{name} with {value}")
    text = short_text if filling == "mean" else full_text
    each = [
        with_words(feature_name(batch, place), text(value, char))
        for place, value in zip(features[:MOST_NAMED], values.tolist(), strict=False)
    ]
    of = sentence("Filled {cells} by the {what} of {samples}: {each}.")
    what = {"mean": "mean", "median": "median"}.get(filling, "most frequent number")
    return of(
        cells, what, learnt_of(figures), first_few(each + [""] * (len(features) > MOST_NAMED))
    )

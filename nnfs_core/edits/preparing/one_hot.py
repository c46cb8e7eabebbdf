"""This module makes a column of each value of a feature: 1 where a sample has that value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.edits.preparing.figures import BatchFigures
from nnfs_core.edits.preparing.preparation import Preparation, first_samples
from nnfs_core.edits.preparing.words import (
    MOST_NAMED,
    feature_name,
    feature_names,
    features_text,
    of_training,
)
from nnfs_core.errors import NnfsError
from nnfs_core.numerals import full_text
from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.project.subsets import training_blocks
from nnfs_core.wording import agreeing, counted, first_few, sentence

USUAL_COLUMNS = 20  # of a feature, unless more are asked for
MOST_COUNTED = 1000  # different values of a feature; more of them are no kinds of something
MOST_COLUMNS = 2**14  # of all features together
FEWEST_KINDS = 3  # of two kinds, one number tells as much as two columns

Values = tuple[FloatArray | None, ...]  # of each feature, rising; None where there are too many


def one_hot(
    project: Project,
    features: Sequence[int],
    most: int = USUAL_COLUMNS,
    cancelled: IsCancelled = never,
) -> Project:
    """Make of each of some features a column for each of its values.

    See `one_hot_plan`, which says what it raises; Cancelled when asked to stop.
    """
    figures = BatchFigures.of(project.batch, cancelled)
    values = distinct_values(project.batch, cancelled)
    return one_hot_plan(figures, values, features, most, cancelled).applied(project, cancelled)


def distinct_values(
    batch: Batch, cancelled: IsCancelled = never, progress: Progress = ignored
) -> Values:
    """Of each feature the different training numbers, rising; None where it has over 1,000.

    Raises Cancelled when asked to stop, NnfsError when samples cannot be fetched.
    """
    found: list[FloatArray | None] = [np.empty(0)] * batch.n_features
    n_seen = 0
    for block in training_blocks(batch, cancelled):
        for place, known in enumerate(found):
            if known is not None:
                column = block[:, place]
                new = np.unique(column[np.isfinite(column)])
                both = np.union1d(known, new.astype(np.float64))
                found[place] = None if len(both) > MOST_COUNTED else both
        n_seen += len(block)
        progress(n_seen / batch.n_samples)
    return tuple(None if each is None else each + 0.0 for each in found)  # -0 is 0


def worth_columns(
    figures: BatchFigures, values: Values, most: int = USUAL_COLUMNS
) -> tuple[int, ...]:
    """The features whose values look like kinds of something: a few whole numbers, some of them
    of several samples."""
    training = figures.training
    n_numbers = training.n_samples - training.n_missing
    return tuple(
        place
        for place, each in enumerate(values)
        if each is not None
        and FEWEST_KINDS <= len(each) <= min(most, n_numbers[place] - 1)
        and bool((each == np.floor(each)).all())
    )


def one_hot_plan(
    figures: BatchFigures,
    values: Values,
    features: Sequence[int],
    most: int = USUAL_COLUMNS,
    cancelled: IsCancelled = never,
    progress: Progress = ignored,
) -> Preparation:
    """What making columns of the values of features would change.

    The columns stand where the feature stood, the one of the least value first. A value that no
    training sample has is 0 in all of them; what is missing stays missing in all of them. Raises
    NnfsError for a feature without numbers and for one of more values than `most`.
    """
    batch = figures.batch
    chosen = figures.checked(features)
    figures.check_samples()
    kept = [_checked(figures, place, values[place], most) for place in chosen]
    n_columns = sum(map(len, kept))
    if n_columns > MOST_COLUMNS:
        raise NnfsError("These would be {n:,} columns, but at most {most:,} fit; choose fewer.")(
            n_columns, MOST_COLUMNS
        )
    becomes = _names(batch, chosen, kept)
    change = partial(
        with_columns_of_values,
        places=np.array(chosen, np.int64),
        counts=np.array([len(each) for each in kept], np.int64),
        values=np.concatenate(kept),
    )
    becomes_words = sentence("{features} {become} {columns}.")
    made = sentence("Made columns of values: {each}.")
    each = [
        sentence("{name} {n}")(feature_name(batch, place), counted(len(becomes[place]), "column"))
        for place in chosen
    ]
    return Preparation(
        batch,
        sentence("One-hot encode {features}")(features_text(batch, chosen)),
        chosen,
        figures.whole,
        becomes_words(
            counted(len(chosen), "feature"),
            agreeing(len(chosen), "becomes", "become"),
            counted(n_columns, "column"),
        ),
        change,
        becomes,
        learnt=made(first_few(each, MOST_NAMED)),
        remarks=_remarks(figures, chosen, kept, cancelled, progress),
        previewed=partial(first_samples, batch),
    )


def with_columns_of_values(
    block: AnyArray,
    places: npt.NDArray[np.int64],
    counts: npt.NDArray[np.int64],
    values: FloatArray,
) -> AnyArray:
    """A copy of a block (samples, features) in which columns are parted by their values.

    places: (k,) of these columns, rising. counts: (k,) how many values each has. values: theirs,
    one after the other, each of which becomes a column of 1 where it stands and 0 elsewhere.
    """
    width = np.ones(block.shape[1], np.int64)
    width[places] = counts
    starts = np.cumsum(width) - width
    parted = np.empty((len(block), int(width.sum())), block.dtype)
    stays = np.delete(np.arange(block.shape[1]), places)
    parted[:, starts[stays]] = block[:, stays]
    ends = np.cumsum(counts)
    for place, first, end in zip(places, ends - counts, ends, strict=True):
        column = block[:, place, np.newaxis]
        columns = parted[:, starts[place] : starts[place] + width[place]]
        columns[:] = column == values[first:end]
        columns[~np.isfinite(column[:, 0])] = np.nan
    return parted


def _checked(figures: BatchFigures, place: int, values: FloatArray | None, most: int) -> FloatArray:
    name = feature_name(figures.batch, place)
    if values is None:
        raise NnfsError(
            "{name} has more than {most:,} different values, too many for a column each."
        )(name, MOST_COUNTED)
    if not len(values):
        raise NnfsError("{name} has no number{kind} to make columns of.")(
            name, of_training(figures)
        )
    if len(values) > most:
        raise NnfsError(
            "{name} has {n:,} different values, and at most {most:,} are to become columns; "
            "allow more, or leave it out."
        )(name, len(values), most)
    return values


def _names(
    batch: Batch, features: Sequence[int], values: Sequence[FloatArray]
) -> dict[int, tuple[str, ...]]:
    """The names of the new columns by their features, other than all that stay."""
    taken = {name for place, name in enumerate(batch.columns) if place not in set(features)}
    char = batch.input_rows.dtype.char
    becomes: dict[int, tuple[str, ...]] = {}
    for place, each in zip(features, values, strict=True):
        names = []
        for value in each.tolist():
            name = plain = f"{batch.columns[place]} = {full_text(value, char)}"
            number = 2
            while name in taken:
                name, number = f"{plain} ({number})", number + 1
            taken.add(name)
            names.append(name)
        becomes[place] = tuple(names)
    return becomes


def _remarks(
    figures: BatchFigures,
    features: Sequence[int],
    values: Sequence[FloatArray],
    cancelled: IsCancelled,
    progress: Progress,
) -> tuple[str, ...]:
    batch, whole = figures.batch, figures.whole
    remarks = []
    missing = [place for place in features if whole.n_missing[place]]
    if missing:
        stay = sentence("What is missing in {names} stays missing in all {its} columns.")
        its = agreeing(len(missing), "its", "their")
        remarks.append(stay(feature_names(batch, missing), its))
    n_unseen = 0
    if figures.is_split:
        for start, block in batch.input_rows.arrays(cancelled):
            for place, known in zip(features, values, strict=True):
                column = block[:, place]
                n_unseen += int((np.isfinite(column) & ~np.isin(column, known)).sum())
            progress(start / batch.n_samples)
    if n_unseen:
        none = sentence("{cells} {hold} a value that no training sample has: 0 in all its columns.")
        remarks.append(none(counted(n_unseen, "cell"), agreeing(n_unseen, "holds", "hold")))
    return tuple(remarks)

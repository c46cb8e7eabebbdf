"""Brings features into the range from 0 to 1, or around 0."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.edits.preparing.figures import BatchFigures
from nnfs_core.edits.preparing.preparation import Preparation, first_samples
from nnfs_core.edits.preparing.words import (
    MOST_NAMED,
    feature_name,
    feature_names,
    features_text,
    learnt_of,
    of_training,
)
from nnfs_core.errors import NnfsError
from nnfs_core.numerals import full_text, short_text
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.matching import is_unnamed
from nnfs_core.project.project import Project
from nnfs_core.wording import SCALED, agreeing, counted, first_few, scaled_name, sentence

ALIKE = 1e-12  # a mean this small beside the numbers themselves is rounding


def scale_to_unit_range(
    project: Project, features: Sequence[int] | None = None, cancelled: IsCancelled = never
) -> Project:
    """Turn each number x of some features, all by default, into (x - least) / (largest - least).

    See `scaling_plan`, which says what it raises; Cancelled when asked to stop.
    """
    figures = BatchFigures.of(project.batch, cancelled)
    return scaling_plan(figures, features).applied(project, cancelled)


def centre_features(
    project: Project, features: Sequence[int] | None = None, cancelled: IsCancelled = never
) -> Project:
    """Take from each number of some features, all by default, the mean of its feature.

    See `centring_plan`, which says what it raises; Cancelled when asked to stop.
    """
    figures = BatchFigures.of(project.batch, cancelled)
    return centring_plan(figures, features).applied(project, cancelled)


def scaling_plan(figures: BatchFigures, features: Sequence[int] | None = None) -> Preparation:
    """What scaling features to 0..1 would change.

    The least training number of a feature becomes 0 and its largest 1, exactly; others may lie
    beyond. One that is constant in training has its number taken away, and so becomes 0. What is
    missing stays missing. In a name [0..1] takes the place of the unit, unless nobody has given the
    features names. Raises NnfsError where there is nothing to learn from, and where a number
    would be too large.
    """
    batch, chosen, known = _begun(figures, features, "range")
    training = figures.training
    is_scaled = (training.least == 0) & ((training.largest == 1) | (training.largest == 0))
    changed = tuple(place for place in known if not is_scaled[place])
    least, largest = _of_these(training.least, changed), _of_these(training.largest, changed)
    constant = tuple(place for place in changed if least[place] == largest[place])
    char = batch.input_rows.dtype.char
    ranges = [
        sentence("{name} from {least} to {largest}")(
            feature_name(batch, place),
            full_text(float(least[place]), char),
            full_text(float(largest[place]), char),
        )
        for place in changed[: MOST_NAMED + 1]
    ]
    scaled = sentence("Scaled to 0..1 by what {samples} reach: {ranges}.")
    remarks = [*_without_numbers(batch, chosen, known)]
    renamed = _scaled_names(batch, changed)
    ends = sentence("{names} in {mark} now, where a unit would stand.")
    told = [scaled(learnt_of(figures), first_few(ranges, MOST_NAMED))]
    if renamed:
        told.append(ends(agreeing(len(renamed), "Its name ends", "Their names end"), SCALED))
    if constant:
        are_zero = sentence("{names} {is_} the same in every sample{kind}, and {become} 0.")
        n = len(constant)
        is_, become = agreeing(n, "is", "are"), agreeing(n, "becomes", "become")
        remarks.append(are_zero(feature_names(batch, constant), is_, of_training(figures), become))
    beyond = _beyond(figures, changed)
    if beyond:
        lie = sentence("Of {names} some samples that are not for training lie beyond 0..1.")
        remarks.append(lie(feature_names(batch, beyond)))
    plan = _planned(
        figures,
        changed,
        partial(scaled_to_unit_range, least=least, largest=largest),
        sentence("Scale {features} to 0..1")(features_text(batch, changed or chosen)),
        " ".join(told),
        remarks,
        sentence("Nothing changes: {what} in 0..1 already.")(_what_is(chosen)),
    )
    return replace(plan, renamed=renamed)


def centring_plan(figures: BatchFigures, features: Sequence[int] | None = None) -> Preparation:
    """What taking its training mean from each feature would change.

    What is missing stays missing. Raises NnfsError where there is nothing to learn from, and where
    a number would be too large.
    """
    batch, chosen, known = _begun(figures, features, "mean")
    training, dtype = figures.training, batch.input_rows.dtype
    noise = max(2 * float(np.finfo(dtype).eps), ALIKE) * training.magnitudes
    noise += float(np.finfo(dtype).smallest_subnormal)
    changed = tuple(place for place in known if abs(training.means[place]) > noise[place])
    means = _of_these(training.means, changed)
    learnt = [
        sentence("{name} {mean}")(feature_name(batch, place), short_text(float(means[place])))
        for place in changed[: MOST_NAMED + 1]
    ]
    centred_by = sentence("Centred by the {means} of {samples}: {learnt}.")
    return _planned(
        figures,
        changed,
        partial(centred, means=means),
        sentence("Centre {features}")(features_text(batch, changed or chosen)),
        centred_by(
            agreeing(len(changed), "mean"), learnt_of(figures), first_few(learnt, MOST_NAMED)
        ),
        _without_numbers(batch, chosen, known),
        sentence("Nothing changes: {what} around 0 already.")(_what_is(chosen)),
    )


def scaled_to_unit_range(block: AnyArray, least: FloatArray, largest: FloatArray) -> AnyArray:
    """A block whose column j has 0 in the place of least[j] and 1 in that of largest[j].

    A column for which both are the same number has it taken away; one for which they are NaN stays.
    """
    with np.errstate(all="ignore"):
        share = np.where(np.isinf(largest - least), 0.5, 1.0)  # a range may be beyond the largest
        width = largest * share - least * share
        values = (block * share - least * share) / np.where(width == 0, 1.0, width)
        return _where_learnt(block, values, least)


def centred(block: AnyArray, means: FloatArray) -> AnyArray:
    """A block with means[j] taken from column j; one for which it is NaN stays."""
    with np.errstate(all="ignore"):
        return _where_learnt(block, block.astype(np.float64) - means, means)


def _where_learnt(block: AnyArray, values: FloatArray, learnt: FloatArray) -> AnyArray:
    """The values in the place of numbers in columns of which something was learnt."""
    is_meant = np.isfinite(block) & ~np.isnan(learnt)
    changed: AnyArray = np.where(is_meant, values.astype(block.dtype), block)
    return changed


def _begun(
    figures: BatchFigures, features: Sequence[int] | None, what: str
) -> tuple[Batch, tuple[int, ...], tuple[int, ...]]:
    """The batch, the features that are chosen, and those of them that have training numbers."""
    chosen = figures.checked(features)
    figures.check_samples()
    known = tuple(place for place in chosen if figures.training.has_numbers[place])
    if not known:
        raise NnfsError("{names} {has} no number{kind} to take the {what} of.")(
            feature_names(figures.batch, chosen),
            agreeing(len(chosen), "has", "have"),
            of_training(figures),
            what,
        )
    return figures.batch, chosen, known


def _planned(
    figures: BatchFigures,
    changed: tuple[int, ...],
    change: Callable[[AnyArray], AnyArray],
    title: str,
    learnt: str,
    remarks: Sequence[str],
    nothing: str,
) -> Preparation:
    batch, whole = figures.batch, figures.whole
    after = change(np.stack([whole.least, whole.largest, whole.means]))
    dtype = batch.input_rows.dtype
    with np.errstate(over="ignore"):
        is_beyond = np.isinf(after[:2].astype(dtype)).any(axis=0)
    if is_beyond.any():
        raise NnfsError("{feature} would become too large for {name}; choose other features.")(
            feature_name(batch, int(is_beyond.argmax())), dtype.name
        )
    n_cells = sum(whole.n_samples - int(whole.n_missing[place]) for place in changed)
    change_words = sentence("{cells} of {features} {change}.")
    summary = change_words(
        counted(n_cells, "cell"),
        counted(len(changed), "feature"),
        agreeing(n_cells, "changes", "change"),
    )
    return Preparation(
        batch,
        title,
        changed,
        replace(whole, least=after[0], largest=after[1], means=after[2]),
        summary if changed else nothing,
        change,
        learnt=learnt if changed else "",
        remarks=tuple(remarks),
        previewed=partial(first_samples, batch),
    )


def _scaled_names(batch: Batch, features: Sequence[int]) -> dict[int, str]:
    """The names of scaled features, other than all others: a length of 0.5 is no more one in cm."""
    if is_unnamed(batch.columns):
        return {}
    bare = {place: scaled_name(batch.columns[place]) for place in features}
    counts = Counter(bare.values())
    taken = {name for place, name in enumerate(batch.columns) if place not in bare}
    renamed: dict[int, str] = {}
    for place, wanted in bare.items():
        plain, number = batch.columns[place], 1
        name = wanted if counts[wanted] == 1 else f"{plain} {SCALED}"
        while name in taken:
            number += 1
            name = f"{plain} {number} {SCALED}"
        taken.add(name)
        renamed[place] = name
    return {place: name for place, name in renamed.items() if name != batch.columns[place]}


def _of_these(values: FloatArray, features: Sequence[int]) -> FloatArray:
    """The values of some features, NaN for all others."""
    chosen = np.full(len(values), np.nan)
    chosen[list(features)] = values[list(features)]
    return chosen


def _beyond(figures: BatchFigures, features: Sequence[int]) -> tuple[int, ...]:
    """The features some of whose numbers lie beyond those in training."""
    whole, training = figures.whole, figures.training
    is_beyond = (whole.least < training.least) | (whole.largest > training.largest)
    return tuple(place for place in features if is_beyond[place])


def _without_numbers(batch: Batch, chosen: Sequence[int], known: Sequence[int]) -> list[str]:
    others = [place for place in chosen if place not in set(known)]
    if not others:
        return []
    names = feature_names(batch, others)
    if len(others) == 1:
        return [sentence("{name} has no number and stays as it is.")(names)]
    return [sentence("{names} have no number and stay as they are.")(names)]


def _what_is(chosen: Sequence[int]) -> str:
    return "the feature is" if len(chosen) == 1 else "the features are"

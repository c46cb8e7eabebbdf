"""Works out, off the GUI thread, what a choice in the dialog would change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnfs_core.edits.preparing import (
    USUAL_COLUMNS,
    BatchFigures,
    Filling,
    Preparation,
    PreparedSamples,
    Values,
    centring_plan,
    distinct_values,
    dropping_plan,
    filling_plan,
    one_hot_plan,
    scaling_plan,
    worth_columns,
)
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.machine.memory import free_memory
from nnfs_core.progress import IsCancelled, Progress, part_of
from nnfs_core.project.batch import Batch
from nnfs_core.wording import one_line, sentence, shortage_text
from nnfs_gui.panels.batch.preparing.pages import PreparingPage

MOST_OF_NAME = 40  # letters


@dataclass(frozen=True)
class PreparingChoice:
    """Says what to do; `features` is None for all that it makes sense for."""

    page: PreparingPage
    features: tuple[int, ...] | None = None
    filling: Filling = "mean"
    value: float = 0.0
    with_targets: bool = False
    most: int = USUAL_COLUMNS


@dataclass(frozen=True, eq=False)
class Foreseen:
    """Holds what a choice would change: a plan and some samples, or a sentence why it cannot be, or
    one that there is nothing to do.

    values: the different values of each feature, once somebody has asked for them.
    """

    figures: BatchFigures
    values: Values | None
    features: tuple[int, ...]
    plan: Preparation | None = None
    samples: PreparedSamples | None = None
    refusal: str = ""
    nothing: str = ""


def foresee(
    batch: Batch,
    choice: PreparingChoice,
    known: Foreseen | None,
    progress: Progress,
    cancelled: IsCancelled,
) -> Foreseen:
    """What a choice would change; what is `known` of the same batch is not counted again.

    Raises Cancelled when asked to stop, NnfsError where samples cannot be fetched.
    """
    if known is not None and known.figures.batch is batch:
        figures, values = known.figures, known.values
    else:
        figures, values = BatchFigures.of(batch, cancelled, part_of(progress, 0, 0.3)), None
    features = choice.features if choice.features is not None else ()
    try:
        if choice.page is PreparingPage.ONE_HOT and values is None:
            values = distinct_values(batch, cancelled, part_of(progress, 0.3, 0.7))
        if choice.features is None:
            features = _suggested(figures, values, choice)
            if not features and batch.n_features:
                return Foreseen(figures, values, (), nothing=_nothing_to_encode(batch))
        plan = _plan(figures, values, features, choice, part_of(progress, 0.7, 1), cancelled)
        free = free_memory()
        if plan.n_bytes > free:
            raise NnfsError("This needs {shortage}.")(shortage_text(plan.n_bytes, free))
        samples = plan.preview(cancelled)
    except Cancelled:
        raise
    except NnfsError as error:
        return Foreseen(figures, values, features, refusal=str(error))
    return Foreseen(figures, values, features, plan, samples)


def _suggested(
    figures: BatchFigures, values: Values | None, choice: PreparingChoice
) -> tuple[int, ...]:
    """The features for which a page makes sense; none where there is nothing to encode."""
    everything = tuple(range(figures.batch.n_features))
    if choice.page is PreparingPage.DROP or not everything:
        return everything
    if choice.page is PreparingPage.ONE_HOT:
        found = worth_columns(figures, values or (), choice.most)
        return found if figures.whole.n_samples else everything
    whole = figures.whole
    is_meant = whole.n_missing > 0 if choice.page is PreparingPage.FILL else whole.has_numbers
    return tuple(np.flatnonzero(is_meant).tolist()) or everything


def _nothing_to_encode(batch: Batch) -> str:
    """Why no feature is suggested to become columns."""
    made = next((name for name in batch.columns if " = " in name), None)
    if made is None:
        return (
            "No feature holds a few whole numbers alone, so none is suggested; choose those that "
            "are to be encoded."
        )
    done = sentence(
        "Nothing is left to encode: columns such as {name} are encoded already, and no other "
        "feature holds a few whole numbers alone."
    )
    return done(one_line(made, MOST_OF_NAME))


def _plan(
    figures: BatchFigures,
    values: Values | None,
    features: tuple[int, ...],
    choice: PreparingChoice,
    progress: Progress,
    cancelled: IsCancelled,
) -> Preparation:
    match choice.page:
        case PreparingPage.FILL:
            return filling_plan(
                figures, choice.filling, features, choice.value, cancelled, progress
            )
        case PreparingPage.DROP:
            plan = dropping_plan(
                figures,
                features,
                with_targets=choice.with_targets,
                cancelled=cancelled,
                progress=progress,
            )
            if 0 < len(plan.goes) == figures.batch.n_samples:
                raise NnfsError("Every sample misses something, so none would be left.")
            return plan
        case PreparingPage.SCALE:
            return scaling_plan(figures, features)
        case PreparingPage.CENTRE:
            return centring_plan(figures, features)
        case PreparingPage.ONE_HOT:
            return one_hot_plan(figures, values or (), features, choice.most, cancelled, progress)

"""This module writes the filters that ask for the samples of a cell, a bar or a row."""

from __future__ import annotations

from math import isfinite

from nnfs_core.finding.vocabulary import quoted_name
from nnfs_core.numerals import full_text
from nnfs_core.project.batch import Batch
from nnfs_core.project.subset import Subset
from nnfs_core.summaries.reliability import edges

Ends = tuple[float, float]


def kind_question(batch: Batch, target: int, predicted: int) -> str:
    """Asks for the samples of a class that are predicted as one."""
    return f"{target_question(batch, target)} and {predicted_question(batch, predicted)}"


def target_question(batch: Batch, number: int) -> str:
    """Asks for the samples of a class."""
    return f"target = {_class(batch, number)}"


def predicted_question(batch: Batch, number: int) -> str:
    """Asks for the samples that are predicted as a class and of which the class is known."""
    return f"predicted = {_class(batch, number)}"


def confidence_question(number: int) -> str:
    """Asks for the samples in a bin of confidence."""
    low, high = edges()[number : number + 2]
    above = f"confidence > {full_text(low)} and " if number else ""
    return f"{above}confidence <= {full_text(high)}"


def residual_question(predictions: Ends, residuals: Ends) -> str:
    """Asks for the samples between two predictions and two residuals."""
    conditions = []
    for word, (low, high) in (("predicted", predictions), ("residual", residuals)):
        conditions.append(f"{word} >= {full_text(low)}")
        if isfinite(high):
            conditions.append(f"{word} < {full_text(high)}")
    return " and ".join(conditions)


def among(subset: Subset | None, only_known: bool, question: str) -> str:
    """Asks a question about the samples that figures are of."""
    conditions = [] if subset is None else [subset.title]
    if only_known:
        conditions.append("target != unknown")
    return " and ".join([*conditions, question])


def _class(batch: Batch, number: int) -> str:
    """A class as a filter names it; by its number where only the network knows it."""
    return quoted_name(batch.class_name(number)) if number < batch.n_classes else str(number)

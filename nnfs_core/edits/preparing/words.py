"""Names features and samples in the sentences of plans."""

from __future__ import annotations

from collections.abc import Sequence

from nnfs_core.edits.preparing.figures import BatchFigures
from nnfs_core.project.batch import Batch
from nnfs_core.wording import counted, first_few, one_line, sentence

MOST_NAMED = 3  # features in a sentence
MOST_OF_NAME = 40  # characters


def feature_name(batch: Batch, feature: int) -> str:
    """A feature as a sentence names it."""
    return one_line(batch.columns[feature], MOST_OF_NAME)


def feature_names(batch: Batch, features: Sequence[int]) -> str:
    """The first of some features: a, b, c, …"""
    return first_few([feature_name(batch, place) for place in features], MOST_NAMED)


def features_text(batch: Batch, features: Sequence[int]) -> str:
    """How a step names its features: petal width; 3 features."""
    if len(features) == 1:
        return feature_name(batch, features[0])
    return counted(len(features), "feature")


def of_training(figures: BatchFigures) -> str:
    """What to add behind "number" or "sample" where only those for training count."""
    return " for training" if figures.is_split else ""


def learnt_of(figures: BatchFigures) -> str:
    """Whom something was learnt of: the 120 training samples."""
    kind = "training sample" if figures.is_split else "sample"
    return sentence("the {samples}")(counted(figures.training.n_samples, kind))

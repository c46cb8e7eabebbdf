"""This module says what is counted and measured in a line of words, and what each word means."""

from __future__ import annotations

from nnfs_core.numerals import percent_text, short_text
from nnfs_core.project.batch import Batch
from nnfs_core.project.subset import Subset
from nnfs_core.summaries.class_figures import ClassFigures
from nnfs_core.summaries.regression import RegressionScores
from nnfs_core.wording import counted, sentence

UNDEFINED = "–"


def class_headlines(found: ClassFigures) -> tuple[str, str]:
    """How many are right, and the mean loss; in full, and for little room."""
    accuracy = found.scores.accuracy
    if accuracy is None:
        return "No target is known to compare with", "No target is known"
    right = sentence("{n_right:,} of {n_known:,} right ({share})")
    share = percent_text(accuracy, 1)
    mean = found.loss.mean
    loss = "" if mean is None else f" · loss {short_text(mean)}"
    text = right(found.scores.n_right, found.n_known, share)
    return f"{text}{loss}", sentence("{share} right{loss}")(share, loss)


def class_remarks(found: ClassFigures) -> list[str]:
    """What was left out of the figures or is odd about them."""
    remarks = []
    if found.n_unknown:
        remarks.append(sentence("{n:,} without known target left out")(found.n_unknown))
    if found.n_undecided:
        undecided = sentence("{n:,} undecided (NaN), which count as wrong")
        remarks.append(undecided(found.n_undecided))
    if found.n_beyond:
        beyond = sentence("{n:,} of classes that the network does not have, which count as wrong")
        remarks.append(beyond(found.n_beyond))
    if found.loss.n_infinite:
        infinite = sentence("{n:,} whose target has probability 0 make the loss infinite")
        remarks.append(infinite(found.loss.n_infinite))
    return remarks


def value_headline(scores: RegressionScores) -> str:
    """The two measures of how far predictions are off that are most easily read."""
    if not scores.n_counted:
        return "No sample has both a target and a prediction"
    return f"R² {_measure(scores.r2)} · MAE {_measure(scores.mean_absolute_error)}"


def value_remarks(scores: RegressionScores) -> list[str]:
    """The other measures, what was left out of them, and why one is undefined."""
    remarks = []
    if scores.n_counted:
        remarks.append(f"MSE {_measure(scores.mean_squared_error)}")
        remarks.append(f"RMSE {_measure(scores.root_mean_squared_error)}")
    if scores.n_without_target:
        remarks.append(sentence("{n:,} without target left out")(scores.n_without_target))
    if scores.n_without_prediction:
        left_out = sentence("{n:,} whose prediction is no finite number left out")
        remarks.append(left_out(scores.n_without_prediction))
    if scores.n_counted and scores.r2 is None:
        is_alike = scores.spread == 0
        why = "all targets are one number" if is_alike else "the targets leave the range"
        remarks.append(sentence("R² is undefined: {why}")(why))
    return remarks


def _measure(value: float | None) -> str:
    return UNDEFINED if value is None else short_text(value)


def in_title(subset: Subset | None) -> str:
    """What goes behind a title: " · test samples"; empty where it is of all."""
    return "" if subset is None else sentence(" · {subset} samples")(subset.title)


def subset_within(batch: Batch, subset: Subset | None) -> Subset | None:
    """The subset that figures of a batch are of: none while it, perhaps of before, is not split."""
    return None if batch.subset_rows is None else subset


def samples_text(batch: Batch, subset: Subset | None) -> str:
    """How many samples figures are of: 150 samples; 30 test samples."""
    if subset is None:
        return counted(batch.n_samples, "sample")
    return counted(batch.subset_counts.get(subset, 0), f"{subset.title} sample")


def part_text(batch: Batch, subset: Subset | None) -> str:
    """Of which samples figures are: of all 150 samples; of the 30 test samples."""
    samples = samples_text(batch, subset)
    if subset is None:
        return sentence("of all {samples}")(samples)
    return sentence("of the {samples}")(samples)

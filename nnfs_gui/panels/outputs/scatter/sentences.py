"""This module says in words what a point, a bin and the whole plot hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnfs_core.numerals import full_number, short_number
from nnfs_core.scatter.points import Points
from nnfs_core.scatter.request import Axis, PointRequest
from nnfs_core.scatter.sight import GroupedCounts, Region, Sight
from nnfs_core.summaries.classification import most_likely
from nnfs_core.wording import counted, sentence
from nnfs_gui.panels.outputs.scatter.looks import GroupLook
from nnfs_gui.studio.fetching import Fetching

MOST_SAID = 4  # groups of a bin


def place_of_sample(
    request: PointRequest, sample: int, fetching: Fetching
) -> tuple[float, float] | None:
    """Where a sample lies; None where it has no place, or while its numbers are fetched."""
    found = []
    if sample >= request.evaluation.project.batch.n_samples:
        return None
    for rows, axis in zip(request.matrices, (request.x, request.y), strict=True):
        row = fetching.row(rows, sample)
        if row is None or not np.isfinite(row[axis.column]):
            return None
        found.append(float(row[axis.column]))
    return found[0], found[1]


def sample_sentence(
    request: PointRequest, sample: int, names: Sequence[str], fetching: Fetching
) -> str:
    """A sample in words: both numbers, its target, what is predicted, right or wrong."""
    batch = request.evaluation.project.batch
    parts = [sentence("sample {sample}")(batch.sample_text(sample))]
    numbers = []
    for name, rows, axis in zip(names, request.matrices, (request.x, request.y), strict=True):
        row = fetching.row(rows, sample)
        text = fetching.placeholder(rows, sample) if row is None else full_number(row[axis.column])
        numbers.append(f"{name} = {text}")
    parts.append(", ".join(dict.fromkeys(numbers)))
    target = predicted = None
    if batch.target_rows is not None:
        row = fetching.row(batch.target_rows, sample)
        target = None if row is None else row[0]
    if target is not None:
        text = batch.class_name(int(target)) if batch.has_classes else full_number(target)
        parts.append(f"{batch.target_name} {text}")
    if request.probabilities is not None:
        row = fetching.row(request.probabilities, sample)
        predicted = None if row is None else int(most_likely(row[None, :])[0])
        if predicted is not None:
            text = "nothing" if predicted < 0 else batch.class_name(predicted)
            parts.append(sentence("predicted {name}")(text))
    elif request.predicted_values is not None:
        row = fetching.row(request.predicted_values, sample)
        if row is not None:
            parts.append(sentence("predicted {name}")(short_number(row[0])))
    if batch.has_classes and target is not None and predicted is not None and target >= 0:
        parts.append("right" if predicted == target else "wrong")
    return " · ".join(parts)


def bin_sentence(name: str, along: GroupedCounts, number: int, groups: Sequence[GroupLook]) -> str:
    """A bin in words: from where to where, how many samples, and of which groups."""
    low, high = along.bins.edges[number : number + 2]
    counts = along.counts[number]
    of = sentence("{name} from {low} to less than {high}: {n}")
    text = of(name, short_number(low), short_number(high), counted(int(counts.sum()), "sample"))
    most = np.argsort(-counts, kind="stable")[:MOST_SAID].tolist()
    said = [f"{groups[each].name} {int(counts[each]):,}" for each in most if counts[each]]
    return f"{text} ({', '.join(said)})" if len(groups) > 1 and said else text


def summary_sentence(points: Points, sight: Sight | None) -> str:
    """The whole plot in a line."""
    n_shown, n_all = int(points.counts.sum()), points.n_points
    parts = [counted(n_all, "sample")]
    if n_shown < n_all:
        parts = [sentence("{shown:,} of {all} found")(n_shown, counted(n_all, "sample"))]
    if points.n_wrong:
        parts.append(f"{points.n_wrong:,} wrong")
    if points.n_left_out:
        left_out = sentence("{n:,} left out: NaN or infinite")
        parts.append(left_out(points.n_left_out))
    if sight is not None and sight.n_inside < n_all:
        parts.append(sentence("{n:,} in view")(sight.n_inside))
    if sight is not None and sight.density is not None:
        parts.append("the denser, the stronger the colour; single ones are dots")
    return " · ".join(parts)


def region_title(region: Region, names: Sequence[str]) -> str:
    """A region in words, as the filter bar names its samples."""
    of = sentence("{name} from {low} to {high}")
    extents = zip(names, (region.x, region.y), strict=True)
    said = [
        of(name, short_number(extent.low), short_number(extent.high)) for name, extent in extents
    ]
    return " and ".join(dict.fromkeys(said))


def bin_title(name: str, low: float, high: float) -> str:
    """A bin in words, as the filter bar names its samples."""
    of = sentence("{name} from {low} to less than {high}")
    return of(name, short_number(low), short_number(high))


def missing_sentence(
    request: PointRequest, sample: int, names: Sequence[str], fetching: Fetching
) -> str:
    """Why the selected sample has no point; empty where it has one, or while nobody knows."""
    axes: Sequence[Axis] = (request.x, request.y)
    for name, rows, axis in zip(names, request.matrices, axes, strict=True):
        row = fetching.row(rows, sample) if sample < len(rows) else None
        if row is not None and not np.isfinite(row[axis.column]):
            why = sentence("sample {sample} has no point: its {name} is {number}")
            return why(
                request.evaluation.project.batch.sample_text(sample),
                name,
                full_number(row[axis.column]),
            )
    return ""

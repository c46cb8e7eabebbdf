"""Follows one sample through the whole network, from its inputs to the last output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.layers import Standardise
from nnfs_core.numerals import short_number
from nnfs_core.project.batch import UNKNOWN, Batch
from nnfs_core.project.place import INPUT
from nnfs_core.summaries.classification import n_most_likely
from nnfs_core.wording import agreeing, counted, number_word, sentence


@dataclass(frozen=True, eq=False)
class JourneyStop:
    """Tells what a sample is after one layer, or in the batch for INPUT.

    `values` (width,) is None while it is not in memory; `sentence` is about it. `chosen` is the
    position worth an eye: the most likely class where there are probabilities, or the first of
    `n_equal` ones. `short` says what matters where the sentence has no room.
    """

    layer: int
    name: str
    values: FloatArray | None
    sentence: str
    chosen: int | None = None
    n_equal: int = 1
    short: str = ""


def journey(
    evaluation: Evaluation, sample: int, rows: Sequence[FloatArray | None]
) -> tuple[JourneyStop, ...]:
    """The stops of a sample, from the batch to the last layer that ran.

    `rows` has the sample's row (width,) of the batch and of each such layer, or None.
    """
    network, batch = evaluation.project.network, evaluation.project.batch
    n_given = batch.n_features
    entering = sentence("{n} {go} in.")(counted(n_given, "number"), agreeing(n_given, "goes", "go"))
    stops = [JourneyStop(INPUT, "Input batch", rows[0], entering)]
    for index in range(len(evaluation.layers)):
        values, layer = rows[index + 1], network.layers[index]
        chosen, said, short, n_equal = None, "", "", 1
        if not layer.enabled:
            said = "Switched off: what comes in goes out."
        elif values is not None and layer.is_distribution and len(values):
            chosen, said = prediction(batch, sample, values, is_last=index == len(network) - 1)
            n_equal = n_most_likely(values)
        elif values is not None and layer.watch is not None:
            n_watched = int(np.count_nonzero(layer.watch.mask(values)))
            said = sentence("{some:,} of {all:,} {are} {what}.")(
                n_watched, len(values), agreeing(n_watched, "is", "are"), layer.watch.title
            )
        elif values is not None and isinstance(layer, Standardise):
            all_of_them = counted(len(values), "number")
            said = sentence("{numbers} {come} to one scale.")(
                all_of_them, agreeing(len(values), "comes", "come")
            )
        elif values is not None and layer.n_outputs is not None:
            before = evaluation.result(index - 1)
            width = 0 if before is None else before.output.width
            made = counted(len(values), "weighted sum")
            said = f"{counted(width, 'number')} {agreeing(width, 'becomes', 'become')} {made}."
            short = f"{made}."
        elif values is not None:
            all_of_them = counted(len(values), "number")
            said = f"{all_of_them} {agreeing(len(values), 'stays', 'stay')} {all_of_them}."
        name = network.names[index]
        stops.append(JourneyStop(index, name, values, said, chosen, n_equal, short))
    return tuple(stops)


def prediction(
    batch: Batch, sample: int, values: FloatArray, *, is_last: bool
) -> tuple[int | None, str]:
    """The most likely of a sample's probabilities (classes,), and a sentence on it.

    `is_last` says that the targets are about them; NaN leaves none.
    """
    if np.isnan(values).any():
        return None, "NaN leaves no most likely class."
    chosen = int(np.argmax(values))
    names_fit = is_last and batch.has_classes and batch.n_classes == len(values)
    name = batch.class_name(chosen) if names_fit else f"output {chosen}"
    said = sentence("Most likely {name}, with {share}")(name, short_number(values[chosen]))
    n_equal = n_most_likely(values)
    if n_equal > 1:
        tied = sentence("{share}, {n} equal, of which the first counts, {name}")
        said = tied(short_number(values[chosen]), number_word(n_equal), name)
    target = _target(batch, sample) if names_fit else UNKNOWN
    if target == UNKNOWN:
        return chosen, f"{said}."
    if target == chosen:
        return chosen, sentence("{said}: right.")(said)
    return chosen, sentence("{said}: wrong, it is {name}.")(said, batch.class_name(target))


def _target(batch: Batch, sample: int) -> int:
    """The sample's class, if it is known and in memory."""
    if batch.target_rows is None:
        return UNKNOWN
    row = batch.target_rows.rows_in_memory(sample, sample + 1)
    return UNKNOWN if row is None else int(row[0, 0])

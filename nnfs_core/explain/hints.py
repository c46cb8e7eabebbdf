"""Finds layers that compute less than they could: no fault, but hardly what was meant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnfs_core import edits
from nnfs_core.explain.cause import Remedy
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.layers import Dense, Linear, ReLU, Sigmoid, Softmax
from nnfs_core.layers.initialisation import NORMAL
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence

EQUAL = 1e-12  # times a probability: what equal scores may differ by after rounding


@dataclass(frozen=True)
class Hint:
    """Says in a sentence what a layer misses, perhaps with a remedy: an edit that is one step."""

    text: str
    remedy: Remedy | None = None


def hints(project: Project, evaluation: Evaluation | None = None) -> dict[int, Hint]:
    """By the place of the layer; of those before the first misfit.

    What depends on the numbers is found only in an evaluation of this very project.
    """
    present = evaluation if evaluation is not None and evaluation.project is project else None
    network, found = project.network, {}
    before: int | None = None  # the last layer that does something
    for index, shape in enumerate(network.shapes(project.batch.n_features)):
        layer = network.layers[index]
        if not shape.fits:
            break
        if not layer.enabled or isinstance(layer, Linear):
            continue
        hint = None
        if isinstance(layer, Softmax):
            one = shape.received == 1
            hint = _of_one(project, index) if one else _of_equal(project, index, before, present)
        elif isinstance(layer, Dense) and before in network.dense_layers:
            hint = _without_activation(project, before, index)
        if hint is not None:
            found[index] = hint
        before = index
    return found


def _of_one(project: Project, index: int) -> Hint:
    name = project.network.names[index]
    remedy = Remedy(
        "Use a sigmoid",
        sentence("Make {name} a sigmoid")(name),
        "A sigmoid makes a probability of one number",
        lambda project, cancelled: edits.change_kind(project, index, Sigmoid),
        index,
    )
    return Hint("Softmax of one number is always 1: it compares numbers of one sample.", remedy)


def _of_equal(
    project: Project, index: int, before: int | None, evaluation: Evaluation | None
) -> Hint | None:
    """Equal scores, whatever the sample; with a remedy where equal neurons give them."""
    result = None if evaluation is None else evaluation.result(index)
    if result is None or 0 in result.output.shape:
        return None
    if not result.maximum - result.minimum <= EQUAL * result.maximum:
        return None
    text = sentence("The scores of each sample are equal, so each class gets 1/{n:,}.")
    dense = None if before is None else project.network.dense_layers.get(before)
    if dense is None or not _has_equal_neurons(dense):
        return Hint(text(result.output.width))
    at, name = before or 0, project.network.names[before or 0]
    rule = dense.initialisation if dense.initialisation.is_random else NORMAL
    remedy = Remedy(
        sentence("Draw {name} anew")(name),
        sentence("Draw the weights of {name} anew")(name),
        "All its neurons are equal; fresh weights tell them apart",
        lambda project, cancelled: edits.redraw(project, at, edits.free_seed(project), rule),
        at,
    )
    return Hint(text(result.output.width), remedy)


def _has_equal_neurons(dense: Dense) -> bool:
    weights, biases = dense.weights, dense.biases
    return bool(np.all(weights == weights[:, :1]) and np.all(biases == biases[:, :1]))


def _without_activation(project: Project, before: int | None, index: int) -> Hint:
    first = project.network.names[before or 0]
    remedy = Remedy(
        "Put a ReLU between",
        sentence("Put a ReLU behind {first}")(first),
        "With an activation between them the two can do more than one could",
        lambda project, cancelled: edits.insert_layers(project, index, [ReLU()]),
        index,
    )
    text = sentence("No activation stands before it: with {first} it does what one layer could.")
    return Hint(text(first), remedy)

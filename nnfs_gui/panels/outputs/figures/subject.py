"""Finds what the figures of an evaluation are about: classes, values, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.batch import Batch
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.layer_contents import class_names, last_distribution, layer_title

NO_TARGET = (
    "The samples have no target, so nothing tells which predictions are right. Add a target column "
    "to the batch."
)
NO_SOFTMAX = (
    "The targets are classes, but the network has no softmax, the layer that turns a sample's "
    "scores into probabilities."
)
NO_LAYERS = "The network has no layers, so nothing is predicted."


@dataclass(frozen=True, eq=False)
class ClassSubject:
    """Holds probabilities (samples, classes), and the classes that are right."""

    batch: Batch
    layer: int
    rows: Rows
    targets: Rows  # (samples, 1)
    names: tuple[str, ...]  # of all classes


@dataclass(frozen=True, eq=False)
class ValueSubject:
    """Holds predicted values (samples, 1), and the values that are right."""

    batch: Batch
    layer: int
    rows: Rows
    targets: Rows  # (samples, 1)


Subject = ClassSubject | ValueSubject


def subject_of(evaluation: Evaluation) -> Subject | str:
    """What figures are about, or in a sentence why there are none."""
    batch, network = evaluation.project.batch, evaluation.project.network
    targets = batch.target_rows
    if targets is None:
        return NO_TARGET
    if not batch.n_samples:
        return "The batch has no samples."
    if not len(network):
        return NO_LAYERS
    layer = last_distribution(evaluation) if batch.has_classes else len(network) - 1
    if layer is None:
        return NO_SOFTMAX
    result = evaluation.result(layer)
    if result is None:
        title, fault = layer_title(evaluation, layer), evaluation.fault
        unreached = sentence("{title} was not reached: {fault}")
        return unreached(title, fault.message if fault is not None else "")
    if batch.has_classes:
        if not result.output.width:
            return "There are no probabilities, since there are no scores."
        n_classes = max(result.output.width, batch.n_classes)
        names = class_names(batch, n_classes)
        return ClassSubject(batch, layer, result.output, targets, names)
    if result.output.width != 1:
        several = sentence(
            "The target {target} is one value a sample, but {title} gives {n} outputs; a last "
            "layer of one neuron would predict it."
        )
        title = layer_title(evaluation, layer)
        return several(batch.target_name, title, result.output.width)
    return ValueSubject(batch, layer, result.output, targets)

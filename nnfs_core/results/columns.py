"""Lists what can be told of each sample of an evaluation, and says why something cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from nnfs_core.finding.query import Quantity, TermKind
from nnfs_core.finding.samples import SampleSource
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.batch import Batch
from nnfs_core.wording import counted, first_few, neuron_names, sentence

Meaning = Literal["number", "class", "subset", "verdict"]


@dataclass(frozen=True)
class ResultColumn:
    """Describes a column: what it tells of each sample, and what its numbers mean.

    `of` names the feature, class or output that it is about, if it is about one.
    """

    term: Quantity
    name: str
    meaning: Meaning = "number"
    of: str = ""

    @property
    def key(self) -> tuple[TermKind, str]:
        """What it goes by while features, classes and outputs come and go."""
        return self.term.kind, self.of


def result_columns(source: SampleSource) -> tuple[ResultColumn, ...]:
    """The columns that a source knows: first what the network makes of a sample, then the sample.

    A target, what is predicted, whether that is right, how sure it is; for values how far they are
    off; the loss; the subset; each probability, or each output; the features.
    """
    return tuple(_columns(source))


def _columns(source: SampleSource) -> Iterator[ResultColumn]:
    batch, probabilities, outputs = source.batch, source.probabilities, source.outputs
    has_target = batch.target_rows is not None
    subset = [ResultColumn(Quantity("subset"), "subset", "subset")]
    if batch.subset_rows is None:
        subset = []
    if has_target:
        meaning: Meaning = "class" if batch.has_classes else "number"
        yield ResultColumn(Quantity("target"), batch.target_name, meaning)
    if probabilities is not None:
        yield ResultColumn(Quantity("predicted"), "predicted", "class")
        if batch.has_classes:
            yield ResultColumn(Quantity("verdict"), "verdict", "verdict")
        yield ResultColumn(Quantity("confidence"), "confidence")
        if batch.has_classes:
            yield ResultColumn(Quantity("loss"), "loss")
        yield from subset
        for number in range(probabilities.width):
            of = batch.class_name(number)
            name = sentence("probability of {of}")(of)
            yield ResultColumn(Quantity("probability", number), name, of=of)
    elif outputs is not None and not source.predicts_classes:
        if outputs.width == 1 and not batch.has_classes:
            yield ResultColumn(Quantity("predicted"), "predicted")
            if has_target:
                yield ResultColumn(Quantity("residual"), "residual")
                yield ResultColumn(Quantity("loss"), "loss")
            yield from subset
        else:
            yield from subset
            for number, name in enumerate(neuron_names(outputs.width)):
                yield ResultColumn(Quantity("output", number), name, of=name)
    else:
        yield from subset
    for number, name in enumerate(batch.columns):
        yield ResultColumn(Quantity("feature", number), name, of=name)


def remarks_on(evaluation: Evaluation, source: SampleSource) -> tuple[str, ...]:
    """Sentences on what cannot be told of the samples, and why."""
    return tuple(_remarks(evaluation, source))


def _remarks(evaluation: Evaluation, source: SampleSource) -> Iterator[str]:
    batch, layers = source.batch, evaluation.project.network.layers
    is_reached = len(evaluation.layers) == len(layers)
    if not layers:
        yield "There are no predictions: the network has no layers yet."
        return
    if source.probabilities is None and (source.predicts_classes or not is_reached):
        misfit = next((each for each in evaluation.faults if each.kind == "misfit"), None)
        stopped = sentence("There are no predictions: {fault}")
        yield stopped("the last layer was not reached." if misfit is None else misfit.message)
        return
    if batch.target_rows is None:
        yield "The batch has no targets, so nothing tells how good the predictions are."
        return
    if batch.has_classes:
        yield from _remarks_on_classes(batch, source)
    elif source.probabilities is not None:
        yield (
            "The targets are values, but the network gives probabilities of classes: nothing tells "
            "right from wrong."
        )
    elif source.outputs is not None and source.outputs.width != 1:
        yield sentence(
            "The target is one value a sample, but the last layer gives {outputs}: there are no "
            "residuals."
        )(counted(source.outputs.width, "output"))


def _remarks_on_classes(batch: Batch, source: SampleSource) -> Iterator[str]:
    if source.probabilities is None:
        yield (
            "There are no predictions: the network has no Softmax layer that makes probabilities "
            "of its outputs."
        )
        return
    n_known = source.probabilities.width
    if batch.n_classes > n_known:
        beyond = [batch.class_name(number) for number in range(n_known, batch.n_classes)]
        yield sentence(
            "The targets have {classes}, but the network tells {n_known:,} apart: samples of "
            "{beyond} count as wrong and have no loss."
        )(counted(batch.n_classes, "class", "classes"), n_known, first_few(beyond))

"""Asks the questions of a lesson; answers are read from the present numbers, never written."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.errors import NnfsError
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.learning.landmarks.finding import (
    LayerWords,
    NamesLayer,
    check_neuron,
    check_sample,
    find_layer,
)
from nnfs_core.learning.landmarks.landmark import CellLandmark, Count
from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import formula_value
from nnfs_core.numerals.typed import read_number, same
from nnfs_core.project.place import INPUT

Read = Callable[[Rows, int], AnyArray | None]  # a row, or None while it is being fetched

MOST_TRIES = 3
MOST_TYPED = 60  # characters of an answer

ShortText = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]


class Reading(NamesLayer, frozen=True, forbid_unknown_fields=True, tag_field="what"):
    """Reads a number from a forward pass."""

    def of(self, evaluation: Evaluation, read: Read) -> float | None:
        """The number, or None while it is being fetched; raises NnfsError when there is none."""
        raise NotImplementedError

    @property
    def hidden(self) -> CellLandmark | None:
        """The cell that shows the answer, to be covered until it is given."""
        return None


class CellReading(Reading, frozen=True, tag="cell"):
    """Reads one number of a layer's output."""

    layer: LayerWords
    sample: Count = 0
    neuron: Count = 0

    def of(self, evaluation: Evaluation, read: Read) -> float | None:
        row = _row(evaluation, self.layer, self.sample, read)
        check_neuron(evaluation.project, find_layer(evaluation.project, self.layer), self.neuron)
        return None if row is None else float(row[self.neuron])

    @property
    def hidden(self) -> CellLandmark | None:
        return CellLandmark(self.layer, self.sample, self.neuron)


class SumReading(Reading, frozen=True, tag="sum"):
    """Sums all that a layer gives for one sample."""

    layer: LayerWords
    sample: Count = 0

    def of(self, evaluation: Evaluation, read: Read) -> float | None:
        row = _row(evaluation, self.layer, self.sample, read)
        return None if row is None else float(np.sum(row, dtype=np.float64))


class LargestReading(Reading, frozen=True, tag="largest"):
    """Finds which neuron of a layer gives the largest number for one sample, counted from 0."""

    layer: LayerWords
    sample: Count = 0

    def of(self, evaluation: Evaluation, read: Read) -> float | None:
        row = _row(evaluation, self.layer, self.sample, read)
        return None if row is None else float(np.argmax(row))


class ShapeReading(Reading, frozen=True, tag="shape"):
    """Counts the rows (samples) or columns (neurons) of a layer's output."""

    layer: LayerWords
    axis: Literal["samples", "neurons"]

    def of(self, evaluation: Evaluation, read: Read) -> float | None:
        shape = _rows(evaluation, self.layer).shape
        return float(shape[0 if self.axis == "samples" else 1])


class ParametersReading(Reading, frozen=True, tag="parameters"):
    """Counts the weights and biases of the network, or of one of its layers."""

    layer: LayerWords | None = None

    def of(self, evaluation: Evaluation, read: Read) -> float | None:
        network = evaluation.project.network
        if self.layer is None:
            return float(network.parameter_count)
        layer = find_layer(evaluation.project, self.layer)
        return float(0 if layer == INPUT else network.layers[layer].parameter_count)


AnyReading = CellReading | SumReading | LargestReading | ShapeReading | ParametersReading


@dataclass(frozen=True)
class Verdict:
    """Says whether an answer is right, and what to say; `None` for one that is no answer at all."""

    is_right: bool | None
    text: str = ""


class NumberQuestion(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="number"
):
    """Asks for a number to be worked out; one within `tolerance` of the true one is right."""

    ask: ShortText
    answer: AnyReading
    hint: ShortText
    tolerance: Annotated[float, msgspec.Meta(ge=0, le=1000)] = 0.005
    why: Annotated[str, msgspec.Meta(max_length=600)] = ""

    def judge(self, typed: str, truth: float) -> Verdict:
        """What to say of a typed answer; a comma may stand for the decimal point."""
        numbers = numbers_typed(typed)
        if not numbers:
            return Verdict(None, "Type a number, such as 4.8 or -1/3.")
        is_right = any(self._is_near(number, truth) for number in numbers)
        return Verdict(is_right, self.why if is_right else self.hint)

    def _is_near(self, number: float, truth: float) -> bool:
        if math.isnan(truth) or math.isinf(truth):
            return same(number, truth)
        return abs(number - truth) <= self.tolerance + 1e-12 * abs(truth)


class ChoiceQuestion(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="choice"
):
    """Asks which of several sentences is right; `answer` is its number, counted from 0."""

    ask: ShortText
    choices: Annotated[tuple[ShortText, ...], msgspec.Meta(min_length=2, max_length=6)]
    answer: Count
    hint: ShortText
    why: Annotated[str, msgspec.Meta(max_length=600)] = ""

    def __post_init__(self) -> None:
        if self.answer >= len(self.choices):
            raise ValueError(
                f"the answer is choice {self.answer}, but the {len(self.choices)} choices are "
                f"counted from 0 to {len(self.choices) - 1}"
            )
        if len(set(self.choices)) < len(self.choices):
            raise ValueError("two of its choices are the same")

    def judge(self, chosen: int) -> Verdict:
        """What to say of a choice."""
        is_right = chosen == self.answer
        return Verdict(is_right, self.why if is_right else self.hint)


Question = NumberQuestion | ChoiceQuestion


def numbers_typed(typed: str) -> tuple[float, ...]:
    """What an answer may mean: 4.8, 4,8, -1.5e3, NaN, 1/3 or another formula; nothing if no number.

    1,234 may mean two numbers, of which one may be right: nothing is changed by an answer.
    """
    text = typed.strip()
    if len(text) > MOST_TYPED:
        return ()
    found = [read_number(text, "."), read_number(text, ",")]
    numbers = dict.fromkeys(number for number in found if number is not None)
    if numbers:
        return tuple(numbers)
    with suppress(NnfsError):
        return (formula_value(text.removeprefix("="), ","),)  # which knows the point, too
    return ()


def _rows(evaluation: Evaluation, words: LayerWords) -> Rows:
    index = find_layer(evaluation.project, words)
    result = evaluation.result(index)
    if result is None:
        name = evaluation.project.network.names[index]
        raise NnfsError("{name} gives no numbers: a layer before it does not fit.")(name)
    return result.output


def _row(evaluation: Evaluation, words: LayerWords, sample: int, read: Read) -> AnyArray | None:
    rows = _rows(evaluation, words)
    check_sample(evaluation.project, sample)
    return read(rows, sample)

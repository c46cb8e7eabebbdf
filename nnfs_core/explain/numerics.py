"""Compares the same numbers in float16, float32 and float64, up to the step where they part.

Everything is computed in the type itself, as the engine does it; float64 is what is compared with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import PRECISIONS, FloatArray, seal
from nnfs_core.explain.floating import decimal_digits
from nnfs_core.layers import Layer, Softmax
from nnfs_core.network.layer_pass import outputs_in_turn
from nnfs_core.numerals import full_number, number_words, short_number, short_text
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.wording import counted, sentence

WIDEST = PRECISIONS[-1]
FORMULAS = {
    "input": "x",
    "largest": "max x",
    "shifted": "x − max",
    "exponential": "eˣ",
    "sum": "Σ",
    "probability": "e / Σ",
}
DIGITS = 4  # of a number in a sentence
MOST_DIGITS = 1e6  # of a number that is still written out as one

Why = Literal["overflow", "underflow", "digits"]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Stage:
    """Holds one step of a computation: its numbers (n,) in each type, and which have parted.

    `expected` is what they are compared with, in float64; `powers` are the x of numbers that are
    e to the power of x.
    """

    title: str
    formula: str
    values: Mapping[str, FloatArray]
    expected: FloatArray
    parted: Mapping[str, Mask]
    powers: FloatArray | None = None

    def expected_text(self, entry: int) -> str:
        """What a number should be, also where that is beyond the range of float64."""
        value = float(self.expected[entry])
        if self.powers is None or (value != 0 and np.isfinite(value)):
            return number_words(value, DIGITS)
        digits = float(self.powers[entry]) / np.log(10)
        if not np.isfinite(digits):
            return number_words(value, DIGITS)
        if abs(digits) > MOST_DIGITS:
            return sentence("e to the power of {power}")(short_number(self.powers[entry]))
        whole = int(np.floor(digits))
        return f"{short_text(10 ** (digits - whole), digits=3)}e{whole:+d}"

    @property
    def n_entries(self) -> int:
        return len(self.expected)


@dataclass(frozen=True)
class Parting:
    """Tells where a type first parts from float64: the stage, the entry, how far, and why."""

    precision: str
    stage: int
    entry: int
    value: float
    expected: float
    why: Why

    @property
    def difference(self) -> float:
        """How far the number is off; infinite where it left the range."""
        apart = abs(self.value - self.expected)
        return float("inf") if np.isnan(apart) else apart


@dataclass(frozen=True, eq=False)
class PrecisionComparison:
    """Holds a computation in the three types, stage by stage, and where each parts, if it does."""

    stages: tuple[Stage, ...]
    partings: Mapping[str, Parting | None]

    def sentence(self, precision: str) -> str:
        """Where and why a type parts from float64, or how well it agrees to the end."""
        parting = self.partings[precision]
        if parting is None:
            return f"{precision} {_agreement(self.stages[-1], precision)}."
        stage = self.stages[parting.stage]
        entry = f"[{parting.entry}]" if stage.n_entries > 1 else ""
        limits = np.finfo(precision)
        expected = stage.expected_text(parting.entry)
        parts = sentence("{precision} parts at {title}{entry}: {value} in place of {expected}")
        value = number_words(parting.value, DIGITS)
        instead = parts(precision, stage.title, entry, value, expected)
        match parting.why:
            case "overflow":
                over = sentence("{instead}; the largest {precision} is {most}.")
                return over(instead, precision, number_words(limits.max, 5))
            case "underflow":
                largest = float(np.max(np.abs(stage.expected)))
                counts = largest == 0 or abs(parting.expected) > limits.eps * largest
                note = (
                    ""
                    if counts
                    else sentence(" Beside {x} it does not count.")(short_number(largest))
                )
                return sentence("{instead}; the smallest {precision} above 0 is {least}.{note}")(
                    instead, precision, full_number(limits.smallest_subnormal), note
                )
            case "digits":
                return sentence(
                    "{instead}; {precision} keeps {digits} binary digits, about {decimal_digits} "
                    "decimal ones, and here they ran out."
                )(instead, precision, limits.nmant + 1, decimal_digits(np.dtype(precision)))


RULE = (
    "The rule: a number has parted when it is infinite, NaN or 0 where float64's is not, or off by "
    "more than √ε of the step's largest number, which is half of the type's digits. One rounding "
    "costs ε/2, and a sum of n terms at most n·ε/2 of their magnitudes (Higham, Accuracy and "
    "Stability of Numerical Algorithms, 2002, section 3.1), so a step alone explains no more."
)


def softmax_comparison(layer: Softmax, inputs: FloatArray) -> PrecisionComparison:
    """A softmax of one sample's inputs (n,), step by step; compared with float64 with subtraction.

    What float16 sums, it sums in float32, as the layer does.
    """
    row = inputs.astype(np.float64).reshape(1, -1)
    with np.errstate(all="ignore"):
        steps = {
            each: {title: step[0] for title, step in layer.steps(row.astype(each)).items()}
            for each in PRECISIONS
        }
        expected = dict(steps[WIDEST])
        expected["probability"] = layer.with_option("subtract_maximum", 1).forward(row)[0]
        shifted = expected.get("shifted", expected["input"])  # what e is raised to
        largest = np.max(shifted, keepdims=True)
        powers = {
            "exponential": shifted,
            "sum": largest + np.log(np.sum(np.exp(shifted - largest), keepdims=True)),
        }
        stages = [
            _stage(
                title,
                "eˣ⁻ᵐᵃˣ" if title == "exponential" and "shifted" in expected else FORMULAS[title],
                {each: steps[each][title] for each in PRECISIONS},
                numbers,
                powers=powers.get(title),
            )
            for title, numbers in expected.items()
        ]
    return _comparison(stages)


def network_comparison(
    layers: tuple[Layer, ...],
    names: tuple[str, ...],
    inputs: FloatArray,
    cancelled: IsCancelled = never,
) -> PrecisionComparison:
    """One sample's inputs (n_features,) through all layers in each type; a stage a layer.

    The first stage is the batch's row. Layers that are switched off are left out. Raises
    ShapeError at a misfit, Cancelled when asked to stop.
    """
    with np.errstate(all="ignore"):
        rows = {each: inputs.astype(np.float64).astype(each) for each in PRECISIONS}
        stages = [_stage("the batch", "x", dict(rows), rows[WIDEST])]
        active = [(layer, name) for layer, name in zip(layers, names, strict=True) if layer.enabled]
        passes = [_outputs_in(each, layers, rows[each]) for each in PRECISIONS]
        for (layer, name), *values in zip(active, *passes, strict=True):
            stop_if(cancelled)
            n_terms = len(inputs) if layer.n_inputs is None else layer.n_inputs
            rows = dict(zip(PRECISIONS, values, strict=True))
            stages.append(_stage(name, layer.formula, rows, rows[WIDEST], n_terms=n_terms))
    return _comparison(stages)


def _outputs_in(
    precision: str, layers: Sequence[Layer], inputs: FloatArray
) -> Iterator[FloatArray]:
    """What each layer that is switched on gives for one sample, cast when its turn comes."""
    active = (layer.astype(precision) for layer in layers if layer.enabled)
    return (outputs[0] for outputs in outputs_in_turn(active, inputs.reshape(1, -1)))


def _stage(
    title: str,
    formula: str,
    values: Mapping[str, FloatArray],
    expected: FloatArray,
    *,
    n_terms: int = 1,
    powers: FloatArray | None = None,
) -> Stage:
    """`n_terms` is how many terms each sum has; exact powers of e are never 0 nor infinite."""
    is_power = np.zeros(expected.shape, bool) if powers is None else np.isfinite(powers)
    largest = float(np.max(np.abs(expected[np.isfinite(expected)]), initial=0.0))
    parted = {}
    for precision, numbers in values.items():
        limits = np.finfo(precision)
        allowed = max(sqrt(limits.eps), (n_terms + 2) * float(limits.eps) / 2) * largest
        wide = numbers.astype(np.float64)
        left = ~np.isfinite(wide) & (np.isfinite(expected) | is_power)
        lost = (wide == 0) & (np.isfinite(expected) & (expected != 0) | is_power)
        off = np.isfinite(wide) & np.isfinite(expected) & (np.abs(wide - expected) > allowed)
        parted[precision] = left | lost | off
        seal(parted[precision])
        seal(numbers)
    return Stage(title, formula, values, expected, parted, powers)


def _comparison(stages: list[Stage]) -> PrecisionComparison:
    partings: dict[str, Parting | None] = {}
    for precision in PRECISIONS:
        partings[precision] = next(
            (
                _parting(stage, number, precision)
                for number, stage in enumerate(stages)
                if stage.parted[precision].any()
            ),
            None,
        )
    return PrecisionComparison(tuple(stages), partings)


def _parting(stage: Stage, number: int, precision: str) -> Parting:
    entry = int(np.argmax(stage.parted[precision]))
    value, expected = float(stage.values[precision][entry]), float(stage.expected[entry])
    why: Why = "digits"
    if not np.isfinite(value):
        why = "overflow"
    elif value == 0:
        why = "underflow"
    return Parting(precision, number, entry, value, expected, why)


def _agreement(stage: Stage, precision: str) -> str:
    """How many digits agree at the end, as a clause."""
    finite = np.isfinite(stage.expected)
    if not finite.any() and stage.n_entries:
        return "has no number either"
    largest = float(np.max(np.abs(stage.expected[finite]), initial=0.0))
    apart = np.abs(stage.values[precision].astype(np.float64) - stage.expected)[finite]
    most = float(apart.max(initial=0.0))
    if most == 0 and precision == WIDEST:
        return "is what the others are compared with"
    if most == 0 or largest == 0:
        return "agrees with float64 to the last digit"
    digits = min(max(1, int(-np.log10(most / largest))), decimal_digits(np.dtype(precision)))
    return sentence("agrees with float64 to about {digits}")(counted(digits, "digit"))

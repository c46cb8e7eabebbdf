"""Explains one number: the rule, the formula, every line as it is printed, the result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite, isnan

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import NnfsError
from nnfs_core.explain.decimals import total
from nnfs_core.explain.floating import floating_lines
from nnfs_core.explain.names import MOST_OF_NAME, input_names, named, output_names
from nnfs_core.explain.printed_working import PrintedWorking, print_working
from nnfs_core.explain.printing import number_text
from nnfs_core.explain.real_units import in_real_units
from nnfs_core.explain.rounding import rounding_note
from nnfs_core.explain.typed import most_typed, typed_numbers
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.layers.working import Line, Operation, Working, given, step
from nnfs_core.numerals import full_text, short_number, short_text
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project
from nnfs_core.wording import one_line, sentence

FEW = 12  # terms that are looked at to say whether some are rounded


@dataclass(frozen=True, eq=False)
class Explanation:
    """Tells where output `neuron` of `layer` comes from in one sample.

    `output` is the number as the forward pass has it. The lines of `working` are columns, with a
    row for each operand, and single numbers; the last one is the output. `names` are those of what
    enters the layer, () where it has none. `meaning` says what a standardised number stands for.
    """

    title: str
    formula: str
    working: Working
    printed: PrintedWorking
    output: float
    dtype: np.dtype[np.floating]
    names: tuple[str, ...] = ()
    meaning: str = ""

    @property
    def rule(self) -> str:
        return self.working.rule

    @cached_property
    def why(self) -> str:
        """Which branch was taken and why; "" where there is but one way."""
        words = {line.symbol: self.text(line) for line in self.working.lines if not line.is_column}
        return self.working.why.format_map(words)

    @cached_property
    def note(self) -> str:
        """What floating point itself did to the result; "" when by hand one gets the same."""
        return rounding_note(self.working, self.printed, self.output, self.dtype)

    @cached_property
    def shortened(self) -> str:
        """Says what was rounded in the printed numbers, and how; "" where nothing was."""
        hand, said = self.printed.hand, []
        if not all(hand.is_whole(line) for line in typed_numbers(self.working)):
            given = sentence("Given numbers of more than {n} digits are rounded here.")
            said.append(given(most_typed(self.dtype)))
        computed = [line for line in self.working.lines if line.values is None]
        if any(
            not self.is_exact(line, k)
            for line in computed
            for k in range(min(FEW, self.n_terms) if line.is_column else 1)
        ):
            said.append("≈ is before what was rounded.")
        if said:
            said.append("Halves are rounded up.")
        return " ".join(said)

    @cached_property
    def columns(self) -> tuple[Line, ...]:
        """The lines with a number for each operand, in the order of reading."""
        return tuple(line for line in self.working.lines if line.is_column)

    @cached_property
    def numbers(self) -> tuple[Line, ...]:
        """The lines that are a single number, in the order of reading; the last is the output."""
        return tuple(line for line in self.working.lines if not line.is_column)

    @property
    def n_terms(self) -> int:
        """How many rows the columns have."""
        return len(self.working.operands) if self.columns else 0

    @property
    def result_text(self) -> str:
        """The output as the printed arithmetic gives it; as it is stored where that differs."""
        return self.by_hand if self.printed.closes else short_text(self.output, self.dtype.char)

    @property
    def by_hand(self) -> str:
        """What the printed arithmetic gives, which `note` is about where it is not the output."""
        return number_text(self.printed.result, exact=self.printed.is_exact)

    @property
    def full_result(self) -> str:
        """All digits of the output."""
        return full_text(self.output, self.dtype.char)

    def text(self, line: Line, k: int = 0) -> str:
        """The printed number of a line; of a column, that in row k."""
        if line is self.working.lines[-1]:
            return self.result_text
        hand = self.printed.hand
        number = hand.number(line, k)
        if line.operation is Operation.ENTRY:
            return self.text(line.of[0], line.entry)
        if hand.is_too_long(line, k):
            return f"e^{self.text(line.of[0], k)}"
        if line.values is None and number.is_infinite() and hand.has_too_large:
            return "too large to write"
        if not number and line.operation is not Operation.GIVEN:
            return "0"  # by hand nobody writes -0
        return number_text(number, exact=hand.is_exact(line, k))

    def is_exact(self, line: Line, k: int = 0) -> bool:
        """False where the printed number of a line is a rounded one."""
        if line is self.working.lines[-1]:
            if self.printed.closes:
                return self.printed.is_exact
            return not isfinite(self.output) or float(self.result_text) == self.output
        return self.printed.hand.is_exact(line, k)

    def held(self, line: Line) -> str:
        """What floating point has in a line above the result where by hand there is another number.

        "" where it is the same, and where the engine added in another order than this knows of.
        """
        last = self.working.lines[-1]
        if line is last or line.is_column or line.values is not None or self.printed.closes:
            return ""
        if not same_number(float(self.floating[last]), self.output):
            return ""
        value = float(self.floating[line])
        by_hand = self.printed.hand.number(line)
        is_near = by_hand.is_finite() and same_number(float(self.dtype.type(float(by_hand))), value)
        return "" if is_near else short_number(value)

    def full(self, line: Line, k: int = 0) -> str:
        """All digits of the number that floating point has in a line."""
        if line is self.working.lines[-1]:
            return self.full_result
        value = np.atleast_1d(self.floating[line])[k]
        return full_text(float(value), value.dtype.char)

    @cached_property
    def summed(self) -> Line | None:
        """The column whose rows are added up, if there is one."""
        return next(
            (line.of[0] for line in self.working.lines if line.operation is Operation.SUM), None
        )

    @cached_property
    def shares(self) -> FloatArray:
        """Of each summed row (operands,), its part of the sum of all their magnitudes, signed."""
        if self.summed is None:
            return np.zeros(self.n_terms)
        terms = self.floating[self.summed].astype(np.float64)
        with np.errstate(all="ignore"):
            largest = np.abs(terms).max(initial=0.0)
            scaled = terms / largest if np.isfinite(largest) and largest else np.zeros_like(terms)
            return np.asarray(scaled / max(np.abs(scaled).sum(), 1.0))

    @cached_property
    def by_size(self) -> npt.NDArray[np.intp]:
        """The rows (operands,) with the largest summed numbers first, NaN before all."""
        if self.summed is None:
            return np.arange(self.n_terms)
        terms = np.abs(self.floating[self.summed].astype(np.float64))
        return np.argsort(-np.nan_to_num(terms, nan=np.inf), kind="stable")

    def name_of(self, operand: int) -> str:
        """What people call an input of the layer; "" where it has no name."""
        return one_line(self.names[operand], MOST_OF_NAME) if operand < len(self.names) else ""

    def prepare(self) -> None:
        """Work out what is otherwise worked out when it is asked for, as of a long sum."""
        _ = self.why, self.note, self.shortened, self.shares, self.by_size

    def group_text(self, rows: npt.NDArray[np.intp]) -> str:
        """The sum of some rows of the summed column, as their printed numbers give it."""
        assert self.summed is not None
        column = self.printed.hand.column(self.summed)
        return number_text(total([column[k] for k in rows.tolist()]), exact=True)

    @cached_property
    def floating(self) -> dict[Line, FloatArray]:
        """Every line in floating point: (operands,) for a column, () for a single number."""
        return floating_lines(self.working, self.dtype)


def same_number(first: float, second: float) -> bool:
    """Whether two numbers are equal, or both NaN."""
    return first == second or (isnan(first) and isnan(second))


def explain_output(
    project: Project, layer: int, sample: int, neuron: int, inputs: FloatArray, output: float
) -> Explanation:
    """Explain `output`, made by neuron `neuron` of a layer from one sample's inputs (n_inputs,)."""
    network, classes = project.network, output_names(project, layer)
    each = network.layers[layer]
    working = each.working(inputs, neuron) if each.enabled else _passed_on(inputs, neuron)
    if not any(before.enabled for before in network.layers[:layer]):
        working = replace(working, inputs_are_given=True)
    formula = each.indexed_formula if each.enabled else "output[{i}, {j}] = input[{i}, {j}]"
    return Explanation(
        sentence("{layer} · sample {sample} · {neuron}")(
            network.names[layer],
            project.batch.sample_text(sample),
            named(f"neuron {neuron}", classes[neuron] if classes else ""),
        ),
        formula.format(i=sample, j=neuron),
        working,
        print_working(working, output, inputs.dtype),
        output,
        inputs.dtype,
        input_names(project, layer),
        in_real_units(project, layer, neuron, inputs, output),
    )


def explain_input(evaluation: Evaluation, sample: int, column: int, value: float) -> Explanation:
    """Explain a number of the batch: it is given."""
    batch = evaluation.project.batch
    dtype = evaluation.project.dtype
    line = given("input", "value", dtype.type(value), "inputs")
    rule = "A number of the batch: it is given, not computed. It can be changed in the table."
    working = Working(rule, (line,), range(column, column + 1), inputs_are_given=True)
    return Explanation(
        sentence("Input batch · sample {sample} · {column}")(
            batch.sample_text(sample), batch.columns[column]
        ),
        f"input[{sample}, {column}]",
        working,
        print_working(working, value, dtype),
        value,
        dtype,
    )


def check_place(evaluation: Evaluation, layer: int, sample: int, neuron: int) -> None:
    """Raise NnfsError, with a sentence for people, when there is no such number."""
    network, batch = evaluation.project.network, evaluation.project.batch
    if not INPUT <= layer < len(network):
        raise NnfsError(
            "There is no layer {layer} any more: the network has {count}. Select another number."
        )(layer, len(network))
    result = evaluation.result(layer)
    if result is None:
        fault = evaluation.fault
        reason = f" {fault.message}" if fault is not None else ""
        raise NnfsError("{name} has no outputs, since shapes do not fit.{reason}")(
            network.names[layer], reason
        )
    name = "The batch" if layer == INPUT else network.names[layer]
    if not 0 <= sample < batch.n_samples:
        raise NnfsError(
            "There is no sample {sample} any more: the batch has {n_samples:,}. Select another "
            "number."
        )(sample, batch.n_samples)
    if not 0 <= neuron < result.output.width:
        what = "column" if layer == INPUT else "neuron"
        raise NnfsError(
            "{name} has no {what} {neuron} any more: it has {width:,}. Select another number."
        )(name, what, neuron, result.output.width)


def _passed_on(inputs: FloatArray, neuron: int) -> Working:
    x = given("input", "x", inputs[neuron], "inputs")
    rule = "The layer is switched off, so that its inputs pass unchanged."
    lines = (x, step("output", "output", Operation.SAME, x))
    return Working(rule, lines, range(neuron, neuron + 1))

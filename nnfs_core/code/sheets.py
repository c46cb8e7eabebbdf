"""Lays out a workbook of the forward pass: its names, columns and formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from string import Template

from xlsxwriter.utility import xl_col_to_name

from nnfs_core.code.excerpt import LayerInCode
from nnfs_core.code.kinds import SheetStep
from nnfs_core.code.literals import line_text
from nnfs_core.errors import NnfsError

MOST_COLUMNS, MOST_SHEET_ROWS = 16_384, 1_048_576  # of a sheet
TOP = 7  # rows above the first sample, the same on every sheet
LONGEST_NAME = 31  # of a sheet, in units of UTF-16
BATCH = "Batch"
ROW = "\0"  # where a formula says the number of its own row
# Parentheses would be allowed, but the library takes `SORT(` for a function even in a name.
_FORBIDDEN = re.compile(r"[\[\]:*?/\\()]")


@dataclass(frozen=True)
class Block:
    """Groups columns of a sheet that belong together: one for each neuron, or a single one."""

    sheet: str  # its name in a formula; empty on the sheet itself
    first: int  # the column
    width: int

    @property
    def end(self) -> int:
        return self.first + self.width

    def cell(self, column: int) -> str:
        """The formula's name for its cell in the row ROW."""
        return f"{self._place}{xl_col_to_name(self.first + column)}{ROW}"

    @property
    def whole_row(self) -> str:
        """The formula's name for all its cells in the row ROW."""
        first, last = xl_col_to_name(self.first), xl_col_to_name(self.end - 1)
        return f"{self._place}${first}{ROW}:${last}{ROW}"

    @property
    def _place(self) -> str:
        return f"{self.sheet}!" if self.sheet else ""


@dataclass(frozen=True)
class FormulaSheet:
    """Lays out a layer's sheet: a block of columns for each step, and behind them its own numbers.

    `own` has a block for each of its arrays, whose rows are those of one neuron: its weights, then
    its bias.
    """

    name: str
    part: LayerInCode
    inputs: Block  # of the layer before, or of the batch
    steps: tuple[tuple[SheetStep, Block], ...]
    own: tuple[tuple[str, Block], ...]

    @property
    def outputs(self) -> Block:
        """The outputs, as the formulas of this sheet name them."""
        return self.steps[-1][1]

    @property
    def outputs_elsewhere(self) -> Block:
        """The outputs, as the formulas of other sheets name them."""
        return replace(self.outputs, sheet=f"'{self.name}'")

    @property
    def n_columns(self) -> int:
        return self.own[-1][1].end if self.own else self.outputs.end

    @property
    def n_formulas(self) -> int:
        """How many cells of a sample hold a formula."""
        return sum(block.width for _, block in self.steps)

    @cached_property
    def formulas(self) -> tuple[tuple[str, ...], ...]:
        """For each step the formula of each of its columns, in the row ROW."""
        return tuple(self._formulas(number) for number in range(len(self.steps)))

    def _formulas(self, number: int) -> tuple[str, ...]:
        step, block = self.steps[number]
        template = Template("=" + step.formula)
        earlier = self.steps[:number]
        common = {name: repr(value) for name, value in self._options.items()}
        common["inputs"] = self.inputs.whole_row
        common |= {f"all_{each.name}": place.whole_row for each, place in earlier}
        common |= {each.name: place.cell(0) for each, place in earlier if each.one_a_sample}
        if step.one_a_sample:
            return (template.substitute(common),)
        found = []
        for neuron in range(block.width):
            words = dict(common)
            if neuron < self.inputs.width:
                words["x"] = self.inputs.cell(neuron)
            for each, place in earlier:
                if not each.one_a_sample:
                    words[each.name] = place.cell(neuron)
            line = TOP + neuron + 1  # rows count from 1 in a formula
            for name, place in self.own:
                first, last = (
                    f"${xl_col_to_name(at)}${line}" for at in (place.first, place.end - 1)
                )
                one = self.part.code.lists.get(name)
                words[one or name] = first if one else f"{first}:{last}"
            found.append(template.substitute(words))
        return tuple(found)

    @property
    def _options(self) -> dict[str, float]:
        return self.part.layer.option_values()


def planned(
    parts: Sequence[LayerInCode], n_features: int, n_targets: int
) -> tuple[FormulaSheet, ...]:
    """A sheet for each layer that is switched on.

    Raises NnfsError when one does not fit into the columns and rows of a sheet.
    """
    names = sheet_names([part.name for part in parts])
    inputs = Block(BATCH, 1, n_features)
    if inputs.end + n_targets > MOST_COLUMNS:
        raise _too_wide("The batch", inputs.end + n_targets)
    sheets = []
    for part, name in zip(parts, names, strict=True):
        sheet = _sheet(part, name, inputs)
        if sheet.n_columns > MOST_COLUMNS:
            raise _too_wide(line_text(part.name, 40), sheet.n_columns)
        if sheet.own and TOP + part.n_outputs > MOST_SHEET_ROWS:
            raise NnfsError(
                "{name} has {n_outputs:,} neurons, but a sheet has {most:,} rows; save the network "
                "as a program instead."
            )(line_text(part.name, 40), part.n_outputs, MOST_SHEET_ROWS)
        sheets.append(sheet)
        inputs = sheet.outputs_elsewhere
    return tuple(sheets)


def _sheet(part: LayerInCode, name: str, inputs: Block) -> FormulaSheet:
    steps, column = [], 1  # behind the numbers of the samples
    for step in part.code.sheet:
        block = Block("", column, 1 if step.one_a_sample else part.n_outputs)
        steps.append((step, block))
        column = block.end + 1
    own, column = [], column + 1  # one column numbers the neurons
    for array_name, array in part.layer.arrays().items():
        own.append((array_name, Block("", column, len(array))))
        column += len(array)
    return FormulaSheet(name, part, inputs, tuple(steps), tuple(own))


def _too_wide(what: str, n_columns: int) -> NnfsError:
    return NnfsError(
        "{what} would need {n_columns:,} columns, but a sheet has {most:,}; save the network as a "
        "program instead."
    )(what, n_columns, MOST_COLUMNS)


def sheet_names(names: Sequence[str]) -> list[str]:
    """A different name for each sheet, made from the layers' names, as spreadsheets allow them.

    An apostrophe becomes a curved one: formulas double a plain one, which Gnumeric cannot read.
    """
    taken = {BATCH.casefold(), "history"}  # a name that Excel keeps for itself
    found = []
    for number, name in enumerate(names, start=1):
        plain = line_text(name, LONGEST_NAME).replace("'", "\u2019")
        plain = _FORBIDDEN.sub(" ", plain).strip(" \u2019")
        plain = _cut(plain, LONGEST_NAME) or f"Layer {number}"
        candidate, count = plain, 1
        while candidate.casefold() in taken:
            count += 1
            candidate = f"{_cut(plain, LONGEST_NAME - len(f' {count}'))} {count}"
        taken.add(candidate.casefold())
        found.append(candidate)
    return found


def _cut(text: str, units: int) -> str:
    """The beginning of a text in at most so many units of UTF-16."""
    while len(text.encode("utf-16-le")) > 2 * units:
        text = text[:-1]
    return text.rstrip(" \u2019")

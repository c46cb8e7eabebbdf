"""Computes the numbers of a worksheet again from what is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray, seal
from nnfs_core.layers import Layer, Standardise
from nnfs_core.network.layer_pass import outputs_in_turn
from nnfs_core.numerals import full_number
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project
from nnfs_core.wording import capitalized, neuron_names, sentence, shape_text
from nnfs_core.worksheet.checks import OUTPUTS, check_choice, check_divisors, check_finite
from nnfs_core.worksheet.choice import Choice
from nnfs_core.worksheet.printed import answer_text, differ, given_text

Texts = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, order=True)
class Cell:
    """Names one number on paper: an output of a layer (INPUT for the batch), or of its arrays.

    `row` is the sample's number in the batch for outputs, and the array's row otherwise.
    """

    layer: int
    part: str
    row: int
    column: int

    @property
    def is_given(self) -> bool:
        """True for inputs, weights and biases, which the sheet has as they are."""
        return self.layer == INPUT or self.part != OUTPUTS


@dataclass(frozen=True, eq=False)
class Matrix:
    """Holds a printed matrix (rows, columns); `rows` are the numbers its rows have in cells.

    `title` is for under its layer's heading, `full_title` for anywhere.
    `true_texts` are the network's own numbers, which differ where it computes with more digits.
    """

    layer: int
    part: str
    title: str
    full_title: str
    rows: tuple[int, ...]
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    texts: Texts
    true_texts: Texts

    @cached_property
    def numbers(self) -> npt.NDArray[np.float64]:
        """The printed numbers (rows, columns), read back."""
        flat = [float(text) for row in self.texts for text in row]
        return seal(np.array(flat, np.float64).reshape(len(self.rows), len(self.column_names)))

    def cell(self, row: int, column: int) -> Cell:
        """The cell that stands at a row and a column of the paper."""
        return Cell(self.layer, self.part, self.rows[row], column)

    def cells(self) -> Iterator[tuple[Cell, int, int]]:
        """Each cell with its row and column on paper, in reading order."""
        for row in range(len(self.rows)):
            for column in range(len(self.column_names)):
                yield self.cell(row, column), row, column


@dataclass(frozen=True, eq=False)
class Section:
    """Holds one layer on paper; `is_given` where the paper has not shown its inputs before.

    `printed` is the layer with the weights and biases that are printed.
    """

    index: int
    name: str
    printed: Layer
    inputs: Matrix
    is_given: bool
    parameters: tuple[Matrix, ...]
    outputs: Matrix
    settings: tuple[str, ...]  # sentences on its options

    @property
    def matrices(self) -> tuple[Matrix, ...]:
        """What is printed in this section, in order."""
        return (*([self.inputs] if self.is_given else []), *self.parameters, self.outputs)

    @property
    def source_name(self) -> str:
        """The layer that its inputs come from."""
        return self.inputs.full_title.removeprefix("Outputs of ")

    @property
    def shapes_known(self) -> str:
        """The shapes that go in, as the question about the output's shape tells them."""
        shown = (("inputs", self.inputs), *((each.part, each) for each in self.parameters))
        text = ", ".join(f"{name} {shape_text(each.numbers.shape)}" for name, each in shown)
        return capitalized(text)

    @property
    def shape_answer(self) -> str:
        return shape_text(self.outputs.numbers.shape)


@dataclass(frozen=True, eq=False)
class Sheet:
    """Holds all that can be printed of a choice, before anything is left blank."""

    choice: Choice
    sections: tuple[Section, ...]

    @property
    def matrices(self) -> tuple[Matrix, ...]:
        return tuple(matrix for section in self.sections for matrix in section.matrices)

    @cached_property
    def cells(self) -> frozenset[Cell]:
        return frozenset(cell for matrix in self.matrices for cell, *_ in matrix.cells())

    def text(self, cell: Cell) -> str:
        """The number that is printed in a cell; raises KeyError when the sheet has no such."""
        return self._texts[cell]

    def place(self, cell: Cell) -> str:
        """Where a cell of this sheet is, as people say it."""
        owner = next(
            each for each in self.matrices if (each.layer, each.part) == (cell.layer, cell.part)
        )
        row, column = owner.rows.index(cell.row), cell.column
        return f"{owner.full_title}: {owner.row_names[row]}, {owner.column_names[column]}"

    @cached_property
    def _texts(self) -> dict[Cell, str]:
        return {
            cell: matrix.texts[row][column]
            for matrix in self.matrices
            for cell, row, column in matrix.cells()
        }


def printed_sheet(project: Project, choice: Choice) -> Sheet:
    """The worksheet's numbers: given ones as printed, the others computed from what is printed.

    Each layer's outputs are computed in float64 from the numbers on paper, and rounded before the
    next layer takes them, as who works by hand does. Reads only the chosen samples. Raises
    NnfsError when there is nothing to print, too much, or a number that is not finite.
    """
    check_choice(project, choice)
    network = project.network
    samples = np.array(choice.samples, np.int64)
    inputs = project.batch.input_rows.rows_at(samples)
    true = [inputs, *outputs_in_turn(network.layers[: choice.layers[-1] + 1], inputs)]
    sections: list[Section] = []
    shown: Matrix | None = None
    for index in choice.layers:
        source = _source(project, index)
        is_given = shown is None or shown.layer != source
        if is_given:
            shown = _outputs(
                project, choice, source, true[source + 1], _given_names(project, source)
            )
        assert shown is not None
        section = _section(project, choice, index, shown, is_given, true[index + 1])
        sections.append(section)
        shown = section.outputs
    return Sheet(choice, tuple(sections))


def _section(
    project: Project,
    choice: Choice,
    index: int,
    inputs: Matrix,
    is_given: bool,
    true_outputs: FloatArray,
) -> Section:
    layer = project.network.layers[index]
    names = inputs.column_names  # what standardises gives each feature again
    if not isinstance(layer, Standardise):
        names = neuron_names(true_outputs.shape[1])
    parameters = []
    for part, array in layer.arrays().items():
        check_finite(project, index, part, array)
        rows = inputs.column_names if part == "weights" else (part,) * len(array)
        texts = tuple(tuple(given_text(value, choice.decimals) for value in row) for row in array)
        check_divisors(project, index, part, texts)
        parameters.append(
            Matrix(
                index,
                part,
                part.capitalize(),
                f"{part.capitalize()} of {project.network.names[index]}",
                tuple(range(len(array))),
                rows,
                names,
                texts,
                texts,
            )
        )
    on_paper: dict[str, Any] = {each.part: each.numbers for each in parameters}
    printed = replace(layer, **on_paper)
    with np.errstate(all="ignore"):
        by_hand = printed.forward(inputs.numbers)
    outputs = _outputs(project, choice, index, true_outputs, names, by_hand)
    return Section(
        index,
        project.network.names[index],
        printed,
        inputs,
        is_given,
        tuple(parameters),
        outputs,
        _settings(layer),
    )


def _outputs(
    project: Project,
    choice: Choice,
    layer: int,
    true: AnyArray,
    names: tuple[str, ...],
    by_hand: AnyArray | None = None,
) -> Matrix:
    """What a layer gives, or the batch for INPUT: given as printed unless computed by hand."""
    check_finite(project, layer, OUTPUTS, true, choice.samples)
    decimals = choice.decimals
    if by_hand is None:
        texts = true_texts = tuple(tuple(given_text(x, decimals) for x in row) for row in true)
    else:
        check_finite(project, layer, OUTPUTS, by_hand, choice.samples)
        texts = tuple(tuple(answer_text(float(x), decimals) for x in row) for row in by_hand)
        true_texts = tuple(tuple(answer_text(float(x), decimals) for x in row) for row in true)
    of = sentence("Outputs of {name}")
    full_title = "Input batch" if layer == INPUT else of(project.network.names[layer])
    return Matrix(
        layer,
        OUTPUTS,
        full_title if by_hand is None else "Outputs",
        full_title,
        choice.samples,
        tuple(f"sample {sample}" for sample in choice.samples),
        names,
        texts,
        true_texts,
    )


def _given_names(project: Project, source: int) -> tuple[str, ...]:
    """What the numbers are called that the paper gives: features, also standardised, or neurons."""
    layers = [layer for layer in project.network.layers[: source + 1] if layer.enabled]
    if all(isinstance(layer, Standardise) for layer in layers):
        return project.batch.columns
    return neuron_names(project.network.shapes(project.batch.n_features)[source].n_outputs)


def true_text(matrix: Matrix, row: int, column: int) -> str | None:
    """The network's own number where it differs from the one worked out by hand."""
    text = matrix.true_texts[row][column]
    return text if differ(text, matrix.texts[row][column]) else None


def _source(project: Project, index: int) -> int:
    """The layer whose outputs layer `index` takes, past those switched off; INPUT for the batch."""
    before = (i for i in range(index - 1, -1, -1) if project.network.layers[i].enabled)
    return next(before, INPUT)


def _settings(layer: Layer) -> tuple[str, ...]:
    """Sentences on a layer's options; a layer with arrays prints all that its options made."""
    if layer.arrays():
        return ()
    sentences = []
    for name, value in layer.option_values().items():
        option = layer.options()[name]
        if not option.switch:
            sentences.append(f"{option.title}: {full_number(value)}.")
        elif value:
            sentences.append(f"{option.title}.")
    return tuple(sentences)

"""The numbers of a worksheet: what is printed, computed again from what is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray, seal, shape_text
from nnfs_core.errors import NnfsError, ShapeError
from nnfs_core.evaluate import INPUT
from nnfs_core.layers import Layer
from nnfs_core.project import Project
from nnfs_core.worksheet.choice import MOST_SAMPLES, Choice
from nnfs_core.worksheet.printed import answer_text, differ, given_text

MOST_NUMBERS = 4000  # on one worksheet: some fifteen pages
OUTPUTS = "outputs"
Texts = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, order=True)
class Cell:
    """One number on paper: of a layer (INPUT for the batch) its outputs, or one of its arrays.

    `row` is the sample's number in the batch for outputs, and the array's row otherwise.
    """

    layer: int
    part: str
    row: int
    column: int


@dataclass(frozen=True, eq=False)
class Matrix:
    """A printed matrix (rows, columns); `rows` are the numbers that its rows have in cells.

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
    """One layer on paper; `given` holds its inputs where the paper has not shown them before.

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
        return f"{text[:1].upper()}{text[1:]}"

    @property
    def shape_answer(self) -> str:
        return shape_text(self.outputs.numbers.shape)


@dataclass(frozen=True, eq=False)
class Sheet:
    """All that can be printed of a choice, before anything is left blank."""

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
    _check(project, choice)
    network = project.network
    samples = np.array(choice.samples, np.int64)
    true = [project.batch.input_rows.rows_at(samples)]  # then what each layer gives, in order
    for layer in network.layers[: choice.layers[-1] + 1]:
        true.append(layer.forward(true[-1]) if layer.enabled else true[-1])
    sections: list[Section] = []
    shown: Matrix | None = None
    for index in choice.layers:
        source = _source(project, index)
        is_given = shown is None or shown.layer != source
        if is_given:
            shown = _outputs(project, choice, source, true[source + 1])
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
    names = neuron_names(true_outputs.shape[1])
    parameters = []
    for part, array in layer.arrays().items():
        _check_finite(project, index, part, array)
        rows = inputs.column_names if part == "weights" else (part,) * len(array)
        texts = tuple(tuple(given_text(value, choice.decimals) for value in row) for row in array)
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
    outputs = _outputs(project, choice, index, true_outputs, by_hand)
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
    project: Project, choice: Choice, layer: int, true: AnyArray, by_hand: AnyArray | None = None
) -> Matrix:
    """What a layer gives, or the batch for INPUT: given as printed unless computed by hand."""
    _check_finite(project, layer, OUTPUTS, true, choice.samples)
    decimals = choice.decimals
    if by_hand is None:
        texts = true_texts = tuple(tuple(given_text(x, decimals) for x in row) for row in true)
    else:
        _check_finite(project, layer, OUTPUTS, by_hand, choice.samples)
        texts = tuple(tuple(answer_text(float(x), decimals) for x in row) for row in by_hand)
        true_texts = tuple(tuple(answer_text(float(x), decimals) for x in row) for row in true)
    names = project.batch.columns if layer == INPUT else neuron_names(true.shape[1])
    full_title = "Input batch" if layer == INPUT else f"Outputs of {project.network.names[layer]}"
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


def neuron_names(count: int) -> tuple[str, ...]:
    return tuple(f"neuron {number}" for number in range(count))


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
            sentences.append(f"{option.title}: {value:g}.")
        elif value:
            sentences.append(f"{option.title}.")
    return tuple(sentences)


def _check(project: Project, choice: Choice) -> None:
    network, batch = project.network, project.batch
    if not network.layers:
        raise NnfsError("There is nothing to compute yet: add a layer to the network first.")
    if not batch.n_samples:
        raise NnfsError("There is nothing to compute yet: add a sample to the batch first.")
    if not choice.samples:
        raise NnfsError("Choose at least one sample.")
    if len(choice.samples) > MOST_SAMPLES:
        raise NnfsError(f"A worksheet holds {MOST_SAMPLES} samples at most; choose fewer.")
    shapes = network.shapes(batch.n_features)
    for index in range(choice.layers[-1] + 1 if choice.layers else len(shapes)):
        if not shapes[index].fits:
            way_out = "Mend it, or choose layers before it." if choice.layers else "Mend it first."
            raise ShapeError(f"{network.misfit(index, shapes[index])} {way_out}")
    if not any(layer.enabled for layer in network.layers):
        raise NnfsError("There is nothing to compute: every layer is switched off.")
    if not choice.layers:
        raise NnfsError("Choose at least one layer.")
    if not all(network.layers[index].enabled for index in choice.layers):
        raise NnfsError("A layer that is switched off computes nothing; choose others.")
    _check_size(project, choice)


def _check_size(project: Project, choice: Choice) -> None:
    shapes = project.network.shapes(project.batch.n_features)
    n_samples, count, widest = len(choice.samples), 0, (0, "")
    for index in choice.layers:
        layer, shape = project.network.layers[index], shapes[index]
        own = layer.parameter_count + n_samples * (shape.received + shape.n_outputs)
        count += own
        widest = max(widest, (own, project.network.names[index]))
    if count > MOST_NUMBERS:
        raise NnfsError(
            f"These are {count:,} numbers, {widest[0]:,} of them for {widest[1]}, and a worksheet "
            f"holds {MOST_NUMBERS:,}; leave {widest[1]} out, or choose fewer samples."
        )


def _check_finite(
    project: Project, layer: int, part: str, array: AnyArray, rows: tuple[int, ...] = ()
) -> None:
    bad = ~np.isfinite(array)
    if not bad.any():
        return
    row, column = (int(at) for at in np.argwhere(bad)[0])
    value = "NaN" if np.isnan(array[row, column]) else "infinite"
    if layer == INPUT:
        place = f"Sample {rows[row]}, {project.batch.columns[column]} of the batch"
    elif part == OUTPUTS:
        place = f"{project.network.names[layer]}, sample {rows[row]}, neuron {column}"
    else:
        place = f"{project.network.names[layer]}, {part}, row {row}, neuron {column}"
    raise NnfsError(
        f"{place} is {value}, which nobody can compute with; choose other samples or layers."
    )

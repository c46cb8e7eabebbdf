"""Keeps a dense layer's weights and biases as one table, one column or row a neuron."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QBrush

from nnfs_core import edits
from nnfs_core.arrays import FloatArray
from nnfs_core.comparing.difference import subtract
from nnfs_core.files.tables.pasting.cells import format_cells
from nnfs_core.layers import Dense
from nnfs_core.project.changes import Part
from nnfs_core.project.pictures import PictureSize
from nnfs_core.project.place import BIAS
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence, shape_text
from nnfs_gui.spreadsheet import Block, SpreadsheetModel, TypedNumbers
from nnfs_gui.spreadsheet.looks import CellLook
from nnfs_gui.studio.edit import Edit, layer_part
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.glossary_tips import header_tip

BIAS_NAME = "bias"
TRANSPOSED_PASTE = "Paste weights transposed"


class WeightsModel(SpreadsheetModel):
    """Shows (n_inputs + 1, n_neurons) numbers, the biases last, or their transpose.

    The weights themselves always stay (n_inputs, n_neurons): `transposed` is a way to look at them.
    """

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(studio, parent)
        self.transposed = False
        self.index_of_layer = 0
        self._layer = Dense(np.empty((0, 0)), np.empty((1, 0)))
        self._pinned: Dense | None = None  # the counterpart, while differences are shown
        self._input_names: tuple[str, ...] = ()

    def show_layer(self, index: int, layer: Dense, is_other: bool = False) -> None:
        """Show the dense layer at `index` of the present project, or what differs in it.

        One that `is_other` is shown from its first weight, with columns of their usual room.
        """
        project = self.studio.project
        names, pinned = _input_names(project, index), self._opposite(index, layer)
        same = layer is self._layer and index == self.index_of_layer and pinned is self._pinned
        if same and names == self._input_names and not is_other:
            return

        def change() -> None:
            self._pinned, self.is_difference = pinned, pinned is not None
            self.index_of_layer, self._layer, self._input_names = index, layer, names

        if is_other:
            self.show_anew(change)
            self.begun.emit()
        else:
            self.turn_into(change, *_shape(layer, self.transposed))

    def forget_pinned(self) -> None:
        """Show values, as the layer on show is gone from the project."""
        self._pinned, self.is_difference = None, False
        self.repaint()

    def set_transposed(self, transposed: bool) -> None:
        """Look at the weights one row a neuron, or one column a neuron."""

        def change() -> None:
            self.transposed = transposed

        self.turn_into(change, *_shape(self._layer, transposed))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, self.n_rows - 1))
        self.begun.emit()  # other names come

    def light_up(self, neuron: int | None) -> None:
        """Light up what makes the output of one neuron: its weights and its bias."""
        if neuron is None:
            self.highlights.darken()
            return
        lit = range(neuron, neuron + 1)
        self.highlights.light_up(*((lit, None) if self.transposed else (None, lit)))

    def weight_at(self, row: int, column: int) -> tuple[int, int]:
        """The input that a cell is the weight of, BIAS for a bias, and its neuron."""
        number, neuron = (column, row) if self.transposed else (row, column)
        return (BIAS if number == self._layer.n_inputs else number), neuron

    def cell_of(self, weight: int, neuron: int) -> tuple[int, int]:
        """The row and column of a neuron's weight, or of its bias for BIAS."""
        number = self._layer.n_inputs if weight == BIAS else weight
        return (neuron, number) if self.transposed else (number, neuron)

    @property
    def picture_size(self) -> PictureSize | None:
        """Of the pictures that the layer reads as they are; None when it reads anything else."""
        size = self.studio.project.batch.picture_size if self._input_names else None
        return size if size is not None and size.n_pixels == self._layer.n_inputs else None

    @property
    def n_neurons(self) -> int:
        return self._layer.n_outputs

    @property
    def state(self) -> object:
        """What is another value when the weights on show are others."""
        return self._layer, self._pinned

    def weights_of(self, neurons: range) -> FloatArray:
        """The weights (n_inputs, neurons) of some neurons, or what differs in them."""
        layer, pinned = self._layer, self._pinned
        columns = slice(neurons.start, neurons.stop)
        if pinned is None:
            return layer.weights[:, columns]
        return subtract(layer.weights[:, columns], pinned.weights[:, columns])

    @property
    def n_rows(self) -> int:
        return _shape(self._layer, self.transposed)[0]

    @property
    def n_columns(self) -> int:
        return _shape(self._layer, self.transposed)[1]

    def row_name(self, row: int) -> str:
        return f"neuron {row}" if self.transposed else self._input_name(row)

    def column_name(self, column: int) -> str:
        return self._input_name(column) if self.transposed else f"neuron {column}"

    def number(self, row: int, column: int) -> float:
        number, neuron = (column, row) if self.transposed else (row, column)
        if self._pinned is not None:
            return float(self._stored(number, neuron, 1, 1)[0, 0])
        if number == self._layer.n_inputs:
            return float(self._layer.biases[0, neuron])
        return float(self._layer.weights[number, neuron])

    def numbers(self, block: Block) -> FloatArray:
        if self.transposed:
            return self._stored(block.column, block.row, block.n_columns, block.n_rows).T
        return self._stored(block.row, block.column, block.n_rows, block.n_columns)

    def tooltip(self, row: int, column: int) -> str:
        if self._pinned is None:
            return super().tooltip(row, column)
        number, neuron = (column, row) if self.transposed else (row, column)
        present, pinned = (
            format_cells(_stored(layer, number, neuron, 1, 1))
            for layer in (self._layer, self._pinned)
        )
        return sentence("{present}, pinned as {pinned}")(present, pinned)

    def ends_at(self, column: int) -> bool:
        return column == self.n_columns - 1

    def write(self, row: int, column: int, values: FloatArray, verb: str = "Edit") -> bool:
        """Write a rectangle of weights and biases; refused with a notice when it does not fit."""
        if row + values.shape[0] > self.n_rows or column + values.shape[1] > self.n_columns:
            self.studio.notices.error(self._misfit(row, column, values.shape))
            return False
        if self.transposed:
            return self._store(column, row, values.T, verb)
        return self._store(row, column, values, verb)

    def write_typed(self, row: int, column: int, typed: TypedNumbers, verb: str = "Edit") -> bool:
        """Write what was typed or pasted; all weights in the other orientation are transposed."""
        values = typed.values
        shown = [(self.n_rows, self.n_columns), self._without_biases()]
        other = [(columns, rows) for rows, columns in shown]
        if values.shape in other and values.shape not in shown:
            return self._paste_transposed(values)
        return self.write(row, column, values, verb)

    def look(self, row: int, column: int) -> CellLook:
        is_bias = (column if self.transposed else row) == self._layer.n_inputs
        base = self._bias_background if is_bias else None
        return self.look_of(row, column, self.number(row, column), base)

    def header_tip(self, section: int, name: str, horizontal: bool) -> str:
        if horizontal != self.transposed:
            tip = sentence("{name}: a click shows its weights and its bias")(name)
            return header_tip(tip, "neuron")
        if section == self._layer.n_inputs:
            return header_tip("The bias of each neuron", "bias")
        tip = sentence("The weights for input {number}: {name}")(section, name)
        return header_tip(tip, "weight")

    def recolor(self) -> None:
        self._bias_background = QBrush(self.studio.theme.color("header"))
        super().recolor()

    def _input_name(self, number: int) -> str:
        if number == self._layer.n_inputs:
            return BIAS_NAME
        named = number < len(self._input_names)
        return self._input_names[number] if named else f"input {number}"

    def _without_biases(self) -> tuple[int, int]:
        rows, columns = self.n_rows, self.n_columns
        return (rows, columns - 1) if self.transposed else (rows - 1, columns)

    def _paste_transposed(self, values: FloatArray) -> bool:
        stored = values if self.transposed else values.T
        if not self._store(0, 0, stored, text=TRANSPOSED_PASTE):
            return False
        self.studio.notices.info(
            sentence(
                "Pasted transposed: {shape} is the whole layer the other way round, so it was "
                "turned to {turned}."
            )(shape_text(values.shape), shape_text(values.shape[::-1])),
            "Undo",
            self._undo_paste,
            about=Part.NETWORK,
        )
        return True

    def _undo_paste(self) -> None:
        if self.studio.document.undo_text == TRANSPOSED_PASTE:
            self.studio.document.undo()
        else:
            self.studio.notices.info("Something else was changed since; undo that first.")

    def _store(
        self, number: int, neuron: int, values: FloatArray, verb: str = "Edit", text: str = ""
    ) -> bool:
        """Write (inputs, neurons) of values, of which the last row may be biases."""
        index, layer = self.index_of_layer, self._layer
        weights, biases = values[: layer.n_inputs - number], values[layer.n_inputs - number :]

        def change(project: Project) -> Project:
            if len(weights):
                project = edits.set_weights(project, index, number, neuron, weights)
            if len(biases):
                project = edits.set_biases(project, index, neuron, biases)
            return project

        noun = "weight" if len(weights) else "bias"
        if values.size > 1:
            noun = "weights" if len(weights) else "biases"
        n_bytes = layer.weights.nbytes  # a change of one weight copies them all
        edit = Edit(text or f"{verb} {noun}", change, n_bytes, layer_part(index))
        return self.studio.attempt(edit)

    def _stored(self, number: int, neuron: int, n_inputs: int, n_neurons: int) -> FloatArray:
        """A rectangle of (inputs, neurons) as `_stored`, or what differs in it."""
        present = _stored(self._layer, number, neuron, n_inputs, n_neurons)
        if self._pinned is None:
            return present
        return subtract(present, _stored(self._pinned, number, neuron, n_inputs, n_neurons))

    def _opposite(self, index: int, layer: Dense) -> Dense | None:
        """The pinned layer to subtract; None where values are shown, or its shape is another."""
        pinned = self.studio.pinned
        if not pinned.shows_differences:
            return None
        other = pinned.dense_opposite(self.studio.project.network, index)
        same_shape = other is not None and other.weights.shape == layer.weights.shape
        return other if same_shape else None

    def _misfit(self, row: int, column: int, shape: tuple[int, ...]) -> str:
        name = self.studio.project.network.names[self.index_of_layer]
        whole, weights = (
            shape_text((self.n_rows, self.n_columns)),
            shape_text(self._without_biases()),
        )
        begin = sentence(" from row {row}, column {column} on")(row, column)
        place = "" if (row, column) == (0, 0) else begin
        return sentence(
            "{name} expects {weights} weights, {whole} with the biases, and receives {shape} "
            "numbers{place}; nothing was changed."
        )(name, weights, whole, shape_text(shape), place)


def _shape(layer: Dense, transposed: bool) -> tuple[int, int]:
    """How many rows and columns the table of a layer has."""
    rows, columns = layer.n_inputs + 1, layer.n_outputs
    return (columns, rows) if transposed else (rows, columns)


def _stored(layer: Dense, number: int, neuron: int, n_inputs: int, n_neurons: int) -> FloatArray:
    """A rectangle of (inputs, neurons), with the biases behind the last input."""
    columns = slice(neuron, neuron + n_neurons)
    weights = layer.weights[number : number + n_inputs, columns]
    if number + n_inputs <= layer.n_inputs:
        return weights
    return np.concatenate([weights, layer.biases[:, columns]])


def _input_names(project: Project, index: int) -> tuple[str, ...]:
    """The features' names as long as only activations came before, else none."""
    dense = project.network.dense_layers.items()
    is_behind_another = any(number < index and layer.enabled for number, layer in dense)
    return () if is_behind_another else project.batch.columns

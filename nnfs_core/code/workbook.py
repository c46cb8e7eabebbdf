"""Writes the forward pass as a spreadsheet whose cells calculate again: one sheet a layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.code.excerpt import fitting_parts
from nnfs_core.code.sheet_looks import NOT_FINITE, SheetLooks, cell_text
from nnfs_core.code.sheets import BATCH, MOST_SHEET_ROWS, ROW, TOP, FormulaSheet, planned
from nnfs_core.code.workbook_file import new_workbook
from nnfs_core.errors import NnfsError
from nnfs_core.files.atomic import replacing
from nnfs_core.files.refused_writing import temporary_folder
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if
from nnfs_core.project.project import Project

MOST_FORMULAS = 1_000_000
MOST_CELLS = 2_000_000
ROWS_AT_ONCE = 64  # samples that are computed together
CELLS_AT_ONCE = 2_000  # written in well under 200 ms, the time a cancel may take
WORTH_ZIPPING = 0.7  # the share of the work that comes before the file is packed


@dataclass(frozen=True)
class WorkbookSaved:
    """Tells how many of the batch's samples a workbook holds: the first ones, as many as fit."""

    n_samples: int
    n_in_batch: int

    @property
    def is_whole(self) -> bool:
        return self.n_samples == self.n_in_batch


def save_workbook(
    project: Project,
    path: str | Path,
    *,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> WorkbookSaved:
    """Write the forward pass of the batch as an .xlsx file of formulas, whole or not at all.

    A batch that does not fit is cut to its first samples. Raises NnfsError when there is nothing
    to compute, the network does not fit into a workbook, or the file cannot be written; Cancelled.
    """
    batch = project.batch
    parts = [part for part in fitting_parts(project) if part.layer.enabled]
    n_targets = 0 if batch.target_rows is None else 1
    sheets = planned(parts, batch.n_features, n_targets)
    n_samples = _n_samples(sheets, batch.n_samples, batch.n_features + n_targets)
    names = [BATCH, *(sheet.name for sheet in sheets)]
    with (
        replacing(path) as file,
        temporary_folder() as folder,
        new_workbook(file, names, folder, cancelled) as (book, written),
    ):
        _Writing(project, sheets, n_samples, progress, cancelled).write(book, written)
    progress(1.0)
    return WorkbookSaved(n_samples, batch.n_samples)


def _n_samples(sheets: Sequence[FormulaSheet], n_samples: int, n_numbers: int) -> int:
    """How many samples fit, at least one; raises NnfsError when the weights alone do not."""
    formulas = sum(sheet.n_formulas for sheet in sheets)
    weights = sum(sheet.part.layer.array_size for sheet in sheets)
    room = MOST_CELLS - weights
    if room < 0:
        raise NnfsError(
            "The network has {weights:,} weights and biases, more than the {most:,} cells that a "
            "workbook is given; save it as a program instead."
        )(weights, MOST_CELLS)
    fitting = min(MOST_FORMULAS // formulas, room // (formulas + n_numbers), MOST_SHEET_ROWS - TOP)
    return min(n_samples, max(1, fitting))


class _Writing:
    """One workbook being written, row by row on all sheets at once."""

    def __init__(
        self,
        project: Project,
        sheets: Sequence[FormulaSheet],
        n_samples: int,
        progress: Progress,
        cancelled: IsCancelled,
    ) -> None:
        self._project, self._sheets, self._n_samples = project, sheets, n_samples
        self._progress, self._cancelled = progress, cancelled
        self._layers = [sheet.part.layer.astype(np.float64) for sheet in sheets]
        self._largest = [0.0] * len(sheets)  # of the outputs, for the scale of colours

    def write(self, book: Any, written: Sequence[Any]) -> None:
        """Write all sheets, of which the batch's is the first."""
        self._looks, self._batch_sheet, self._written = SheetLooks(book), written[0], written[1:]
        self._looks.write_batch(self._batch_sheet, self._project, self._n_samples)
        for sheet, layer_sheet in zip(self._sheets, self._written, strict=True):
            stop_if(self._cancelled)
            self._looks.write_layer(layer_sheet, sheet, self._n_samples, self._project.batch)
        neurons = [each.part.n_outputs for each in self._sheets if each.own]
        n_rows = max([self._n_samples, *neurons])
        for start in range(0, n_rows, ROWS_AT_ONCE):
            stop = min(start + ROWS_AT_ONCE, n_rows)
            self._write_some(start, stop)
            self._progress(WORTH_ZIPPING * stop / n_rows)
        for sheet, layer_sheet, largest in zip(
            self._sheets, self._written, self._largest, strict=True
        ):
            self._looks.colour(layer_sheet, sheet, self._n_samples, largest)

    def _write_some(self, start: int, stop: int) -> None:
        """The rows from `start` up to `stop` of every sheet: samples, and neurons' weights."""
        n_samples = max(0, min(stop, self._n_samples) - start)
        current = self._write_samples(self._batch_sheet, start, n_samples)
        for number, (sheet, written) in enumerate(zip(self._sheets, self._written, strict=True)):
            values = self._computed(number, current)
            current = values[sheet.steps[-1][0].name]
            if current.size:
                self._largest[number] = float(
                    np.fmax(self._largest[number], np.fmax.reduce(np.abs(current), axis=None))
                )
            for offset in range(stop - start):
                stop_if(self._cancelled)
                row = TOP + start + offset
                if offset < n_samples:
                    self._write_sample(sheet, written, row, offset, values)
                if sheet.own and start + offset < sheet.part.n_outputs:
                    self._write_neuron(sheet, written, row, self._layers[number].arrays())

    def _computed(self, number: int, inputs: FloatArray) -> dict[str, Any]:
        """The numbers of each step for some samples; what is not finite is NaN from there on."""
        layer, values = self._layers[number], {"inputs": inputs}
        with np.errstate(all="ignore"):
            for step, _ in self._sheets[number].steps:
                made = step.compute(values) if step.compute else layer.forward(inputs)
                values[step.name] = _finite(made)
        return values

    def _write_samples(self, written: Any, start: int, n_samples: int) -> FloatArray:
        """The inputs and targets of some samples on the sheet of the batch; gives the inputs."""
        batch = self._project.batch
        inputs = _finite(batch.input_rows.rows(start, start + n_samples).astype(np.float64))
        targets = None
        if batch.target_rows is not None:
            targets = batch.target_rows.rows(start, start + n_samples)[:, 0]
        for offset, sample in enumerate(inputs):
            stop_if(self._cancelled)
            row = TOP + start + offset
            self._write_heading(written, row)
            for column, value in enumerate(sample, start=1):
                self._write_number(written, row, column, value)
            if targets is not None and batch.has_classes:
                name = cell_text(batch.class_name(int(targets[offset])))
                written.write_string(row, 1 + batch.n_features, name, self._looks.label)
            elif targets is not None:
                self._write_number(written, row, 1 + batch.n_features, float(targets[offset]))
        return inputs

    def _write_heading(self, written: Any, row: int) -> None:
        """What stands before a sample's numbers: its label, or its number if it has none."""
        label = cell_text(self._project.batch.label_of(row - TOP))
        if label:
            written.write_string(row, 0, label, self._looks.index)
        else:
            written.write_number(row, 0, row - TOP, self._looks.index)

    def _write_sample(
        self, sheet: FormulaSheet, written: Any, row: int, offset: int, values: dict[str, Any]
    ) -> None:
        self._write_heading(written, row)
        line = str(row + 1)  # rows count from 1 in a formula
        for number, (step, block) in enumerate(sheet.steps):
            is_probability = sheet.part.layer.is_distribution and block is sheet.outputs
            style = self._looks.probability if is_probability else self._looks.number
            results = values[step.name][offset].tolist()
            formulas = sheet.formulas[number]
            for column, (formula, result) in enumerate(zip(formulas, results, strict=True)):
                if column % CELLS_AT_ONCE == 0:
                    stop_if(self._cancelled)
                shown = result if isfinite(result) else NOT_FINITE
                here = formula.replace(ROW, line)
                written.write_formula(row, block.first + column, here, style, shown)

    def _write_neuron(
        self, sheet: FormulaSheet, written: Any, row: int, numbers: dict[str, Any]
    ) -> None:
        neuron = row - TOP
        written.write_number(row, sheet.own[0][1].first - 1, neuron, self._looks.index)
        for name, block in sheet.own:
            for column, value in enumerate(numbers[name][:, neuron], start=block.first):
                self._write_number(written, row, column, value)

    def _write_number(self, written: Any, row: int, column: int, value: float) -> None:
        if isfinite(value):
            written.write_number(row, column, float(value), self._looks.number)
        else:
            written.write_formula(row, column, "=NA()", self._looks.number, NOT_FINITE)


def _finite(numbers: AnyArray) -> FloatArray:
    """The numbers with NaN for what is not finite, which a spreadsheet does not know."""
    return np.where(np.isfinite(numbers), numbers, np.nan)

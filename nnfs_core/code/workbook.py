"""The forward pass as a spreadsheet whose cells calculate again: one sheet a layer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.code.excerpt import fitting_parts
from nnfs_core.code.literals import line_text
from nnfs_core.code.sentences import plural
from nnfs_core.code.sheets import BATCH, MOST_SHEET_ROWS, ROW, TOP, Block, Sheet, planned
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files.atomic import replacing
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project import Project

MOST_FORMULAS = 1_000_000
MOST_CELLS = 2_000_000
ROWS_AT_ONCE = 64  # samples that are computed together
WORTH_ZIPPING = 0.7  # the share of the work that comes before the file is packed
NOT_FINITE = "#N/A"
WIDTH, WIDEST, GAP = 11, 30, 3  # of columns, in digits

NEGATIVE, ZERO, POSITIVE = "#e8a36b", "#ffffff", "#6fa0d0"
INK, FAINT = "#1f2933", "#5f6b7a"


@dataclass(frozen=True)
class WorkbookSaved:
    """How many of the batch's samples a workbook holds: the first ones, as many as fit."""

    n_samples: int
    n_in_batch: int

    @property
    def is_whole(self) -> bool:
        return self.n_samples == self.n_in_batch


def save_workbook(
    project: Project,
    path: str | Path,
    *,
    progress: Progress = lambda fraction: None,
    cancelled: IsCancelled = lambda: False,
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
    with replacing(path) as file, tempfile.TemporaryDirectory() as folder:
        writing = _Writing(project, sheets, n_samples, file, folder, progress, cancelled)
        writing.write()
    return WorkbookSaved(n_samples, batch.n_samples)


def _n_samples(sheets: Sequence[Sheet], n_samples: int, n_numbers: int) -> int:
    """How many samples fit, at least one; raises NnfsError when the weights alone do not."""
    formulas = sum(sheet.n_formulas for sheet in sheets)
    weights = sum(sheet.part.layer.parameter_count for sheet in sheets)
    room = MOST_CELLS - weights
    if room < 0:
        raise NnfsError(
            f"The network has {weights:,} weights and biases, more than the {MOST_CELLS:,} cells "
            "that a workbook is given; save it as a program instead."
        )
    fitting = min(MOST_FORMULAS // formulas, room // (formulas + n_numbers), MOST_SHEET_ROWS - TOP)
    return min(n_samples, max(1, fitting))


class _Worksheet(Worksheet):  # type: ignore[misc]
    """A sheet that takes formulas as they are.

    The library looks in each one for thirty functions of newer Excels, which ours do not use; that
    is most of the time that it takes to write one.
    """

    stop_if_asked: Callable[[], None] = staticmethod(lambda: None)

    def _assemble_xml_file(self) -> None:
        self.stop_if_asked()
        super()._assemble_xml_file()

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class _Writing:
    """One workbook being written, row by row on all sheets at once."""

    def __init__(
        self,
        project: Project,
        sheets: Sequence[Sheet],
        n_samples: int,
        file: BinaryIO,
        folder: str,
        progress: Progress,
        cancelled: IsCancelled,
    ) -> None:
        self._project, self._sheets, self._n_samples = project, sheets, n_samples
        self._progress, self._cancelled = progress, cancelled
        self._file = _Stoppable(file, cancelled)
        # Rows go to temporary files as soon as they are complete.
        options = {"constant_memory": True, "tmpdir": folder}
        self._book: Any = xlsxwriter.Workbook(self._file, options)
        self._formats = {
            "title": self._book.add_format({"bold": True, "font_size": 14, "font_color": INK}),
            "note": self._book.add_format({"font_color": FAINT}),
            "block": self._book.add_format({"bold": True, "font_color": INK}),
            "heading": self._book.add_format(
                {"bold": True, "font_color": FAINT, "bottom": 1, "align": "right"}
            ),
            "index": self._book.add_format({"font_color": FAINT}),
            "label": self._book.add_format({"align": "right"}),
            "number": self._book.add_format({"num_format": "General"}),
            "probability": self._book.add_format({"num_format": "0.0000"}),
        }
        self._numbers = [
            {name: array.astype(np.float64) for name, array in sheet.part.layer.arrays().items()}
            | dict(sheet.part.layer.option_values())
            for sheet in sheets
        ]
        self._largest = [0.0] * len(sheets)  # of the outputs, for the scale of colours

    def write(self) -> None:
        try:
            self._write_rows()
            for sheet, written, largest in zip(
                self._sheets, self._written[1:], self._largest, strict=True
            ):
                self._colour(sheet, written, largest)
            self._check()
            self._book.close()
            self._progress(1.0)
        finally:
            self._book.fileclosed = True
            for written in self._written:
                if not written.row_data_fh.closed:
                    written.row_data_fh.close()

    def _check(self) -> None:
        if self._cancelled():
            raise Cancelled

    def _write_rows(self) -> None:
        self._written = [self._book.add_worksheet(BATCH, _Worksheet)]
        self._written += [
            self._book.add_worksheet(sheet.name, _Worksheet) for sheet in self._sheets
        ]
        for written in self._written:
            written.stop_if_asked = self._check
        self._write_batch_top(self._written[0])
        for sheet, written in zip(self._sheets, self._written[1:], strict=True):
            self._write_top(sheet, written)
        most_neurons = max(
            (sheet.part.n_outputs for sheet in self._sheets if sheet.weights is not None), default=0
        )
        n_rows = max(self._n_samples, most_neurons)
        for start in range(0, n_rows, ROWS_AT_ONCE):
            stop = min(start + ROWS_AT_ONCE, n_rows)
            self._write_some(start, stop)
            self._progress(WORTH_ZIPPING * stop / n_rows)

    def _write_some(self, start: int, stop: int) -> None:
        """The rows from `start` up to `stop` of every sheet: samples, and neurons' weights."""
        n_samples = max(0, min(stop, self._n_samples) - start)
        current = self._write_samples(self._written[0], start, n_samples)
        for number, (sheet, written) in enumerate(
            zip(self._sheets, self._written[1:], strict=True)
        ):
            values = self._computed(number, current)
            current = values[sheet.steps[-1][0].name]
            if current.size:
                self._largest[number] = float(
                    np.fmax(self._largest[number], np.fmax.reduce(np.abs(current), axis=None))
                )
            for offset in range(stop - start):
                self._check()
                row = TOP + start + offset
                if offset < n_samples:
                    self._write_sample(sheet, written, row, offset, values)
                if sheet.weights is not None and start + offset < sheet.part.n_outputs:
                    self._write_neuron(sheet.weights, written, row, self._numbers[number])

    def _computed(self, number: int, inputs: FloatArray) -> dict[str, Any]:
        """The numbers of each step for some samples; what is not finite is NaN from there on."""
        values: dict[str, Any] = {**self._numbers[number], "inputs": inputs}
        with np.errstate(all="ignore"):
            for step, _ in self._sheets[number].steps:
                values[step.name] = _finite(step.compute(values)) if len(inputs) else inputs
        return values

    def _write_samples(self, written: Any, start: int, n_samples: int) -> FloatArray:
        """The inputs and targets of some samples on the sheet of the batch; gives the inputs."""
        batch = self._project.batch
        inputs = _finite(batch.input_rows.rows(start, start + n_samples).astype(np.float64))
        targets = None
        if batch.target_rows is not None:
            targets = batch.target_rows.rows(start, start + n_samples)[:, 0]
        for offset, sample in enumerate(inputs):
            self._check()
            row = TOP + start + offset
            written.write_number(row, 0, start + offset, self._formats["index"])
            for column, value in enumerate(sample, start=1):
                self._write_number(written, row, column, value)
            if targets is not None and batch.has_classes:
                name = _text(batch.class_name(int(targets[offset])))
                written.write_string(row, 1 + batch.n_features, name, self._formats["label"])
            elif targets is not None:
                self._write_number(written, row, 1 + batch.n_features, float(targets[offset]))
        return inputs

    def _write_sample(
        self, sheet: Sheet, written: Any, row: int, offset: int, values: dict[str, Any]
    ) -> None:
        written.write_number(row, 0, row - TOP, self._formats["index"])
        line = str(row + 1)  # rows count from 1 in a formula
        for number, (step, block) in enumerate(sheet.steps):
            is_probability = sheet.part.layer.is_distribution and block is sheet.outputs
            style = self._formats["probability" if is_probability else "number"]
            results = values[step.name][offset].tolist()
            formulas = sheet.formulas[number]
            for column, (formula, result) in enumerate(zip(formulas, results, strict=True)):
                shown = result if isfinite(result) else NOT_FINITE
                here = formula.replace(ROW, line)
                written.write_formula(row, block.first + column, here, style, shown)

    def _write_neuron(self, block: Block, written: Any, row: int, numbers: dict[str, Any]) -> None:
        neuron = row - TOP
        written.write_number(row, block.first - 1, neuron, self._formats["index"])
        for column, value in enumerate(numbers["weights"][:, neuron], start=block.first):
            self._write_number(written, row, column, value)
        self._write_number(written, row, block.end, numbers["biases"][0, neuron])

    def _write_number(self, written: Any, row: int, column: int, value: float) -> None:
        if isfinite(value):
            written.write_number(row, column, float(value), self._formats["number"])
        else:
            written.write_formula(row, column, "=NA()", self._formats["number"], NOT_FINITE)

    def _write_batch_top(self, written: Any) -> None:
        batch, project = self._project.batch, self._project
        n_samples = self._n_samples
        which = plural(n_samples, "sample")
        if n_samples < batch.n_samples:
            which = f"The first {n_samples:,} of {batch.n_samples:,} samples, as many as fit"
        self._write_lines(
            written,
            line_text(project.title) or "The batch",
            f"{which}, {plural(batch.n_features, 'feature')} each. Change a number: every sheet "
            "behind this one calculates again.",
            f"A spreadsheet calculates in float64; the project's precision is {project.precision}. "
            f"NaN and infinity stand as {NOT_FINITE}, and so does all that is made of them.",
        )
        written.write_string(TOP - 2, 1, "Features", self._formats["block"])
        written.write_string(TOP - 1, 0, "sample", self._formats["heading"])
        for column, name in enumerate(batch.columns, start=1):
            written.write_string(TOP - 1, column, _text(name), self._formats["heading"])
        if batch.target_rows is not None:
            name = _text(batch.target_name)
            written.write_string(TOP - 1, 1 + batch.n_features, name, self._formats["heading"])
        names = [*batch.columns, batch.target_name]
        self._lay_out(written, [min(max(WIDTH, len(name) + 1), WIDEST) for name in names])

    def _write_top(self, sheet: Sheet, written: Any) -> None:
        part, layer = sheet.part, sheet.part.layer
        lines = [
            f"{layer.title}: {layer.formula}. {layer.description}",
            f"({self._n_samples:,}, {part.n_inputs:,}) → ({self._n_samples:,}, {part.n_outputs:,}):"
            f" a row a sample. The inputs stand on the sheet {sheet.inputs.sheet}.",
        ]
        if sheet.weights is not None:
            lines.append(
                "The weights, to the right, stand a row a neuron: SUMPRODUCT multiplies such a row "
                "with a sample's row of inputs, pair by pair, and adds the products up."
            )
        self._write_lines(written, line_text(part.name), *lines)
        block_style, heading = self._formats["block"], self._formats["heading"]
        for step, block in sheet.steps:
            written.write_string(TOP - 2, block.first, step.title, block_style)
        if sheet.weights is not None:
            title = "Weights, a row a neuron, and its bias"
            written.write_string(TOP - 2, sheet.weights.first, title, block_style)
        written.write_string(TOP - 1, 0, "sample", heading)
        for step, block in sheet.steps:
            for neuron in range(block.width):
                text = step.name if step.one_a_sample else f"neuron {neuron}"
                written.write_string(TOP - 1, block.first + neuron, text, heading)
        if sheet.weights is not None:
            written.write_string(TOP - 1, sheet.weights.first - 1, "neuron", heading)
            for number in range(sheet.weights.width):
                column = sheet.weights.first + number
                written.write_string(TOP - 1, column, f"input {number}", heading)
            written.write_string(TOP - 1, sheet.weights.end, "bias", heading)
        self._lay_out(written, [WIDTH] * (sheet.n_columns - 1))
        for _, block in sheet.steps:
            written.set_column(block.end, block.end, GAP)

    def _write_lines(self, written: Any, title: str, *lines: str) -> None:
        written.write_string(0, 0, _text(title), self._formats["title"])
        for row, line in enumerate(lines, start=1):
            written.write_string(row, 0, _text(line, 600), self._formats["note"])

    def _lay_out(self, written: Any, widths: Sequence[int]) -> None:
        """Keep the headings and the samples' numbers in sight, and set the columns behind these."""
        written.freeze_panes(TOP, 1)
        written.hide_gridlines(2)
        for column, width in enumerate(widths, start=1):
            written.set_column(column, column, width)

    def _colour(self, sheet: Sheet, written: Any, largest: float) -> None:
        """A scale of colours over the outputs, as in the app: centred at 0, or from 0 to 1."""
        block = sheet.outputs
        area = (TOP, block.first, TOP + self._n_samples - 1, block.end - 1)
        if sheet.part.layer.is_distribution:
            scale: dict[str, Any] = {
                "type": "2_color_scale",
                **{"min_type": "num", "min_value": 0, "min_color": ZERO},
                **{"max_type": "num", "max_value": 1, "max_color": POSITIVE},
            }
        else:
            bound = largest or 1.0
            scale = {
                "type": "3_color_scale",
                **{"min_type": "num", "min_value": -bound, "min_color": NEGATIVE},
                **{"mid_type": "num", "mid_value": 0, "mid_color": ZERO},
                **{"max_type": "num", "max_value": bound, "max_color": POSITIVE},
            }
        written.conditional_format(*area, scale)


def _finite(numbers: AnyArray) -> FloatArray:
    """The numbers with NaN for what is not finite, which a spreadsheet does not know."""
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _text(foreign: str, longest: int = 200) -> str:
    """Text for a cell. What looks like rich text would be written as it stands, so it must not."""
    plain = line_text(foreign, longest)
    return f" {plain}" if plain.startswith("<r>") else plain


class _Stoppable:
    """The file that a workbook is packed into: writing to it can be stopped.

    The packer writes once more when it is thrown away; by then nothing is to be written.
    """

    def __init__(self, file: BinaryIO, cancelled: IsCancelled) -> None:
        self._file, self._cancelled, self._stopped = file, cancelled, False

    def write(self, content: bytes) -> int:
        if self._stopped:
            return len(content)
        if self._cancelled():
            self._stopped = True
            raise Cancelled
        return self._file.write(content)

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0 if self._stopped else self._file.seek(offset, whence)

    def tell(self) -> int:
        return 0 if self._stopped else self._file.tell()

    def flush(self) -> None:
        if not self._stopped:
            self._file.flush()

    def seekable(self) -> bool:
        return True

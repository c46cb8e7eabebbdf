"""Styles the sheets of a workbook: titles, headings, widths, formats and colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nnfs_core.code.literals import line_text
from nnfs_core.code.sheets import BATCH, TOP, FormulaSheet
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.wording import counted

NOT_FINITE = "#N/A"
WIDTH, WIDEST, GAP = 11, 30, 3  # of columns, in digits
NEGATIVE, ZERO, POSITIVE = "#e8a36b", "#ffffff", "#6fa0d0"
INK, FAINT = "#1f2933", "#5f6b7a"


class SheetLooks:
    """Holds the formats of one workbook, and writes all that stands around its numbers."""

    def __init__(self, book: Any) -> None:
        heading = {"bold": True, "font_color": FAINT, "bottom": 1, "align": "right"}
        self.index = book.add_format({"font_color": FAINT})
        self.label = book.add_format({"align": "right"})
        self.number = book.add_format({"num_format": "General"})
        self.probability = book.add_format({"num_format": "0.0000"})
        self._styles = {
            "title": book.add_format({"bold": True, "font_size": 14, "font_color": INK}),
            "note": book.add_format({"font_color": FAINT}),
            "block": book.add_format({"bold": True, "font_color": INK}),
            "heading": book.add_format(heading),
        }

    def write_batch(self, written: Any, project: Project, n_samples: int) -> None:
        """What stands above the samples on the sheet of the batch."""
        batch = project.batch
        which = counted(n_samples, "sample")
        if n_samples < batch.n_samples:
            which = f"The first {n_samples:,} of {batch.n_samples:,} samples, as many as fit"
        self._write_lines(
            written,
            line_text(project.title) or "The batch",
            f"{which}, {counted(batch.n_features, 'feature')} each. Change a number: every sheet "
            "behind this one calculates again.",
            f"A spreadsheet calculates in float64; the project's precision is {project.precision}. "
            f"NaN and infinity stand as {NOT_FINITE}, and so does all that is made of them.",
        )
        written.write_string(TOP - 2, 1, "Features", self._styles["block"])
        written.write_string(TOP - 1, 0, "sample", self._styles["heading"])
        for column, name in enumerate(batch.columns, start=1):
            written.write_string(TOP - 1, column, cell_text(name), self._styles["heading"])
        if batch.target_rows is not None:
            name = cell_text(batch.target_name)
            written.write_string(TOP - 1, 1 + batch.n_features, name, self._styles["heading"])
        names = [*batch.columns, batch.target_name]
        self._lay_out(written, [_width(name) for name in names])

    def write_layer(self, written: Any, sheet: FormulaSheet, n_samples: int, batch: Batch) -> None:
        """What stands above the samples on a layer's sheet."""
        part, layer = sheet.part, sheet.part.layer
        lines = [
            f"{layer.title}: {layer.formula}. {layer.description}",
            f"({n_samples:,}, {part.n_inputs:,}) → ({n_samples:,}, {part.n_outputs:,}):"
            f" a row a sample. The inputs stand on the sheet {sheet.inputs.sheet}.",
        ]
        title, note = part.code.table
        if note:
            lines.append(note)
        self._write_lines(written, line_text(part.name), *lines)
        block_style, heading = self._styles["block"], self._styles["heading"]
        widths = [WIDTH] * (sheet.n_columns - 1)  # behind the first column
        for step, block in sheet.steps:
            written.write_string(TOP - 2, block.first, step.title, block_style)
        if sheet.own:
            written.write_string(TOP - 2, sheet.own[0][1].first, title, block_style)
        written.write_string(TOP - 1, 0, "sample", heading)
        for step, block in sheet.steps:
            for neuron in range(block.width):
                text = step.name if step.one_a_sample else _output_name(sheet, neuron, batch)
                written.write_string(TOP - 1, block.first + neuron, text, heading)
        if sheet.own:
            written.write_string(TOP - 1, sheet.own[0][1].first - 1, "neuron", heading)
        for field, block in sheet.own:
            for number in range(block.width):
                name = batch.columns[number] if sheet.inputs.sheet == BATCH else ""
                text = part.code.lists.get(field) or cell_text(name) or f"input {number}"
                written.write_string(TOP - 1, block.first + number, text, heading)
                widths[block.first + number - 1] = _width(text)
        self._lay_out(written, widths)
        for _, block in sheet.steps:
            written.set_column(block.end, block.end, GAP)

    def _write_lines(self, written: Any, title: str, *lines: str) -> None:
        written.write_string(0, 0, cell_text(title), self._styles["title"])
        for row, line in enumerate(lines, start=1):
            written.write_string(row, 0, cell_text(line, 600), self._styles["note"])

    def _lay_out(self, written: Any, widths: Sequence[int]) -> None:
        """Keep the headings and the samples' numbers visible, and set the columns behind these."""
        written.freeze_panes(TOP, 1)
        written.hide_gridlines(2)
        for column, width in enumerate(widths, start=1):
            written.set_column(column, column, width)

    def colour(self, written: Any, sheet: FormulaSheet, n_samples: int, largest: float) -> None:
        """A scale of colours over the outputs, as in the app: centred at 0, or from 0 to 1."""
        block = sheet.outputs
        area = (TOP, block.first, TOP + n_samples - 1, block.end - 1)
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


def _width(heading: str) -> int:
    return min(max(WIDTH, len(heading) + 1), WIDEST)


def _output_name(sheet: FormulaSheet, neuron: int, batch: Batch) -> str:
    """The class that a probability is of, where that is known, else the neuron's number."""
    if sheet.part.layer.is_distribution and sheet.part.n_outputs == len(batch.class_names):
        return cell_text(batch.class_name(neuron))
    return f"neuron {neuron}"


def cell_text(foreign: str, longest: int = 200) -> str:
    """Text for a cell. What looks like rich text would be written as it stands, so it must not."""
    plain = line_text(foreign, longest)
    return f" {plain}" if plain.startswith("<r>") else plain

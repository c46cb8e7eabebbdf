"""Paints a row of matrices as they were at one moment, at any width and on any thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, isqrt

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QPainter

from nnfs_core.progress import IsCancelled, Progress, part_of, stop_if
from nnfs_gui.panels.outputs.matrix.below import paint_below
from nnfs_gui.panels.outputs.matrix.cells import (
    have_numbers,
    is_svg,
    number_points,
    number_texts,
    paint_area,
)
from nnfs_gui.panels.outputs.matrix.color_bar import BARS_HEIGHT, Bars, paint_color_bars
from nnfs_gui.panels.outputs.matrix.cutting import (
    LEAST_USUAL,
    MOST_USUAL,
    ROW,
    USUAL_CELL,
    cut,
    has_cells,
)
from nnfs_gui.panels.outputs.matrix.heading import paint_message, paint_title
from nnfs_gui.panels.outputs.matrix.layout import MatrixLayout
from nnfs_gui.panels.outputs.matrix.marks import paint_marks
from nnfs_gui.panels.outputs.matrix.names import paint_row_names
from nnfs_gui.panels.outputs.matrix.picture import Tiling, colored
from nnfs_gui.panels.outputs.matrix.row_layout import GAP, least_row_width, row_widths
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.panels.outputs.pictures.still import Still
from nnfs_gui.widgets.painter_state import state_kept

# pixels beside the usual text
HIGHEST_ROW = 44  # of rows whose cells have numbers
MOST_NUMBERED = 80  # rows that get so much room
HEIGHT, LOW_HEIGHT = 480, 360  # of cells without numbers, and of few rows
LEAST_HEIGHT = 130  # of cells, in which a message can be read

MOST_NUMBERED_COLUMNS = 40
MOST_RECTANGLES = 100_000  # of one matrix in SVG


@dataclass(frozen=True, eq=False)
class StillMatrices(Still):
    """Holds the layouts of the matrices, whose sizes are chosen anew, and the scales they share."""

    plots: Sequence[MatrixLayout]
    bars: Bars
    font: QFont  # of messages

    @property
    def least_width(self) -> int:
        return ceil(least_row_width(self._sized))

    @property
    def usual_width(self) -> int:
        usual = sum(_usual_width(plot) for plot in self.plots)
        return max(self.least_width, ceil(usual) + GAP * (len(self.plots) - 1))

    def height(self, width: int) -> int:
        return self._plots_height + self._bars_height

    def pieces(self, width: int, height: int) -> Iterator[StillMatrices]:
        for plots in cut(self.plots, width, height - self._around - self._bars_height):
            yield replace(self, plots=plots)

    def paint(
        self, painter: QPainter, width: int, progress: Progress, cancelled: IsCancelled
    ) -> None:
        texts = TextPainter()  # what it remembers belongs to one thread
        sized = [replace(plot, texts=texts) for plot in self._sized]
        widths, names_rows = row_widths(sized, width, scrolls=False)
        usual = [
            _usual_width(replace(plot, names_rows=each))
            for plot, each in zip(sized, names_rows, strict=True)
        ]
        room = width - GAP * (len(sized) - 1)
        if sum(usual) <= room:  # room for all numbers comes first
            share = (room - sum(usual)) / len(usual)
            widths = [each + share for each in usual]
        left, count = 0.0, len(sized)
        for number, (plot, each) in enumerate(zip(sized, widths, strict=True)):
            size = QSizeF(round(each), self._plots_height)
            plot = replace(plot, size=size, names_rows=names_rows[number])
            shown = part_of(progress, number / count, (number + 1) / count)
            with state_kept(painter):
                painter.translate(round(left), 0)
                _paint(painter, plot, self.font, shown, cancelled)
            left += each + GAP
        if self.bars:
            painter.translate(0, self._plots_height)
            size = QSizeF(width, self._bars_height)
            paint_color_bars(painter, size, self.bars, self.plots[0].theme, texts)

    @property
    def _sized(self) -> list[MatrixLayout]:
        """The layouts, as high as the picture has them."""
        size = QSizeF(0, self._plots_height)
        return [replace(plot, size=size) for plot in self.plots]

    @property
    def _plots_height(self) -> int:
        return max(_cells_height(plot) for plot in self.plots) + self._around

    @property
    def _around(self) -> int:
        """How high titles, names and the scales of each matrix are."""
        first = self.plots[0]
        own_bar = max(plot.bar_height for plot in self.plots)
        return first.title_height + first.names_height + own_bar

    @property
    def _bars_height(self) -> int:
        """How high the scales are that matrices share."""
        return self.plots[0].grown(BARS_HEIGHT) if self.bars else 0


def _rows_in_view(plot: MatrixLayout) -> float:
    return plot.y_range[1] - plot.y_range[0]


def _cells_height(plot: MatrixLayout) -> int:
    """How high the cells are: with numbers in them, unless there are too many rows for that."""
    if plot.content.rows is None:
        return plot.grown(LEAST_HEIGHT)
    n_rows = _rows_in_view(plot)
    if n_rows > MOST_NUMBERED:
        return HEIGHT
    usual = max(round(n_rows * ROW), min(round(n_rows * HIGHEST_ROW), LOW_HEIGHT), LEAST_HEIGHT)
    return plot.grown(usual)


def _usual_width(plot: MatrixLayout) -> float:
    """The width in which the numbers of a matrix have room, if there is any for them."""
    if plot.content.rows is None:
        return plot.grown(MOST_USUAL)
    n_columns = plot.x_range[1] - plot.x_range[0]
    numbered = n_columns <= MOST_NUMBERED_COLUMNS and _rows_in_view(plot) <= MOST_NUMBERED
    cells = n_columns * USUAL_CELL if numbered else min(4 * n_columns, MOST_USUAL)
    return plot.row_names_width + plot.grown(max(cells, LEAST_USUAL))


def _paint(
    painter: QPainter,
    plot: MatrixLayout,
    font: QFont,
    progress: Progress,
    cancelled: IsCancelled,
) -> None:
    """Paint one matrix, from its own numbers."""
    stop_if(cancelled)
    rows = plot.content.rows
    if rows is None or not has_cells(plot):
        paint_title(painter, plot)
        paint_message(painter, plot, font)
        return
    pixels = max(1, int(plot.area.height())), max(1, int(plot.area.width()))
    if is_svg(painter):
        pixels = fewer(pixels)
    tiling = Tiling.of(plot.window, pixels, rows)
    picture = colored(tiling.read(rows, cancelled), tiling, plot.content.scale)
    progress(0.5)
    texts = number_texts(plot, picture.values) if have_numbers(plot, picture) else []
    points = number_points(plot, texts) if texts else 0.0
    paint_area(painter, plot, picture, points, texts)
    paint_title(painter, plot)
    paint_below(painter, plot)
    paint_row_names(painter, plot)
    paint_marks(painter, plot)
    progress(1.0)


def fewer(pixels: tuple[int, int]) -> tuple[int, int]:
    """As many tiles (rows, columns) as are not too many rectangles for a file."""
    step = 1 + isqrt(max(0, pixels[0] * pixels[1] - 1) // MOST_RECTANGLES)
    return max(1, pixels[0] // step), max(1, pixels[1] // step)

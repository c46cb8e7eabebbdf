"""Paints histograms as they were at one moment, at any width and on any thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter

from nnfs_core.progress import IsCancelled, Progress, stop_if
from nnfs_gui.panels.outputs.distribution.histogram import Histogram
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.panels.outputs.pictures.still import Still
from nnfs_gui.widgets.painter_state import state_kept

# pixels beside the usual text
NARROWEST, LOWEST = 200, 150  # of a histogram
USUAL, USUAL_HEIGHT = 280, 190

GAP, ROW_GAP = 26, 14  # between neighbours, whose ends are named, and between rows
MOST_BESIDE = 4


@dataclass(frozen=True, eq=False)
class StillHistograms(Still):
    """Holds histograms that are arranged in rows, as many side by side as can be read."""

    plots: Sequence[Histogram]

    @property
    def least_width(self) -> int:
        return self._grown(NARROWEST)

    @property
    def usual_width(self) -> int:
        return min(len(self.plots), MOST_BESIDE) * (self._grown(USUAL) + GAP) - GAP

    def height(self, width: int) -> int:
        n_rows = -(-len(self.plots) // self._n_columns(width))
        return n_rows * (self._plot_height + ROW_GAP) - ROW_GAP

    def pieces(self, width: int, height: int) -> Iterator[StillHistograms]:
        n_rows = max(1, (height + ROW_GAP) // (self._plot_height + ROW_GAP))
        most = n_rows * self._n_columns(width)
        for first in range(0, len(self.plots), most):
            yield StillHistograms(self.plots[first : first + most])

    def paint(
        self, painter: QPainter, width: int, progress: Progress, cancelled: IsCancelled
    ) -> None:
        texts, n_columns = TextPainter(), self._n_columns(width)
        plot_width = (width - GAP * (n_columns - 1)) // n_columns
        size = QSizeF(plot_width, self._plot_height)
        for number, plot in enumerate(self.plots):
            stop_if(cancelled)
            row, column = divmod(number, n_columns)
            with state_kept(painter):
                painter.translate(column * (plot_width + GAP), row * (self._plot_height + ROW_GAP))
                replace(plot, texts=texts, size=size).paint(painter)
            progress((number + 1) / len(self.plots))

    @property
    def _plot_height(self) -> int:
        return self._grown(USUAL_HEIGHT)

    def _grown(self, pixels: float) -> int:
        return self.plots[0].grown(pixels)

    def _n_columns(self, width: int) -> int:
        most = max(1, (width + GAP) // (self._grown(NARROWEST) + GAP))
        n_rows = -(-len(self.plots) // min(most, len(self.plots)))
        return -(-len(self.plots) // n_rows)  # rows of nearly one length

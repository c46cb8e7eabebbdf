"""Zooms a row of matrices together: those with as many rows always show the same ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject

from nnfs_gui.panels.outputs.matrix.plot import MatrixPlot


class JointZoom(QObject):
    """Zooms the `plots` of a canvas, in whatever number they are."""

    def __init__(self, plots: Sequence[MatrixPlot], parent: QObject) -> None:
        super().__init__(parent)
        self._plots, self._linking = plots, False

    def follow(self, plot: MatrixPlot) -> None:
        """Have the others show the rows that this one is moved to."""
        plot.box.fit_asked.connect(self.fit)
        plot.box.sigYRangeChanged.connect(self._link_rows)

    def fit(self) -> None:
        """Show all cells of all matrices."""
        for plot in self._plots:
            plot.box.fit()

    def show_large(self) -> None:
        """Show only as many cells as have room for numbers at the size of the titles."""
        for plot in self._plots:
            plot.show_large()

    def by(self, factor: float) -> None:
        """Show so many times the rows and columns, around the middle of what is visible."""
        for number, plot in enumerate(self._plots):
            plot.box.scaleBy((factor, 1.0))
            if number == 0:
                plot.box.scaleBy((1.0, factor))  # the others follow

    @contextmanager
    def aligned(self) -> Iterator[None]:
        """While contents change: those that come, or come back, show the rows of the others."""
        heights, self._linking = [plot.matrix_shape[0] for plot in self._plots], True
        yield
        self._linking = False
        kept: dict[int, Sequence[float]] = {}
        for plot, height in zip(self._plots, heights, strict=True):
            if height and plot.matrix_shape[0] == height:
                kept.setdefault(height, plot.box.viewRange()[1])
        for plot in self._plots:
            y_range = kept.get(plot.matrix_shape[0])
            if y_range is not None:
                plot.box.setYRange(*y_range, padding=0)

    def _link_rows(self, moved: Any, y_range: Sequence[float]) -> None:
        """Show the same rows in every matrix that has as many."""
        heights = [plot.matrix_shape[0] for plot in self._plots if plot.box is moved]
        if self._linking or not heights:
            return
        self._linking, height = True, heights[0]
        for plot in self._plots:
            if plot.box is not moved and plot.matrix_shape[0] == height:
                plot.box.setYRange(*y_range, padding=0)
        self._linking = False

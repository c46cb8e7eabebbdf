"""This module arranges histograms in rows, as many side by side as can be read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from nnfs_core.project.place import INPUT
from nnfs_gui.panels.outputs.distribution.histogram_plot import HistogramPlot
from nnfs_gui.panels.outputs.distribution.still import (
    GAP,
    LOWEST,
    NARROWEST,
    ROW_GAP,
    StillHistograms,
)
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.panels.outputs.plot_view import PlotArea
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.spoken import Parts, tell_part
from nnfs_gui.widgets.theme import Colored

HIGHEST = 0.8  # times its width, while that leaves room for another row of them
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Histograms(PlotArea):
    """Shows a histogram of the batch, then of each layer; arrow keys walk through them."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            studio.theme,
            "distribution_plots",
            "Histograms of the outputs of each layer",
            Qt.Orientation.Vertical,
            "layers",
            "distribution_scroll",
        )
        self._studio = studio
        self._texts = TextPainter()
        self.plots: list[HistogramPlot] = []

    def set_count(self, count: int) -> None:
        """Show so many histograms."""
        while len(self.plots) > count:
            self.view.scene().removeItem(self.plots.pop())
        while len(self.plots) < count:
            plot = HistogramPlot(self.theme, self._texts)
            plot.clicked.connect(self._select)
            self.view.scene().addItem(plot)
            self.plots.append(plot)

    def handle_key(self, event: QKeyEvent) -> bool:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or not self.plots:
            return False
        last = len(self.plots) - 1 + INPUT
        self._select(min(max(INPUT, self._studio.place_in_outputs.layer + step), last))
        return True

    def parts(self) -> Parts:
        """The histograms, the selected layer's the current one."""
        current = self._studio.place_in_outputs.layer - INPUT
        return Parts(
            len(self.plots),
            lambda part: self.plots[part].laid_out.said,
            lambda part: self.plots[part].geometry(),
            current if current < len(self.plots) else None,
        )

    def mark(self, layer: int) -> None:
        """Mark the layer that is looked at."""
        for number, plot in enumerate(self.plots):
            plot.set_selected(number + INPUT == layer)
        tell_part(self.view)

    def _select(self, layer: int) -> None:
        """Look at another layer, at the same sample."""
        place = self._studio.place_in_outputs
        if layer != place.layer:
            self._studio.select_shown(replace(place, layer=layer, neuron=None, weight=None))

    def handle_wheel(self, event: QWheelEvent) -> bool:
        self.scroll_bar.setValue(self.scroll_bar.value() - event.angleDelta().y() // 2)
        return True

    def still(self, whole: bool, look: Colored) -> StillHistograms:
        """What a picture shows: all histograms, or those of which some is in view."""
        seen = self.view.viewport().rect()
        shown = [
            plot for plot in self.plots if whole or seen.intersects(plot.geometry().toAlignedRect())
        ]
        return StillHistograms([replace(plot.laid_out, theme=look) for plot in shown or self.plots])

    def arrange(self, *ignored: object) -> None:
        width, height = self.view.width(), self.view.height()
        if not self.plots or width < 2:
            return
        count, scale = len(self.plots), self._texts.scale(QApplication.font().pointSizeF())
        n_columns = min(count, max(1, (width + GAP) // (round(NARROWEST * scale) + GAP)))
        while n_columns > 1 and _height(height, count, n_columns) > HIGHEST * width / n_columns:
            n_columns -= 1
        n_rows = -(-count // n_columns)
        n_columns = -(-count // n_rows)
        plot_width = (width - GAP * (n_columns - 1) - 2) / n_columns
        plot_height = max(_height(height, count, n_columns), LOWEST * scale)
        total = n_rows * (plot_height + ROW_GAP) - ROW_GAP
        self.scroll_bar.setRange(0, max(0, int(total - height)))
        self.scroll_bar.setPageStep(height)
        self.scroll_bar.setSingleStep(30)
        self.scroll_bar.setVisible(total > height + 1)
        for number, plot in enumerate(self.plots):
            row, column = divmod(number, n_columns)
            left = column * (plot_width + GAP) + 1
            top = row * (plot_height + ROW_GAP) - self.scroll_bar.value()
            plot.setGeometry(QRectF(round(left), round(top), int(plot_width), int(plot_height)))


def _height(height: float, count: int, n_columns: int) -> float:
    """How high each of `count` plots can be in columns that share a height."""
    n_rows = -(-count // n_columns)
    return (height - ROW_GAP * (n_rows - 1)) / n_rows

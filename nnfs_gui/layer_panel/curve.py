"""The curve of an activation, with the selected number as a point on it."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnfs_core.arrays import FloatArray
from nnfs_core.layers import Layer
from nnfs_gui.fields import wrapped_label
from nnfs_gui.spreadsheet.looks import short_number
from nnfs_gui.studio import Studio

REACH = 5.0  # of the curve to either side of 0
FARTHEST = 1e6  # a point beyond would leave nothing of the curve to see
STEPS = 401


class Curve(QWidget):
    """Output over input of a layer that looks at one number at a time.

    A selected number that is not in memory is got by the studio's fetching, and follows later.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._awaited: tuple[int, Layer] | None = (
            None  # shown without its point, which is being got
        )
        self.plot = pg.PlotWidget()
        self.plot.setObjectName("curve_plot")
        self.plot.setFixedHeight(190)
        self.plot.setMouseEnabled(False, False)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setFrameShape(pg.QtWidgets.QFrame.Shape.NoFrame)
        self.plot.setLabel("bottom", "input x")
        self.plot.setLabel("left", "output")
        self._zeros = [self.plot.addLine(x=0), self.plot.addLine(y=0)]
        self._line = self.plot.plot(antialias=True)
        self._point = self.plot.plot(symbol="o", symbolSize=11, pen=None, antialias=True)
        self._text = wrapped_label("muted")
        self._text.setObjectName("curve_text")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self.plot)
        layout.addWidget(self._text)
        studio.theme.changed.connect(self._recolor)
        studio.fetching.arrived.connect(self._on_arrived)
        self._recolor()

    def show_layer(self, index: int, layer: Layer) -> None:
        """Draw the curve of the layer at `index` and the selected cell's point."""
        entering = self._selected_input(index, layer)
        x = None if entering is None else float(entering[0, 0])
        reach = REACH
        if x is not None and REACH < abs(x) <= FARTHEST:
            reach = 1.1 * abs(x)
        inputs = np.linspace(-reach, reach, STEPS).reshape(-1, 1)  # (steps, 1)
        outputs = layer.forward(inputs)
        self._line.setData(inputs[:, 0], outputs[:, 0])
        self.plot.setXRange(-reach, reach, padding=0)
        finite = outputs[np.isfinite(outputs)]
        if finite.size:
            self.plot.setYRange(float(finite.min()), float(finite.max()), padding=0.12)
        if entering is None or x is None:
            self._point.setData([], [])
            if self._awaited is None:
                self._tell("Select a number of this layer to see it on the curve.")
            else:
                self._tell("The selected number is being read.")
            return
        place = self._studio.selection.place
        y = float(layer.forward(entering)[0, 0])
        near = abs(x) <= FARTHEST
        self._point.setData([x] if near else [], [y] if near else [])
        what = f"Sample {place.sample}, neuron {place.neuron}: {short_number(x)}"
        if layer.enabled:
            self._tell(f"{what} becomes {short_number(y)}.")
        else:
            self._tell(f"{what} stays as it is while the layer is off.")

    def _tell(self, text: str) -> None:
        self._text.setText(text)
        self.plot.setAccessibleName(f"Curve of the activation. {text}")

    def _on_arrived(self) -> None:
        if self._awaited is not None and self.isVisible():
            self.show_layer(*self._awaited)

    def _selected_input(self, index: int, layer: Layer) -> FloatArray | None:
        """What enters the layer at the selected cell (1, 1), when the pass has come so far."""
        self._awaited = None
        place, runner = self._studio.selection.place, self._studio.runner
        if runner.evaluation is None or not runner.is_current:
            return None
        entering = runner.evaluation.result(index - 1)
        if entering is None or place.layer != index or place.sample is None or place.neuron is None:
            return None
        n_samples, width = entering.output.shape
        if place.sample >= n_samples or place.neuron >= width:
            return None
        row = self._studio.fetching.row(entering.output, place.sample)
        if row is None:
            self._awaited = index, layer
            return None
        return row[place.neuron : place.neuron + 1].reshape(1, 1)

    def _recolor(self) -> None:
        color = self._studio.theme.color
        self.plot.setBackground(color("panel"))
        for name in ("bottom", "left"):
            axis = self.plot.getAxis(name)
            axis.setPen(color("border"))
            axis.setTextPen(color("muted"))
        for line in self._zeros:
            line.setPen(pg.mkPen(color("border"), style=Qt.PenStyle.DashLine))
        self._line.setPen(pg.mkPen(color("accent"), width=2))
        self._point.setSymbolBrush(color("below"))
        self._point.setSymbolPen(pg.mkPen(color("panel"), width=1.5))

"""Draws the curve of an activation as a small plot, with a number as a point on it."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import nnfs_gui.widgets.plotting  # noqa: F401 - sets up pyqtgraph before the first plot
from nnfs_core.arrays import FloatArray
from nnfs_core.layers import Layer
from nnfs_gui.widgets.spoken import Role
from nnfs_gui.widgets.theme import Theme, text_scale

REACH = 5.0  # of the curve to either side of 0
FARTHEST = 1e6  # a point beyond would leave nothing of the curve to see
STEPS = 401


class CurvePlot(pg.PlotWidget):
    """Draws output over input of a layer that looks at one number at a time."""

    heard_as = Role.Chart

    def __init__(self, theme: Theme, object_name: str, height: int) -> None:
        super().__init__()
        self._theme, self._height = theme, height  # pixels beside the usual text
        self.setObjectName(object_name)
        self.setMouseEnabled(False, False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFrameShape(pg.QtWidgets.QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # there is nothing in it to act on
        self.setLabel("bottom", "input x")
        self.setLabel("left", "output")
        self._zeros = [self.addLine(x=0), self.addLine(y=0)]
        self._line = self.plot(antialias=True)
        self._paths = [self.plot(antialias=True) for _ in range(2)]
        self._point = self.plot(symbol="o", symbolSize=11, pen=None, antialias=True)
        self._drawn: tuple[object, ...] = ()
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    @property
    def point(self) -> tuple[float, float] | None:
        """The point on show, if any."""
        x, y = self._point.getData()
        return None if x is None or not len(x) else (float(x[0]), float(y[0]))

    def show_layer(self, layer: Layer, entering: FloatArray | None) -> float | None:
        """Draw the layer's curve and the point of a number (1, 1) that enters it; its output."""
        x = None if entering is None else float(entering[0, 0])
        reach = REACH
        if x is not None and REACH < abs(x) <= FARTHEST:
            reach = 1.1 * abs(x)
        if (type(layer), layer.option_values(), reach) != self._drawn:
            self._drawn = type(layer), layer.option_values(), reach
            self._draw(layer, reach)
        if entering is None or x is None:
            self._mark(None, None)
            return None
        y = float(layer.forward(entering)[0, 0])
        near = abs(x) <= FARTHEST
        self._mark(x if near else None, y)
        return y

    def _draw(self, layer: Layer, reach: float) -> None:
        inputs = np.linspace(-reach, reach, STEPS).reshape(-1, 1)  # (steps, 1)
        outputs = layer.forward(inputs)
        self._line.setData(inputs[:, 0], outputs[:, 0])
        self.setXRange(-reach, reach, padding=0)
        finite = outputs[np.isfinite(outputs)]
        if finite.size:
            self.setYRange(float(finite.min()), float(finite.max()), padding=0.12)

    def _mark(self, x: float | None, y: float | None) -> None:
        """Put the point on the curve, with dashed ways from the one axis to the other."""
        if x is None or y is None or not np.isfinite(y):
            for item in (self._point, *self._paths):
                item.setData([], [])
            return
        self._point.setData([x], [y])
        left, bottom = (self.viewRange()[axis][0] for axis in (0, 1))
        self._paths[0].setData([x, x], [bottom, y])
        self._paths[1].setData([left, x], [y, y])

    def _follow_theme(self) -> None:
        self.setFixedHeight(round(self._height * text_scale(QApplication.font())))
        color = self._theme.color
        self.setBackground(color("panel"))
        for name in ("bottom", "left"):
            axis = self.getAxis(name)
            axis.setPen(color("border"))
            axis.setTextPen(color("muted"))
            axis.showLabel()  # which measures it anew
        for line in self._zeros:
            line.setPen(pg.mkPen(color("border"), style=Qt.PenStyle.DashLine))
        self._line.setPen(pg.mkPen(color("accent"), width=2))
        for path in self._paths:
            path.setPen(pg.mkPen(color("below"), style=Qt.PenStyle.DotLine))
        self._point.setSymbolBrush(color("below"))
        self._point.setSymbolPen(pg.mkPen(color("panel"), width=1.5))

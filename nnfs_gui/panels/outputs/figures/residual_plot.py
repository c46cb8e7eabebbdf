"""Draws residuals against predictions: few as points, many as cells that are darker by counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnfs_core.numerals import short_text
from nnfs_core.project.batch import Batch
from nnfs_core.scatter.extent import MOST, Extent
from nnfs_core.scatter.residuals import ResidualCells, ResidualPoints
from nnfs_core.wording import counted, sentence
from nnfs_gui.panels.outputs.figures.axes import Axes
from nnfs_gui.panels.outputs.figures.figure import Figure
from nnfs_gui.widgets.painter_state import state_kept
from nnfs_gui.widgets.theme import sequential

RADIUS = 3.0  # pixels, of a point
REACH = 8.0  # pixels, from the mouse to the nearest point
PALEST = 0.3  # of the scale of counts: what is paler cannot be told from the paper
ROOM = 0.04  # around all points, as a share of an axis


@dataclass(frozen=True, eq=False)
class ResidualPlot(Figure):
    """Holds where each sample lies: along x what was predicted, along y how far off that is."""

    found: ResidualPoints | ResidualCells = field(kw_only=True)
    char: str = field(kw_only=True)  # the type of the predictions
    batch: Batch = field(kw_only=True)
    of: str = field(kw_only=True)  # which samples, behind the title; empty for all

    @property
    def n_parts(self) -> int:
        if isinstance(self.found, ResidualPoints):
            return len(self.found.samples)
        return len(self._cells)

    @cached_property
    def axes(self) -> Axes:
        x, y = self.found.x, self.found.y
        if isinstance(self.found, ResidualPoints):
            x, y = (Extent(each.at(-ROOM), each.at(1 + ROOM)) for each in (x, y))
        name = sentence("residual: {target} less predicted")(self.batch.target_name)
        note = "" if isinstance(self.found, ResidualPoints) else "stronger colour: more samples"
        title = sentence("Residuals by prediction{of}")
        return Axes(title(self.of), x, y, "predicted", name, note, **vars(self.look))

    @cached_property
    def _cells(self) -> np.ndarray:
        """The places of cells that are not empty, by prediction. (cells, 2): column, row"""
        assert isinstance(self.found, ResidualCells)
        return np.argwhere(self.found.counts.T)

    def cell_of(self, part: int) -> tuple[tuple[float, float], tuple[float, float]]:
        """From where to where predictions and residuals of a cell go."""
        assert isinstance(self.found, ResidualCells)
        column, row = self._cells[part].tolist()
        columns, rows = self.found.columns.edges, self.found.rows.edges
        return (columns[column], columns[column + 1]), (rows[row], rows[row + 1])

    def sample_of(self, part: int) -> int | None:
        """The sample of a point; None for a cell."""
        return int(self.found.samples[part]) if isinstance(self.found, ResidualPoints) else None

    def part_of(self, sample: int) -> int | None:
        """The point of a sample, if it is one."""
        if not isinstance(self.found, ResidualPoints):
            return None
        places = np.flatnonzero(self.found.samples == sample)
        return int(places[0]) if len(places) else None

    def rect_of(self, part: int) -> QRectF:
        if isinstance(self.found, ResidualCells):
            (left, right), (low, high) = self.cell_of(part)
            return self.axes.rect((left, min(right, MOST)), (low, min(high, MOST)))
        at = self.axes.place(float(self.found.predictions[part]), float(self.found.residuals[part]))
        return QRectF(at.x() - RADIUS, at.y() - RADIUS, 2 * RADIUS, 2 * RADIUS)

    def part_at(self, at: QPointF) -> int | None:
        if isinstance(self.found, ResidualCells):
            return next((p for p in self._near(at) if self.rect_of(p).contains(at)), None)
        if not self.n_parts:
            return None
        x, y = self._places
        distances = np.hypot(x - at.x(), y - at.y())
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= REACH else None

    def said_of(self, part: int) -> str:
        if isinstance(self.found, ResidualCells):
            (left, right), (low, high) = self.cell_of(part)
            column, row = self._cells[part].tolist()
            between = sentence("{low} to {high}")
            predictions = between(short_text(left), short_text(right))
            residuals = between(short_text(low), short_text(high))
            of_cell = sentence("{samples}: predicted {predictions}, residual {residuals}")
            samples = counted(int(self.found.counts[row, column]), "sample")
            return of_cell(samples, predictions, residuals)
        said = sentence("Sample {sample}: predicted {predicted}, residual {residual}")
        return said(
            self.batch.sample_text(int(self.found.samples[part])),
            short_text(float(self.found.predictions[part]), self.char),
            short_text(float(self.found.residuals[part]), self.char),
        )

    def paint(self, painter: QPainter) -> None:
        axes, theme = self.axes, self.look.theme
        axes.paint(painter)
        if isinstance(self.found, ResidualCells):
            self._paint_cells(painter, self.found)
        else:
            self._paint_points(painter)
        if axes.y.contains(0.0):
            painter.setPen(QPen(theme.color("text"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(axes.place(axes.x.low, 0.0), axes.place(axes.x.high, 0.0))
        for part, color, width in (
            (self.selected, "accent", 3),
            (self.chosen, "accent", 3),
            (self.current, "text", 2),
        ):
            if part is not None and part < self.n_parts:
                painter.setPen(QPen(theme.color(color), width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.rect_of(part).adjusted(-2, -2, 2, 2))

    def _paint_cells(self, painter: QPainter, found: ResidualCells) -> None:
        scale = sequential(self.look.theme.colors)
        columns, rows = self._cells.T
        counts = found.counts[rows, columns]
        # by the logarithm: beside a million, one sample must still be seen
        shares = np.log1p(counts) / np.log1p(max(1, int(counts.max(initial=1))))
        steps = (PALEST + (1 - PALEST) * shares) * (len(scale) - 1)
        low_x, low_y = self.axes.x.low, self.axes.y.low
        x = [round(self.axes.place(min(edge, MOST), low_y).x()) for edge in found.columns.edges]
        y = [round(self.axes.place(low_x, min(edge, MOST)).y()) for edge in found.rows.edges]
        shades = scale[np.rint(steps).astype(np.intp)].tolist()
        colors = {shade: QColor(shade) for shade in set(shades)}
        for column, row, shade in zip(columns.tolist(), rows.tolist(), shades, strict=True):
            left, top = x[column], y[row + 1]
            width, height = max(1, x[column + 1] - left), max(1, y[row] - top)
            painter.fillRect(left, top, width, height, colors[shade])

    def _paint_points(self, painter: QPainter) -> None:
        with state_kept(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            color = self.look.theme.color("accent")
            color.setAlphaF(0.7)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            x, y = self._places
            for left, top in zip(x.tolist(), y.tolist(), strict=True):
                painter.drawEllipse(QPointF(left, top), RADIUS, RADIUS)

    @cached_property
    def _places(self) -> tuple[np.ndarray, np.ndarray]:
        """Where the points are, in pixels. (points,) each"""
        assert isinstance(self.found, ResidualPoints)
        axes, area = self.axes, self.axes.area
        x = area.left() + area.width() * axes.x.shares(self.found.predictions)
        y = area.bottom() - area.height() * axes.y.shares(self.found.residuals)
        return x, y

    def _near(self, at: QPointF) -> list[int]:
        """The cells of the column that a place is in, and of those beside it."""
        assert isinstance(self.found, ResidualCells)
        edges = [self.axes.place(edge, 0.0).x() for edge in self.found.columns.edges]
        column = int(np.searchsorted(edges, at.x(), side="right")) - 1
        found: list[int] = np.flatnonzero(np.abs(self._cells[:, 0] - column) <= 1).tolist()
        return found

"""Draws how often predictions are wrong against how sure they are, as bars beside a diagonal."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from nnfs_core.numerals import percent_text
from nnfs_core.scatter.extent import Extent
from nnfs_core.summaries.reliability import Reliability, edges
from nnfs_core.wording import counted, sentence
from nnfs_gui.panels.outputs.figures.axes import Axes
from nnfs_gui.panels.outputs.figures.figure import Figure
from nnfs_gui.panels.outputs.matrix.text_painter import CENTER, RIGHT

LEAST_BAR = 2.0  # pixels: a bin without an error is no empty bin
SHARES = Extent(0.0, 1.0)
DIAGONAL = "dashed: as wrong as confidence says"
PADDED = Extent(0.0, 1.12)  # with room for a count above a full bar


@dataclass(frozen=True, eq=False)
class ReliabilityBars(Figure):
    """Holds a bar a bin of confidence, as high as the share of its samples that is wrong.

    The diagonal is where bars end of a network whose confidence can be taken at its word.
    """

    found: Reliability = field(kw_only=True)
    of: str = field(kw_only=True)  # which samples, behind the title; empty for all

    @property
    def n_parts(self) -> int:
        return len(self._bins)

    @cached_property
    def _bins(self) -> list[int]:
        """The bins that have samples."""
        return [number for number, count in enumerate(self.found.counts.tolist()) if count]

    @cached_property
    def axes(self) -> Axes:
        error = self.found.calibration_error
        note = (
            "" if error is None else sentence("calibration error {share}")(percent_text(error, 1))
        )
        title = sentence("Wrong by confidence{of}")
        names = "confidence", "share wrong"
        return Axes(title(self.of), SHARES, PADDED, *names, note, **vars(self.look), most_y=1.0)

    def bin_of(self, part: int) -> int:
        """The number of the bin that a part is."""
        return self._bins[part]

    def rect_of(self, part: int) -> QRectF:
        """Where a bar stands."""
        number, ends = self._bins[part], edges()
        rate = float(self.found.error_rates[number])
        rect = self.axes.rect((ends[number], ends[number + 1]), (0.0, rate))
        rect.setTop(min(rect.top(), rect.bottom() - LEAST_BAR))
        return rect.adjusted(1, 0, -1, 0)

    def part_at(self, at: QPointF) -> int | None:
        """The bar whose column a place is in."""
        if not self.axes.area.contains(at):
            return None
        rects = (self.rect_of(part).adjusted(-1, 0, 1, 0) for part in range(self.n_parts))
        columns = (rect.left() <= at.x() <= rect.right() for rect in rects)
        return next((part for part, holds in enumerate(columns) if holds), None)

    def said_of(self, part: int) -> str:
        number, ends = self._bins[part], edges()
        said = sentence(
            "Confidence above {low:g} up to {high:g}: {wrong:,} of {samples} wrong ({share})"
        )
        return said(
            ends[number],
            ends[number + 1],
            int(self.found.n_wrong[number]),
            counted(int(self.found.counts[number]), "sample"),
            percent_text(float(self.found.error_rates[number]), 1),
        )

    def paint(self, painter: QPainter) -> None:
        axes, theme = self.axes, self.look.theme
        axes.paint(painter)
        for number in range(self.n_parts):
            painter.fillRect(self.rect_of(number), theme.color("above"))
        painter.setPen(QPen(theme.color("text"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(axes.place(0.0, 1.0), axes.place(1.0, 0.0))
        self._explain_diagonal(painter)
        for number in range(self.n_parts):
            self._write_count(painter, number, self.rect_of(number))
        painter.setPen(QPen(theme.color("muted"), 1))
        painter.drawLine(axes.area.bottomLeft(), axes.area.bottomRight())
        for part, color, width in (
            (self.selected, "text", 1),
            (self.chosen, "accent", 3),
            (self.current, "text", 2),
        ):
            if part is not None and part < self.n_parts:
                painter.setPen(QPen(theme.color(color), width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.rect_of(part).adjusted(-1, -2, 1, 0))

    def _explain_diagonal(self, painter: QPainter) -> None:
        area, texts, points = self.axes.area, self.look.texts, self.look.points - 1
        height = self.axes.grown(14)
        rect = QRectF(area.left(), area.top(), area.width(), height)
        if texts.width(DIAGONAL, points) <= rect.width():
            painter.setPen(self.look.theme.color("muted"))
            texts.write(painter, rect, DIAGONAL, points, RIGHT)

    def _write_count(self, painter: QPainter, part: int, rect: QRectF) -> None:
        """How many samples a bar is about, where there is room for it."""
        axes, points = self.axes, self.look.points - 1
        text = f"{int(self.found.counts[self._bins[part]]):,}"
        width = self.look.texts.width(text, points)
        if width > rect.width():
            return
        height = axes.grown(14)
        above = QRectF(rect.center().x() - width / 2, rect.top() - height, width, height)
        painter.fillRect(above, self.look.theme.color("panel"))
        painter.setPen(self.look.theme.color("muted"))
        self.look.texts.write(painter, above, text, points, CENTER)

"""Paints a scatter as it was at one moment, at any width and on any thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.scatter.ground import ground
from nnfs_core.scatter.points import Points
from nnfs_core.scatter.sight import Region, look
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.panels.outputs.pictures.still import Still
from nnfs_gui.panels.outputs.scatter.frame import paint_axes, paint_cross, paint_histograms
from nnfs_gui.panels.outputs.scatter.layout import LINE, ScatterLayout
from nnfs_gui.panels.outputs.scatter.legend import LegendEntry
from nnfs_gui.panels.outputs.scatter.marks import (
    MarkColors,
    Outlines,
    ground_image,
    paint_marks,
    point_radius,
)
from nnfs_gui.panels.outputs.scatter.plane import grid_of
from nnfs_gui.panels.outputs.scatter.sentences import summary_sentence
from nnfs_gui.widgets.painter_state import state_kept
from nnfs_gui.widgets.theme import Colored

# pixels beside the usual text
LEAST_WIDTH, USUAL_WIDTH = 320, 640
LOWEST = 240
HIGH = 0.68  # of the width
BESIDE, BETWEEN = 18, 16  # around a mark in the legend, and between its entries


@dataclass(frozen=True, eq=False)
class StillScatter(Still):
    """Holds the points of a region with all that stands around them; its height is chosen anew.

    selected: where the selected sample lies. most_height: None where there is no end of a page.
    """

    points: Points
    region: Region
    colors: MarkColors
    is_grounded: bool  # whether the plane is coloured by what is predicted in it
    entries: Sequence[LegendEntry]
    names: tuple[str, str]
    selected: tuple[float, float] | None
    look: Colored
    text_points: float
    text_scale: float
    most_height: int | None = None

    @property
    def least_width(self) -> int:
        return self._grown(LEAST_WIDTH)

    @property
    def usual_width(self) -> int:
        return self._grown(USUAL_WIDTH)

    def height(self, width: int) -> int:
        around = self._legend_height(width) + self._grown(LINE)
        height = around + max(self._grown(LOWEST), round(HIGH * width))
        return height if self.most_height is None else min(height, self.most_height)

    def pieces(self, width: int, height: int) -> Iterator[StillScatter]:
        yield replace(self, most_height=height)

    def paint(
        self, painter: QPainter, width: int, progress: Progress, cancelled: IsCancelled
    ) -> None:
        texts, line = TextPainter(), self._grown(LINE)
        above = self._legend_height(width)
        height = self.height(width) - above - line
        layout = ScatterLayout(
            self.region, QSizeF(width, height), texts, self.text_points, self.text_scale
        )
        area = layout.area
        sight = look(self.points, self.region, grid_of(area), cancelled)
        self._paint_legend(painter, width, texts)
        with state_kept(painter):
            painter.translate(0, above)
            if self.is_grounded:
                found = ground(self.points, self.region, area.width(), area.height(), cancelled)
                painter.drawImage(area, ground_image(found, self.colors))
            paint_axes(painter, layout, self.look, *self.names)
            paint_histograms(painter, layout, self.look, sight, self.colors.groups)
            painter.setClipRect(area)
            outlines = Outlines()
            paint_marks(painter, sight, self.colors, area, self.text_scale, outlines, cancelled)
            x, y = self.region.x, self.region.y
            # a drawing as SVG has no clips
            if self.selected and x.contains(self.selected[0]) and y.contains(self.selected[1]):
                at = layout.place(*self.selected)
                radius = (point_radius(sight) + 4) * self.text_scale
                paint_cross(painter, layout, at, self.look, radius)
        painter.setPen(self.look.color("muted"))
        rect = QRectF(0, above + height, width, line)
        texts.write(painter, rect, summary_sentence(self.points, sight), self.text_points)
        progress(1.0)

    def _paint_legend(self, painter: QPainter, width: int, texts: TextPainter) -> None:
        line, beside = self._grown(LINE + 2), self._grown(BESIDE)
        for entry, at in zip(self.entries, self._legend_places(width, texts), strict=True):
            middle = at.y() + line / 2
            with state_kept(painter):
                Outlines().draw(painter, entry.mark, at.x() + beside / 2, middle)
            painter.setPen(self.look.color("text"))
            rect = QRectF(at.x() + beside, at.y(), width - at.x() - beside, line)
            texts.write(painter, rect, _text(entry), self.text_points)

    def _legend_places(self, width: int, texts: TextPainter) -> list[QPointF]:
        """Where each entry begins, in as many lines as it takes."""
        x, y, places = 0.0, 0.0, []
        for entry in self.entries:
            needed = self._grown(BESIDE) + texts.width(_text(entry), self.text_points)
            if x > 0 and x + needed > width:
                x, y = 0.0, y + self._grown(LINE + 2)
            places.append(QPointF(x, y))
            x += needed + self._grown(BETWEEN)
        return places

    def _legend_height(self, width: int) -> int:
        places = self._legend_places(width, TextPainter())
        return round(places[-1].y()) + self._grown(LINE + 8) if places else 0

    def _grown(self, pixels: float) -> int:
        return round(pixels * self.text_scale)


def _text(entry: LegendEntry) -> str:
    return f"{entry.name} {entry.count}"

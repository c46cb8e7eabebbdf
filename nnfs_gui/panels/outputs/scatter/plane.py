"""Holds points in a plane on the screen: the part in view, the picture of it, what is marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from nnfs_core.scatter.sight import Grid, Region
from nnfs_gui.panels.outputs.matrix.plot import DIM
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.panels.outputs.scatter.frame import (
    bin_slot,
    paint_axes,
    paint_cross,
    paint_histograms,
    paint_ring,
)
from nnfs_gui.panels.outputs.scatter.layout import ScatterLayout
from nnfs_gui.panels.outputs.scatter.marks import MarksImage, point_radius
from nnfs_gui.panels.outputs.scatter.region_image import RegionImage, paint_image
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.painter_state import state_kept
from nnfs_gui.widgets.spoken import Parts, Role, Spoken, tell_part
from nnfs_gui.widgets.theme import Theme

CELL = 2  # pixels of a place in which points are counted together
RING_PLACE = 5  # cells in which one ring stands for all
REACH = 12  # pixels from which a point is taken
LEAST = QSize(200, 150)


class PointPlane(QWidget):
    """Shows a picture of all marks, made by others for the region on show, and what is marked.

    `sight_wanted` asks for such a picture; until it is there, the one before is shown in its place.
    """

    heard_as = Role.Canvas

    sight_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "scatter_chart", "Points, one a sample")
        self.setMinimumSize(LEAST)
        self._theme, self._texts = theme, TextPainter()
        self._full: Region | None = None
        self._view: Region | None = None
        self._is_fitted = True
        self._marks: MarksImage | None = None
        self._ground: RegionImage | None = None
        self._names = "", ""
        self._selected: tuple[float, float] | None = None
        self._hovered: tuple[float, float] | None = None
        self._is_dimmed = False
        self.band: tuple[QPointF, QPointF] | None = None  # the corners of a region being chosen
        self._said = ["", ""]  # in turn, so that each is heard as another part
        self._newest = 0
        theme.changed.connect(self._follow_theme)

    # What is shown.

    @property
    def region(self) -> Region | None:
        """The part of the plane that is in view."""
        return self._view

    @property
    def full_region(self) -> Region | None:
        """The part of the plane with all points."""
        return self._full

    @property
    def selected(self) -> tuple[float, float] | None:
        """The point of the selected sample, where it has one."""
        return self._selected

    @property
    def marks(self) -> MarksImage | None:
        """The picture on show."""
        return self._marks

    @property
    def layout_now(self) -> ScatterLayout | None:
        """Where everything stands."""
        if self._view is None:
            return None
        points = QApplication.font().pointSizeF()
        return ScatterLayout(
            self._view, QSizeF(self.size()), self._texts, points - 1, self._texts.scale(points)
        )

    @property
    def grid(self) -> Grid:
        """Into how many cells the region in view is to be cut."""
        layout = self.layout_now
        area = QRectF(0, 0, 10, 10) if layout is None else layout.area
        return grid_of(area)

    @property
    def text_scale(self) -> float:
        """How many times longer lengths are than beside the usual text."""
        return self._texts.scale(QApplication.font().pointSizeF())

    def show_points(self, full: Region | None, names: tuple[str, str], *, fits: bool) -> None:
        """Say where all points lie and what the axes are called; `fits` shows all of them."""
        self._names = names
        self._full = full
        if full is None:
            self._view = self._marks = self._ground = None
        elif fits or self._is_fitted or self._view is None:
            self._view, self._is_fitted = full, True
        else:
            self._view = Region(self._view.x.within(full.x), self._view.y.within(full.y))
        if fits:
            self._marks = self._ground = None
        self._ask()

    def show_marks(self, marks: MarksImage) -> None:
        """Show a picture of all marks."""
        self._marks = marks
        self.update()

    def show_ground(self, ground: RegionImage | None) -> None:
        """Show under the marks what is predicted at each place; None for nothing."""
        self._ground = ground
        self.update()

    @property
    def ground(self) -> RegionImage | None:
        """What is shown under the marks."""
        return self._ground

    def release(self) -> None:
        """Hold no picture until the next one; the view stays."""
        self._marks = self._ground = None

    def mark(self, selected: tuple[float, float] | None, *, follow: bool) -> None:
        """Mark the point of the selected sample; `follow` brings it into view."""
        self._selected = selected
        view = self._view
        if selected is not None and follow and view is not None:
            x, y = view.x, view.y
            if not x.contains(selected[0]):
                x = x.moved(x.share(selected[0]) - 0.5)
            if not y.contains(selected[1]):
                y = y.moved(y.share(selected[1]) - 0.5)
            self.show_region(Region(x, y))
        self.update()

    def mark_hovered(self, hovered: tuple[float, float] | None) -> None:
        """Mark softly the point that the mouse rests on."""
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that these are not the present numbers."""
        if dimmed != self._is_dimmed:
            self._is_dimmed = dimmed
            self.update()

    def say(self, text: str) -> None:
        """Tell those who hear it which sample the keys have come to."""
        if text != self._said[self._newest]:
            self._newest = 1 - self._newest
            self._said[self._newest] = text
            tell_part(self)

    def spoken(self) -> Spoken:
        """The sample of keys, and the one before it."""
        said, layout = self._said, self.layout_now
        at = QPointF()
        if layout is not None and self._selected is not None:
            at = layout.place(*self._selected)
        rect = QRectF(at.x() - REACH, at.y() - REACH, 2 * REACH, 2 * REACH)
        count = 0 if not said[self._newest] else 2
        parts = Parts(
            count, lambda part: said[part], lambda part: rect, self._newest, Role.StaticText
        )
        return Spoken(parts=parts)

    # Zooming and moving.

    def fit(self) -> None:
        """Show all points."""
        if self._full is not None:
            self.show_region(self._full)

    def zoom(self, factor: float, at: QPointF | None = None, axes: Sequence[int] = (0, 1)) -> None:
        """Show so many times as much along some axes; what is at a place stays there."""
        layout, view = self.layout_now, self._view
        if layout is None or view is None:
            return
        shares = (0.5, 0.5) if at is None else layout.shares(at)
        extents = [
            extent.scaled(factor, min(max(0.0, share), 1.0)) if axis in axes else extent
            for axis, (extent, share) in enumerate(zip((view.x, view.y), shares, strict=True))
        ]
        self.show_region(Region(*extents))

    def pan(self, x: float, y: float) -> None:
        """Move the view by shares of its sides."""
        if self._view is not None:
            self.show_region(Region(self._view.x.moved(x), self._view.y.moved(y)))

    def show_region(self, region: Region) -> None:
        """Show a part of the plane, as far as there are points."""
        if self._full is None:
            return
        region = Region(region.x.within(self._full.x), region.y.within(self._full.y))
        if region != self._view:
            self._view = region
            self._is_fitted = region == self._full
            self._ask()

    def _ask(self) -> None:
        self.update()
        if self._view is not None and self.isVisible():
            self.sight_wanted.emit()

    def _follow_theme(self) -> None:
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.band = None
        self._ask()

    def bin_rect(self, axis: int, number: int) -> QRectF | None:
        """Where a bin of x or y stands beside the points; None where it is out of sight."""
        layout, marks = self.layout_now, self._marks
        if layout is None or marks is None or not layout.has_histograms:
            return None
        if axis == 0:
            along = marks.sight.along_x
            return bin_slot(along, layout.region.x, layout.along_x, number, upright=True)
        along = marks.sight.along_y
        return bin_slot(along, layout.region.y, layout.along_y, number, upright=False)

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        layout, theme = self.layout_now, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.rect(), theme.color("panel"))
        if layout is None:
            return
        if self._ground is not None:
            with state_kept(painter):
                painter.setOpacity(DIM if self._is_dimmed else 1.0)
                painter.setClipRect(layout.area)
                paint_image(painter, layout, self._ground)
        paint_axes(painter, layout, theme, *self._names)
        if self._marks is not None:
            with state_kept(painter):
                painter.setOpacity(DIM if self._is_dimmed else 1.0)
                paint_histograms(
                    painter, layout, theme, self._marks.sight, self._marks.colors.groups
                )
                painter.setClipRect(layout.area)
                paint_image(painter, layout, self._marks)
        self._paint_marked(painter, layout)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.drawRect(layout.area)

    def _paint_marked(self, painter: QPainter, layout: ScatterLayout) -> None:
        scale = self.text_scale
        radius = 4.0 if self._marks is None else point_radius(self._marks.sight)
        radius = (radius + 4) * scale
        with state_kept(painter):
            painter.setClipRect(layout.area)
            if self._hovered is not None:
                at, color = layout.place(*self._hovered), self._theme.color("muted")
                paint_ring(painter, at, color, radius, 1.5)
            if self._selected is not None:
                at = layout.place(*self._selected)
                paint_cross(painter, layout, at, self._theme, radius)
            if self.band is not None:
                color = self._theme.color("accent")
                painter.setPen(QPen(color, 1, Qt.PenStyle.DashLine))
                color.setAlphaF(0.12)
                painter.setBrush(color)
                painter.drawRect(QRectF(*self.band).normalized())


def grid_of(area: QRectF) -> Grid:
    """Into how many cells what is in an area is cut."""
    columns, rows = (max(1, round(side / CELL)) for side in (area.width(), area.height()))
    return Grid(columns, rows, RING_PLACE)

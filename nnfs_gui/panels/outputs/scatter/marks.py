"""Paints what is seen of the points: their density, those that are drawn one by one, the rings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.scatter.points import PointPart
from nnfs_core.scatter.sight import Density, Region, Sight
from nnfs_gui.panels.outputs.scatter.looks import GroupLook, shape_path
from nnfs_gui.panels.outputs.scatter.region_image import RegionImage
from nnfs_gui.widgets.painter_state import state_kept

RADIUS, SMALL = 3.6, 2.6  # pixels beside the usual text, of few points and of many
FEW = 1000
BEYOND = 2.4  # pixels between a point and its ring
FADED = 0.28  # opacity of what a filter has not found
GROUND = 0.16  # opacity of what the network predicts
FAINTEST = 0.4  # opacity of a cell with a single sample
AT_A_TIME = 500  # points, until it is asked whether to stop


@dataclass(frozen=True, eq=False)
class MarkColors:
    """Holds the looks of the groups, and the colours that all groups share."""

    groups: Sequence[GroupLook]
    faded: QColor
    ring: QColor | None  # around what is wrong; None for no rings
    edge: QColor  # around points, so that those on top of each other can be told apart


@dataclass(frozen=True, eq=False)
class MarksImage(RegionImage):
    """Holds a picture of all marks in a region."""

    sight: Sight
    colors: MarkColors


def marks_image(
    sight: Sight, colors: MarkColors, size: QSize, ratio: float, scale: float,
    cancelled: IsCancelled,
) -> MarksImage:  # fmt: skip
    """Paint the marks on a picture of so many pixels of a usual screen; on any thread."""
    pixels = QSize(max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio)))
    image = QImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        area = QRectF(0, 0, size.width(), size.height())
        paint_marks(painter, sight, colors, area, scale, Stamps(ratio), cancelled)
    finally:
        painter.end()
    return MarksImage(image, sight.region, sight, colors)


class Stamps:
    """Draws the same mark at many places quickly, from a picture of it."""

    def __init__(self, ratio: float) -> None:
        self._ratio = ratio
        self._images: dict[tuple[int, str, float, bool], tuple[QImage, float]] = {}

    def draw(self, painter: QPainter, mark: Mark, x: float, y: float) -> None:
        """Draw a mark around (x, y)."""
        key = mark.shape, mark.color.name(), mark.radius, mark.is_ring
        if key not in self._images:
            self._images[key] = self._drawn(mark)
        image, half = self._images[key]
        painter.drawImage(QPointF(x - half, y - half), image)

    def _drawn(self, mark: Mark) -> tuple[QImage, float]:
        half = mark.radius * 1.4 + 2
        side = max(1, round(2 * half * self._ratio))
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(self._ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        Outlines().draw(painter, mark, half, half)
        painter.end()
        return image, half


class Outlines:
    """Draws each mark as a shape of its own, as a file of vectors wants it."""

    def draw(self, painter: QPainter, mark: Mark, x: float, y: float) -> None:
        """Draw a mark around (x, y)."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mark.is_ring:
            painter.setPen(QPen(mark.color, 1.3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(QPen(mark.edge, 0.7) if mark.edge else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(mark.color)
        painter.drawPath(shape_path(mark.shape, mark.radius).translated(x, y))


@dataclass(frozen=True)
class Mark:
    """Describes a point or a ring: its radius is in pixels."""

    shape: int
    color: QColor
    radius: float
    edge: QColor | None = None
    is_ring: bool = False


def paint_marks(
    painter: QPainter,
    sight: Sight,
    colors: MarkColors,
    area: QRectF,
    scale: float,
    pen: Stamps | Outlines,
    cancelled: IsCancelled = never,
) -> None:
    """Paint all marks of a sight so that its region takes up `area`.

    Raises Cancelled when asked to stop.
    """
    if sight.density is not None:
        painter.drawImage(area, density_image(sight.density, colors))
    points = sight.points
    radius = point_radius(sight) * scale
    marks = [Mark(each.shape, each.color, radius, colors.edge) for each in colors.groups]
    faded = Mark(0, colors.faded, radius)
    with state_kept(painter):
        painter.setOpacity(FADED * painter.opacity())
        numbers = np.flatnonzero(points.faded)
        _draw_all(painter, points.at(numbers), sight.region, area, [faded], pen, cancelled)
    shown = points.at(np.flatnonzero(~points.faded))
    _draw_all(painter, shown, sight.region, area, marks, pen, cancelled)
    if colors.ring is None:
        return
    ring = Mark(0, colors.ring, radius + BEYOND * scale, is_ring=True)
    _draw_all(painter, sight.rings, sight.region, area, [ring], pen, cancelled)


def point_radius(sight: Sight) -> float:
    """How large points are, in pixels beside the usual text."""
    return RADIUS if sight.density is None and len(sight.points) <= FEW else SMALL


def ground_image(groups: npt.NDArray[np.uint8], colors: MarkColors) -> QImage:
    """A faint pixel for each place (rows, columns): the colour of the group that is predicted."""
    n_groups = len(colors.groups)
    rgb = np.array([_bgr(each.color) for each in colors.groups], np.float32)
    alpha = np.where(groups < n_groups, GROUND, 0.0)
    return _image(rgb[np.minimum(groups, n_groups - 1)], alpha)


def density_image(density: Density, colors: MarkColors) -> QImage:
    """A pixel for each cell: the colour of the most frequent group, the denser the stronger."""
    counts, faded = density.counts, density.faded
    rgb = np.array([_bgr(each.color) for each in colors.groups], np.float32)[density.groups]
    strength = np.log1p(counts) / max(np.log(2.0), np.log1p(counts.max(initial=0)))
    alpha = np.where(counts > 0, FAINTEST + (1 - FAINTEST) * strength, 0.0)
    only_faded = (counts == 0) & (faded > 0)
    rgb[only_faded] = _bgr(colors.faded)
    alpha[only_faded] = FADED
    return _image(rgb, alpha)


def _draw_all(
    painter: QPainter,
    points: PointPart,
    region: Region,
    area: QRectF,
    marks: Sequence[Mark],
    pen: Stamps | Outlines,
    cancelled: IsCancelled,
) -> None:
    """Draw points in the order of their samples, so that no class lies on top of all others."""
    xs = (area.left() + area.width() * region.x.shares(points.x)).tolist()
    ys = (area.bottom() - area.height() * region.y.shares(points.y)).tolist()
    groups = points.group.tolist()
    for number, (x, y, group) in enumerate(zip(xs, ys, groups, strict=True)):
        if number % AT_A_TIME == 0:
            stop_if(cancelled)
        pen.draw(painter, marks[group if len(marks) > 1 else 0], x, y)


def _image(rgb: npt.NDArray[np.float32], alpha: npt.NDArray[np.float64]) -> QImage:
    """A picture of places (rows, columns, 3), (rows, columns) whose first row is at the bottom."""
    pixels: npt.NDArray[np.uint8] = np.empty((*alpha.shape, 4), np.uint8)
    pixels[..., :3] = np.rint(rgb * alpha[..., None])
    pixels[..., 3] = np.rint(255 * alpha)
    pixels = np.ascontiguousarray(pixels[::-1])
    height, width = alpha.shape
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy()  # with memory of its own


def _bgr(color: QColor) -> tuple[int, int, int]:
    """In the order in which a pixel has them in memory."""
    return color.blue(), color.green(), color.red()

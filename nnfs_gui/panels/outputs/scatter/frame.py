"""Paints what stands around the points: axes with their numbers, and the histograms beside them."""

from __future__ import annotations

from collections.abc import Sequence
from math import isinf

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnfs_core.scatter.extent import Extent
from nnfs_core.scatter.sight import GroupedCounts, Sight
from nnfs_gui.panels.outputs.matrix.text_painter import CENTER, RIGHT
from nnfs_gui.panels.outputs.scatter.layout import GAP, LINE, ScatterLayout
from nnfs_gui.panels.outputs.scatter.looks import GroupLook
from nnfs_gui.widgets.painter_state import state_kept
from nnfs_gui.widgets.theme import Colored


def paint_axes(
    painter: QPainter, layout: ScatterLayout, look: Colored, x_name: str, y_name: str
) -> None:
    """Paint a frame around the points, the numbers along it, and what x and y are."""
    area, texts, points = layout.area, layout.texts, layout.points
    painter.setPen(QPen(look.color("border"), 1))
    for x, _ in layout.x_ticks:
        painter.drawLine(QPointF(round(x), area.top()), QPointF(round(x), area.bottom()))
    for y, _ in layout.y_ticks:
        painter.drawLine(QPointF(area.left(), round(y)), QPointF(area.right(), round(y)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area)
    painter.setPen(look.color("muted"))
    painter.setFont(texts.font(points))
    line = layout.grown(LINE)
    for x, text in layout.x_ticks:
        half = texts.width(text, points) / 2
        middle = min(x, layout.size.width() - half)
        texts.draw(painter, text, points, middle, area.bottom() + GAP + line / 2)
    for y, text in layout.y_ticks:
        rect = QRectF(line, y - line / 2, area.left() - line - GAP, line)
        texts.write(painter, rect, text, points, RIGHT)
    painter.setPen(look.color("text"))
    under = QRectF(area.left(), layout.size.height() - line, area.width(), line)
    texts.write(painter, under, x_name, points, CENTER)
    with state_kept(painter):
        painter.translate(0, area.bottom())
        painter.rotate(-90)
        texts.write(painter, QRectF(0, 0, area.height(), line), y_name, points, CENTER)


def paint_histograms(
    painter: QPainter,
    layout: ScatterLayout,
    look: Colored,
    sight: Sight,
    groups: Sequence[GroupLook],
) -> None:
    """Paint how many points of each group are where along x and along y, stacked."""
    if not layout.has_histograms:
        return
    colors = [group.color for group in groups]
    above, beside = layout.along_x, layout.along_y
    for number in range(len(sight.along_x.bins)):
        for rect, group in bin_rects(sight.along_x, layout.region.x, above, number, upright=True):
            painter.fillRect(rect, colors[group])
    for number in range(len(sight.along_y.bins)):
        for rect, group in bin_rects(sight.along_y, layout.region.y, beside, number, upright=False):
            painter.fillRect(rect, colors[group])
    painter.setPen(QPen(look.color("border"), 1))
    painter.drawLine(above.bottomLeft(), above.bottomRight())
    painter.drawLine(beside.topLeft(), beside.bottomLeft())


def bin_rects(
    counted: GroupedCounts, extent: Extent, strip: QRectF, number: int, *, upright: bool
) -> list[tuple[QRectF, int]]:
    """Where the parts of a bin's bar stand in a strip, with their groups; none without points."""
    counts = counted.counts[number].tolist()
    slot = bin_slot(counted, extent, strip, number, upright=upright)
    if slot is None or not any(counts):
        return []
    highest = max(1, int(counted.counts.sum(axis=1).max()))
    room = (strip.height() if upright else strip.width()) - 2
    # a single sample among millions must still be seen
    full = max(room * sum(counts) / highest, 1.5)
    rects, done = [], 0.0
    for group, count in enumerate(counts):
        if not count:
            continue
        length = full * count / sum(counts)
        if upright:
            bottom = strip.bottom() - done
            rect = QRectF(slot.left(), bottom - length, slot.width(), length)
        else:
            rect = QRectF(strip.left() + done, slot.top(), length, slot.height())
        rects.append((rect, group))
        done += length
    return rects


def bin_slot(
    counted: GroupedCounts, extent: Extent, strip: QRectF, number: int, *, upright: bool
) -> QRectF | None:
    """What of a strip stands for a bin, however high its bar; None where it is out of sight."""
    ends = counted.bins.edges[number], counted.bins.edges[number + 1]
    low, high = (
        min(max(extent.share(extent.high if isinf(end) else end), 0.0), 1.0) for end in ends
    )
    if low >= high:
        return None
    if upright:
        left = round(strip.left() + low * strip.width())
        right = round(strip.left() + high * strip.width())
        return QRectF(left, strip.top(), max(1, right - left - 1), strip.height())
    top = round(strip.bottom() - high * strip.height())
    bottom = round(strip.bottom() - low * strip.height())
    return QRectF(strip.left(), top, strip.width(), max(1, bottom - top - 1))


def paint_cross(
    painter: QPainter, layout: ScatterLayout, at: QPointF, look: Colored, radius: float
) -> None:
    """Mark a point by a ring, and by lines to its numbers on both axes."""
    area = layout.area
    painter.setPen(QPen(look.color("muted"), 1, Qt.PenStyle.DotLine))
    lines: Sequence[tuple[QPointF, QPointF]] = (
        (QPointF(area.left(), at.y()), QPointF(at.x() - radius, at.y())),
        (QPointF(at.x() + radius, at.y()), QPointF(area.right(), at.y())),
        (QPointF(at.x(), area.top()), QPointF(at.x(), at.y() - radius)),
        (QPointF(at.x(), at.y() + radius), QPointF(at.x(), area.bottom())),
    )
    for first, last in lines:
        painter.drawLine(first, last)
    paint_ring(painter, at, look.color("text"), radius, 2)


def paint_ring(painter: QPainter, at: QPointF, color: QColor, radius: float, width: float) -> None:
    """Mark a point by a ring."""
    with state_kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius, radius)

"""Holds pictures of a part of the plane, and puts them where that part is by now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from nnfs_core.scatter.extent import Extent
from nnfs_core.scatter.sight import Region
from nnfs_gui.panels.outputs.scatter.layout import ScatterLayout


@dataclass(frozen=True, eq=False)
class RegionImage:
    """Holds a picture of a region, ready to be put on the screen."""

    image: QImage
    region: Region


def paint_image(painter: QPainter, layout: ScatterLayout, picture: RegionImage) -> None:
    """Put a picture where its region is; what is outside of the view is left away."""
    overlap = _overlap(picture.region, layout.region)
    if overlap is None:
        return
    if picture.region == layout.region:
        painter.drawImage(layout.area, picture.image)
        return
    shown = replace(layout, region=picture.region)
    source, area = shown.rect_of(overlap), shown.area
    x, y = picture.image.width() / area.width(), picture.image.height() / area.height()
    pixels = QRectF(
        x * (source.left() - area.left()),
        y * (source.top() - area.top()),
        x * source.width(),
        y * source.height(),
    )
    painter.drawImage(layout.rect_of(overlap), picture.image, pixels)


def _overlap(first: Region, second: Region) -> Region | None:
    ends = []
    for a, b in ((first.x, second.x), (first.y, second.y)):
        low, high = max(a.low, b.low), min(a.high, b.high)
        if low >= high:
            return None
        ends.append(Extent(low, high))
    return Region(*ends)

"""Paints the cells of a matrix in their colours, with lines between them and the numbers in them.

Painting stays inside the area of the cells by itself: a drawing in a file knows no clips.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEngine, QPainter, QPainterPath, QPen

from nnfs_core.arrays import FloatArray
from nnfs_core.numerals import MORE, cut
from nnfs_gui.panels.outputs.matrix.layout import MatrixLayout
from nnfs_gui.panels.outputs.matrix.picture import Picture
from nnfs_gui.widgets.heatmap import Argb, text_on
from nnfs_gui.widgets.painter_state import state_kept
from nnfs_gui.widgets.theme import smallest_points

NARROWEST_NUMBER = 26  # pixels
LOWEST_NUMBER = 12
LONG = 10  # characters; longer numbers that are given are cut
LEAST_CHARACTERS = 7  # of a number that is cut: 0.1234…
ROOMY = 72, 46  # pixels (width, height) of a cell, beside the usual text, beyond which numbers grow

Texts = Sequence[Sequence[str]]  # (rows, columns) of a picture


def number_texts(plot: MatrixLayout, values: FloatArray) -> Texts:
    """The number of each cell as it stands there, different ones of a column with other texts.

    values: (rows, columns) of a picture.
    """
    writer, room = plot.content.writer, room_in(plot)
    columns = [writer.column(column, room, LONG) for column in values.T.tolist()]
    return list(zip(*columns, strict=True))


def room_in(plot: MatrixLayout) -> int:
    """How many characters a cell has room for at the usual size, LONG at most."""
    room = _room(plot) / plot.texts.width("0", plot.points)
    return max(LEAST_CHARACTERS, min(LONG, int(room)))


def fitted(plot: MatrixLayout, text: str, points: float) -> tuple[str, float]:
    """The text of a cell, smaller or even cut where it is too long for the size of the others."""
    room, width = _room(plot), plot.texts.width(text, points)
    if width <= room:
        return text, points
    smaller = int(2 * points * room / width) / 2
    if smaller >= smallest_points():
        return text, smaller
    wider = plot.texts.width(MORE, points) - plot.texts.width("0", points)
    return cut(text, int((room - max(0.0, wider)) / plot.texts.width("0", points))), points


def have_numbers(plot: MatrixLayout, picture: Picture) -> bool:
    """True where cells are large enough for numbers, if these are short."""
    return are_large(plot) and picture.is_exact and picture.values.size > 0


def number_points(plot: MatrixLayout, texts: Texts) -> float:
    """The size at which all texts fit into their cells, 0 when they do not."""
    cell, (wide, high) = plot.cell_rect(0, 0), map(plot.grown, ROOMY)
    growth = min(plot.growth, max(1.0, min(cell.width() / wide, cell.height() / high)))
    all_texts = [text for row in texts for text in row]
    size, most = (_room(plot), cell.height() - 1), plot.points * growth
    points = plot.texts.fitting_points(all_texts, *size, most)
    if points >= int(2 * plot.points) / 2:
        return points
    room = room_in(plot)  # longer texts are cut or smaller, rather than all of them
    return plot.texts.fitting_points([text[:room] for text in all_texts], *size, most)


def _room(plot: MatrixLayout) -> float:
    return 0.94 * plot.cell_rect(0, 0).width() - 1


def paint_area(
    painter: QPainter, plot: MatrixLayout, picture: Picture, points: float, texts: Texts
) -> None:
    """Paint all that stands in the area of the cells; without numbers where `points` is 0."""
    with state_kept(painter):
        painter.setClipRect(plot.area.adjusted(-0.5, -0.5, 0.5, 0.5))
        target = _target(plot, picture)
        paint_tiles(painter, target, picture.image, picture.colors, plot.area)
        if picture.is_exact and are_large(plot):
            _paint_lines(painter, plot, target.intersected(plot.area))
            if points:
                _paint_numbers(painter, plot, picture, points, texts)


def _paint_lines(painter: QPainter, plot: MatrixLayout, seen: QRectF) -> None:
    """Lines between cells that are large enough to be told apart."""
    window, first = plot.window, plot.cell_rect(0, 0)
    painter.setPen(QPen(plot.theme.color("panel"), 2, c=Qt.PenCapStyle.FlatCap))
    for row in range(window.top + 1, window.bottom):
        y = round(first.top() + row * first.height())
        painter.drawLine(QPointF(seen.left(), y), QPointF(seen.right(), y))
    for column in range(window.left + 1, window.right):
        x = round(first.left() + column * first.width())
        painter.drawLine(QPointF(x, seen.top()), QPointF(x, seen.bottom()))


def _paint_numbers(
    painter: QPainter, plot: MatrixLayout, picture: Picture, points: float, texts: Texts
) -> None:
    """Write a number in each cell; in a file none that would stand outside the area in part."""
    first = plot.cell_rect(int(picture.place.y()), int(picture.place.x()))
    x0, y0, room = first.center().x(), first.center().y(), plot.area.adjusted(-0.5, -0.5, 0.5, 0.5)
    height, keeps_inside = plot.texts.height(points), is_svg(painter)
    painter.setFont(plot.texts.font(points))
    usual = room_in(plot)
    for row, (line, colors) in enumerate(zip(texts, picture.colors.tolist(), strict=True)):
        y = y0 + row * first.height()
        for column, text in enumerate(line):
            x, size = x0 + column * first.width(), points
            if len(text) > usual:
                text, size = fitted(plot, text, points)
            if keeps_inside:
                width = plot.texts.width(text, size)
                if not room.contains(QRectF(x - width / 2, y - height / 2, width, height)):
                    continue
            painter.setPen(text_on(colors[column]))
            if size != points:
                painter.setFont(plot.texts.font(size))
            plot.texts.draw(painter, text, size, x, y)
            if size != points:
                painter.setFont(plot.texts.font(points))


def paint_tiles(
    painter: QPainter, target: QRectF, image: QImage, colors: Argb, area: QRectF
) -> None:
    """Fill `target` with (rows, columns) of colours, which `image` has as pixels.

    In SVG each tile is a rectangle, for images are smoothed there, and none is outside `area`;
    elsewhere that is for a clip to do.
    """
    if not is_svg(painter):
        painter.drawImage(target, image)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    for color, path in _rectangles(target, colors, area).items():
        painter.setBrush(QColor(color))
        painter.drawPath(path)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def is_svg(painter: QPainter) -> bool:
    """True where clips do nothing: the small profile of SVG, which Qt writes, has none."""
    return painter.paintEngine().type() == QPaintEngine.Type.SVG


def are_large(plot: MatrixLayout) -> bool:
    """True where cells have room for the shortest numbers."""
    cell = plot.cell_rect(0, 0)
    return cell.width() >= NARROWEST_NUMBER and cell.height() >= LOWEST_NUMBER


def _target(plot: MatrixLayout, picture: Picture) -> QRectF:
    """Where all tiles stand, those that are cut by the area, too."""
    place = picture.place
    first = plot.cell_rect(int(place.y()), int(place.x()))
    size = first.width() * place.width(), first.height() * place.height()
    return QRectF(first.left(), first.top(), *size)


def _rectangles(target: QRectF, colors: Argb, area: QRectF) -> dict[int, QPainterPath]:
    """The tiles of each colour; their edges are whole pixels, so that no seams show."""
    n_rows, n_columns = colors.shape
    tops = np.rint(np.linspace(target.top(), target.bottom(), n_rows + 1))
    tops = tops.clip(round(area.top()), round(area.bottom())).tolist()
    lefts = np.rint(np.linspace(target.left(), target.right(), n_columns + 1))
    lefts = lefts.clip(round(area.left()), round(area.right())).tolist()
    paths: dict[int, QPainterPath] = {}
    for row, line in enumerate(colors):
        height = tops[row + 1] - tops[row]
        starts = [0, *(np.flatnonzero(line[1:] != line[:-1]) + 1).tolist()]  # of equal neighbours
        for start, end in zip(starts, [*starts[1:], n_columns], strict=True):
            width = lefts[end] - lefts[start]
            if width > 0 and height > 0:
                path = paths.setdefault(int(line[start]), QPainterPath())
                path.addRect(lefts[start], tops[row], width, height)
    return paths

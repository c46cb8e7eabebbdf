"""Makes a picture of the visible part of a matrix, of no more pixels than the screen has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor
from operator import is_

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from nnfs_core.arrays import FloatArray
from nnfs_core.matrix.extremes import Extremes, joined, step_for, tiled
from nnfs_core.matrix.pyramid import Pyramid, Window, cells
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_gui.widgets.heatmap import Argb, Scale, image_of
from nnfs_gui.work.quick import is_quick

EXACT_CELLS = 2**20  # of a whole matrix; a larger one needs a pyramid
FEW_CELLS = 2**17  # reading them is quicker than looking them up


def window_around(x_range: tuple[float, float], y_range: tuple[float, float], rows: Rows) -> Window:
    """All cells that the ranges touch."""
    return Window(
        max(0, floor(y_range[0])),
        min(len(rows), ceil(y_range[1])),
        max(0, floor(x_range[0])),
        min(rows.width, ceil(x_range[1])),
    )


@dataclass(frozen=True)
class Tiling:
    """Cuts a window into tiles, of which each gets a pixel or more."""

    window: Window
    row_step: int
    column_step: int

    @classmethod
    def of(cls, window: Window, pixels: tuple[int, int], rows: Rows) -> Tiling:
        """The smallest tiles that still have a pixel each; `pixels` are (rows, columns)."""
        row_step = step_for(window.bottom - window.top, pixels[0])
        column_step = step_for(window.right - window.left, pixels[1])
        return cls(window.aligned(row_step, column_step, rows), row_step, column_step)

    @property
    def is_exact(self) -> bool:
        """True when every tile is one cell."""
        return self.row_step == self.column_step == 1

    def fitted(self, pyramid: Pyramid, rows: Rows) -> Tiling:
        """Tiles at least as large, that the pyramid can tell of."""
        row_step = max(self.row_step, pyramid.row_steps[0])
        column_step = -(-self.column_step // pyramid.column_step) * pyramid.column_step
        return Tiling(self.window.aligned(row_step, column_step, rows), row_step, column_step)

    def is_much_coarser(self, other: Tiling) -> bool:
        """True when a tile of these takes more than two of the others along a side."""
        return self.row_step > 2 * other.row_step or self.column_step > 2 * other.column_step

    def read(self, rows: Rows, cancelled: IsCancelled = never) -> Extremes:
        """What is known of each tile, from the cells themselves; raises Cancelled when asked to."""
        found, window = [], self.window
        lines = max(1, EXACT_CELLS // max(1, self.row_step * (window.right - window.left)))
        for top in range(window.top, window.bottom, lines * self.row_step):
            stop_if(cancelled)
            bottom = min(window.bottom, top + lines * self.row_step)
            part = cells(rows, Window(top, bottom, window.left, window.right))
            found.append(tiled(part, self.row_step, self.column_step))
        width = -(-(window.right - window.left) // self.column_step)
        return found[0] if len(found) == 1 else joined(found, width)


@dataclass(frozen=True, eq=False)
class PictureRequest:
    """Asks for a finer picture than could be made within a frame."""

    rows: Rows
    tiling: Tiling


@dataclass(frozen=True, eq=False)
class Picture:
    """Holds coloured tiles, and where they stand in the matrix: x for columns, y for rows."""

    image: QImage
    place: QRectF
    values: FloatArray  # (tile rows, tile columns), NaN only where a tile has no number
    colors: Argb  # (tile rows, tile columns)
    is_exact: bool  # every tile is one cell


class PictureMaker:
    """Makes the picture of one matrix, and makes none when nothing visible has changed.

    `request` asks for a finer picture than the one made last, if there can be one.
    """

    def __init__(self) -> None:
        self.request: PictureRequest | None = None
        self._picture: Picture | None = None
        self._source: Rows | None = None
        self._key: object = None
        self._fine: tuple[PictureRequest, Extremes | None] | None = None

    def set_fine(self, request: PictureRequest, values: Extremes | None) -> None:
        """Take the tiles that were requested, or None when they cannot be read."""
        self._fine = request, values
        self._key = None

    def picture(
        self,
        rows: Rows,
        pyramid: Pyramid | None,
        window: Window,
        pixels: tuple[int, int],
        scale: Scale,
    ) -> Picture | None:
        """The cells of `window` on at most `pixels` (rows, columns), as fine as a frame allows.

        The pyramid may be of earlier rows of the same shape. None while nothing is known of a
        matrix too large to be read.
        """
        self._release_others(rows)
        tiling = Tiling.of(window, pixels, rows)
        is_new = pyramid is not None and same_cells(rows, pyramid.rows, tiling.window)
        is_small = is_quick(cells_tiled=tiling.window.n_cells)
        source = rows if is_new or is_small or pyramid is None else pyramid.rows
        key = (tiling, scale, pyramid is None, is_new and is_small)
        if key != self._key or not same_cells(source, self._source, tiling.window):
            self.request = None
            self._picture = self._made(rows, pyramid, is_new, tiling, scale)
        self._source, self._key = source, key
        return self._picture

    def _made(
        self, rows: Rows, pyramid: Pyramid | None, is_new: bool, tiling: Tiling, scale: Scale
    ) -> Picture | None:
        window = tiling.window
        is_small = is_quick(cells_tiled=window.n_cells)
        fitted = tiling if pyramid is None else tiling.fitted(pyramid, rows)
        if is_small and (not is_new or window.n_cells <= FEW_CELLS or fitted != tiling):
            values = _read_now(rows, tiling)
            if values is not None:
                return colored(values, tiling, scale)
        if is_new and not fitted.is_much_coarser(tiling):
            return _from_pyramid(pyramid, fitted, scale)
        if is_new or is_small:
            values = self._finer(rows, tiling)
            if values is not None:
                return colored(values, tiling, scale)
        return _from_pyramid(pyramid, fitted, scale)

    def _release_others(self, rows: Rows) -> None:
        """Keep no rows earlier than `rows` in memory with the finer tiles."""
        if self._fine is not None and self._fine[0].rows is not rows:
            (request, values), self._fine = self._fine, None
            if same_cells(rows, request.rows, request.tiling.window):
                self._fine = PictureRequest(rows, request.tiling), values

    def _finer(self, rows: Rows, tiling: Tiling) -> Extremes | None:
        """The finer tiles if they have come; else they are requested."""
        if self._fine is not None:
            known, values = self._fine
            if known.tiling == tiling and same_cells(rows, known.rows, tiling.window):
                return values
        self.request = PictureRequest(rows, tiling)
        return None


def same_cells(rows: Rows, others: Rows | None, window: Window) -> bool:
    """True when the very same blocks are visible, so that nothing there can differ."""
    if rows is others:
        return True
    if others is None or rows.starts != others.starts or window.top >= window.bottom:
        return False
    first, last = rows.locate(window.top)[0], rows.locate(window.bottom - 1)[0]
    return all(map(is_, rows.blocks[first : last + 1], others.blocks[first : last + 1]))


def _read_now(rows: Rows, tiling: Tiling) -> Extremes | None:
    """The tiles as `tiling.read` tells them, or None when that would be a wait."""
    window = tiling.window
    held = rows.held(window.top, window.bottom)
    if held is None:
        return None
    start, part = held
    moved = Window(window.top - start, window.bottom - start, window.left, window.right)
    return replace(tiling, window=moved).read(part)


def _from_pyramid(pyramid: Pyramid | None, tiling: Tiling, scale: Scale) -> Picture | None:
    if pyramid is None:
        return None
    tiles = pyramid.tiles(tiling.window, tiling.row_step, tiling.column_step)
    return colored(tiles.found, tiling, scale)


def colored(found: Extremes, tiling: Tiling, scale: Scale) -> Picture:
    """The picture of tiles that have been read. (tile rows, tile columns) of values"""
    values, colors = found.values, scale.colors_of(found.values, found.missing)
    place = QRectF(
        tiling.window.left,
        tiling.window.top,
        values.shape[1] * tiling.column_step,
        values.shape[0] * tiling.row_step,
    )
    return Picture(image_of(colors), place, values, colors, tiling.is_exact)

"""The part of a matrix that is in sight as a picture of no more pixels than the screen has."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from nnfs_core.arrays import FloatArray
from nnfs_core.overview import Overview, extremes, step_for
from nnfs_core.rows import Rows
from nnfs_gui.heatmap import Argb, Scale, image_of

EXACT_CELLS = 2**20  # as many are read and coloured anew for each frame; more need an overview


def needs_overview(rows: Rows) -> bool:
    """True when a matrix is too large to be read whole for each frame."""
    return len(rows) * rows.width > EXACT_CELLS


@dataclass(frozen=True)
class Window:
    """The cells in sight, from the first row and column up to those where it ends."""

    top: int
    bottom: int
    left: int
    right: int

    @classmethod
    def around(
        cls, x_range: tuple[float, float], y_range: tuple[float, float], rows: Rows
    ) -> Window:
        """All cells that the ranges touch."""
        return cls(
            max(0, floor(y_range[0])),
            min(len(rows), ceil(y_range[1])),
            max(0, floor(x_range[0])),
            min(rows.width, ceil(x_range[1])),
        )

    def aligned(self, row_step: int, column_step: int, rows: Rows) -> Window:
        """A little larger, so that tiles of the same cells are seen wherever the window stands."""
        return Window(
            self.top // row_step * row_step,
            min(len(rows), -(-self.bottom // row_step) * row_step),
            self.left // column_step * column_step,
            min(rows.width, -(-self.right // column_step) * column_step),
        )


@dataclass(frozen=True, eq=False)
class Picture:
    """Coloured tiles, and where they stand in the matrix: x for columns, y for rows."""

    image: QImage
    place: QRectF
    values: FloatArray  # (tile rows, tile columns)
    colors: Argb  # (tile rows, tile columns)
    is_exact: bool  # every tile is one cell


class PictureMaker:
    """Makes the picture of one matrix, and makes none when nothing in sight has changed."""

    def __init__(self) -> None:
        self._picture: Picture | None = None
        self._rows: Rows | None = None
        self._key: object = None

    def picture(
        self,
        rows: Rows,
        overview: Overview | None,
        window: Window,
        pixels: tuple[int, int],
        scale: Scale,
    ) -> Picture | None:
        """The cells of `window` on at most `pixels` (rows, columns); None without its overview."""
        row_step = step_for(window.bottom - window.top, pixels[0])
        column_step = step_for(window.right - window.left, pixels[1])
        exact = (window.bottom - window.top) * rows.width <= EXACT_CELLS
        if not exact:
            if overview is None:
                return None
            row_step = _multiple(row_step, overview.row_step)
            column_step = _multiple(column_step, overview.column_step)
        window = window.aligned(row_step, column_step, rows)
        key = (window, row_step, column_step, scale, None if exact else overview)
        if self._picture is None or key != self._key or not self._same_cells(rows, window):
            source = (
                rows.rows(window.top, window.bottom)[:, window.left : window.right]
                if exact or overview is None
                else _part(overview, window)
            )
            steps = (row_step, column_step)
            if not exact and overview is not None:
                steps = (row_step // overview.row_step, column_step // overview.column_step)
            values = extremes(source, *steps)
            colors = scale.colors_of(values)
            place = QRectF(
                window.left,
                window.top,
                values.shape[1] * column_step,
                values.shape[0] * row_step,
            )
            image = image_of(colors)
            self._picture = Picture(image, place, values, colors, row_step == column_step == 1)
        self._rows, self._key = rows, key
        return self._picture

    def _same_cells(self, rows: Rows, window: Window) -> bool:
        """True when the blocks in sight are the very ones of the picture at hand."""
        if rows is self._rows:
            return True
        if self._rows is None or rows.starts != self._rows.starts or window.top >= window.bottom:
            return False
        first, last = rows.locate(window.top)[0], rows.locate(window.bottom - 1)[0]
        return all(
            rows.blocks[number] is self._rows.blocks[number] for number in range(first, last + 1)
        )


def _multiple(step: int, unit: int) -> int:
    return max(1, -(-step // unit)) * unit


def _part(overview: Overview, window: Window) -> FloatArray:
    return overview.values[
        window.top // overview.row_step : -(-window.bottom // overview.row_step),
        window.left // overview.column_step : -(-window.right // overview.column_step),
    ]

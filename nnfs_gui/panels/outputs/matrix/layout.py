"""This module says where the parts of a drawn matrix stand: its cells, names and scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QRectF, QSizeF

from nnfs_core.matrix.pyramid import Window
from nnfs_gui.panels.outputs.matrix.content import Marks, MatrixContent
from nnfs_gui.panels.outputs.matrix.picture import window_around
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.widgets.theme import Colored

# pixels beside the usual text; they grow with it
TITLE_HEIGHT, NAMES_HEIGHT, BAR_HEIGHT = 22, 18, 18
LEAST_HEIGHT = 102  # of all that and three rows with numbers
NAMES_TOP = 3  # between the cells and the names of the columns
APART = 6  # around the cells, whose painting does not reach what is written there
WIDEST_NAME = 90  # of a row

LARGEST_ROW = 220  # pixels; higher cells would show nothing more
NAMES_GAP = 5  # pixels between the names of the rows and the cells
USUAL_GROWTH = 1.35  # times the usual size, of the numbers in large cells

Range = tuple[float, float]


@dataclass(frozen=True, eq=False)
class MatrixLayout:
    """Holds all that painting a matrix needs, as a value: on the screen or in a file.

    x_range counts columns, y_range rows downwards: the part that is in view. Places are in pixels
    from the top left of the drawing.
    """

    content: MatrixContent
    marks: Marks
    theme: Colored
    texts: TextPainter
    points: float  # of titles
    text_scale: float  # times the lengths beside the usual text
    size: QSizeF
    x_range: Range
    y_range: Range
    names_rows: bool = True  # else a matrix beside it does
    growth: float = USUAL_GROWTH  # how many times the usual size numbers can be in large cells

    @property
    def whole(self) -> MatrixLayout:
        """The same with all cells in view."""
        n_rows, n_columns = self.content.shape
        return replace(self, x_range=(0, max(1, n_columns)), y_range=(0, max(1, n_rows)))

    def in_look(self, look: Colored) -> MatrixLayout:
        """The same in the colours of another look."""
        content = replace(self.content, scale=self.content.scale.in_look(look))
        return replace(self, content=content, theme=look)

    @property
    def small(self) -> float:
        """The points of names."""
        return self.points - 1.5

    def grown(self, pixels: float) -> int:
        """A length that was chosen for the usual text, as the present one needs it."""
        return round(pixels * self.text_scale)

    @property
    def title_height(self) -> int:
        """How much room the title takes."""
        return self.grown(TITLE_HEIGHT)

    @property
    def names_height(self) -> int:
        """How much room the names of the columns take."""
        return self.grown(NAMES_HEIGHT)

    @property
    def bar_height(self) -> int:
        """How much room the scale takes, where there is one."""
        return self.grown(BAR_HEIGHT) if self.content.has_own_bar else 0

    @property
    def most_height(self) -> float:
        """How high the cells can be together."""
        return max(1.0, self.size.height() - self.title_height - self._below)

    @property
    def bottom(self) -> float:
        """Where the matrix with its names ends."""
        return self.area.bottom() + self._below

    @cached_property
    def area(self) -> QRectF:
        """Where the cells are."""
        left = self.row_names_width
        height = min(self.most_height, max(1, self.content.shape[0]) * LARGEST_ROW)
        return QRectF(left, self.title_height, max(1.0, self.size.width() - left), height)

    @property
    def title_rect(self) -> QRectF:
        """Where the title stands, less what the cells may paint over without touching it."""
        left = self.row_names_width
        height = self.title_height - self.grown(APART)
        return QRectF(left, 0, max(0.0, self.size.width() - left), height)

    @property
    def below_rect(self) -> QRectF:
        """Where names of columns and scale stand, less what the cells may paint over."""
        top = self.area.bottom() + self.grown(APART)
        return QRectF(0, top, self.size.width(), max(0.0, self.size.height() - top))

    @property
    def names_rect(self) -> QRectF:
        """Where the names of the rows stand; those at the ends may be half outside the cells."""
        area = self.area
        return QRectF(
            0, 0, max(0.0, area.left() - NAMES_GAP), area.bottom() + self.names_height / 2
        )

    @property
    def scale_rect(self) -> QRectF | None:
        """Where the scale of its own stands."""
        if not self.content.has_own_bar:
            return None
        area = self.area
        top = area.bottom() + self.names_height
        return QRectF(area.left(), top, area.width(), self.bar_height)

    @cached_property
    def window(self) -> Window:
        """The visible cells."""
        assert self.content.rows is not None
        return window_around(self.x_range, self.y_range, self.content.rows)

    @cached_property
    def row_names_width(self) -> float:
        """How much room the names of the rows take."""
        content = self.content
        if not self.names_rows or content.rows is None:
            return 0.0
        if content.row_names is not None:
            widest = max(self.texts.width(name, self.small) for name in content.row_names)
            return min(float(self.grown(WIDEST_NAME)), widest + 8)
        return self.texts.width(str(max(0, len(content.rows) - 1)), self.small) + 8

    def cell_rect(self, row: int, column: int, n_columns: int = 1) -> QRectF:
        """Where a cell, or some in a row, stand, visible or not."""
        (left, right), (top, bottom), area = self.x_range, self.y_range, self.area
        width, height = area.width() / (right - left), area.height() / (bottom - top)
        x, y = area.left() + (column - left) * width, area.top() + (row - top) * height
        return QRectF(x, y, n_columns * width, height)

    @property
    def _below(self) -> int:
        return self.names_height + self.bar_height

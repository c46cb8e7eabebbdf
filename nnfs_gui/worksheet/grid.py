"""Lays matrices out as tables on paper: how large they are, where they are cut for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt

from nnfs_core.worksheet import Cell, Matrix, Worksheet
from nnfs_gui.printing.paper import (
    BLACK,
    CENTER,
    MM,
    RIGHT,
    TEXT,
    PageText,
    Style,
)
from nnfs_gui.worksheet.paper import (
    ANSWER,
    FILLED,
    NAMES,
    NOTE,
    NUMBER,
    Page,
    PrintedBox,
    Stroke,
)

TITLE_HEIGHT = 6 * MM
NAME_LINE = 3.8 * MM
ROW, ROW_TO_WRITE = 6.2 * MM, 9 * MM  # a row's height; where somebody writes there must be room
COLUMN, COLUMN_TO_WRITE = 15 * MM, 20 * MM
LEAST_COLUMN_TO_WRITE = 18 * MM
WIDEST_NAME, WIDEST_ROW_NAME = 27 * MM, 38 * MM
PADDING = 1.4 * MM
WRAPPED = CENTER | Qt.TextFlag.TextWordWrap
ROW_NAME_GAP = 2 * MM


@dataclass(frozen=True)
class GridRow:
    """Holds one row of a table: its name, and a cell with its text for each column."""

    name: str
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]
    is_first: bool = False  # of a matrix that stands below another


@dataclass(frozen=True)
class Grid:
    """Holds a table on paper: matrices of the same columns, one below the other."""

    title: str
    column_names: tuple[str, ...]
    rows: tuple[GridRow, ...]
    name_width: float
    column_width: float
    least_width: float  # of a column, where one page would hold them all
    row_height: float

    @property
    def width(self) -> float:
        grid = self.name_width + self.column_width * len(self.column_names)
        return max(grid, TEXT.metrics.horizontalAdvance(self.title) + PADDING)

    @property
    def header_height(self) -> float:
        """Of the columns' names, which take two lines where one does not hold them."""
        room = self.column_width - PADDING
        longest = max(NAMES.metrics.horizontalAdvance(name) for name in self.column_names)
        return (1 if longest <= room else 2) * NAME_LINE + 0.8 * MM

    @property
    def head(self) -> float:
        """The height of the title and of the columns' names."""
        return TITLE_HEIGHT + self.header_height

    @property
    def height(self) -> float:
        return self.head + self.row_height * len(self.rows)

    def columns(self, start: int, stop: int) -> Grid:
        """The part from one column up to another."""
        rows = tuple(
            replace(row, cells=row.cells[start:stop], texts=row.texts[start:stop])
            for row in self.rows
        )
        title = self.title if start == 0 else f"{self.title} (continued)"
        return replace(self, title=title, column_names=self.column_names[start:stop], rows=rows)

    def split_rows(self, count: int) -> tuple[Grid, Grid]:
        """The first `count` rows, and the rest under the same head."""
        rest = self.title if self.title.endswith("(continued)") else f"{self.title} (continued)"
        return replace(self, rows=self.rows[:count]), replace(
            self, title=rest, rows=self.rows[count:]
        )

    def pieces(self, width: float) -> list[Grid]:
        """The table in as few parts as fit into a width, as even as can be."""
        n_columns, room = len(self.column_names), width - self.name_width
        if n_columns * self.least_width <= room:
            return [replace(self, column_width=min(self.column_width, room / n_columns))]
        n_pieces = -(-n_columns // max(1, int(room // self.column_width)))
        bounds = [n_columns * number // n_pieces for number in range(n_pieces + 1)]
        return [self.columns(start, stop) for start, stop in pairwise(bounds)]

    def place(self, page: Page, x: float, y: float, worksheet: Worksheet, is_key: bool) -> None:
        """Put the table on a page with its top left corner at (x, y)."""
        page.texts.append(PageText(QRectF(x, y, self.width, TITLE_HEIGHT), self.title, TEXT))
        left, top = x + self.name_width, y + TITLE_HEIGHT
        for number, name in enumerate(self.column_names):
            place = QRectF(
                left + number * self.column_width, top, self.column_width, self.header_height
            ).adjusted(PADDING / 2, 0, -PADDING / 2, 0)
            page.texts.append(PageText(place, _fitted(name, place), NAMES, WRAPPED))
        top += self.header_height
        for row in self.rows:
            name_place = QRectF(x, top, self.name_width - ROW_NAME_GAP, self.row_height)
            page.texts.append(PageText(name_place, row.name, NAMES, RIGHT))
            for number, (cell, text) in enumerate(zip(row.cells, row.texts, strict=True)):
                place = QRectF(
                    left + number * self.column_width, top, self.column_width, self.row_height
                )
                _place_cell(page, place, cell, text, worksheet, is_key)
            if row.is_first:
                right = left + self.column_width * len(row.cells)
                page.strokes.append(Stroke(left, top, right, top, 10, BLACK))
            top += self.row_height


def grid_of(title: str, matrices: Sequence[Matrix], worksheet: Worksheet) -> Grid | None:
    """Matrices of the same columns as one table; None when there is not a number in them."""
    rows = tuple(
        GridRow(
            name,
            tuple(matrix.cell(number, column) for column in range(len(matrix.column_names))),
            matrix.texts[number],
            number == 0 and matrix is not matrices[0],
        )
        for matrix in matrices
        for number, name in enumerate(matrix.row_names)
    )
    names = matrices[0].column_names
    if not rows or not names:
        return None
    is_written = any(cell in worksheet.blanks for row in rows for cell in row.cells)
    has_notes = any(cell in worksheet.footnotes for row in rows for cell in row.cells)
    texts = ANSWER.metrics, NAMES.metrics
    widest = max(texts[0].horizontalAdvance(on_paper(text)) for row in rows for text in row.texts)
    least = max(
        LEAST_COLUMN_TO_WRITE if is_written else 0,
        widest + 2 * PADDING + (PADDING if has_notes else 0),
    )
    wanted = max(min(WIDEST_NAME, _wrapped_width(name, NAMES)) + 2 * PADDING for name in names)
    width = max(least, COLUMN_TO_WRITE if is_written else COLUMN, wanted)
    row_names = max(texts[1].horizontalAdvance(row.name) for row in rows)
    return Grid(
        title,
        names,
        rows,
        min(WIDEST_ROW_NAME, row_names) + ROW_NAME_GAP,
        width,
        least,
        ROW_TO_WRITE if is_written else ROW,
    )


def on_paper(number: str) -> str:
    """A number with a real minus sign, which is as wide as a figure."""
    return number.replace("-", "−")


def _wrapped_width(name: str, style: Style) -> float:
    """The least width in which a name fits on two lines."""
    metrics = style.metrics
    words = name.split(" ")
    widths = [
        max(metrics.horizontalAdvance(" ".join(part)) for part in (words[:cut], words[cut:]))
        for cut in range(1, len(words) + 1)
    ]
    return min(widths)


def _fitted(name: str, place: QRectF) -> str:
    """A name, cut to one line where it would need more lines than there are."""
    bounds = NAMES.metrics.boundingRect(place, int(WRAPPED), name)
    if bounds.height() <= place.height() + 1 and bounds.width() <= place.width() + 1:
        return name
    return NAMES.metrics.elidedText(name, Qt.TextElideMode.ElideRight, place.width())


def _place_cell(
    page: Page, place: QRectF, cell: Cell, text: str, worksheet: Worksheet, is_key: bool
) -> None:
    is_blank = cell in worksheet.blanks
    page.boxes.append(PrintedBox(place, cell, is_blank, FILLED if is_blank and is_key else ""))
    if is_blank and not is_key:
        return
    inside = place.adjusted(PADDING, 0, -PADDING, 0)
    note = worksheet.footnotes.get(cell) if is_key else None
    if note is not None:
        mark = str(note[0])
        width = NOTE.metrics.horizontalAdvance(mark)
        corner = QRectF(inside.right() - width + PADDING * 0.6, place.top(), width, 3.4 * MM)
        page.texts.append(PageText(corner, mark, NOTE, RIGHT))
        inside.setRight(inside.right() - PADDING)
    page.texts.append(PageText(inside, on_paper(text), ANSWER if is_blank else NUMBER, RIGHT))

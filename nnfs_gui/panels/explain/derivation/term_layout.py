"""Tells where the rows and numbers of a derivation's table stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from nnfs_core.wording import in_short
from nnfs_gui.panels.explain.derivation.derivation import Derivation, RowKind
from nnfs_gui.widgets.theme import number_font, smallest_points

PADDING = 8  # pixels at either side of the table
GAP = 14  # least pixels between two columns
ROW_SPACE = 11  # pixels of a row beside its text
RESULT_SPACE = 8  # more of the result's row
LEAST_NAME = 48  # pixels of a name, below which it is not begun
MOST_MEASURED = 60  # terms whose widths the columns are made for


@dataclass
class TermLayout:
    """Places a derivation's rows in a table of some width; `gap` keeps room for an editor.

    Columns are as wide as their numbers, and share what is left; where it is too little for them
    all, the figures are smaller.
    """

    derivation: Derivation
    width: float
    points: float
    gap_row: int | None = None  # below which there is room for the editor
    gap_height: float = 0
    font: QFont = field(init=False)
    rights: list[float] = field(init=False)  # the right end of each column, k first
    row_height: float = field(init=False)
    names_width: float = field(init=False)  # of the terms' names, behind k; 0 for none
    _form: int = field(init=False, default=0)  # of in_short, in which the names are shown

    def __post_init__(self) -> None:
        self.points, self.font = self.points, number_font()
        natural = self._natural_widths()
        room = self.width - 2 * PADDING
        wanted = sum(natural) + GAP * (len(natural) - 1)
        if wanted > room > 0:
            share = max(smallest_points() / self.points, room / wanted)
            self.font.setPointSizeF(self.points * share)
            natural = self._natural_widths()
            wanted = sum(natural) + GAP * (len(natural) - 1)
        if wanted > room > 0:  # more digits than there is room for, which the painter cuts
            share = (room - GAP * (len(natural) - 1)) / max(1, len(natural))
            natural = [min(width, max(share, room / 4)) for width in natural]
            wanted = sum(natural) + GAP * (len(natural) - 1)
        self.metrics = QFontMetricsF(self.font)
        self.row_height = round(self.metrics.height() + ROW_SPACE)
        self.names_width = self._room_for_names(room - wanted)
        natural[0] += self.names_width
        spare = max(0.0, room - wanted - self.names_width) / max(1, len(natural) - 1)
        self.rights, right = [], float(PADDING)
        for number, width in enumerate(natural):
            right += width + (GAP + spare if number else 0)
            self.rights.append(right)
        self.rights[-1] = max(self.rights[-1], self.width - PADDING)

    def _natural_widths(self) -> list[float]:
        """The widths of k and of each column; a table of single numbers has no k."""
        metrics = QFontMetricsF(self.font)
        bold = QFont(self.font)
        bold.setBold(True)
        bold_metrics = QFontMetricsF(bold)
        derivation = self.derivation
        widths = [bold_metrics.horizontalAdvance(name) for name in derivation.headings] or [
            0.0,
            0.0,
        ]
        measured = range(min(derivation.n_terms_shown, MOST_MEASURED))
        for row in map(derivation.row, measured):
            widths[0] = max(widths[0], metrics.horizontalAdvance(str(row.k)))
            for column, cell in enumerate(row.cells, start=1):
                widths[column] = max(widths[column], metrics.horizontalAdvance(cell.text))
        for number in range(derivation.n_terms_shown, derivation.n_rows):
            row = derivation.row(number)
            for cell in row.cells:
                used = bold_metrics if row.kind is RowKind.RESULT else metrics
                widths[-1] = max(widths[-1], used.horizontalAdvance(cell.text))
            widths[-1] = max(widths[-1], metrics.horizontalAdvance(row.text))
        return widths

    def shown_name(self, name: str) -> str:
        """The name of a term, shorter where the names of all terms have no room."""
        return in_short(name)[self._form]

    def _room_for_names(self, spare: float) -> float:
        """As much of what is left as the names of terms take, if that is worth it."""
        rows = map(self.derivation.row, range(min(self.derivation.n_terms_shown, MOST_MEASURED)))
        names = {row.name for row in rows if row.name}
        longest = 0.0
        for form, forms in enumerate(zip(*map(in_short, names), strict=True)):
            if form == 0 or (longest > spare and len(set(forms)) == len(names)):
                longest = max(map(self.metrics.horizontalAdvance, forms)) + GAP
                self._form = form
        return min(longest, spare) if spare >= LEAST_NAME else 0.0

    @property
    def header_height(self) -> float:
        return self.row_height if self.derivation.headings else 0.0

    @property
    def height(self) -> float:
        gap = self.gap_height if self.gap_row is not None else 0
        return (
            self.header_height + self.derivation.n_rows * self.row_height + RESULT_SPACE + gap + 2
        )

    def row_rect(self, number: int) -> QRectF:
        """Where a row stands, from edge to edge."""
        top = self.header_height + number * self.row_height
        if self.gap_row is not None and number > self.gap_row:
            top += self.gap_height
        is_last = number == self.derivation.n_rows - 1
        return QRectF(0, top, self.width, self.row_height + (RESULT_SPACE if is_last else 0))

    def row_at(self, y: float) -> int | None:
        """The row at a height; None in the header, in the gap and below the last."""
        if self.gap_row is not None:
            gap_top = self.row_rect(self.gap_row).bottom()
            if y >= gap_top:
                if y < gap_top + self.gap_height:
                    return None
                y -= self.gap_height
        number = int((y - self.header_height) // self.row_height)
        n_rows = self.derivation.n_rows
        if number == n_rows and y < self.height:
            number = n_rows - 1  # the result's row is higher
        return number if 0 <= number < n_rows and y >= self.header_height else None

    def rows_in(self, top: float, bottom: float) -> range:
        """The rows that may be seen between two heights."""
        gap = self.gap_height if self.gap_row is not None else 0
        first = int((top - gap - self.header_height) // self.row_height)
        last = int((bottom - self.header_height) // self.row_height)
        n_rows = self.derivation.n_rows
        return range(max(0, first), min(n_rows, last + 1))

    def cell_rect(self, row: int, cell: int) -> QRectF:
        """Where a number stands: the whole width of its column in its row."""
        rect = self.row_rect(row)
        if self.derivation.row(row).kind is RowKind.TERM:
            left = self.rights[cell] + GAP / 2
            right = self.rights[cell + 1] + GAP / 2
        else:
            text = self.metrics.horizontalAdvance(self.derivation.row(row).cells[0].text)
            right = self.rights[-1] + GAP / 2
            left = self.rights[-1] - 1.15 * text - GAP / 2  # the result is in bold
        return QRectF(left, rect.top(), right - left, rect.height())

    def cell_at(self, row: int, x: float) -> int:
        """The number of a row at some place, the nearest one if there is none."""
        if self.derivation.row(row).kind is not RowKind.TERM:
            return 0
        ends = [right + GAP / 2 for right in self.rights[1:]]
        return next((i for i, end in enumerate(ends) if x < end), len(ends) - 1)

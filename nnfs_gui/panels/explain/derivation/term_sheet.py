"""Holds what a derivation's table shows, and paints it: the numbers, and which is current."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnfs_core.project.place import Place
from nnfs_gui.panels.explain.derivation.derivation import Cell, Derivation, DerivationRow
from nnfs_gui.panels.explain.derivation.derivation_words import spoken
from nnfs_gui.panels.explain.derivation.term_layout import TermLayout
from nnfs_gui.panels.explain.derivation.term_painting import (
    TermHighlights,
    TermPainter,
    handle_rect,
)
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.spoken import Parts, Role, Spoken, tell_part
from nnfs_gui.widgets.theme import Theme

DIM = 0.45

At = tuple[int, int]  # a row of the table and a cell in it


class TermSheet(QWidget):
    """Shows a derivation, of which one cell is current; `resized` tells that the cells moved."""

    heard_as = Role.List

    resized = Signal()

    def __init__(self, theme: Theme, can_change: Callable[[Cell], bool]) -> None:
        super().__init__()
        named(self, "term_table", "Derivation")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._can_change = can_change
        self._derivation: Derivation | None = None
        self._layout: TermLayout | None = None
        self._hovered: At | None = None
        self._current: At = (0, 0)
        self._lit_place: Place | None = None
        self._lit_row: int | None = None
        self._gap: tuple[int, int] | None = None  # below which row there is how much room
        self._is_dimmed = False
        theme.changed.connect(self.update)

    @property
    def derivation(self) -> Derivation | None:
        return self._derivation

    @property
    def has_links(self) -> bool:
        """Whether any number on show leads to where it comes from."""
        return any(cell.target is not None for cell in self._cells())

    @property
    def names_with_handles(self) -> tuple[str, ...]:
        """The names of the lines in which another number can be tried."""
        names = (cell.line.name for cell in self._cells() if self._can_change(cell))
        return tuple(dict.fromkeys(names))

    def _cells(self) -> Iterator[Cell]:
        """The cells of the first term, which stands for all of them, and of the single numbers."""
        if self._derivation is not None:
            n_terms = self._derivation.n_terms_shown
            for row in (*range(min(1, n_terms)), *range(n_terms, self._derivation.n_rows)):
                yield from self._derivation.row(row).cells

    @property
    def current(self) -> At:
        """The row and cell that keys act on."""
        return self._current

    @property
    def lit_row(self) -> int | None:
        """The row with a number that the mouse rests on elsewhere."""
        return self._lit_row

    def set_derivation(self, derivation: Derivation | None, *, same_place: bool = False) -> None:
        """Show other rows; of the `same_place` what is current stays so."""
        self._derivation = derivation
        if not same_place:
            self._current, self._hovered = (0, 0), None
        self._lay_out()
        self.set_lit_place(self._lit_place)
        if derivation is not None:
            self._current = self._inside(self._current)
        tell_part(self)

    def set_current(self, row: int, column: int) -> None:
        """Let keys act on another cell."""
        self._current = self._inside((row, column))
        tell_part(self)
        self.update()

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the numbers are not those of the present project."""
        if dimmed != self._is_dimmed:
            self._is_dimmed = dimmed
            self.update()

    def set_lit_place(self, place: Place | None) -> None:
        """Light up the row with a number from a place that the mouse rests on elsewhere."""
        self._lit_place = place
        row = None
        if place is not None and self._derivation is not None:
            row = self._derivation.row_from(place)
        if row != self._lit_row:
            self._lit_row = row
            self.update()

    def open_gap(self, row: int, height: int) -> QRectF:
        """Make room for an editor below a row; the answer is where."""
        self._gap = row, height
        self._lay_out()
        assert self._layout is not None
        below = self._layout.row_rect(row)
        return QRectF(0, below.bottom(), self.width(), height)

    def close_gap(self) -> None:
        """Take the room of the editor back."""
        self._gap = None
        self._lay_out()

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a number stands, in the widget's pixels."""
        assert self._layout is not None
        return self._layout.cell_rect(row, column)

    def handle_rect(self, row: int, column: int) -> QRectF:
        """Where the handle stands that opens a slider for a number."""
        assert self._layout is not None
        return handle_rect(self._layout, (row, column), self._layout.font)

    def row_rect(self, row: int) -> QRectF:
        """Where a row stands, in the widget's pixels."""
        assert self._layout is not None
        return self._layout.row_rect(row)

    @property
    def font_of_numbers(self) -> QFont:
        """The font that the numbers stand in, a small one where there is little room."""
        assert self._layout is not None
        return self._layout.font

    @property
    def names_on_show(self) -> list[str]:
        """The names of the terms, in short where there is little room; none where there is less."""
        layout = self._layout
        assert layout is not None
        rows = map(layout.derivation.row, range(layout.derivation.n_terms_shown))
        return [layout.shown_name(row.name) for row in rows if layout.names_width]

    def cell_at(self, at: At) -> Cell | None:
        """The number at a row and a cell in it, if there is one."""
        cells = self._row(at).cells
        return cells[at[1]] if at[1] < len(cells) else None

    def target_at(self, at: At) -> Place | None:
        """Where the number there came from."""
        cell = self.cell_at(at)
        return None if cell is None else cell.target

    def has_handle(self, at: At) -> bool:
        """Whether another number can be tried there."""
        if self._derivation is None or at[0] >= self._derivation.n_rows:
            return False
        cell = self.cell_at(at)
        return cell is not None and self._can_change(cell)

    def spoken(self) -> Spoken:
        """A list of the cells, row by row, for those who hear them."""
        derivation = self._derivation
        if derivation is None:
            return Spoken()

        def said(row: int, column: int) -> str:
            return spoken(derivation, derivation.row(row), column)

        parts = Parts(
            derivation.n_cells,
            lambda number: said(*derivation.cell_at(number)),
            lambda number: self.cell_rect(*derivation.cell_at(number)),
            derivation.number_at(*self._current),
        )
        return Spoken(parts=parts)

    # What Qt calls.

    def sizeHint(self) -> QSize:
        height = 0 if self._layout is None else int(self._layout.height)
        return QSize(260, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()
            self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._layout is None:
            return
        current = self._current if self.hasFocus() else None
        handle = next((at for at in (self._hovered, current) if at and self.has_handle(at)), None)
        looks = TermHighlights(self._hovered, self._current, self.hasFocus(), self._lit_row, handle)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(DIM if self._is_dimmed else 1.0)
            clip = event.rect()
            TermPainter(painter, self._theme, self._layout, looks).paint(clip.top(), clip.bottom())

    # Helpers.

    def _lay_out(self) -> None:
        before = None if self._layout is None else self._layout.height
        self._layout = None
        if self._derivation is not None:
            points = self.font().pointSizeF()
            gap, height = self._gap if self._gap is not None else (None, 0)
            if gap is not None:
                gap = min(gap, self._derivation.n_rows - 1)
            self._layout = TermLayout(self._derivation, self.width(), points, gap, height)
        if self._layout is None or self._layout.height != before:
            self.updateGeometry()
        self.update()

    def _inside(self, at: At) -> At:
        if self._derivation is None:
            return 0, 0
        row = min(max(0, at[0]), self._derivation.n_rows - 1)
        n_cells = len(self._derivation.row(row).cells)
        return row, min(max(0, at[1]), max(0, n_cells - 1))

    def _at(self, position: QPointF) -> At | None:
        if self._layout is None or not self.rect().contains(position.toPoint()):
            return None
        row = self._layout.row_at(position.y())
        return None if row is None else (row, self._layout.cell_at(row, position.x()))

    def _row(self, at: At) -> DerivationRow:
        assert self._derivation is not None
        return self._derivation.row(at[0])

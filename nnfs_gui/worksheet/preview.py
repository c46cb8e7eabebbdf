"""Shows the pages as they will be printed; a click on a number leaves it blank, or fills it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from nnfs_core.worksheet import Cell
from nnfs_gui.printing.page_column import PageColumn
from nnfs_gui.printing.paper import Paper
from nnfs_gui.widgets.colors import LIGHT
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.painter_state import state_kept
from nnfs_gui.widgets.spoken import Parts, Role, Spoken, tell_part
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.worksheet.painting import paint_page
from nnfs_gui.worksheet.paper import Page, PrintedBox

KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PagePreview(PageColumn):
    """Shows all pages, one below the other, as wide as the widget.

    `toggled` tells the cell that was clicked or chosen with the space bar, `pointed` the one under
    the mouse or the keyboard's, None when there is none; `reached` where the keyboard went. `say`
    puts a cell into words.
    """

    heard_as = Role.List

    toggled = Signal(object)
    pointed = Signal(object)
    reached = Signal(QRectF)

    def __init__(self, theme: Theme, say: Callable[[Cell], str]) -> None:
        super().__init__(theme)
        named(self, "worksheet_preview", "Pages of the worksheet")
        self.setAccessibleDescription(
            "Arrow keys go from number to number; the space bar leaves one blank or fills it in."
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._say = say
        self._paper, self._pages = Paper(), tuple[Page, ...]()
        self._places: dict[Cell, tuple[int, PrintedBox]] = {}  # with their pages, in reading order
        self._under_mouse: Cell | None = None
        self._current: Cell | None = None  # the keyboard's

    def show_pages(self, paper: Paper, pages: Sequence[Page]) -> None:
        """Show other pages; the keyboard stays at its cell if that is still there."""
        self._paper, self._pages = paper, tuple(pages)
        self._places = {
            box.cell: (number, box)
            for number, page in enumerate(pages)
            for box in page.boxes
            if box.cell is not None
        }
        if self._current not in self._places:
            self._current = next(iter(self._places), None)
        if self._under_mouse not in self._places:
            self._under_mouse = None
        self.updateGeometry()
        self.update()

    @property
    def n_pages(self) -> int:
        return len(self._pages)

    @property
    def page(self) -> QSizeF:
        return self._paper.page

    @property
    def pointed_cell(self) -> Cell | None:
        """The cell under the mouse, else the keyboard's while it is here."""
        return self._under_mouse or (self._current if self.hasFocus() else None)

    def spoken(self) -> Spoken:
        """A list of boxes, one a number, checked where it is left blank."""
        cells = list(self._places)
        parts = Parts(
            len(cells),
            lambda part: self._say(cells[part]),
            lambda part: self._on_screen(*self._places[cells[part]]),
            cells.index(self._current) if self._current in self._places else None,
            Role.CheckBox,
            lambda part: self._places[cells[part]][1].is_blank,
        )
        return Spoken(parts=parts)

    def cell_rect(self, cell: Cell) -> QRectF:
        """Where a cell stands in the widget, in pixels; empty when it is on no page."""
        return self._on_screen(*self._places[cell]) if cell in self._places else QRectF()

    def paint_on_page(self, painter: QPainter, number: int, place: QRectF) -> None:
        with state_kept(painter):
            painter.translate(place.topLeft())
            painter.scale(self.scale, self.scale)
            paint_page(painter, self._pages[number])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        self._paint_mark(painter, self._under_mouse, filled=True)
        if self.hasFocus():
            self._paint_mark(painter, self._current, filled=False)

    def _paint_mark(self, painter: QPainter, cell: Cell | None, *, filled: bool) -> None:
        if cell is None or cell not in self._places:
            return
        color = QColor(LIGHT.accent)  # on paper, which is white in every look
        painter.setPen(QPen(color, 2))
        soft = QColor(color)
        soft.setAlpha(40)
        painter.setBrush(soft if filled else Qt.BrushStyle.NoBrush)
        painter.drawRect(self._on_screen(*self._places[cell]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell != self._under_mouse:
            self._under_mouse = cell
            shape = Qt.CursorShape.PointingHandCursor if cell else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.pointed.emit(cell)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under_mouse = None
        self.pointed.emit(self.pointed_cell)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = cell
            self.toggled.emit(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in KEYS and self._current is not None:
            self._step(*KEYS[key])
        elif key == Qt.Key.Key_Space and self._current is not None:
            self.toggled.emit(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        tell_part(self)
        self.pointed.emit(self._current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit(self.pointed_cell)

    def _step(self, across: int, down: int) -> None:
        """Go to the nearest cell in a direction; those in the same row or column come first."""
        assert self._current is not None
        here = self.cell_rect(self._current)
        best: tuple[float, Cell] | None = None
        for cell, place in self._places.items():
            there = self._on_screen(*place)
            offset = there.center() - here.center()
            ahead = offset.x() * across + offset.y() * down
            aside = abs(offset.y() if across else offset.x())
            if ahead <= 1 or (across and aside > here.height()):
                continue
            cost = ahead + 3 * max(0.0, aside - (here.height() if across else here.width()) / 2)
            if best is None or cost < best[0]:
                best = cost, cell
        if best is not None:
            self._current = best[1]
            tell_part(self)
            self.pointed.emit(self._current)
            self.reached.emit(self.cell_rect(self._current))
            self.update()

    def _cell_at(self, position: QPointF) -> Cell | None:
        for number, page in enumerate(self._pages):
            place = self.page_rect(number)
            if place.contains(position):
                on_paper = (position - place.topLeft()) / self.scale
                return next((box.cell for box in page.boxes if box.place.contains(on_paper)), None)
        return None

    def _on_screen(self, number: int, box: PrintedBox) -> QRectF:
        corner = self.page_rect(number).topLeft() + box.place.topLeft() * self.scale
        return QRectF(corner, box.place.size() * self.scale)

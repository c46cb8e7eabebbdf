"""Shows a painted figure, tells what the mouse is at, and lets mouse and keys press its parts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from nnfs_gui.panels.outputs.figures.figure import Figure, FigureLook
from nnfs_gui.panels.outputs.matrix.plot import DIM
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.studio.selection import BACK_AND_FORWARD
from nnfs_gui.widgets.keys import claims
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.spoken import NO_PARTS, Parts, Role, Spoken, tell_part
from nnfs_gui.widgets.theme import Theme

PAGE = 10  # parts that Page Down goes on
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -PAGE,
    Qt.Key.Key_PageDown: PAGE,
}
ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
KEYS = (*STEPS, *ENDS, *ENTER)
LEAST = QSize(120, 90)  # pixels


class FigureView(QWidget):
    """Shows a Figure as large as there is room; arrow keys walk through its parts, Enter presses.

    `hint` says behind each part's words what a press does.
    """

    heard_as = Role.Canvas
    pressed = Signal(int)  # the part

    def __init__(self, theme: Theme, object_name: str, accessible_name: str, hint: str) -> None:
        super().__init__()
        named(self, object_name, accessible_name)
        self.setAccessibleDescription("Arrow keys go from part to part; Enter acts as a click.")
        self._theme, self._hint, self._texts = theme, hint, TextPainter()
        self._figure: Figure | None = None
        self._fitted: Figure | None = None
        self._is_dimmed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(LEAST)
        theme.changed.connect(self._forget)

    @property
    def figure(self) -> Figure | None:
        """What is on show, as large as it is painted."""
        if self._fitted is None and self._figure is not None:
            self._fitted = self._figure.looking(self.look)
        return self._fitted

    @property
    def look(self) -> FigureLook:
        """In which look figures are painted here now."""
        return FigureLook.of(self._theme, self._texts, QSizeF(self.size()))

    def show_figure(self, figure: Figure | None) -> None:
        """Show another figure, or none."""
        before, self._figure = self._figure, figure
        if figure is not None and before is not None and before.n_parts == figure.n_parts:
            self._figure = replace(figure, current=before.current)
        self._forget()

    def mark(self, *, chosen: int | None, selected: int | None) -> None:
        """Mark the part whose samples are on show, and the one of the selected sample."""
        figure = self._figure
        if figure is not None and (figure.chosen, figure.selected) != (chosen, selected):
            self._figure = replace(figure, chosen=chosen, selected=selected)
            self._forget()

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the numbers are not those of the present project."""
        self._is_dimmed = dimmed
        self.update()

    def spoken(self) -> Spoken:
        """The part that keys act on, or all where they are few."""
        return Spoken(parts=self._parts())

    def paintEvent(self, event: QPaintEvent) -> None:
        figure = self.figure
        if figure is None:
            return
        if not self.hasFocus():
            figure = replace(figure, current=None)
        with QPainter(self) as painter:
            painter.setOpacity(DIM if self._is_dimmed else 1.0)
            figure.paint(painter)

    def resizeEvent(self, event: QEvent) -> None:
        self._fitted = None

    def focusInEvent(self, event: QEvent) -> None:
        self.update()
        tell_part(self)

    def focusOutEvent(self, event: QEvent) -> None:
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._tell(event)
            return True
        return claims(event, _is_key) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_at_part = self._part_at(event.position()) is not None
        shapes = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(shapes[0] if is_at_part else shapes[1])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in BACK_AND_FORWARD:
            event.ignore()  # they are for the window
            return
        part = self._part_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and part is not None:
            self._go_to(part)
            self.pressed.emit(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        figure, key = self._figure, Qt.Key(event.key())
        if figure is None or not figure.n_parts or not _is_key(event):
            super().keyPressEvent(event)
            return
        current, last = figure.current, figure.n_parts - 1
        if key in ENTER:
            if current is not None:
                self.pressed.emit(current)
        elif key in ENDS:
            self._go_to(ENDS[key] % figure.n_parts)
        else:
            self._go_to(0 if current is None else min(max(0, current + STEPS[key]), last))

    def _go_to(self, part: int) -> None:
        if self._figure is not None:
            self._figure = replace(self._figure, current=part)
            self._forget()
            tell_part(self)

    def _parts(self) -> Parts:
        figure = self.figure
        if figure is None or not figure.n_parts:
            return NO_PARTS
        current = figure.current or 0
        if figure.n_parts <= PAGE:
            return Parts(figure.n_parts, figure.said_of, figure.rect_of, current)
        # the part and the one before it: readers say what the keyboard comes to
        shown = sorted({max(0, current - 1), current})
        return Parts(
            len(shown),
            lambda part: figure.said_of(shown[part]),
            lambda part: figure.rect_of(shown[part]),
            len(shown) - 1,
        )

    def _part_at(self, at: QPointF) -> int | None:
        return None if self.figure is None else self.figure.part_at(at)

    def _tell(self, event: QEvent) -> None:
        part = self._part_at(QPointF(event.pos()))  # type: ignore[attr-defined]
        if part is None or self.figure is None:
            QToolTip.hideText()
            return
        text = f"{self.figure.said_of(part)}. {self._hint}"
        rect: QRectF = self.figure.rect_of(part)
        QToolTip.showText(event.globalPos(), plain_tip(text), self, rect.toAlignedRect())  # type: ignore[attr-defined]

    def _forget(self) -> None:
        self._fitted = None
        self.update()


def _is_key(event: QKeyEvent) -> bool:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if Qt.Key(event.key()) in ENTER:  # Ctrl narrows the filter
        modifiers &= ~Qt.KeyboardModifier.ControlModifier
    return Qt.Key(event.key()) in KEYS and not modifiers

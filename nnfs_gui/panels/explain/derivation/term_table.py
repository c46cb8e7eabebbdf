"""Lets mouse and keys follow the numbers of a derivation's table, and try others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip

from nnfs_core.project.place import Place
from nnfs_gui.panels.explain.derivation.derivation import Cell, RowKind
from nnfs_gui.panels.explain.derivation.derivation_words import name_of, said_of
from nnfs_gui.panels.explain.derivation.term_sheet import At, TermSheet
from nnfs_gui.widgets.keys import claims
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.spoken import tell_part
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.widgets.tips import beside

LEFT_BUTTON = Qt.MouseButton.LeftButton


class TermTable(TermSheet):
    """Links underlined numbers: a click or Enter follows one, Space or its handle tries another.

    Arrow keys go from cell to cell. It knows nothing of selection and document: `followed` asks to
    go to a place, `what_if_wanted` to try another number in a cell, `unfolded` to show more terms
    or fewer, `copy_wanted` to copy all with or without all digits, `menu_wanted` to open the menu
    of a cell; `hovered` tells the place under the mouse, `described` a sentence about its row.
    """

    followed = Signal(object)
    what_if_wanted = Signal(int, int)
    unfolded = Signal(bool)
    copy_wanted = Signal(bool)
    menu_wanted = Signal(object, QPoint)
    hovered = Signal(object)
    described = Signal(str)

    def __init__(self, theme: Theme, can_change: Callable[[Cell], bool]) -> None:
        super().__init__(theme, can_change)
        self._pressed: At | None = None

    def edit_commands(self) -> dict[str, Callable[[], None]]:
        """What the Edit menu can do here."""
        return {"copy": lambda: self.copy_wanted.emit(False)}

    def follow(self, at: At) -> None:
        """Go to where a number came from; of the row for other terms, show or hide some."""
        row = self._row(at)
        if row.kind in (RowKind.GROUP, RowKind.FEWER):
            self.unfolded.emit(row.kind is RowKind.GROUP)
            return
        target = self.target_at(at)
        if target is not None:
            self.followed.emit(target)
        else:
            self.described.emit("This number is made here: there is nowhere to follow it to.")

    def tip_at(self, position: QPointF) -> str:
        """All digits of the number at a place, and what can be done with it.

        What it is in the sum stands below the table at the same time.
        """
        at = self._at(position)
        cell = None if at is None else self.cell_at(at)
        if at is None or cell is None or self._derivation is None:
            return ""
        digits = self._derivation.explanation.full(cell.line, cell.k)
        lines, k = [f"{cell.line.name} = {digits}"], self._row(at).k
        if k is not None:
            lines.append(name_of(self._derivation, k))
        if self.has_handle(at):
            lines.append("Space tries another number.")
        return "\n".join(lines)

    # What Qt calls.

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(QPointF(event.pos()))
            return True
        is_copy = QKeySequence.StandardKey.Copy
        return claims(event, lambda key: key.matches(is_copy)) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if at == self._hovered:
            return
        self._hovered = at
        row = None if at is None else self._row(at)
        is_active = row is not None and at is not None and (
            row.kind in (RowKind.GROUP, RowKind.FEWER) or self.target_at(at) or self.has_handle(at)
        )  # fmt: skip
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if is_active else Qt.CursorShape.ArrowCursor
        )
        self.hovered.emit(None if at is None else self._hovered_place(at))
        self.described.emit("" if row is None or self._derivation is None
                       else said_of(self._derivation, row))  # fmt: skip
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.hovered.emit(None)
        self.described.emit("")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != LEFT_BUTTON:
            event.ignore()
            return
        self._pressed = self._at(event.position())
        if self._pressed is not None:
            self.set_current(*self._pressed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != LEFT_BUTTON:
            event.ignore()
            return
        at, self._pressed = self._at(event.position()), None
        if at is None or at != self._current:
            return
        if self.has_handle(at) and self.handle_rect(*at).contains(event.position()):
            self.what_if_wanted.emit(*at)
        elif self._is_on_link(at, event.position()):
            self.follow(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, column = self._current
        moves = {
            Qt.Key.Key_Up: (row - 1, column),
            Qt.Key.Key_Down: (row + 1, column),
            Qt.Key.Key_Left: (row, column - 1),
            Qt.Key.Key_Right: (row, column + 1),
            Qt.Key.Key_Home: (0, column),
            Qt.Key.Key_End: (2**31, column),
        }
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._derivation is None:
            event.ignore()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit(False)
        elif plain and key in moves:
            self.set_current(*moves[key])
            self.described.emit(said_of(self._derivation, self._row(self._current)))
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.follow(self._current)
        elif plain and key in (Qt.Key.Key_Space, Qt.Key.Key_F2):
            if self._row(self._current).kind in (RowKind.GROUP, RowKind.FEWER):
                self.follow(self._current)
            else:
                self.what_if_wanted.emit(*self._current)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        tell_part(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.described.emit("")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._derivation is None:
            return
        at = self._current
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            at = self._at(QPointF(event.pos())) or at
        self.set_current(*at)
        self.menu_wanted.emit(at, event.globalPos())

    # Helpers.

    def _show_tip(self, position: QPointF) -> None:
        """Tell of the number at a place, beside the table, whose rows stay in sight."""
        at = self._at(position)
        tip = self.tip_at(position)
        if at is None or not tip:
            QToolTip.hideText()
            return
        rect = self.row_rect(at[0]).toRect()
        QToolTip.showText(beside(self, rect, plain_tip(tip)), plain_tip(tip), self, rect)

    def _is_on_link(self, at: At, position: QPointF) -> bool:
        if self._row(at).kind is RowKind.TERM:
            return position.x() >= self.cell_rect(*at).left()
        return True

    def _hovered_place(self, at: At) -> Place | None:
        """The place of the number under the mouse, else of the first link in its row."""
        targets = [cell.target for cell in self._row(at).cells if cell.target is not None]
        return self.target_at(at) or next(iter(targets), None)

"""Shows a page of code to read and to copy from, quick however long it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from nnfs_gui.code_view.changes import TextChanges
from nnfs_gui.code_view.coloring import Span
from nnfs_gui.widgets.theme import Theme, code_font

MARK_WIDTH = 3  # of the bar beside a changed line
GAP = 5  # around a line's number
MOST_MARKS = 500  # lines; every one is looked at whenever the view paints


class CodeView(QPlainTextEdit):
    """Shows a text, its lines whole or wrapped. They get their colours when first visible."""

    def __init__(self, theme: Theme, *, numbered: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._spans: Sequence[Sequence[Span]] = ()
        self._colored: set[int] = set()
        self._formats: dict[str, QTextCharFormat] = {}
        self.changed_lines: tuple[int, ...] = ()
        self.setProperty("role", "code")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        theme.give_font(self, code_font)
        self._margin = _Margin(self) if numbered else None
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._follow)
        theme.changed.connect(self._recolor)
        self._recolor()

    def show_code(
        self, text: str, spans: Sequence[Sequence[Span]] = (), changes: TextChanges | None = None
    ) -> None:
        """Show a text with its coloured parts, one sequence a line.

        With `changes` from the text before, the same lines stay visible and the new ones are
        marked; without, the view begins at the top.
        """
        top, across = self.firstVisibleBlock().blockNumber(), self.horizontalScrollBar().value()
        self._spans = spans
        self._colored.clear()
        self.changed_lines = () if changes is None else changes.lines[:MOST_MARKS]
        self.setPlainText(text)
        self._mark_changes()
        if changes is not None:
            self._go_to_top(changes.new_place(top))
            self.horizontalScrollBar().setValue(across)

    def set_wrapped(self, is_wrapped: bool) -> None:
        """Break lines that are too long for the view, or let them run out of it."""
        top = self.firstVisibleBlock().blockNumber()
        modes = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(modes.WidgetWidth if is_wrapped else modes.NoWrap)
        self._go_to_top(top)

    def go_to_line(self, number: int) -> None:
        """Bring a line, the first is 0, to the middle of the view."""
        block = self.document().findBlockByNumber(number)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()

    def is_line_visible(self, number: int) -> bool:
        """True when a line is on the screen."""
        return any(block.blockNumber() == number for block, _ in self._visible_blocks())

    def paintEvent(self, event: QPaintEvent) -> None:
        for block, _ in self._visible_blocks():
            self._color(block)
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_margin()

    def margin_width(self) -> int:
        """How wide the line numbers are, in pixels."""
        digits = max(2, len(str(self.blockCount())))
        return MARK_WIDTH + 2 * GAP + digits * self.fontMetrics().horizontalAdvance("9")

    def paint_margin(self, margin: QWidget, event: QPaintEvent) -> None:
        """Paint the numbers of the visible lines, and bars beside those that changed."""
        changed = set(self.changed_lines)
        height = self.fontMetrics().height()
        with QPainter(margin) as painter:
            painter.fillRect(event.rect(), self._theme.color("header"))
            painter.setFont(self.font())
            for block, top in self._visible_blocks():
                number = block.blockNumber()
                is_changed = number in changed
                if is_changed:
                    whole = round(self.blockBoundingRect(block).height())
                    painter.fillRect(QRect(0, top, MARK_WIDTH, whole), self._theme.color("accent"))
                painter.setPen(self._theme.color("text" if is_changed else "muted"))
                painter.drawText(
                    QRect(0, top, margin.width() - GAP, height),
                    Qt.AlignmentFlag.AlignRight,
                    str(number + 1),
                )

    def _visible_blocks(self) -> list[tuple[QTextBlock, int]]:
        """The lines on the screen, each with its top in pixels."""
        found = []
        block, bottom = self.firstVisibleBlock(), self.viewport().height()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > bottom:
                break
            found.append((block, round(place.top())))
            block = block.next()
        return found

    def _color(self, block: QTextBlock) -> None:
        number = block.blockNumber()
        if number in self._colored or number >= len(self._spans):
            return
        self._colored.add(number)
        ranges = []
        for span in self._spans[number]:
            part = QTextLayout.FormatRange()
            part.start, part.length = span.start, span.length
            part.format = self._format(span.color)
            ranges.append(part)
        block.layout().setFormats(ranges)

    def _format(self, color: str) -> QTextCharFormat:
        if color not in self._formats:
            self._formats[color] = QTextCharFormat()
            self._formats[color].setForeground(self._theme.color(color))
        return self._formats[color]

    def _go_to_top(self, number: int) -> None:
        """Scroll so that a line is the first visible; the scroll bar counts the wrapped ones."""
        block = self.document().findBlockByNumber(number)
        self.verticalScrollBar().setValue(block.firstLineNumber() if block.isValid() else number)

    def _mark_changes(self) -> None:
        marks = []
        for line in self.changed_lines:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document().findBlockByNumber(line))
            mark.cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            looks = QTextCharFormat()
            looks.setBackground(QColor(self._theme.color("accent_soft")))
            looks.setProperty(QTextFormat.Property.FullWidthSelection, True)
            mark.format = looks
            marks.append(mark)
        self.setExtraSelections(marks)
        if self._margin is not None:
            self._margin.update()

    def _recolor(self) -> None:
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self._make_room()
        self._formats.clear()
        self._colored.clear()
        self._mark_changes()
        self.viewport().update()

    def _make_room(self) -> None:
        if self._margin is not None:
            self.setViewportMargins(self.margin_width(), 0, 0, 0)
            self._place_margin()

    def _place_margin(self) -> None:
        if self._margin is not None:
            inside = self.contentsRect()
            self._margin.setGeometry(
                QRect(inside.topLeft(), QSize(self.margin_width(), inside.height()))
            )

    def _follow(self, rect: QRect, moved: int) -> None:
        if self._margin is None:
            return
        if moved:
            self._margin.scroll(0, moved)
        else:
            self._margin.update(
                QRect(QPoint(0, rect.y()), QSize(self._margin.width(), rect.height()))
            )


class _Margin(QWidget):
    """The strip of line numbers at the left of a view."""

    def __init__(self, view: CodeView) -> None:
        super().__init__(view)
        self._view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_margin(self, event)

"""Paints the table of a derivation, only what is visible of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from nnfs_core.numerals import cut
from nnfs_gui.panels.explain.derivation.derivation import Derivation, DerivationRow, RowKind
from nnfs_gui.panels.explain.derivation.term_layout import GAP, PADDING, TermLayout
from nnfs_gui.widgets.theme import Theme

HANDLE = 18  # pixels of the mark that opens a slider
LONG = 20  # letters of a number that may have no room
SHORT = 8  # characters for which there always is room
BAR = 3  # pixels of the bar that shows a term's share

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class TermHighlights:
    """Says what of the table is under the mouse, current, or pointed at from elsewhere."""

    hovered: tuple[int, int] | None = None
    current: tuple[int, int] | None = None
    has_focus: bool = False
    lit_row: int | None = None  # that the mouse rests on in another panel
    handle: tuple[int, int] | None = None  # the cell that shows its handle


class TermPainter:
    """Paints the rows between two heights."""

    def __init__(
        self, painter: QPainter, theme: Theme, layout: TermLayout, looks: TermHighlights
    ) -> None:
        self._painter, self._theme, self._layout, self._looks = painter, theme, layout, looks
        self._derivation: Derivation = layout.derivation
        self._bold = QFont(layout.font)
        self._bold.setBold(True)
        self._bold_metrics = QFontMetricsF(self._bold)
        self._dots: list[QLineF] = []
        self._largest_share = 0.0
        if self._derivation.explanation.summed is not None:
            shares = self._derivation.explanation.shares
            self._largest_share = float(abs(shares).max()) if len(shares) else 0.0

    def paint(self, top: float, bottom: float) -> None:
        layout = self._layout
        if top < layout.header_height:
            self._paint_header()
        for number in layout.rows_in(top, bottom):
            self._paint_row(number)
        self._painter.setPen(QPen(self._theme.color("accent"), 1, Qt.PenStyle.DotLine))
        self._painter.drawLines(self._dots)

    def _paint_header(self) -> None:
        layout, painter = self._layout, self._painter
        rect = QRectF(0, 0, layout.width, layout.header_height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("header"))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setFont(self._bold)
        painter.setPen(self._theme.color("muted"))
        for number, name in enumerate(self._derivation.headings):
            left = layout.rights[number - 1] + GAP / 2 if number else 0
            right = layout.rights[number] - (0 if number else layout.names_width)
            self._text(QRectF(left, 0, right - left, rect.height()), name)

    def _paint_row(self, number: int) -> None:
        row, rect = self._derivation.row(number), self._layout.row_rect(number)
        looks, painter = self._looks, self._painter
        is_hovered = looks.hovered is not None and looks.hovered[0] == number
        back: QColor | None = None
        if row.kind is RowKind.RESULT or number == looks.lit_row:
            back = self._theme.color("accent_soft")
        elif is_hovered or row.is_lit:
            back = self._theme.color("hover")
        if back is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 4, 4)
        if number == self._derivation.n_terms_shown and number:
            self._paint_rule(rect.top(), row)
        if row.kind is RowKind.TERM:
            self._paint_term(number, row, rect)
        else:
            self._paint_number(number, row, rect)
        if looks.has_focus and looks.current is not None and looks.current[0] == number:
            self._paint_focus(number, row, looks.current[1])

    def _paint_rule(self, y: float, row: DerivationRow) -> None:
        """The line under a column of terms, above which they are summed."""
        left = self._layout.rights[-2] - 24 if row.kind is not RowKind.GROUP else PADDING
        self._painter.setPen(QPen(self._theme.color("border"), 1))
        self._painter.drawLine(QLineF(left, y, self._layout.width - PADDING + 2, y))

    def _paint_term(self, number: int, row: DerivationRow, rect: QRectF) -> None:
        layout, painter = self._layout, self._painter
        painter.setFont(layout.font)
        painter.setPen(self._theme.color("muted"))
        k_end = layout.rights[0] - layout.names_width
        self._text(QRectF(0, rect.top(), k_end, rect.height()), str(row.k))
        if layout.names_width:
            room = QRectF(k_end + GAP, rect.top(), layout.names_width - GAP, rect.height())
            name = layout.shown_name(row.name)
            name = layout.metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, _LEFT, name)
        summed = self._derivation.explanation.summed
        for column, cell in enumerate(row.cells):
            place = layout.cell_rect(number, column)
            self._number((number, column), place, cell.text, cell.target is not None)
            if cell.line is summed and self._largest_share:
                share = float(self._derivation.explanation.shares[cell.k]) / self._largest_share
                self._paint_bar(place, share)

    def _paint_bar(self, place: QRectF, share: float) -> None:
        """The share of a term in the sum, its sign shown by the colour as in the heatmaps."""
        length = abs(share) * (place.width() - GAP)
        if length < 0.5:
            return
        color = self._theme.color("above" if share > 0 else "below")
        color.setAlphaF(0.55)
        right = place.right() - GAP / 2
        self._painter.fillRect(
            QRectF(right - length, place.bottom() - BAR - 1, length, BAR - 1), color
        )

    def _paint_number(self, number: int, row: DerivationRow, rect: QRectF) -> None:
        layout, painter = self._layout, self._painter
        is_result, is_fold = row.kind is RowKind.RESULT, row.kind in (RowKind.GROUP, RowKind.FEWER)
        painter.setFont(self._bold if is_result else layout.font)
        metrics = self._bold_metrics if is_result else layout.metrics
        if is_fold:
            self._paint_fold(number, row, rect)
            return
        text = row.cells[0].text
        width = metrics.horizontalAdvance(text)
        right = layout.rights[-1]
        left = min(layout.rights[-2] or right, right - width - GAP)
        label_width = metrics.horizontalAdvance(row.label)
        has_columns = bool(self._derivation.headings)
        painter.setPen(self._theme.color("text" if is_result else "muted"))
        label_end = left if has_columns else PADDING + label_width
        label_end = max(label_end, PADDING + label_width)
        self._text(QRectF(0, rect.top(), label_end, rect.height()), row.label)
        self._paint_expression(row, rect, label_end - label_width, label_end, right - width)
        painter.setFont(self._bold if is_result else layout.font)
        value = QRectF(label_end, rect.top(), right - label_end + GAP / 2, rect.height())
        self._number((number, 0), value, text, row.cells[0].target is not None)

    def _paint_expression(
        self,
        row: DerivationRow,
        rect: QRectF,
        label_start: float,
        label_end: float,
        value_start: float,
    ) -> None:
        """What was substituted, where there is room for it: before the name, else behind it."""
        if not row.expression:
            return
        self._painter.setFont(self._layout.font)
        self._painter.setPen(self._theme.color("muted"))
        width = self._layout.metrics.horizontalAdvance(row.expression)
        if PADDING + width + GAP <= label_start:
            place = QRectF(PADDING, rect.top(), width + 2, rect.height())
            self._painter.drawText(place, _LEFT, row.expression)
        elif label_end + width + 2 * GAP <= value_start:
            right = value_start - GAP
            self._text(QRectF(right - width - 2, rect.top(), width + 2, rect.height()),
                       row.expression)  # fmt: skip

    def _number(self, at: tuple[int, int], place: QRectF, text: str, is_link: bool) -> None:
        painter, looks = self._painter, self._looks
        painter.setPen(self._theme.color("accent" if is_link else "text"))
        right = place.right() - GAP / 2
        room = QRectF(place.left(), place.top(), right - place.left(), place.height())
        if len(text) > LONG:
            metrics = QFontMetricsF(painter.font())
            text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
        elif len(text) > SHORT and text[-1].isdigit():
            metrics = self._layout.metrics
            if metrics.horizontalAdvance(text) > room.width():
                text = cut(text, int(room.width() / metrics.horizontalAdvance("0")))
        if is_link and looks.hovered == at:
            font = painter.font()
            painter.setFont(_underlined(font))
            painter.drawText(room, _RIGHT, text)
            painter.setFont(font)
        else:
            painter.drawText(room, _RIGHT, text)
        if is_link:
            self._dot_below(room, text)
        if looks.handle == at:
            self._paint_handle(handle_rect(self._layout, at, painter.font()))

    def _paint_handle(self, rect: QRectF) -> None:
        """A small slider: here another number can be tried."""
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent"), 1))
        painter.setBrush(self._theme.color("card"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        middle = rect.center()
        painter.setPen(QPen(self._theme.color("accent"), 1.5))
        painter.drawLine(QLineF(rect.left() + 3.5, middle.y(), rect.right() - 3.5, middle.y()))
        painter.setBrush(self._theme.color("accent"))
        painter.drawEllipse(middle, 2.6, 2.6)
        painter.restore()

    def _dot_below(self, room: QRectF, text: str) -> None:
        """Mark a link, beside its colour, by dots below it, which are drawn at the end."""
        metrics = self._layout.metrics
        left = room.right() - metrics.horizontalAdvance(text)
        y = room.center().y() + (metrics.ascent() - metrics.descent()) / 2 + 2.5
        self._dots.append(QLineF(left, y, room.right(), y))

    def _paint_focus(self, number: int, row: DerivationRow, column: int) -> None:
        self._painter.setPen(QPen(self._theme.color("accent"), 2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        rect = self._layout.row_rect(number)
        if row.cells:
            rect = self._layout.cell_rect(number, min(column, len(row.cells) - 1))
        self._painter.drawRoundedRect(rect.adjusted(1, 2, -1, -2), 3, 3)

    def _paint_fold(self, number: int, row: DerivationRow, rect: QRectF) -> None:
        """The row for the terms that are not on show: a link, and their sum."""
        painter = self._painter
        is_hovered = self._looks.hovered is not None and self._looks.hovered[0] == number
        font = self._layout.font
        painter.setFont(_underlined(font) if is_hovered else font)
        painter.setPen(self._theme.color("accent"))
        painter.drawText(rect.adjusted(PADDING, 0, 0, 0), _LEFT, row.label)
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        self._text(rect.adjusted(0, 0, self._layout.rights[-1] - self._layout.width, 0), row.text)

    def _text(self, rect: QRectF, text: str) -> None:
        """A text that ends in an ellipsis where it has no room."""
        most = self._bold_metrics.horizontalAdvance(text)  # no less than it takes
        if most > rect.width():
            metrics = QFontMetricsF(self._painter.font())
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._painter.drawText(rect, _RIGHT, text)


def _underlined(font: QFont) -> QFont:
    underlined = QFont(font)
    underlined.setUnderline(True)
    return underlined


def handle_rect(layout: TermLayout, at: tuple[int, int], font: QFont) -> QRectF:
    """Where the handle of a cell stands: before its number."""
    row, column = at
    place = layout.cell_rect(row, column)
    width = QFontMetricsF(font).horizontalAdvance(layout.derivation.row(row).cells[column].text)
    left = place.right() - GAP / 2 - width - HANDLE - 4
    return QRectF(max(2.0, left), place.center().y() - HANDLE / 2, HANDLE, HANDLE)

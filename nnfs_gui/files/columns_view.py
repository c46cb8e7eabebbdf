"""Asks what each column of a table is: by mouse and keys, of several columns at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from nnfs_gui.files.column_table import ColumnsModel, Index, Part
from nnfs_gui.files.column_words import ROLE_OPTIONS, Option
from nnfs_gui.files.import_dialog import BAR
from nnfs_gui.spreadsheet.block import blocks_of
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import Theme

ARROW = "▾"

ARROW_ROOM = 18  # pixels at the right end of a cell with a menu
WIDTHS = {  # of the parts, in letters
    Part.NAME: 16,
    Part.ROLE: 23,
    Part.READING: 22,
    Part.NUMBERS: 9,
    Part.MISSING: 9,
    Part.ODD: 26,
    Part.EXAMPLES: 28,
}
LETTERS = {
    Qt.Key.Key_F: ROLE_OPTIONS[0],
    Qt.Key.Key_T: ROLE_OPTIONS[1],
    Qt.Key.Key_L: ROLE_OPTIONS[2],
    Qt.Key.Key_W: ROLE_OPTIONS[3],
    Qt.Key.Key_O: ROLE_OPTIONS[4],
    Qt.Key.Key_Delete: ROLE_OPTIONS[4],
}
OPENING = (Qt.Key.Key_F2, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ColumnsView(QTableView):
    """Shows a ColumnsModel; `asked` tells which columns, by places, are to be changed and how.

    What can be chosen in a cell stands in its menu.
    """

    asked = Signal(list, object)  # [place], Option
    moved_to = Signal(int)  # the place of the column that the user is at

    def __init__(self, theme: Theme, model: ColumnsModel) -> None:
        super().__init__()
        named(self, "import_columns", "Columns of the file", role="columns")
        self._columns = model
        self._pressed: QPersistentModelIndex | None = None  # a cell whose menu comes on release
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(ChoiceDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setStretchLastSection(True)
        self.selectionModel().currentChanged.connect(self._tell_place)
        for changed in (model.dataChanged, model.modelReset):
            changed.connect(self._show_parts)
        theme.changed.connect(self._give_room)
        self._show_parts()
        self._give_room()

    @property
    def current_place(self) -> int | None:
        """The place of the column that the user is at."""
        row = self.currentIndex().row()
        return self._columns.place(row) if row >= 0 else None

    def show_place(self, place: int) -> None:
        """Go to a column, if it is among those that are looked for."""
        row = self._columns.row_of(place)
        if row is not None:
            self.setCurrentIndex(self._columns.index(row, max(0, self.currentIndex().column())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        with_others = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if with_others or not index.isValid():
            super().keyPressEvent(event)
        elif event.key() in LETTERS:
            self._ask(LETTERS[Qt.Key(event.key())])
        elif event.key() in OPENING:
            self._open_menu(index)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        is_plain = (
            event.button() == Qt.MouseButton.LeftButton
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        )
        self._pressed = None
        if is_plain and index.isValid() and self._columns.options(index):
            self._pressed = QPersistentModelIndex(index)
            if self.selectionModel().isSelected(index):  # so that the others stay selected
                self.selectionModel().setCurrentIndex(
                    index, self.selectionModel().SelectionFlag.NoUpdate
                )
                return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        index = self.indexAt(event.position().toPoint())
        if pressed is not None and pressed == index:
            self._open_menu(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid():
            self._open_menu(index, event.globalPos())

    def _open_menu(self, index: Index, at: QPoint | None = None) -> None:
        """Offer what can be chosen in a cell, or of a cell without choices, the column's roles."""
        options = self._columns.options(index)
        if not options:
            index, options = self._columns.index(index.row(), Part.ROLE), ROLE_OPTIONS
        state = self._columns.state(index.row())
        menu = named(QMenu(self), "import_column_menu", "What the column is")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, option in enumerate(options):
            is_so = option.is_chosen(state.choice, state.target_kind)
            name = f"import_column_{number}"
            entry = add_entry(menu, option.text, name, partial(self._ask, option), is_checked=is_so)
            if is_so or not number:
                menu.setActiveAction(entry)
        below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        menu.popup(at or below)

    def _ask(self, option: Option) -> None:
        """Ask for a change of the selected columns, or else of the one that the user is at."""
        blocks = blocks_of(self.selectionModel().selection())
        rows = sorted({row for block in blocks for row in block.rows})
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        self.asked.emit([self._columns.place(row) for row in rows], option)

    def _tell_place(self, now: Index) -> None:
        if now.isValid():
            self.moved_to.emit(self._columns.place(now.row()))

    def _show_parts(self) -> None:
        """Show what there is something to say about."""
        self.setColumnHidden(Part.ODD, not self._columns.has_odd_cells)
        self.setColumnHidden(Part.REASON, not self._columns.has_reasons)

    def _give_room(self) -> None:
        metrics = self.fontMetrics()
        letter = metrics.averageCharWidth()
        for part, letters in WIDTHS.items():
            self.setColumnWidth(part, letters * letter + 12)
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 10)
        self.setMinimumHeight(3 * (metrics.height() + 10) + BAR)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


class ChoiceDelegate(QStyledItemDelegate):
    """Paints an arrow where a cell has a menu."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if self._has_menu(index):
            room = option.rect.width() - ARROW_ROOM - 6
            option.text = option.fontMetrics.elidedText(
                option.text, Qt.TextElideMode.ElideRight, room
            )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if not self._has_menu(index):
            return
        painter.save()
        painter.setPen(self._theme.color("muted"))
        room = option.rect.adjusted(option.rect.width() - ARROW_ROOM, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, ARROW)
        painter.restore()

    @staticmethod
    def _has_menu(index: Index) -> bool:
        model = index.model()
        assert isinstance(model, ColumnsModel)
        return bool(model.options(index))

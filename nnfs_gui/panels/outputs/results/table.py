"""This module is the table of results: sorted by a click, copied with its names or without."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from nnfs_core.results import ResultColumn
from nnfs_core.wording import one_line
from nnfs_gui.panels.outputs.results.model import ResultsModel
from nnfs_gui.spreadsheet import Block, NumbersView, SortingHeader
from nnfs_gui.spreadsheet.sorting_header import FITTED_COLUMNS, WIDEST_NAME
from nnfs_gui.studio.copying import Lines, copy_lines
from nnfs_gui.studio.finder import Sort
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.named import named
from nnfs_gui.work.quick import is_quick

USUAL_FIGURES = 6  # of a number, where nothing asks for more
WORDS_BESIDE, SWATCH_BESIDE = 8, 16  # pixels beside words, and before those of a class
NAME_BESIDE = 10  # pixels beside a name
ROW_NAME_SHARE, WIDEST_LABEL = 0.4, 24  # of the width, and figures, at most for labels


class ResultsHeader(SortingHeader):
    """Sorts by the column whose name is clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.offers_sort = True
        self._pressed = -1  # the section that the mouse went down in, not on its edge

    def mousePressEvent(self, event: QMouseEvent) -> None:
        on_handle = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        is_left = event.button() == Qt.MouseButton.LeftButton
        place = event.position().toPoint()
        self._pressed = self.logicalIndexAt(place) if is_left and not on_handle else -1
        if self._pressed < 0:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        section, self._pressed = self._pressed, -1
        if section < 0:
            super().mouseReleaseEvent(event)
        elif self.logicalIndexAt(event.position().toPoint()) == section:
            self.sort_clicked.emit(section)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)


class ResultsTable(NumbersView):
    """Shows a ResultsModel; `menu_opening(menu, row, column)` lets others add to its menu.

    `names_menu_opening(menu, column)` is for the menu of the names, -1 where there is no column.
    """

    menu_opening = Signal(object, int, int)
    names_menu_opening = Signal(object, int)
    column_header: SortingHeader

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        named(self, "results_table", "Results of each sample")
        self.column_room.set_usual(USUAL_FIGURES)
        self.results = ResultsModel(studio, self)
        self.setModel(self.results)
        self.results.begun.connect(self._fit_columns)
        studio.theme.changed.connect(self._fit_columns)
        self.limit_row_names(ROW_NAME_SHARE, WIDEST_LABEL)
        self.row_header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.keys_begin_at = self._selected_cell
        self.column_header.sort_clicked.connect(self._turn)
        for header in (self.column_header, self.row_header):
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.column_header.customContextMenuRequested.connect(self._show_names_menu)
        self.row_header.customContextMenuRequested.connect(self._show_row_menu)
        studio.finder.state_changed.connect(self.show_sort)

    def make_column_header(self) -> SortingHeader:
        return ResultsHeader(self)

    def show_sort(self) -> None:
        """Mark the column that the samples are sorted by, if one of these is."""
        sort = self._studio.finder.sort
        keys = [column.key for column in self.results.columns]
        wanted = None if sort is None else (sort.kind, sort.of)
        column = keys.index(wanted) if wanted in keys else None
        self.column_header.show_sort(column, sort is not None and sort.descending)

    def sort_of(self, column: ResultColumn) -> Sort:
        """Sorting by a column, the smallest first."""
        return Sort(*column.key)

    def copy_with_names(self) -> None:
        """Put the selected block on the clipboard under the columns' names, behind its samples'."""
        block = self.wanted_block("copy")
        if block is None or self.results.table is None:
            return
        model, table = self.results, self.results.table
        order, heads = model.order, [model.columns[number].name for number in block.columns]
        now = model.lines_now(block) if is_quick(cells_as_text=block.n_cells) else None
        cells = model.lines_of(block) if now is None else now

        def lines(start: int, stop: int) -> str:
            first, last = max(0, start - 1), stop - 1  # the names stand in the first line
            samples = order.samples(block.row + first, block.row + last).tolist()
            rows = cells(first, last).split("\n") if samples else []
            found = [
                f"{table.batch.row_name(sample)}\t{row}"
                for sample, row in zip(samples, rows, strict=True)
            ]
            return "\n".join([*(["\t".join(["sample", *heads])] if start == 0 else []), *found])

        write: Lines = lines
        copy_lines(
            self._studio, block.n_rows + 1, block.n_columns + 1, write, at_once=now is not None
        )

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and index.isValid():
            below = self.visualRect(index).bottomLeft()
            self._show_menu(self.viewport().mapToGlobal(below), index.row(), index.column())
            return
        index = self.indexAt(event.pos())
        if index.isValid():
            self._show_menu(event.globalPos(), index.row(), index.column())

    def _show_row_menu(self, position: QPoint) -> None:
        row = self.row_header.logicalIndexAt(position)
        if row >= 0:
            self.select_block(Block(row, 0, 1, self.results.columnCount()))
            self._show_menu(self.row_header.mapToGlobal(position), row, 0)

    def _show_menu(self, position: QPoint, row: int, column: int) -> None:
        menu = QMenu(self)
        menu.setObjectName("results_menu")
        self.menu_opening.emit(menu, row, column)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(position)

    def _show_names_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("results_names_menu")
        self.names_menu_opening.emit(menu, self.column_header.logicalIndexAt(position))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.column_header.mapToGlobal(position))

    def _turn(self, column: int) -> None:
        """The smallest first, then the largest, then the order of the batch."""
        finder, first = self._studio.finder, self.sort_of(self.results.columns[column])
        turns = (first, replace(first, descending=True), None)
        now = turns.index(finder.sort) if finder.sort in turns else -1
        finder.sort_by(turns[(now + 1) % len(turns)])

    def _fit_columns(self) -> None:
        """Make columns as narrow as their names and words allow; numbers ask for more later."""
        bold = QFont(self.column_header.font())  # as the names of selected columns are drawn
        bold.setBold(True)
        names = QFontMetrics(bold)
        words, widest = self.fontMetrics(), WIDEST_NAME * self.fontMetrics().horizontalAdvance("0")
        for number, column in enumerate(self.results.columns[:FITTED_COLUMNS]):
            name = names.horizontalAdvance(one_line(column.name)) + NAME_BESIDE
            longest = words.horizontalAdvance(one_line(self.results.longest_words(number)))
            around = WORDS_BESIDE + (SWATCH_BESIDE if column.meaning == "class" else 0)
            usual = self.column_header.defaultSectionSize() if column.meaning == "number" else 0
            width = max(usual, min(widest, max(name, longest + around)))
            self.column_header.resizeSection(number, width)

    def _selected_cell(self) -> tuple[int, int]:
        row = self.results.row_of(self._studio.place_in_outputs.sample)
        current = self.current_cell()
        return current if row is None else (row, current[1])

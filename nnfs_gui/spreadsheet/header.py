"""A table's header that names rows or columns, and in which a double-click renames one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStyle, QStyleOptionHeader, QWidget

from nnfs_gui.spreadsheet.block import Block
from nnfs_gui.spreadsheet.model import NumbersModel

FITTED_COLUMNS = 256  # so many names are measured, and their columns widened for them
WIDEST_NAME = 200  # pixels


class SpreadsheetHeader(QHeaderView):
    """Lights up the sections of the selected blocks, which the view tells by `show_blocks`.

    Qt's own way asks the model about every cell of a selected row or column.
    """

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._blocks: list[Block] = []
        self._editor: QLineEdit | None = None
        self._edited = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        horizontal = orientation == Qt.Orientation.Horizontal
        self.setObjectName("column_header" if horizontal else "row_header")
        self.setAccessibleName("Column names" if horizontal else "Row names")
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_blocks(self, blocks: list[Block]) -> None:
        """Light up the rows or columns of the selection."""
        self._blocks = blocks
        self.viewport().update()

    def part_from_selection(self) -> None:
        """Follow an empty selection of our own in place of the view's."""
        self.setSelectionModel(QItemSelectionModel(self.model(), self))

    def fit_names(self) -> None:
        """Make room for long column names, as long as there are few columns."""
        if self.count() > FITTED_COLUMNS:
            return
        bold = QFont(self.font())  # as the names of selected columns are drawn
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        for column in range(self.count()):
            name = self._model().column_name(column)
            width = min(WIDEST_NAME, metrics.horizontalAdvance(name) + 20)
            if width > self.sectionSize(column):
                self.resizeSection(column, width)

    def rename(self, section: int) -> None:
        """Open an editor over a section; Enter takes the name, Escape leaves it."""
        self.close_editor()
        editor = self._editor = QLineEdit(self.viewport())
        self._edited = section
        editor.setObjectName("header_editor")
        editor.setAccessibleName("New name")
        editor.setProperty("role", "cell")
        editor.setText(self._model().headerData(section, self.orientation()))
        left = max(0, self.sectionViewportPosition(section))
        editor.setGeometry(left, 0, max(90, self.sectionSize(section)), self.height())
        editor.installEventFilter(self)
        editor.selectAll()
        editor.show()
        editor.setFocus()

    def close_editor(self) -> None:
        """Put the editor away without renaming."""
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.removeEventFilter(self)
            parent = self.parentWidget()
            if editor.hasFocus() and parent is not None:
                parent.setFocus()  # before it hides: Qt would hand the focus on by a Tab
            editor.hide()
            editor.deleteLater()

    def can_rename(self) -> bool:
        horizontal = self.orientation() == Qt.Orientation.Horizontal
        return self._model().can("rename_column" if horizontal else "rename_row")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._editor:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            self._take_name(stay=False)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self._take_name(stay=True)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_editor()
                return True
        return super().eventFilter(watched, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        section = self.logicalIndexAt(event.position().toPoint())
        on_handle = self.cursor().shape() in (
            Qt.CursorShape.SplitHCursor,
            Qt.CursorShape.SplitVCursor,
        )
        if section >= 0 and not on_handle and self.can_rename():
            self.rename(section)
        else:
            super().mouseDoubleClickEvent(event)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        super().initStyleOptionForIndex(option, section)
        horizontal = self.orientation() == Qt.Orientation.Horizontal
        if any(section in (b.columns if horizontal else b.rows) for b in self._blocks):
            option.state |= QStyle.StateFlag.State_On

    def _take_name(self, stay: bool) -> None:
        """Rename; when refused, the editor stays open with the text as typed if `stay`."""
        editor, model = self._editor, self._model()
        if editor is None:
            return
        if editor.text() != model.headerData(self._edited, self.orientation()):
            horizontal = self.orientation() == Qt.Orientation.Horizontal
            rename = model.rename_column if horizontal else model.rename_row
            if not rename(self._edited, editor.text()) and stay:
                editor.setProperty("fault", "true")
                editor.style().unpolish(editor)
                editor.style().polish(editor)
                return
        self.close_editor()

    def _model(self) -> NumbersModel:
        model = self.model()
        assert isinstance(model, NumbersModel)
        return model

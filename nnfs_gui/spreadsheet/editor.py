"""Edits a cell: keeps what was typed until it is a number or taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QStyleOptionViewItem, QWidget

from nnfs_core.errors import NnfsError
from nnfs_gui.spreadsheet.delegate import NumbersDelegate
from nnfs_gui.spreadsheet.model import SpreadsheetModel
from nnfs_gui.spreadsheet.numbers_model import Index
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.named import named, restyle
from nnfs_gui.widgets.text_fields import TextLine

MOST_DIGITS = 1_100  # of a number in full; the smallest of float64 has 1,076 characters

Move = Callable[[int, int], object]  # rows down, columns right

# Where the current cell goes after a key that ends editing.
MOVES = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}


class CellEditor(TextLine):
    """Holds a cell's text, as it was and as it is being typed; red while it cannot be written."""

    def __init__(self, parent: QWidget, index: Index) -> None:
        super().__init__(most=MOST_DIGITS, parent=parent)
        named(self, "cell_editor", "Cell", role="cell")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFont(parent.font())
        self.index = QPersistentModelIndex(index)
        self.original: str | None = None
        self.textEdited.connect(lambda: self.set_fault(False))

    @property
    def has_fault(self) -> bool:
        return self.property("fault") == "true"

    def set_fault(self, fault: bool) -> None:
        """Turn red, or back."""
        restyle(self, "fault", "true" if fault else "false")


class CellDelegate(NumbersDelegate):
    """Opens editors, writes what was typed, and moves on by Enter, Tab and the arrows."""

    def __init__(self, studio: Studio, move: Move, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._move = move
        self.editor: CellEditor | None = None  # the open one

    def createEditor(  # type: ignore[override]  # Qt opens no editor for None
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget | None:
        model = index.model()
        if isinstance(model, SpreadsheetModel) and model.refuses_edits():
            return None
        self.editor = CellEditor(parent, index)
        return self.editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # only once: a change elsewhere in the table must not undo what is being typed
        if isinstance(editor, CellEditor) and editor.original is None:
            editor.original = index.data(Qt.ItemDataRole.EditRole)
            editor.setText(editor.original or "")

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, CellEditor)
        if editor.text() == editor.original or editor.has_fault:  # refused as it stands
            return
        try:
            with self._studio.open_editors.entering():
                written = model.setData(index, editor.text())
        except NnfsError as error:
            self._studio.notices.error(str(error))
            written = False
        editor.set_fault(not written)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not (isinstance(editor, CellEditor) and event.type() == QEvent.Type.KeyPress):
            return super().eventFilter(editor, event)
        assert isinstance(event, QKeyEvent)
        move = MOVES.get(Qt.Key(event.key()))
        if move is None:
            return super().eventFilter(editor, event)
        if not self.finish(editor):
            return True
        backwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        rows, columns = move
        self._move(-rows if backwards else rows, columns)
        return True

    def finish(self, editor: CellEditor) -> bool:
        """Write and close; False when the text cannot be written, and the editor stays open."""
        editor.set_fault(False)
        self.commitData.emit(editor)
        if editor.has_fault:
            return False
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        return True

    def enter(self) -> bool:
        """Write and close what is open, if anything is; False when the text cannot be written."""
        return self.editor is None or self.finish(self.editor)

    @property
    def is_typed(self) -> bool:
        """True while another text than the cell's is being typed."""
        return self.editor is not None and self.editor.text() != self.editor.original

    def drop(self) -> None:
        """Close what is open, if anything is, without writing."""
        if self.editor is not None:
            self.closeEditor.emit(self.editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)

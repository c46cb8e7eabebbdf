"""Lists the glossary's terms: by group, or the best first while something is searched."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QListView

from nnfs_core.learning.glossary import GROUPS, search
from nnfs_gui.spreadsheet.numbers_model import Index
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.named import named

TERM = Qt.ItemDataRole.UserRole + 1  # the id; a heading has none


class TermList(QListView):
    """Says which term is gone to, and which one Enter or a double-click asks to be shown."""

    chosen = Signal(str)
    entered_term = Signal(str)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        named(self, "glossary_list", "Words of the glossary")
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._studio = studio
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.doubleClicked.connect(lambda index: self._enter(index))
        studio.theme.changed.connect(self._recolor)
        self.list_found("")

    @property
    def term_id(self) -> str:
        """The id of the current term, empty when nothing was found."""
        return self.currentIndex().data(TERM) or ""

    def list_found(self, typed: str) -> int:
        """List what is found for a text and go to the best of it; returns how many there are."""
        found = search(typed)
        self._model.clear()
        if typed.strip():
            for term in found:
                self._append(term.title, term.id)
        else:
            for group in GROUPS:
                self._append(group, None)
                for term in found:
                    if term.group == group:
                        self._append(term.title, term.id)
        self._recolor()
        self.step(0)
        return len(found)

    def go_to(self, id: str) -> bool:
        """Make a term the current one; returns whether it is listed."""
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            if index.data(TERM) == id:
                self.setCurrentIndex(index)
                self.scrollTo(index)
                return True
        return False

    def step(self, rows: int) -> None:
        """Go so many terms on or back; headings are no terms."""
        listed = [
            row for row in range(self._model.rowCount()) if self._model.index(row, 0).data(TERM)
        ]
        if not listed:
            return
        current = self.currentIndex().row()
        at = listed.index(current) if current in listed else 0
        row = listed[max(0, min(at + rows, len(listed) - 1))]
        self.setCurrentIndex(self._model.index(row, 0))
        self.scrollTo(self.currentIndex())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.doItemsLayout()  # what was laid out before the style sheet came has other heights
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        id = current.data(TERM)
        if id:
            self.chosen.emit(id)

    def _enter(self, index: QModelIndex) -> None:
        id = index.data(TERM)
        if id:
            self.entered_term.emit(id)

    def _append(self, text: str, id: str | None) -> None:
        item = QStandardItem(text if id else text.upper())
        item.setEditable(False)
        if id:
            item.setData(id, TERM)
        else:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._model.appendRow(item)

    def _recolor(self) -> None:
        """Dress the headings for the present look and size of texts."""
        font = QFont(QApplication.font())
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() - 1)
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            if item.data(TERM) is None:
                item.setForeground(self._studio.theme.color("muted"))
                item.setFont(font)

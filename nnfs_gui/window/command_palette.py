"""Finds any command by a few typed letters, and runs it at Enter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSortFilterProxyModel, Qt
from PySide6.QtGui import QAction, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QListView, QWidget

from nnfs_core.wording import sentence
from nnfs_gui.studio.actions import COMMAND, SYNONYMS
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, without_keys
from nnfs_gui.widgets.text_fields import TextLine

FOUND_BY = Qt.ItemDataRole.UserRole + 1  # what it says, and other words for it


class CommandPalette(QDialog):
    """Lists the actions that can be done now; those with all the typed words stay."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        named(self, "command_palette", "Commands")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # for its border
        self._line = named(TextLine(placeholderText="Search commands"), "command_search")
        self._line.setAccessibleName("Search commands")
        self._model = QStandardItemModel(self)
        for action in actions:
            if action.isEnabled():
                self._model.appendRow(_item(action))
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._model)
        self._found.setFilterRole(FOUND_BY)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list = named(QListView(), "command_list", "Commands found")
        self._list.setModel(self._found)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._nothing = named(PlainLabel(wordWrap=True), "command_nothing", role="muted")
        self._nothing.hide()
        column = self._line, self._nothing, self._list
        self._column = in_column(*column, margins=(8, 8, 8, 8))
        self.setLayout(self._column)
        self._most = min(380, parent.height() - 80)
        self.resize(min(460, parent.width() - 40), self._most)
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + 60)
        self._line.textChanged.connect(self._filter)
        self._line.installEventFilter(self)
        self._list.clicked.connect(self._choose)
        self._filter("")
        self._line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: 8,
                Qt.Key.Key_PageUp: -8,
            }
            if event.key() in steps:
                row = self._list.currentIndex().row() + steps[Qt.Key(event.key())]
                self._mark(max(0, min(row, self._found.rowCount() - 1)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _filter(self, text: str) -> None:
        ahead = "".join(f"(?=.*{re.escape(word)})" for word in text.split())
        self._found.setFilterRegularExpression(f"(?i)^{ahead}.*")
        is_found = self._found.rowCount() > 0
        if not is_found:
            nothing = sentence(
                "No command that can be given now, and no word, has {typed!r} in it."
            )
            self._nothing.setText(nothing(text.strip()))
        self._nothing.setHidden(is_found)
        self._list.setVisible(is_found)
        self._mark(0)
        self._fit()

    def _fit(self) -> None:
        """Be as high as what was found."""
        rows, frame = self._found.rowCount(), 2 * self._list.frameWidth()
        wanted = rows * max(self._list.sizeHintForRow(0), 0) + frame
        margins = self.contentsMargins() + self._column.contentsMargins()
        above = self._line.sizeHint().height() + 2 * self._column.spacing()
        room = self._most - above - margins.top() - margins.bottom()
        self._list.setFixedHeight(min(wanted, room))
        self._column.activate()
        self.resize(self.width(), self._column.totalSizeHint().height())

    def _mark(self, row: int) -> None:
        self._list.setCurrentIndex(self._found.index(row, 0))

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        action = index.data(Qt.ItemDataRole.UserRole)
        self.close()
        action.trigger()


def _item(action: QAction) -> QStandardItem:
    text = action.property(COMMAND) or without_keys(action.text()).removesuffix("…")
    keys = action.shortcut().toString()
    item = QStandardItem(f"{text}    {keys}" if keys else text)
    item.setData(action, Qt.ItemDataRole.UserRole)
    item.setData(f"{item.text()} {action.property(SYNONYMS) or ''}", FOUND_BY)
    return item

"""Opening tables as people do: what they see and choose of columns, format and missing values."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QMenu, QTableView

from nnfs_gui.files.column_table import HEADERS
from nnfs_gui.files.import_dialog import ImportDialog
from tests.gui.importing import Importing


class TableImporting(Importing):
    """A window in which tables are opened."""

    kind, prefix = ImportDialog, "import"

    def open(self, text: str, name: str = "flowers.csv") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        self.data_import.open(path)
        return path

    def unfold(self) -> None:
        """Show the fields of the format."""
        fold = self.widget(QAbstractButton, "import_format")
        if not fold.isChecked():
            self.qtbot.keyClick(fold, Qt.Key.Key_Space)

    def choose(self, name: str, text: str) -> None:
        """Take an entry of a box by its first letters, with keys."""
        combo = self.widget(QComboBox, name)
        if not combo.isVisible():
            self.unfold()
        combo.setFocus()
        self.qtbot.keyClick(combo, Qt.Key.Key_Home)
        for _ in range(combo.count()):
            if combo.currentText().startswith(text):
                return
            self.qtbot.keyClick(combo, Qt.Key.Key_Down)
        raise AssertionError(
            f"{name} has no {text}: {[combo.itemText(i) for i in range(combo.count())]}"
        )

    @property
    def columns(self) -> QTableView:
        return self.widget(QTableView, "import_columns")

    def cell(self, column: str, header: str) -> QModelIndex:
        """The cell of a column of the file below one of the headers."""
        model = self.columns.model()
        place = next(place for place, text in HEADERS.items() if text == header)
        for row in range(model.rowCount()):
            if model.index(row, 0).data() == column:
                return model.index(row, place)
        raise AssertionError(f"there is no column {column}")

    def said(self, column: str, header: str) -> str:
        """What the table of columns says there; nothing where it is not shown."""
        index = self.cell(column, header)
        return "" if self.columns.isColumnHidden(index.column()) else index.data()

    def go_to(self, column: str, header: str = "Role") -> None:
        """Click a column's name, then move to one of its cells."""
        name, index = self.cell(column, "Column"), self.cell(column, header)
        self.columns.scrollTo(name)
        at = self.columns.visualRect(name).center()
        self.qtbot.mouseClick(self.columns.viewport(), Qt.MouseButton.LeftButton, pos=at)
        for _ in range(index.column() - name.column()):
            if self.columns.currentIndex() != index:
                self.qtbot.keyClick(self.columns, Qt.Key.Key_Right)

    def key(self, key: Qt.Key, column: str, header: str = "Role") -> None:
        """Press a key at a cell."""
        self.go_to(column, header)
        self.qtbot.keyClick(self.columns, key)

    def menu(self) -> QMenu:
        """The menu of a cell, which is open."""
        return next(each for each in self.columns.findChildren(QMenu) if each.isVisible())

    def offered(self) -> list[str]:
        """What the open menu of a cell offers."""
        return [action.text().replace("&", "") for action in self.menu().actions()]

    def take(self, text: str) -> None:
        """Go down the open menu to an entry, and press Enter."""
        menu = self.menu()
        self.qtbot.keyClick(menu, Qt.Key.Key_Home)
        for _ in menu.actions():
            if menu.activeAction().text().replace("&", "").startswith(text):
                self.qtbot.keyClick(menu, Qt.Key.Key_Return)
                return
            self.qtbot.keyClick(menu, Qt.Key.Key_Down)
        raise AssertionError(f"the menu has no {text}: {self.offered()}")

    def change(self, column: str, header: str, text: str) -> None:
        """Open the menu of a cell with F2 and take an entry."""
        self.key(Qt.Key.Key_F2, column, header)
        self.take(text)

    def why_not(self) -> str:
        """What stands beside the button that opens, while it is off."""
        accept = self.widget(QAbstractButton, "import_accept")
        return "" if accept.isEnabled() else self.text("import_reason")

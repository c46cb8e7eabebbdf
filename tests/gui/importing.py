"""Opening data in a window of its own, and what a person sees and does in the dialog that asks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from nnfs_core import Batch
from nnfs_gui.files.data_import import DataImport
from nnfs_gui.studio.notices import Notice
from nnfs_gui.studio.studio import Studio
from tests.gui.widgets import child, click


class Importing:
    """A window in which files are opened, with what it has told so far.

    Subclasses say which dialog asks, and how the names of its widgets begin.
    """

    kind: type[QDialog]
    prefix: str

    def __init__(self, qtbot: QtBot, studio: Studio, folder: Path) -> None:
        self.qtbot, self.studio, self.folder = qtbot, studio, folder
        self.notices: list[Notice] = []
        self.failures: list[str] = []
        self.networks: list[Path] = []
        studio.notices.posted.connect(self.notices.append)
        studio.tasks.failed.connect(self.failures.append)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.data_import = DataImport(studio, self.window)
        self.data_import.network_found.connect(lambda format, look: self.networks.append(look.path))

    @property
    def dialog(self) -> QDialog | None:
        return next(
            (each for each in self.window.findChildren(self.kind) if each.isVisible()), None
        )

    def widget(self, kind: type, name: str) -> QWidget:
        assert self.dialog is not None
        return child(self.dialog, kind, name)

    def text(self, name: str) -> str:
        return self.widget(QLabel, name).text()

    def names(self) -> list[str]:
        model = self.preview().model()
        return [
            model.headerData(column, Qt.Orientation.Horizontal)
            for column in range(model.columnCount())
        ]

    def preview(self) -> QTableView:
        return self.widget(QTableView, f"{self.prefix}_preview")

    def cells(self, first: int = 0) -> list[list[str]]:
        """What the preview shows, from its row `first`."""
        model = self.preview().model()
        return [
            [model.index(row, column).data() for column in range(model.columnCount())]
            for row in range(first, model.rowCount())
        ]

    def accept(self) -> None:
        click(self.qtbot, self.widget(QAbstractButton, f"{self.prefix}_accept"))

    @property
    def batch(self) -> Batch:
        return self.studio.project.batch

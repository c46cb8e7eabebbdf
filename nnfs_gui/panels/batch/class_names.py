"""Shows a small list in which the classes of the target get their names."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from nnfs_core import edits
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.theme import text_scale

ROW_HEIGHT = 28  # pixels beside the usual text: an editor with its frame fits in


class ClassNames(QFrame):
    """Drops down from a menu; a click on a name edits it, Escape or a click elsewhere closes."""

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named(self, "class_names", "Names of the classes", role="card")
        self._studio = studio
        self.names = named(QListWidget(), "class_names_list", "Class names")
        self.names.setUniformItemSizes(True)
        self.names.setEditTriggers(
            QAbstractItemView.EditTrigger.CurrentChanged
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._row_height = round(ROW_HEIGHT * text_scale(QApplication.font()))
        self._fill()
        self.names.itemChanged.connect(self._rename)
        hint = PlainLabel("Click a name to change it.")
        hint.setProperty("role", "muted")
        self.setLayout(in_column(hint, self.names, margins=(8, 8, 8, 8)))
        self.resize(220, min(360, 60 + self._row_height * self.names.count()))

    def popup(self, corner: QPoint) -> None:
        """Show with the top left corner at a point of the screen."""
        self.move(corner)
        self.show()
        self.names.setFocus()

    def _fill(self) -> None:
        batch = self._studio.project.batch
        with QSignalBlocker(self.names):
            self.names.clear()
            for number in range(batch.n_classes):
                item = QListWidgetItem(batch.class_name(number))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                swatch = QPixmap(12, 12)
                swatch.fill(self._studio.theme.class_color(number))
                item.setIcon(swatch)
                item.setSizeHint(QSize(0, self._row_height))
                self.names.addItem(item)

    def _rename(self, item: QListWidgetItem) -> None:
        number, name = self.names.row(item), item.text()
        self._studio.attempt(
            Edit("Rename class", lambda project: edits.rename_class(project, number, name))
        )
        with QSignalBlocker(self.names):
            item.setText(self._studio.project.batch.class_name(number))  # as it is named now

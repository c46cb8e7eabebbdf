"""This module holds what the dialogs have in common that ask how a file is to be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QAbstractItemModel, QEvent, QStringListModel, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QListView,
    QPushButton,
    QTableView,
    QWidget,
)

from nnfs_core.files.look import Look
from nnfs_core.files.tables.targets import TargetKind
from nnfs_core.progress import IsCancelled
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import Item, in_column, in_row
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, plain_title
from nnfs_gui.widgets.sentence import Sentence
from nnfs_gui.work.lanes import Lane

BAR = 12  # pixels of a scroll bar
ModelT = TypeVar("ModelT", bound=QAbstractItemModel)

TARGET_KINDS: Mapping[TargetKind, str] = {
    "auto": "automatic",
    "classes": "classes",
    "values": "values",
}


class ImportDialog(QDialog):
    """Shows a look at a file and the first rows as the choice reads them; asks for another choice.

    Each kind of look has a subclass. `chosen` tells the look and the choice when the user opens the
    file with them.
    """

    chosen = Signal(object, object)  # Look, its choice

    name: ClassVar[str]  # begins the names of the widgets
    title: ClassVar[str]

    def __init__(self, studio: Studio, look: Look, choice: Any, parent: QWidget | None) -> None:
        super().__init__(parent)
        named(self, f"{self.name}_dialog", self.title)
        self.setWindowTitle(plain_title(f"Open {look.path.name}"))
        self._studio = studio
        self._look: Any = look
        self._choice: Any = choice
        self._looking = studio.lanes.worker(self, "Looking at the file", Lane.OPENING)
        self._summary = self._note("summary")
        self._warning = Sentence("import_warning")
        self._reason = named(wrapped_label("muted"), f"{self.name}_reason")
        self._table = named(QTableView(), f"{self.name}_preview", "First rows of the file")
        self._table.setTabKeyNavigation(False)
        self._table.setWordWrap(False)
        self._table.verticalHeader().setHighlightSections(False)
        self._table.horizontalHeader().setMaximumSectionSize(220)
        studio.theme.changed.connect(self._give_room)
        self._give_room()
        self._accept = named(QPushButton(default=True), f"{self.name}_accept")
        self._accept.setProperty("primary", "true")

    @staticmethod
    def look_again(look: Any, choice: Any, cancelled: IsCancelled) -> tuple[Any, Any]:
        """A new look at the file, and the choice made before if it still fits, else another.

        It is called off the GUI thread; raises NnfsError and Cancelled as the format's look does.
        """
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._accept.setFocus()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Polish):
            self._keep_size()
        return handled

    def _keep_size(self) -> None:
        """Be as high as the texts need at this width; Qt asks as if they stood in a narrow one."""
        if (layout := self.layout()) is not None:
            least = layout.totalMinimumSize().width()
            height = layout.totalMinimumHeightForWidth(max(least, self.width()))
            self.setMinimumSize(least, height)

    def accept(self) -> None:
        """Tell the choice; whoever listens closes the dialog when it starts to read."""
        if self._accept.isEnabled() and not self._looking.is_busy:
            self.chosen.emit(self._look, self._choice)

    def _arrange(self, above: Sequence[Item], body: QWidget, below: QLayout) -> None:
        """Lay the dialog out: the summary, what is above the body, the body and what is below it.

        At the left of the buttons stands the reason, which says why the file cannot be opened.
        """
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self._accept, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        foot = in_row((self._reason, 1), buttons, spacing=12)
        column = in_column(self._summary, *above, (body, 1), below, foot, spacing=6)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(column)

    def _previewed(self, model: ModelT) -> ModelT:
        """The model of the first rows, shown in the table."""
        model.setParent(self)
        self._table.setModel(model)
        return model

    def _give_room(self) -> None:
        """Make rows as high as their letters need."""
        height = self._table.fontMetrics().height() + 9
        self._table.verticalHeader().setDefaultSectionSize(height)
        self._table.setMinimumHeight(2 * height + BAR)  # a row below the names
        self._table.viewport().update()

    def _note(self, name: str) -> QLabel:
        """A muted line of text."""
        return named(PlainLabel(), f"{self.name}_{name}", role="muted")

    def _combo(
        self, name: str, title: str, items: Mapping[Any, str], chosen: Callable[[Any], None]
    ) -> QComboBox:
        """A box with the text of each value; `chosen` takes the value that the user chooses."""
        combo = named(QComboBox(), f"{self.name}_{name}", title)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for value, text in items.items():
            combo.addItem(text, value)
        combo.activated.connect(lambda: chosen(combo.currentData()))
        return combo


def names_model(combo: QComboBox, shown: int) -> QStringListModel:
    """The names in a box that is as wide as `shown` letters, quick with 100,000 of them."""
    view = QListView()
    view.setUniformItemSizes(True)
    combo.setView(view)
    names = QStringListModel(combo)
    combo.setModel(names)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(shown)
    return names


def labelled(text: str, field: QWidget) -> QLabel:
    """The label of a field, whose letter behind & leads to it."""
    label = PlainLabel(text)
    label.setBuddy(field)
    return label


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Labels and fields side by side, each label close to its field."""
    row = in_row(spacing=6)
    for widget in widgets:
        row.addWidget(widget)
        if not isinstance(widget, QLabel):
            row.addSpacing(8)
    row.addStretch(1)
    return row

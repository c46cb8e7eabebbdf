"""Asks how a table of text is to be saved that has names which a spreadsheet would compute."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QWidget

from nnfs_core.wording import counted, sentence, shortened
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, plain_title

GUARDING = (
    "Such names then get a ' in front, so that they stay text in a spreadsheet. "
    "Opened here again, they still have it."
)


class TableSaving(QDialog):
    """Says which names would be computed, and offers to guard them; `save` is told the answer."""

    def __init__(
        self, file_name: str, names: list[str], save: Callable[[bool], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        named(self, "table_saving_dialog", "How to save the table")
        self.setWindowTitle(plain_title(sentence("Save {file_name}")(file_name)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        what = sentence("A spreadsheet would compute {names} of this batch, such as {first}")(
            counted(len(names), "name"), shortened(names[0], 60)
        )
        self._guard = named(QCheckBox("For &spreadsheets"), "table_for_spreadsheets")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: save(self._guard.isChecked()))
        said = named(PlainLabel(what, wordWrap=True), "table_computed")
        does = named(PlainLabel(GUARDING, wordWrap=True), "table_guarding", role="muted")
        self.setLayout(in_column(said, self._guard, does, buttons, spacing=8))
        self.setMinimumWidth(380)

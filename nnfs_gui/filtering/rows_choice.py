"""Asks which samples are saved while not all are shown: all of them, or those."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QRadioButton, QWidget

from nnfs_core.finding import Order
from nnfs_core.wording import counted, sentence
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, plain_title


class RowsChoice(QWidget):
    """Offers all samples, or those on show in their order; hidden while these are the same."""

    def __init__(self, shown: Order) -> None:
        super().__init__()
        self._shown = shown
        all_text = sentence("&All {samples}")(counted(shown.n_samples, "sample"))
        count = counted(len(shown), "sample")
        some_text = sentence("&The {samples} shown, in the order shown")(count)
        if len(shown) == shown.n_samples:
            some_text = sentence("All {samples} in &the order shown")(count)
        self.all = named(QRadioButton(all_text), "rows_all")
        self.some = named(QRadioButton(some_text), "rows_shown")
        self.some.setChecked(not shown.is_everything)
        self.all.setChecked(shown.is_everything)
        self.setLayout(in_column(self.all, self.some, margins=(0, 0, 0, 0), spacing=4))
        self.setVisible(not shown.is_everything)

    @property
    def order(self) -> Order:
        """The samples that were chosen."""
        return self._shown if self.some.isChecked() else Order(self._shown.n_samples)


class RowsDialog(QDialog):
    """Asks which samples to save before anybody asks where."""

    def __init__(self, title: str, shown: Order, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "rows_dialog", "Which samples to save")
        self.setWindowTitle(plain_title(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.choice = RowsChoice(shown)
        said = PlainLabel(
            "A filter or a sorted column is on. Which samples are saved?", wordWrap=True
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = buttons.addButton("Save…", QDialogButtonBox.ButtonRole.AcceptRole)
        named(save, "rows_save").setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.setLayout(in_column(said, self.choice, buttons, spacing=8))
        self.setMinimumWidth(360)


def ask_rows(studio: Studio, title: str, parent: QWidget, then: Callable[[Order], None]) -> None:
    """Call `then` with the samples to save, which people are asked about while not all are shown.

    What is shown is of the batch as it is now.
    """
    shown = studio.finder.order
    if shown.is_everything:
        then(shown)
        return
    dialog = RowsDialog(title, shown, parent)
    dialog.accepted.connect(lambda: then(dialog.choice.order))
    dialog.open()

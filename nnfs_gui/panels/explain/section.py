"""Frames a part of the explanation: a heading that folds, widgets at its right, a body."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.fold import Fold
from nnfs_gui.widgets.named import named


class Section(QWidget):
    """Holds a `body` that subclasses fill and `refresh`; with nothing to say it hides itself.

    Whether it is folded stays as the user left it, whatever is selected. `unfolded` asks for what
    need not be known while it is folded; `fold_changed` tells of either.
    """

    unfolded = Signal()
    fold_changed = Signal(bool)

    def __init__(self, studio: Studio, object_name: str, heading: str) -> None:
        super().__init__()
        self.studio = studio
        self.awaits_rows = False  # that are being fetched
        studio.fetching.arrived.connect(self._on_rows_arrived)
        named(self, object_name, heading)
        self._fold = named(Fold(heading), f"{object_name}_fold")
        self._fold.setChecked(True)
        self._fold.toggled.connect(self._show_folded)
        self._head = in_row(self._fold, 1, margins=(0, 0, 0, 0), spacing=4)
        self._content = QWidget()
        self.body = in_column(margins=(0, 0, 0, 4), spacing=6)
        self._content.setLayout(self.body)
        self.setLayout(in_column(self._head, self._content, margins=(0, 4, 0, 0), spacing=2))
        self._show_folded(True)

    @property
    def is_folded(self) -> bool:
        return not self._fold.isChecked()

    def set_folded(self, folded: bool) -> None:
        """Show the heading alone, or all of the section."""
        self._fold.setChecked(not folded)

    def set_heading(self, heading: str) -> None:
        """What the heading says now."""
        self._fold.setText(heading)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a link or a switch at the right end of the heading."""
        self._head.addWidget(widget)

    def refresh(self) -> None:
        """Tell of the selected place; called when selection, evaluation or project changed."""
        raise NotImplementedError

    def _on_rows_arrived(self) -> None:
        if self.awaits_rows:
            self.refresh()

    def _show_folded(self, is_open: bool) -> None:
        self._content.setVisible(is_open)
        if is_open:
            self.unfolded.emit()
        self.fold_changed.emit(not is_open)

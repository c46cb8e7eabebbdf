"""Makes the heading of what folds: an arrow and a name, with what it does told to everyone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.spoken import Role, Spoken


class Fold(QToolButton):
    """Is the heading of what it unfolds while it is checked."""

    heard_as = Role.Button

    def __init__(self, heading: str, what: str = "section") -> None:
        super().__init__()
        self._what = what
        self.setText(heading)
        self.setCheckable(True)
        self.setProperty("role", "section")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggled.connect(self._show_state)
        self._show_state(False)

    def spoken(self) -> Spoken:
        return Spoken(is_open=self.isChecked())

    def _show_state(self, is_open: bool) -> None:
        self.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        tip = f"{'Fold' if is_open else 'Unfold'} this {self._what}"
        self.setToolTip(plain_tip(tip))
        self.setAccessibleDescription(tip)  # told, other than the state, which Qt keeps back

"""Offers to save what is seen as a picture, or a layer's numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from nnfs_core.wording import sentence
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import Theme

PICTURES = {"PNG": "PNG picture (*.png)", "SVG": "SVG drawing (*.svg)", "PDF": "PDF page (*.pdf)"}


class SaveButton(QToolButton):
    """Opens a menu of what can be saved; where its word has no room it is an icon."""

    picture_wanted = Signal(str)  # a name of PICTURES
    values_wanted = Signal()
    results_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        theme.give_icon(self, "export")
        self._word_widths: dict[str, int] = {}  # by font
        named(self, "save_plot", "Save the plot or its numbers")
        self.setText("Save ▾")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setToolTip("Save what you see as a picture, a layer's numbers or the results")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for name in PICTURES:
            action = menu.addAction(sentence("Picture as {name}…")(name))
            action.triggered.connect(lambda _=False, name=name: self.picture_wanted.emit(name))
        menu.addSeparator()
        menu.addAction("Selected layer's values…").triggered.connect(self.values_wanted)
        menu.addAction("Results…").triggered.connect(self.results_wanted)
        self.setMenu(menu)

    def fit(self, room: int) -> None:
        """Show the word if these pixels have room for it."""
        key = self.font().key()
        if key not in self._word_widths:
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            self._word_widths = {key: self.sizeHint().width()}
        has_room = self._word_widths[key] <= room
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextOnly if has_room else style.ToolButtonIconOnly)

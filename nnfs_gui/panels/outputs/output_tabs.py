"""Shows the tabs of the outputs: four ways to look at the same numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from nnfs_gui.widgets.named import named

FLOW, LAYER, SOFTMAX, DISTRIBUTION = range(4)
TABS = ("Flow", "Selected layer", "Softmax", "Distribution")
HINTS = (
    "Every layer side by side",
    "One layer, large, with all its values",
    "Probabilities, accuracy and confusion",
    "A histogram of each layer",
)


class OutputTabs(QTabBar):
    """Stands in the panel's header, with the shortcut of each tab in its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "outputs_tabs", "Views of the outputs")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        for number, (title, hint) in enumerate(zip(TABS, HINTS, strict=True)):
            self.addTab(title)
            self.setTabToolTip(number, f"{hint} (Ctrl+{number + 1})")

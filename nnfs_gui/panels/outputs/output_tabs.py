"""Shows the tabs of the outputs: four ways to look at the same numbers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTabBar

from nnfs_core.wording import sentence
from nnfs_gui.widgets.named import named

FLOW, LAYER, SOFTMAX, DISTRIBUTION = range(4)
TABS = ("Flow", "Selected layer", "Softmax", "Distribution")
HINTS = (
    "every layer side by side",
    "one layer, large, with all its values",
    "probabilities, accuracy and confusion",
    "a histogram of each layer",
)


class OutputTabs(QTabBar):
    """Stands in the panel's header, with the shortcut of each tab in its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "outputs_tabs", "Views of the outputs")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        tip = sentence("{title}: {hint} (Ctrl+{number})")
        for number, (title, hint) in enumerate(zip(TABS, HINTS, strict=True)):
            self.addTab(title)
            self.setTabToolTip(number, tip(title, hint, number + 1))

        self.currentChanged.connect(self.updateGeometry)  # the current one is bold, and so wider

    def minimumSizeHint(self) -> QSize:
        least = [self.minimumTabSizeHint(number).width() for number in range(self.count())]
        return QSize(sum(least), self.sizeHint().height())

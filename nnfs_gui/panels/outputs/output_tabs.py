"""Shows the tabs of the outputs: four ways to look at the same numbers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTabBar

from nnfs_core.wording import sentence
from nnfs_gui.widgets.named import named

FLOW, LAYER, SOFTMAX, DISTRIBUTION = range(4)
TABS = ("Flow", "Selected layer", "Softmax", "Distribution")
SHORT = ("Flow", "Layer", "Softmax", "Distribution")  # where there is no room for the names
CLOSE = "QTabBar::tab { padding: 5px 4px; margin-right: 1px; }"
WAYS = ((TABS, ""), (TABS, CLOSE), (SHORT, CLOSE))  # from the widest to the narrowest
HINTS = (
    "every layer side by side",
    "one layer, large, with all its values",
    "probabilities, accuracy and confusion",
    "a histogram of each layer",
)


class OutputTabs(QTabBar):
    """Stands in the panel's header, with the shortcut of each tab in its tooltip.

    Where names have no room, tabs stand closer, and then "Selected layer" is called Layer.
    """

    def __init__(self) -> None:
        super().__init__()
        self._way = 0
        self._widths: dict[tuple[str, int], list[int]] = {}  # of each way, by font and tab
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

    @property
    def widths(self) -> list[int]:
        """How many pixels the tabs take in each of WAYS."""
        key = self.font().key(), self.currentIndex()
        if key not in self._widths:
            now = self._way
            self._widths = {key: [self._width_of(way) for way in range(len(WAYS))]}
            self._take(now)
        return self._widths[key]

    def fit(self, room: int) -> None:
        """Show the names in the widest way that these pixels have room for."""
        fitting = [way for way, width in enumerate(self.widths) if width <= room]
        self._take(fitting[0] if fitting else len(WAYS) - 1)

    def _width_of(self, way: int) -> int:
        self._take(way)
        return self.sizeHint().width()

    def _take(self, way: int) -> None:
        if way != self._way:
            self._way = way
            titles, sheet = WAYS[way]
            for number, title in enumerate(titles):
                self.setTabText(number, title)
            self.setStyleSheet(sheet)

    def minimumSizeHint(self) -> QSize:
        least = [self.minimumTabSizeHint(number).width() for number in range(self.count())]
        return QSize(sum(least), self.sizeHint().height())

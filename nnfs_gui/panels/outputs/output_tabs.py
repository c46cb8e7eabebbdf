"""Shows the tabs of the outputs: the ways to look at the same numbers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTabBar

from nnfs_core.wording import sentence
from nnfs_gui.widgets.named import named

FLOW, LAYER, SOFTMAX, DISTRIBUTION, RESULTS, SCATTER, COMPARE = range(7)
TABS = ("Flow", "Selected layer", "Softmax", "Distribution", "Results", "Scatter", "Compare")
KEYS = ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+8", "Ctrl+9", "Ctrl+Shift+C")
SHORT = (TABS[0], "Layer", *TABS[2:])  # where there is no room for the names
CLOSE = "QTabBar::tab { padding: 5px 4px; margin-right: 1px; }"
CLOSEST = "QTabBar::tab { padding: 5px 2px; margin-right: 0px; }"
# From the widest to the narrowest.
WAYS = ((TABS, ""), (TABS, CLOSE), (SHORT, CLOSE), (SHORT, CLOSEST))
NAMES = tuple(title.lower().replace(" ", "_") for title in TABS)  # in actions and landmarks
HINTS = (
    "every layer side by side",
    "one layer, large, with all its values",
    "probabilities, accuracy and confusion",
    "a histogram of each layer",
    "what the network makes of each sample, right or wrong, and how good it is as a whole",
    "two numbers of each sample against each other",
    "which samples are answered otherwise than in another state",
)


class OutputTabs(QTabBar):
    """Stands in the panel's header, with the shortcut of each tab in its tooltip.

    Where names have no room, tabs stand closer, and then "Selected layer" is called Layer.
    """

    def __init__(self) -> None:
        super().__init__()
        self._way = 0
        self._widths: dict[tuple[str, int], list[int]] = {}  # of each way, by font and tab
        self._least: dict[str, int] = {}  # the narrowest that elided names can be, by font
        named(self, "outputs_tabs", "Views of the outputs")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        tip = sentence("{title}: {hint} ({keys})")
        for number, (title, hint) in enumerate(zip(TABS, HINTS, strict=True)):
            self.addTab(title)
            self.setTabToolTip(number, tip(title, hint, KEYS[number]))

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
        key = self.font().key()
        if key not in self._least:
            now = self._way
            self._take(len(WAYS) - 1)
            least = [self.minimumTabSizeHint(number).width() for number in range(self.count())]
            self._least = {key: sum(least)}
            self._take(now)
        return QSize(self._least[key], self.sizeHint().height())

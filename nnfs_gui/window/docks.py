"""The panels around the outputs: where their docks stand, and which of them is in front."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QTabWidget

from nnfs_gui.studio.panel import Panel

LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
RIGHT = Qt.DockWidgetArea.RightDockWidgetArea


class Docks:
    """One panel at the left, one below, and the others as tabs at the right.

    A dock has the header of its panel for a title bar.
    """

    def __init__(
        self, window: QMainWindow, left: Panel, bottom: Panel, right: Sequence[Panel]
    ) -> None:
        self._window = window
        window.setDockNestingEnabled(True)
        window.setCorner(Qt.Corner.TopLeftCorner, LEFT)
        window.setCorner(Qt.Corner.BottomLeftCorner, LEFT)
        window.setCorner(Qt.Corner.TopRightCorner, RIGHT)
        window.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        window.setTabPosition(RIGHT, QTabWidget.TabPosition.North)
        self._left, self._bottom = self._dock(left, LEFT), self._dock(bottom, BOTTOM)
        self._right = [self._dock(panel, RIGHT) for panel in right]
        for panel, dock in zip(right, self._right, strict=True):
            panel.header.heading.hide()  # the tab says it
            dock.topLevelChanged.connect(panel.header.heading.setVisible)
        for dock in self._right[1:]:
            window.tabifyDockWidget(self._right[0], dock)
        self._right[0].raise_()

    @property
    def all(self) -> list[QDockWidget]:
        return [self._left, self._bottom, *self._right]

    def show(self, panel: Panel) -> None:
        """Bring a panel to the front, also one that was closed."""
        dock = next(dock for dock in self.all if dock.widget() is panel)
        dock.show()
        dock.raise_()

    def share_room(self) -> None:
        """Give the docks their part of the window, so that the outputs keep the most of it."""
        width, height = self._window.width(), self._window.height()
        widths = [_between(206, width * 18 // 100, 260), _between(290, width * 27 // 100, 420)]
        self._window.resizeDocks([self._left, self._right[0]], widths, Qt.Orientation.Horizontal)
        heights = [_between(140, height * 26 // 100, 300)]
        self._window.resizeDocks([self._bottom], heights, Qt.Orientation.Vertical)

    def dress_tabs(self) -> None:
        """Name the tab bar that Qt makes when the window is first shown; no line below it."""
        own = Qt.FindChildOption.FindDirectChildrenOnly
        for bar in self._window.findChildren(QTabBar, options=own):
            bar.setAccessibleName("Panels at the right")
            bar.setDrawBase(False)

    def _dock(self, panel: Panel, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(panel.accessibleName(), self._window)
        dock.setObjectName(f"{panel.objectName()}_dock")
        dock.setTitleBarWidget(panel.header)
        dock.setWidget(panel)
        panel.set_in_front(False)  # until the dock tells
        dock.visibilityChanged.connect(panel.set_in_front)
        self._window.addDockWidget(area, dock)
        return dock


def _between(least: int, wanted: int, most: int) -> int:
    return max(least, min(wanted, most))

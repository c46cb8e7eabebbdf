"""Places the panels around the outputs: where their docks stand, and which is in front."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QTabWidget, QWidget

from nnfs_gui.panels import PanelEntry, Panels, Side
from nnfs_gui.studio.panel import Panel
from nnfs_gui.widgets.named import named

LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
AREAS: dict[Side, Qt.DockWidgetArea] = {"left": LEFT, "below": BOTTOM, "right": RIGHT}


class Docks:
    """Makes a dock for each panel that has a side; those that share one are tabs there.

    A dock takes its panel when it first becomes visible, and the panel's header for a title bar.
    """

    def __init__(self, window: QMainWindow, panels: Panels) -> None:
        self._window, self._panels = window, panels
        window.setDockNestingEnabled(True)
        window.setCorner(Qt.Corner.TopLeftCorner, LEFT)
        window.setCorner(Qt.Corner.BottomLeftCorner, LEFT)
        window.setCorner(Qt.Corner.TopRightCorner, RIGHT)
        window.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        window.setTabPosition(RIGHT, QTabWidget.TabPosition.North)
        self._docks: dict[str, QDockWidget] = {}
        self._sides: dict[Side, QDockWidget] = {}  # the first dock of each
        panels.made.connect(self._fill)
        for entry in panels.entries:
            if entry.side in AREAS:
                self._docks[entry.id] = self._dock(entry)
        self._first_state = window.saveState()
        self.alone: PanelEntry[Panel] | None = None  # the one panel that is shown, if only one is

    @property
    def all(self) -> list[QDockWidget]:
        return list(self._docks.values())

    def show(self, entry: PanelEntry[Panel]) -> None:
        """Bring a panel to the front, also one that was closed."""
        if self.alone is not None:
            self.show_alone(entry)
        elif entry.id in self._docks:
            self._docks[entry.id].show()
            self._docks[entry.id].raise_()

    def show_alone(self, entry: PanelEntry[Panel]) -> None:
        """Show one panel in the place of all, until `show_together`."""
        self.alone = entry
        wanted = self._docks.get(entry.id)
        self._middle.setVisible(wanted is None)
        for dock in self.all:
            dock.setVisible(dock is wanted)

    def show_together(self, state: QByteArray) -> None:
        """Show the panels again that a state of the window says."""
        self.alone = None
        self._middle.show()
        self._window.restoreState(state)

    def share_room(self) -> None:
        """Give the docks their part of the window, so that the outputs keep the most of it."""
        width, height = self._window.width(), self._window.height()
        # no panel at the right needs more than the least, so that none moves what stands beside it
        widths = [_between(206, width * 18 // 100, 260), _between(291, width * 27 // 100, 420)]
        beside = [self._sides["left"], self._sides["right"]]
        self._window.resizeDocks(beside, widths, Qt.Orientation.Horizontal)
        heights = [_between(140, height * 26 // 100, 300)]
        self._window.resizeDocks([self._sides["below"]], heights, Qt.Orientation.Vertical)

    def reset(self) -> None:
        """Put every dock back to where it was at first."""
        self._window.restoreState(self._first_state)
        self.share_room()

    def dress_tabs(self) -> None:
        """Name the tab bar that Qt makes when the window is first shown; no line below it."""
        own = Qt.FindChildOption.FindDirectChildrenOnly
        for bar in self._window.findChildren(QTabBar, options=own):
            bar.setAccessibleName("Panels at the right")
            bar.setDrawBase(False)

    @property
    def _middle(self) -> QWidget:
        widget = self._window.centralWidget()
        assert widget is not None
        return widget

    def _dock(self, entry: PanelEntry[Panel]) -> QDockWidget:
        dock = named(QDockWidget(entry.title, self._window), f"{entry.id}_panel_dock")
        dock.visibilityChanged.connect(partial(self._follow, entry))
        self._window.addDockWidget(AREAS[entry.side], dock)
        first = self._sides.setdefault(entry.side, dock)
        if first is not dock:
            self._window.tabifyDockWidget(first, dock)
            first.raise_()
        return dock

    def _follow(self, entry: PanelEntry[Panel], is_in_front: bool) -> None:
        """Tell a panel whether it is in front: Qt calls docks behind another tab visible."""
        if is_in_front or entry in self._panels:
            self._panels[entry].set_in_front(is_in_front)

    def _fill(self, entry: PanelEntry[Panel]) -> None:
        """Put a panel that was just made into its dock."""
        if entry.id not in self._docks:
            return
        panel, dock = self._panels[entry], self._docks[entry.id]
        panel.set_in_front(False)  # until the dock tells
        dock.setTitleBarWidget(panel.header)
        dock.setWidget(panel)
        panel.show()  # now, not when Qt comes to it
        if [each.side for each in self._panels.entries].count(entry.side) > 1:  # the tab says it
            panel.header.heading.setVisible(dock.isFloating())
            dock.topLevelChanged.connect(panel.header.heading.setVisible)


def _between(least: int, wanted: int, most: int) -> int:
    return max(least, min(wanted, most))

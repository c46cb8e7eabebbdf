"""Places the panels around the outputs: where their docks stand, and which is in front."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QTabWidget, QToolButton, QWidget

from nnfs_core.wording import sentence
from nnfs_gui.panels import BATCH, PanelEntry, Panels, Side
from nnfs_gui.studio.panel import Panel
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.focus import lead_to
from nnfs_gui.window.folding import SIDES, Folding, is_in_front

LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
AREAS: dict[Side, Qt.DockWidgetArea] = {"left": LEFT, "below": BOTTOM, "right": RIGHT}
THREE_COLUMNS = 920  # pixels: in a narrower window the network shares a place with those at right
TRIES = 10  # to make docks as large as they were, 50 ms apart
TWO_ROWS = 560  # pixels: in a lower window the batch begins folded


class Docks:
    """Makes a dock for each panel that has a side; those that share one are tabs there.

    A dock takes its panel when it first becomes visible, and the panel's header for a title bar.
    """

    def __init__(self, window: QMainWindow, panels: Panels, theme: Theme) -> None:
        self._window, self._panels, self._theme = window, panels, theme
        window.setDockNestingEnabled(True)
        window.setCorner(Qt.Corner.TopLeftCorner, LEFT)
        window.setCorner(Qt.Corner.BottomLeftCorner, LEFT)
        window.setCorner(Qt.Corner.TopRightCorner, RIGHT)
        window.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        for area in AREAS.values():
            window.setTabPosition(area, QTabWidget.TabPosition.North)
        self.alone: PanelEntry[Panel] | None = None  # the one panel that is shown, if only one is
        self._docks: dict[str, QDockWidget] = {}
        self._sides: dict[Side, QDockWidget] = {}  # the first dock of each
        self.folding = Folding(window, self._docks, theme)
        self.folding.chosen.connect(self._unfold)
        self._dress_soon = QTimer(window, singleShot=True, interval=0)  # once they have their place
        self._dress_soon.timeout.connect(self._dress)
        self._sizes: Mapping[QDockWidget, QSize] = {}  # to restore
        self._tries = 0
        self._restore = QTimer(window, interval=50)
        self._restore.timeout.connect(self._restore_sizes)
        panels.made.connect(self._fill)
        for entry in panels.entries:
            if entry.side in AREAS:
                self._docks[entry.id] = self._dock(entry)
        self._first_state = window.saveState()

    @property
    def all(self) -> list[QDockWidget]:
        return list(self._docks.values())

    def folded(self) -> dict[PanelEntry[Panel], Callable[[], None]]:
        """How to unfold each panel that was in front when it was folded."""
        in_front = {group[0] for group in self.folding.groups}
        entries = (entry for entry in self._panels.entries if entry.id in in_front)
        return {entry: partial(self.folding.unfold, entry.id) for entry in entries}

    def show(self, entry: PanelEntry[Panel]) -> None:
        """Bring a panel to the front, also one that was closed or folded."""
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
        folded = self.folding.groups
        self._window.restoreState(state)
        self.folding.take(folded)

    def share_room(self) -> None:
        """Give the docks their part of the window, so that the outputs keep the most of it.

        In a narrow window all panels at the sides are tabs of one place, in a low one the batch
        is folded.
        """
        width, height = self._window.width(), self._window.height()
        left, right = self._sides["left"], self._sides["right"]
        if width < THREE_COLUMNS:
            for dock in self._docks.values():
                if self._window.dockWidgetArea(dock) == RIGHT:
                    self._window.tabifyDockWidget(left, dock)
            left.raise_()
        # no panel at the right needs more than the least, so that none moves what stands beside it
        widths = [_between(206, width * 18 // 100, 260), _between(291, width * 27 // 100, 420)]
        self._window.resizeDocks([left, right], widths, Qt.Orientation.Horizontal)
        heights = [_between(184, height * 26 // 100, 300)]
        self._window.resizeDocks([self._sides["below"]], heights, Qt.Orientation.Vertical)
        self.folding.take([(BATCH.id,)] if height < TWO_ROWS else [])

    def sizes(self) -> dict[QDockWidget, QSize]:
        """How large each dock is that is shown."""
        docks = [dock for dock in self.all if not dock.isHidden() and not dock.isFloating()]
        return {dock: dock.size() for dock in docks if is_in_front(dock)}

    def restore_sizes(self, sizes: Mapping[QDockWidget, QSize]) -> None:
        """Make docks as large again as they were, once texts of another size are laid out."""
        self._sizes, self._tries = sizes, TRIES
        self._restore.start()

    def _restore_sizes(self) -> None:
        """Try again as long as texts that are still large need more room."""
        now, self._tries = self.sizes(), self._tries - 1
        if not self._tries or all(
            now.get(dock, size) == size for dock, size in self._sizes.items()
        ):
            self._restore.stop()
        sizes = self._sizes
        docks = [dock for dock in sizes if not dock.isHidden() and not dock.isFloating()]
        widths = [sizes[dock].width() for dock in docks]
        heights = [sizes[dock].height() for dock in docks]
        self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)
        self._window.resizeDocks(docks, heights, Qt.Orientation.Vertical)

    def reset(self) -> None:
        """Put every dock back to where it was at first."""
        self.folding.take([])
        self._window.restoreState(self._first_state)
        self.share_room()

    def _dress(self) -> None:
        """Show headings where no tab says them, and name the tab bars that Qt makes for docks."""
        own = Qt.FindChildOption.FindDirectChildrenOnly
        for bar in self._window.findChildren(QTabBar, options=own):
            bar.setAccessibleName("Panels that share a place")
            bar.setDrawBase(False)
            bar.setUsesScrollButtons(False)
        for entry in self._panels.entries:
            if entry.id in self._docks and entry in self._panels:
                dock = self._docks[entry.id]
                beside = self._window.tabifiedDockWidgets(dock)
                is_said = not dock.isFloating() and any(not each.isHidden() for each in beside)
                self._panels[entry].header.show_heading(not is_said)

    @property
    def _middle(self) -> QWidget:
        widget = self._window.centralWidget()
        assert widget is not None
        return widget

    def _dock(self, entry: PanelEntry[Panel]) -> QDockWidget:
        dock = named(QDockWidget(entry.title, self._window), f"{entry.id}_panel_dock")
        dock.setAllowedAreas(LEFT | BOTTOM | RIGHT)
        dock.visibilityChanged.connect(partial(self._follow, entry))
        for moved in (dock.visibilityChanged, dock.dockLocationChanged, dock.topLevelChanged):
            moved.connect(self._dress_soon.start)
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
        if is_in_front and self.alone is None:
            self.folding.unfold(entry.id)  # whoever shows it

    def _fold(self, entry: PanelEntry[Panel]) -> None:
        if self.alone is None:  # else nothing would be left
            self.folding.fold(entry.id)

    def fold_side(self, area: Qt.DockWidgetArea) -> None:
        """Fold all that is shown at a side, or unfold what is folded there."""
        if self.alone is None:
            self.folding.toggle(area)

    def _unfold(self, id: str) -> None:
        """Unfold a panel whose name was pressed, and hand it the keyboard."""
        self.folding.unfold(id)
        entry = next(each for each in self._panels.entries if each.id == id)
        lead_to(self._panels[entry])

    def _fill(self, entry: PanelEntry[Panel]) -> None:
        """Put a panel that was just made into its dock."""
        if entry.id not in self._docks:
            return
        panel, dock = self._panels[entry], self._docks[entry.id]
        panel.set_in_front(False)  # until the dock tells
        self._add_fold_button(panel, entry, dock)
        dock.setTitleBarWidget(panel.header)
        dock.setWidget(panel)
        panel.show()  # now, not when Qt comes to it
        self._dress()

    def _add_fold_button(self, panel: Panel, entry: PanelEntry[Panel], dock: QDockWidget) -> None:
        tip = sentence("Fold the panel {title} to its edge")(entry.title)
        button = named(QToolButton(), f"fold_{entry.id}", tip, tip=tip)
        button.clicked.connect(partial(self._fold, entry))
        panel.header.add_widget(button)

        def follow(*ignored: object) -> None:
            side = SIDES.get(self._window.dockWidgetArea(dock))
            button.setVisible(side is not None and not dock.isFloating())
            if side is not None:
                self._theme.give_icon(button, side.icon)

        follow()
        dock.dockLocationChanged.connect(follow)
        dock.topLevelChanged.connect(follow)


def _between(least: int, wanted: int, most: int) -> int:
    return max(least, min(wanted, most))

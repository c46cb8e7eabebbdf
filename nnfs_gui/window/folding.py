"""Folds panels to their edge of the window, those that share a place together, and unfolds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QToolButton

from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.edge import Edge


@dataclass(frozen=True)
class Side:
    """Describes an edge of the window: where its names stand, and how they are turned."""

    where: str
    degrees: int
    bar: Qt.ToolBarArea
    icon: str  # of the button that folds a panel there


SIDES = {
    Qt.DockWidgetArea.LeftDockWidgetArea: Side(
        "at the left", -90, Qt.ToolBarArea.LeftToolBarArea, "fold_left"
    ),
    Qt.DockWidgetArea.BottomDockWidgetArea: Side(
        "at the bottom", 0, Qt.ToolBarArea.BottomToolBarArea, "fold_down"
    ),
    Qt.DockWidgetArea.RightDockWidgetArea: Side(
        "at the right", 90, Qt.ToolBarArea.RightToolBarArea, "fold_right"
    ),
}
Group = tuple[str, ...]  # the ids of panels that are folded together, the one in front first


class Folding(QObject):
    """Hides docks and names them at their edge. Whatever shows one of them unfolds it."""

    changed = Signal()
    chosen = Signal(str)  # the id of a panel whose name was pressed

    def __init__(self, window: QMainWindow, docks: Mapping[str, QDockWidget], theme: Theme) -> None:
        super().__init__(window)
        self._window, self._docks = window, docks
        self._groups: list[Group] = []
        self._edges: dict[Qt.DockWidgetArea, Edge] = {}
        for area, side in SIDES.items():
            self._edges[area] = Edge(side.where, side.degrees, theme)
            self._edges[area].chosen.connect(self.chosen)
            window.addToolBar(side.bar, self._edges[area])

    @property
    def groups(self) -> Sequence[Group]:
        """What is folded."""
        return self._groups

    def fold(self, id: str) -> None:
        """Fold a panel that is shown, and those behind it."""
        dock = self._docks[id]
        if dock.isHidden() or dock.isFloating() or self.area(dock) not in self._edges:
            return
        beside = self._window.tabifiedDockWidgets(dock)
        group = (id, *(each for each, other in self._docks.items() if other in beside))
        focused = QApplication.focusWidget()
        had_focus = focused is not None and dock.isAncestorOf(focused)
        self.take([*self._groups, group])
        if had_focus:
            button = self._edges[self.area(dock)].findChild(QToolButton, f"unfold_{id}")
            assert isinstance(button, QToolButton)
            button.setFocus()

    def unfold(self, id: str) -> None:
        """Show a folded panel in front of those that were folded with it."""
        for group in self._groups:
            if id in group:
                self._groups = [other for other in self._groups if other is not group]
                for each in group:
                    self._docks[each].show()
                self._docks[id].raise_()
                self._tell()
                return

    def take(self, groups: Sequence[Group]) -> None:
        """Fold these groups and no others; panels that are not there are left out."""
        known = [tuple(id for id in group if id in self._docks) for group in groups]
        self._groups = [group for group in known if group]
        for group in self._groups:
            for id in reversed(group):  # the one in front last, so that no other comes in sight
                self._docks[id].hide()
        self._tell()

    def toggle(self, area: Qt.DockWidgetArea) -> None:
        """Fold all that is shown at a side, or unfold what is folded there."""
        if self.is_folded(area):
            for group in self._at(area):
                self.unfold(group[0])
            return
        for id, dock in self._docks.items():
            if self._is_shown_at(dock, area) and is_in_front(dock):
                self.fold(id)

    def is_folded(self, area: Qt.DockWidgetArea) -> bool:
        """Whether something is folded at a side, and nothing is shown there."""
        is_shown = any(self._is_shown_at(dock, area) for dock in self._docks.values())
        return bool(self._at(area)) and not is_shown

    def area(self, dock: QDockWidget) -> Qt.DockWidgetArea:
        """The side of a dock, also of one that is folded."""
        return self._window.dockWidgetArea(dock)

    def _at(self, area: Qt.DockWidgetArea) -> list[Group]:
        return [group for group in self._groups if self.area(self._docks[group[0]]) == area]

    def _is_shown_at(self, dock: QDockWidget, area: Qt.DockWidgetArea) -> bool:
        return not (dock.isHidden() or dock.isFloating()) and self.area(dock) == area

    def _tell(self) -> None:
        for area, edge in self._edges.items():
            folded = {id for group in self._at(area) for id in group}
            docks = self._docks.items()
            edge.show_names((id, dock.windowTitle()) for id, dock in docks if id in folded)
        self.changed.emit()


def is_in_front(dock: QDockWidget) -> bool:
    """Whether it can be seen: Qt calls docks behind another tab visible, and puts them aside."""
    return not dock.visibleRegion().isEmpty()

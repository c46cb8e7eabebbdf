"""Makes the actions of the table, and fills menus and toolbar with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QToolButton, QWidget

from nnfs_gui.studio.action_table import (
    ACTIONS,
    ENTERS_FIRST,
    MENUS,
    SEPARATOR,
    ActionEntry,
    Submenu,
)
from nnfs_gui.studio.open_editors import OpenEditors
from nnfs_gui.studio.toolbar_table import ICON_ONLY, ON_TOOLBAR, PRIMARY, TOOLBAR
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.theme import Theme

_ENTRIES = {entry.id: entry for entry in ACTIONS}
COMMAND = "command"  # a property of an action whose text says too little outside of its menu
SYNONYMS = "synonyms"  # a property of an action that is found by other words, too


class Actions:
    """Holds the QActions made from the table, by id."""

    def __init__(self, parent: QObject, theme: Theme, open_editors: OpenEditors) -> None:
        self._theme, self._open_editors = theme, open_editors
        self._has_shown_menus = False
        self._actions = {entry.id: _action(entry, parent) for entry in ACTIONS}
        self.menus: dict[str, QMenu] = {}  # by name, such as "edit", the submenus, too
        theme.changed.connect(self._recolor)
        self._recolor()

    def __getitem__(self, id: str) -> QAction:
        return self._actions[id]

    def __contains__(self, id: object) -> bool:
        return id in self._actions

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def set_text(self, id: str, text: str) -> None:
        """Let an action say something else, also in its tooltip where that is no other text."""
        self._actions[id].setText(text)
        self._actions[id].setToolTip(_tip(_ENTRIES[id], text))

    def connect(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Let each action call its handler when it is triggered, after entering what is typed."""
        for id, handler in handlers.items():
            handler = self._open_editors.first(handler) if id in ENTERS_FIRST else handler
            self._actions[id].triggered.connect(lambda checked=False, call=handler: call())

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """Make the menus of MENUS; submenus start empty. `menus` has them all."""
        for title, entries in MENUS.items():
            menu = self.menus[title.replace("&", "").lower()] = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(self._dress_menus)
            for entry in entries:
                if isinstance(entry, ActionEntry):
                    menu.addAction(self._actions[entry.id])
                elif isinstance(entry, Submenu):
                    self.menus[entry.name] = menu.addMenu(entry.title)
                    self.menus[entry.name].setObjectName(f"menu.{entry.name}")
                    self.menus[entry.name].setToolTipsVisible(True)
                    self.menus[entry.name].addActions([self._actions[e.id] for e in entry.entries])
                else:
                    menu.addSeparator()

    def fill_toolbar(self, bar: QToolBar) -> None:
        """Put the actions of TOOLBAR on a toolbar."""
        for entry in TOOLBAR:
            if entry == SEPARATOR:
                bar.addSeparator()
                continue
            bar.addAction(self._actions[entry])
            button = bar.widgetForAction(self._actions[entry])
            assert isinstance(button, QToolButton)
            button.setProperty("primary", "true" if entry == PRIMARY else "false")
            if entry in ICON_ONLY:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAccessibleName(self._actions[entry].text().replace("&", ""))

    def _dress_menus(self) -> None:
        """Draw the icons that the menus alone have, which the start need not wait for."""
        if not self._has_shown_menus:
            self._has_shown_menus = True
            self._recolor()

    def _recolor(self) -> None:
        for entry in ACTIONS:
            if entry.icon and (self._has_shown_menus or entry.id in ON_TOOLBAR):
                primary = entry.id == PRIMARY
                self._actions[entry.id].setIcon(self._theme.icon(entry.icon, on_accent=primary))


def _action(entry: ActionEntry, parent: QObject) -> QAction:
    action = QAction(entry.text, parent)
    action.setObjectName(entry.id)
    action.setCheckable(entry.checkable)
    # a menu has one place for the tick and the icon, and the primary icon is made for the toolbar
    action.setIconVisibleInMenu(not entry.checkable and entry.id != PRIMARY)
    if entry.synonyms:
        action.setProperty(SYNONYMS, entry.synonyms)
    if entry.shortcut:
        keys = entry.shortcut, entry.second_shortcut
        action.setShortcuts([QKeySequence(key) for key in keys if key])
    action.setToolTip(_tip(entry, entry.text))
    if entry.id == "file.quit":
        action.setMenuRole(QAction.MenuRole.QuitRole)
    if isinstance(parent, QWidget):
        parent.addAction(action)  # shortcuts work even while no menu shows the action
    return action


def _tip(entry: ActionEntry, text: str) -> str:
    tip = entry.tip or text.replace("&", "").removesuffix("…")
    if entry.shortcut and entry.shortcut not in tip:
        tip = f"{tip} ({QKeySequence(entry.shortcut).toString()})"
    return plain_tip(tip)

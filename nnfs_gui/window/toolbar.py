"""Fills the toolbar: the actions of TOOLBAR, the menu of examples, and at the right the search."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.toolbar_table import ICON_ONLY
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import Theme

SEARCH = "view.commands"
WORDED = ("run.forward", "run.live")  # tools that keep their words
ICON = 18  # pixels beside the usual text
BORDER = 1  # pixels around the tools, as style.qss says


class Toolbar(QToolBar):
    """Stays where it is: the tools, and the search, which stays when the tools have no room."""

    def __init__(self, actions: Actions, examples: QMenu, theme: Theme) -> None:
        super().__init__("Toolbar")
        named(self, "toolbar", role="outer")
        _dress(self)
        self._theme = theme
        actions[SEARCH].setIconText("Search")
        self.tools = Tools(actions, examples, theme)
        self._search = named(QToolButton(), "search_button", "Search commands")
        self._search.setDefaultAction(actions[SEARCH])
        self._search.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row = QWidget()
        row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.setLayout(in_row((self.tools, 1), self._search, margins=(0, 0, 6, 0), spacing=3))
        self.addWidget(row)
        theme.changed.connect(self._fit_to_texts)
        self._fit_to_texts()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        layout = self.layout()
        assert layout is not None
        # Qt takes the margins from the style sheet only when that changes
        layout.setContentsMargins(BORDER, BORDER, BORDER, BORDER)

    def _fit_to_texts(self) -> None:
        """Draw the icons as large beside larger texts, and see which words have room now."""
        size = round(ICON * self._theme.zoom)
        for part in (self, self.tools, self._search):
            part.setIconSize(QSize(size, size))
        self.tools.measure()


class Tools(QToolBar):
    """Shows words beside its icons where all have room, else beside those of WORDED alone.

    What then still has no room is behind its last button.
    """

    def __init__(self, actions: Actions, examples: QMenu, theme: Theme) -> None:
        super().__init__("Tools")
        named(self, "tools", role="inner")
        _dress(self)
        actions["run.pin"].setIconText("Pin")
        actions.fill_toolbar(self)
        opening = examples.menuAction()
        self.addAction(opening)
        button = self._button(opening)
        named(button, "examples_button", "Examples", tip="Open a built-in example")
        theme.give_icon(button, "examples")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        beyond = self.findChild(QToolButton, "qt_toolbar_ext_button")
        assert isinstance(beyond, QToolButton)
        named(beyond, beyond.objectName(), "More tools", tip="More tools")
        kept = (*WORDED, *ICON_ONLY)
        self._give_way = [
            self._button(action)
            for action in self.actions()
            if not action.isSeparator() and action.objectName() not in kept
        ]
        self._has_words = True
        self._needed = 0  # pixels for all words

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._has_words:
            self._needed = self.sizeHint().width()
        self._show_words(self._needed <= self.width())

    def measure(self) -> None:
        """See anew which words have room: texts or icons have another size."""
        self._show_words(True)
        self._needed = self.sizeHint().width()
        self._show_words(self._needed <= self.width())

    def _show_words(self, shown: bool) -> None:
        if shown == self._has_words:
            return
        self._has_words = shown
        style = Qt.ToolButtonStyle
        for button in self._give_way:
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if shown else style.ToolButtonIconOnly
            )

    def _button(self, action: QAction) -> QToolButton:
        button = self.widgetForAction(action)
        assert isinstance(button, QToolButton)
        return button


def _dress(bar: QToolBar) -> None:
    bar.setMovable(False)
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

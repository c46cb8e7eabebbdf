"""Fills the toolbar: the actions of TOOLBAR, the menu of examples, and at the right the search."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from nnfs_gui.studio.actions import Actions
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import Theme


class Toolbar(QToolBar):
    """Stays where it is, with words beside its icons."""

    def __init__(self, actions: Actions, examples: QMenu, theme: Theme) -> None:
        super().__init__("Toolbar")
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(18, 18))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        actions["run.pin"].setIconText("Pin")
        actions.fill_toolbar(self)
        self._examples = named(QToolButton(), "examples_button", "Examples")
        self._examples.setText("Examples")
        theme.give_icon(self._examples, "examples")
        self._examples.setToolTip("Open a built-in example")
        self._examples.setMenu(examples)
        self._examples.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._examples.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addWidget(self._examples)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self.addAction(actions["view.commands"])

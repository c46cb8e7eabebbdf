"""Shows at a side of the window the names of the panels that are folded there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter, QToolBar, QToolButton

from nnfs_core.wording import sentence
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import Theme


class EdgeButton(QToolButton):
    """Unfolds a panel; its name is turned by a quarter where the edge is upright."""

    def __init__(self, title: str, degrees: int) -> None:
        super().__init__()
        self.setText(title)
        self._degrees = degrees  # 90, -90, or 0 at the bottom
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return hint.transposed() if self._degrees else hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.features = QStyleOptionToolButton.ToolButtonFeature.None_
        painter = QStylePainter(self)
        if self._degrees:  # turn the button's whole look about one of its corners
            option.rect = QRect(QPoint(0, 0), self.size().transposed())
            corner = (self.width(), 0) if self._degrees > 0 else (0, self.height())
            painter.translate(*corner)
            painter.rotate(self._degrees)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter.end()


class Edge(QToolBar):
    """Takes no room while nothing is folded at its side."""

    chosen = Signal(str)  # the id of the panel to unfold

    def __init__(self, where: str, degrees: int, theme: Theme) -> None:
        super().__init__(sentence("Folded panels {where}")(where))
        named(self, f"edge_{where.split()[-1]}", self.windowTitle(), role="edge")
        self._degrees, self._theme = degrees, theme
        self.setIconSize(QSize(12, 12))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setMovable(False)
        self.toggleViewAction().setVisible(False)  # it comes and goes by itself
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.hide()

    def show_names(self, titles: Iterable[tuple[str, str]]) -> None:
        """Show a button for each panel: its id and its title."""
        self.clear()
        for id, title in titles:
            tip = sentence("Unfold the panel {title}")(title)
            button = named(EdgeButton(title, self._degrees), f"unfold_{id}", tip, tip=tip)
            # which points into the window once it is turned with the name
            self._theme.give_icon(button, "down" if self._degrees else "up")
            button.setToolButtonStyle(self.toolButtonStyle())
            button.clicked.connect(partial(self.chosen.emit, id))
            self.addWidget(button)
        self.setVisible(bool(self.actions()))

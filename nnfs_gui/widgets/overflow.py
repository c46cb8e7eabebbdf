"""Keeps a row of buttons usable where it is narrow: those without room go into a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.named import named

Button = QPushButton | QToolButton


class Overflow(QWidget):
    """Shows its buttons from the first one on, and the rest behind its last, `more`."""

    def __init__(
        self, buttons: Sequence[Button], name: str, spoken: str, *, spacing: int = 0
    ) -> None:
        super().__init__()
        self._buttons, self._spacing = buttons, spacing
        self.more = named(QToolButton(), name, spoken, tip=spoken)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        menu.aboutToShow.connect(self._fill)
        self.more.setMenu(menu)
        for button in (*buttons, self.more):
            button.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self._size_of(self._buttons)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.more.sizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the buttons have another font
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        shown: list[Button] = [*self._buttons]
        room = self.width()
        if self.sizeHint().width() > room:
            shown.append(self.more)
            while len(shown) > 1 and self._size_of(shown).width() > room:
                del shown[-2]
        left = room - self._size_of(shown).width()
        for button in (*self._buttons, self.more):
            button.setVisible(button in shown)
        for button in shown:
            button.setGeometry(left, 0, button.sizeHint().width(), self.height())
            left += button.width() + self._spacing

    def _size_of(self, buttons: Sequence[Button]) -> QSize:
        hints = [button.sizeHint() for button in buttons]
        if not hints:
            return QSize(0, 0)
        width = sum(hint.width() + self._spacing for hint in hints) - self._spacing
        return QSize(width, max(hint.height() for hint in hints))

    def _fill(self) -> None:
        """Offer what the buttons without room do."""
        menu = self.more.menu()
        menu.clear()
        for button in self._buttons:
            if button.isVisible():
                continue
            text = button.text().removesuffix(" ▾")
            inner: QMenu | None = button.menu()
            if inner is None:
                is_checked = button.isChecked() if button.isCheckable() else None
                name = f"more.{button.objectName()}"
                is_enabled = button.isEnabled()
                entry = add_entry(
                    menu, text, name, button.click, is_enabled=is_enabled, is_checked=is_checked
                )
                entry.setIcon(button.icon())
            else:
                inner.setTitle(text)
                menu.addMenu(inner)

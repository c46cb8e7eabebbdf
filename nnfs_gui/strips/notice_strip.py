"""Shows messages in a strip that does not stand in the way."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QPushButton, QToolButton, QWidget

from nnfs_gui.studio.notices import Notice, Notices
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.fields import wrapped_message
from nnfs_gui.widgets.level_sign import LevelSign
from nnfs_gui.widgets.named import named, restyle
from nnfs_gui.widgets.plain import plain_caption
from nnfs_gui.widgets.spoken import Role
from nnfs_gui.widgets.theme import Theme

SECONDS_SHOWN = 8  # of a notice that needs no answer
SECONDS_LEFT = 2  # of an error after something else was done


class NoticeStrip(QFrame):
    """Shows the newest notice until it is dismissed or no longer so; plain information leaves by
    itself, and so does an error when the user has gone on."""

    heard_as = Role.Notification

    def __init__(self, notices: Notices, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "notice_strip", "Message", role="notice")
        self._notice: Notice | None = None
        self._sign = LevelSign()
        self._text = named(wrapped_message(), "notice_text")
        self._button = named(QPushButton(), "notice_button")
        self._button.clicked.connect(self._act)
        self._close = named(QToolButton(), "notice_close", "Dismiss this message", tip="Dismiss")
        self._close.clicked.connect(self.hide)
        theme.give_icon(self._close, "close")
        told = self._sign, (self._text, 1), self._button, self._close
        self.setLayout(in_row(*told, margins=(10, 5, 6, 5)))
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        notices.posted.connect(self.show_notice)
        notices.settled.connect(self._settle)
        notices.withdrawn.connect(self._withdraw)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        self._notice = notice
        self._text.setText(notice.text)
        self._sign.show_level(notice.level)
        self._text.setAccessibleName(self._text.text())
        self.setAccessibleName(": ".join(filter(None, (self._sign.accessibleName(), notice.text))))
        self._button.setText(plain_caption(notice.button))
        self._button.setVisible(bool(notice.button))
        restyle(self, "level", notice.level)
        if self.isVisible():  # screen readers read a notification when it shows
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.ObjectShow))
        self.show()
        if notice.level == "info" and notice.action is None:
            self._timer.start(SECONDS_SHOWN * 1000)
        else:
            self._timer.stop()

    def _settle(self, remedied: bool) -> None:
        notice = self._notice
        if notice is None or notice.level != "error" or self._timer.isActive():
            return
        if remedied or notice.action is None:
            self._timer.start(SECONDS_LEFT * 1000)

    def _withdraw(self, notice: Notice) -> None:
        """Hide a notice that is no longer so, unless another one has taken its place."""
        if notice is self._notice:
            self.hide()

    def _act(self) -> None:
        notice = self._notice
        self.hide()
        if notice is not None and notice.action is not None:
            notice.action()

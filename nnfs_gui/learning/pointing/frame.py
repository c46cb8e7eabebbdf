"""Frames something on the screen, never taking the mouse, or covers it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnfs_gui.widgets.theme import Theme

MARGIN = 6  # pixels around the thing, for the frame and its glow
RADIUS = 6
WHY_COVERED = "Covered until its question is answered"


class Frame(QWidget):
    """Stands over the window that the thing is in; what it frames stays visible."""

    def __init__(self, theme: Theme, window: QWidget, object_name: str) -> None:
        super().__init__(window)
        self.setObjectName(object_name)
        self._theme = theme
        self.opacity = 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def around(self) -> QRect:
        """What it stands around, in the pixels of its window."""
        return self.geometry().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)

    def put_around(self, widget: QWidget, rect: QRect) -> None:
        """Stand around a part of a widget, whichever window that is in."""
        window = widget.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        top_left = widget.mapTo(window, rect.topLeft())
        geometry = QRect(top_left, rect.size()).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        if geometry != self.geometry() or not self.isVisible() or self._is_beneath(window):
            self.setGeometry(geometry)
            self.show()
            self.raise_()
            for each in _messages_of(window):
                each.raise_()

    def _is_beneath(self, window: QWidget) -> bool:
        """Whether a part of its window lies above it: a main window raises some with its docks."""
        siblings = window.children()
        return any(
            isinstance(each, QWidget) and not isinstance(each, Frame) and not each.isWindow()
            for each in siblings[siblings.index(self) + 1 :]
            if each not in _messages_of(window)
        )

    def set_opacity(self, opacity: float) -> None:
        """Fade, from 1 to 0."""
        self.opacity = opacity
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(self.opacity)
            self.draw(painter, QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN))

    def draw(self, painter: QPainter, around: QRectF) -> None:
        """Paint the frame: a line in the accent colour, and a soft glow outside of it."""
        glow = QColor(self._theme.color("accent"))
        glow.setAlpha(70)
        color = self._theme.color  # the panel's colour parts the line from a cell of its own colour
        for width, line_color in ((9.0, glow), (5.5, color("panel")), (2.5, color("accent"))):
            painter.setPen(QPen(line_color, width))
            painter.drawRoundedRect(around.adjusted(-2, -2, 2, 2), RADIUS, RADIUS)


def _messages_of(window: QWidget) -> list[QWidget]:
    """What lies above every frame, for people read and press it: the messages of a main window."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return window.findChildren(QWidget, "strip_stack", direct)


class Cover(Frame):
    """Hides a number until somebody has thought about it.

    It keeps the mouse to itself, else pointing at the number would show it elsewhere.
    """

    def __init__(self, theme: Theme, window: QWidget, object_name: str) -> None:
        super().__init__(theme, window, object_name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.setToolTip(WHY_COVERED)

    def draw(self, painter: QPainter, around: QRectF) -> None:
        painter.setPen(QPen(self._theme.color("accent"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(self._theme.color("accent_soft"))
        painter.drawRoundedRect(around.adjusted(1, 1, -1, -1), 3, 3)
        font = painter.font()
        font.setBold(True)
        font.setPixelSize(int(max(9, min(22, around.height() * 0.6))))
        painter.setFont(font)
        painter.setPen(self._theme.color("accent"))
        painter.drawText(around, Qt.AlignmentFlag.AlignCenter, "?")
        below = around.adjusted(0, around.height() / 2 + font.pixelSize(), 0, 0)
        painter.setFont(self.font())
        room = painter.boundingRect(below, Qt.AlignmentFlag.AlignHCenter, WHY_COVERED)
        if below.contains(room):  # a cell has none
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, WHY_COVERED)

"""Frames every panel: a header with heading, summary and buttons, and a body."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.line_room import LineRoom
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel


def paint_as_panel(widget: QWidget) -> None:
    """Give a widget the ground of a panel."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setProperty("panel", "true")


class PageScroll(QScrollArea):
    """Asks for the width that its page needs: nothing is scrolled sideways."""

    _asked = 0  # pixels

    def minimumSizeHint(self) -> QSize:
        self._asked = self._needed
        return QSize(self._asked, super().minimumSizeHint().height())

    @property
    def _needed(self) -> int:
        """The width that the page and the bar beside it need, in pixels."""
        page, bar = self.widget(), self.verticalScrollBar().sizeHint()
        return bar.width() + (page.minimumSizeHint().width() if page is not None else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # of the page; the window is not laid out anew for every text in it
        if event.type() == QEvent.Type.LayoutRequest and self._needed != self._asked:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def scrolling(page: QWidget) -> QScrollArea:
    """A page of a panel that is as wide as the panel, and scrolled where it is higher."""
    scroll = PageScroll(widgetResizable=True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    paint_as_panel(page)
    scroll.setWidget(page)
    return scroll


class PanelHeader(QWidget):
    """Shows a heading in small capitals, a muted summary next to it, widgets at the right.

    `fitted` tells how many pixels its widgets have when that may be another number.
    """

    fitted = Signal(int)

    def __init__(self, heading: str) -> None:
        super().__init__()
        paint_as_panel(self)
        self.heading = PlainLabel(heading.upper())
        self.heading.setProperty("role", "heading")
        self.heading_gives_way = False  # where what stands beside it says as much
        self._shows_heading = True
        self.summary = ElidedLabel("muted")  # gives way first when the panel is narrow
        self._widgets: list[QWidget] = []
        self._layout = in_row(
            self.heading, (LineRoom(self.summary), 1), margins=(10, 7, 8, 5), spacing=4
        )
        self.setLayout(self._layout)

    def add_widget(self, widget: QWidget) -> None:
        """Put a button or another widget at the right end."""
        self._layout.addWidget(widget)
        self._widgets.append(widget)

    def show_heading(self, shown: bool) -> None:
        """Show the heading where it has room, or leave its place to others."""
        self._shows_heading = shown
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        spacing, margins = self._layout.spacing(), self._layout.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        self.fitted.emit(room - spacing * (len(self._widgets) + 1))
        has_room = True
        if self.heading_gives_way:
            parts = [self.heading, *(part for part in self._widgets if not part.isHidden())]
            has_room = sum(part.sizeHint().width() + spacing for part in parts) <= room
        self.heading.setVisible(has_room and self._shows_heading)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self.heading_gives_way and not self.heading.isHidden():
            hint -= QSize(self.heading.sizeHint().width() + self._layout.spacing(), 0)
        return hint


class Panel(QWidget):
    """Frames a part of the main window: `object_name` is stable, `heading` is what people read.

    Subclasses fill `body`, a vertical layout. A dock takes the header for its title bar, so that a
    panel has one header wherever it stands. `came_on_screen` tells a panel that works only while
    someone can look at it to go on.
    """

    came_on_screen = Signal()

    def __init__(self, studio: Studio, object_name: str, heading: str) -> None:
        super().__init__()
        self.studio = studio
        self._is_in_front = True
        named(self, object_name, heading)
        paint_as_panel(self)
        self.header = PanelHeader(heading)
        outer = in_column(self.header, margins=(0, 0, 0, 0), spacing=0)
        self.setLayout(outer)
        self.body = in_column(margins=(10, 0, 10, 8), spacing=6)
        outer.addLayout(self.body, 1)

    @property
    def is_on_screen(self) -> bool:
        """True while the panel is shown and no other tab of its dock is in front of it."""
        return self._is_in_front and self.isVisible()

    def refresh_hidden(self) -> None:
        """Refresh also what would wait until it is scrolled into view: it may take up room."""

    @property
    def main_widget(self) -> QWidget | None:
        """What the keyboard is led to first; None where the first field will do."""
        return None

    def set_in_front(self, is_in_front: bool) -> None:
        """What the dock tells: Qt calls docks behind another tab visible, and puts them aside."""
        self._is_in_front = is_in_front
        if self.is_on_screen:
            self.came_on_screen.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_on_screen:
            self.came_on_screen.emit()

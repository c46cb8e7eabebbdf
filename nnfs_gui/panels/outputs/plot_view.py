"""This module is the surface that plots stand on: in the colours of the look, in pixels."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QScrollBar, QWidget

from nnfs_core.wording import sentence
from nnfs_gui.studio.selection import BACK_AND_FORWARD
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.spoken import NO_PARTS, Parts, Role, Spoken
from nnfs_gui.widgets.theme import Theme

# No limit on mouse moves: were the last one dropped, a readout would be of another place.
pg.setConfigOptions(imageAxisOrder="row-major", mouseRateLimit=-1)

LEAST_HEIGHT = 40  # pixels


class PlotArea(QWidget):
    """Arranges plots in a view, with a scroll bar beside it for those that do not fit.

    Subclasses place the plots in `arrange`, which is called whenever the size or the bar's value
    has changed, and take the keys and the turns of the wheel that they know.
    """

    def __init__(
        self,
        theme: Theme,
        object_name: str,
        accessible_name: str,
        scroll_bar: Qt.Orientation,
        scrolled: str,
        scroll_name: str = "",
    ) -> None:
        super().__init__()
        self.theme = theme
        self.view = named(PlotView(self), object_name, accessible_name)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.sigDeviceRangeChanged.connect(self.arrange)
        self.setFocusProxy(self.view)
        self.scroll_bar = named(QScrollBar(scroll_bar), scroll_name or f"{object_name}_scroll")
        self.scroll_bar.setAccessibleName(sentence("Scroll through the {scrolled}")(scrolled))
        self.scroll_bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_bar.valueChanged.connect(self.show_scrolled)
        theme.changed.connect(self.fit_to_texts)
        is_vertical = scroll_bar == Qt.Orientation.Vertical
        direction = QBoxLayout.Direction
        layout = QBoxLayout(direction.LeftToRight if is_vertical else direction.TopToBottom, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 if is_vertical else 0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.scroll_bar)

    def arrange(self, *ignored: object) -> None:
        """Place all plots anew, in the room that the view has."""
        raise NotImplementedError

    @property
    def least_height(self) -> int:
        """The height of the view, in pixels, in which a plot can be read."""
        return LEAST_HEIGHT

    def fit_to_texts(self) -> None:
        """Give texts of another size the room that they need."""
        self.view.setMinimumHeight(self.least_height)
        self.arrange()

    def show_scrolled(self, *ignored: object) -> None:
        """Show what the scroll bar says."""
        self.arrange()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False when it asks for nothing here."""
        return False

    def parts(self) -> Parts:
        """What is heard of what is painted."""
        return NO_PARTS

    def handle_wheel(self, event: QWheelEvent) -> bool:
        """Do what the wheel asks for; False leaves it to the plot under the mouse."""
        return False


class PlotView(pg.GraphicsView):
    """Shows a scene in the widget's pixels; keys and wheel go to the area first."""

    heard_as = Role.Canvas

    def __init__(self, area: PlotArea) -> None:
        super().__init__(background=area.theme.color("panel"))
        self._area = area
        self.setAntialiasing(False)
        self.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self.setMinimumSize(60, LEAST_HEIGHT)
        area.theme.changed.connect(self._recolor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in BACK_AND_FORWARD:
            event.ignore()  # they are for the window
        else:
            super().mousePressEvent(event)

    def spoken(self) -> Spoken:
        """The plots and what is heard of them."""
        return Spoken(parts=self._area.parts())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self._area.handle_key(event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._area.handle_wheel(event):
            event.accept()
        else:
            super().wheelEvent(event)

    def _recolor(self) -> None:
        self.setBackground(self._area.theme.color("panel"))
        self.viewport().update()

"""The frame that every panel stands in: a header with heading, summary and buttons; a body."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnfs_gui.elided_label import ElidedLabel
from nnfs_gui.studio import Studio


class PanelHeader(QWidget):
    """A heading in small capitals, a muted summary beside it, and widgets at the right."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("panel", "true")
        self.heading = QLabel(heading.upper())
        self.heading.setProperty("role", "heading")
        self.summary = ElidedLabel("muted")  # gives way first when the panel is narrow
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(10, 7, 8, 5)
        self._layout.setSpacing(4)
        self._layout.addWidget(self.heading)
        self._layout.addWidget(self.summary, 1)

    def add_widget(self, widget: QWidget) -> None:
        """Put a button or another widget at the right end."""
        self._layout.addWidget(widget)


class Panel(QWidget):
    """A part of the main window: `object_name` is stable, `heading` is what people read.

    Subclasses fill `body`, a vertical layout. A dock takes the header for its title bar, so that a
    panel has one header wherever it stands.
    """

    def __init__(self, studio: Studio, object_name: str, heading: str) -> None:
        super().__init__()
        self.studio = studio
        self.setObjectName(object_name)
        self.setAccessibleName(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("panel", "true")
        self.header = PanelHeader(heading)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(10, 0, 10, 8)
        self.body.setSpacing(6)
        outer.addLayout(self.body, 1)

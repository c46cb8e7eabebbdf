"""Offers a button for each kind of layer, to click or to drag between the cards."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton, QSizePolicy, QWidget

from nnfs_core.layers import KINDS, Layer
from nnfs_gui.panels.network.drag import kind_data, start_drag
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.glossary_tips import kind_tip
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel

SPACING = 4  # pixels


class PaletteButton(QPushButton):
    """Adds one layer by a click, and so by a double-click, whose second press is not heard."""

    def __init__(self, kind: type[Layer]) -> None:
        super().__init__(kind.title)
        self.kind = kind
        self._pressed_at: QPoint | None = None
        named(self, f"palette_{kind.kind}", f"Add a {kind.title} layer", role="palette")
        self.setAccessibleDescription(kind.description)
        self.setToolTip(
            kind_tip(
                kind,
                "Click to add it behind the selected layer, or at the end while the batch is "
                "selected; drag it to put it anywhere.",
            )
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(
            0, super().minimumSizeHint().height()
        )  # the column may be as narrow as it likes

    def drag_data(self) -> QMimeData:
        """What a drag of this button carries."""
        return kind_data(self.kind)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        grip = self._pressed_at
        if grip is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        distance = (event.position().toPoint() - grip).manhattanLength()
        if distance >= QApplication.startDragDistance():
            self._pressed_at = None
            self.setDown(False)
            start_drag(self, self.drag_data(), grip)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        event.accept()


class Palette(QWidget):
    """Sets as many buttons in a row as there is room for."""

    chosen = Signal(object)  # the kind to add

    def __init__(self) -> None:
        super().__init__()
        named(self, "palette", "Palette of layers")
        heading = PlainLabel("PALETTE")
        heading.setProperty("role", "heading")
        hint = ElidedLabel("muted")
        hint.setText("click or drag")
        line = in_row(heading, (hint, 1), spacing=6)
        self.buttons = [PaletteButton(kind) for kind in KINDS]
        for button in self.buttons:
            button.clicked.connect(lambda _checked=False, kind=button.kind: self.chosen.emit(kind))
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACING)
        self.setLayout(in_column(line, self._grid, margins=(0, 4, 0, 0), spacing=5))
        self._columns = 0
        self._arrange(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = max(button.sizeHint().width() for button in self.buttons)
        fitting = (self.width() + SPACING) // (widest + SPACING)
        self._arrange(max(1, min(fitting, len(self.buttons))))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, button in enumerate(self.buttons):
            self._grid.addWidget(button, *divmod(number, columns))

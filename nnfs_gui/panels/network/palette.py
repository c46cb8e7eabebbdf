"""Offers a button for each kind of layer, to click or to drag between the cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget

from nnfs_core.layers import KINDS, Layer
from nnfs_gui.panels.network.drag import kind_data, start_drag
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.capped import Capped
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.glossary_tips import kind_tip
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, give_tip

SPACING = 4  # pixels


class PaletteButton(QPushButton):
    """Adds one layer by a click, and so by a double-click, whose second press is not heard."""

    def __init__(self, kind: type[Layer]) -> None:
        super().__init__(kind.title)
        self.kind = kind
        self._pressed_at: QPoint | None = None
        named(self, f"palette_{kind.kind}", f"Add a {kind.title} layer", role="palette")
        how = (
            "Click to add it behind the selected layer, or at the end while the batch is selected; "
            "drag it to put it anywhere."
        )
        give_tip(self, kind_tip(kind, how))
        self.setAccessibleDescription(kind.description)
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


class ButtonRows(QWidget):
    """Sets the buttons in columns, or closer, in flush rows, where that takes fewer rows."""

    def __init__(self, buttons: Sequence[PaletteButton]) -> None:
        super().__init__()
        self._buttons = buttons
        for button in buttons:
            button.setParent(self)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._places(width)[-1].bottom() + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the buttons have another font
            self._place()
        return super().event(event)

    def _place(self) -> None:
        for button, place in zip(self._buttons, self._places(self.width()), strict=True):
            button.setGeometry(place)

    def _places(self, width: int) -> list[QRect]:
        """Where each button stands."""
        hints = [button.sizeHint() for button in self._buttons]
        widths, height = [hint.width() for hint in hints], max(hint.height() for hint in hints)

        def rect(row: int, left: int, width: int) -> QRect:
            return QRect(left, row * (height + SPACING), width, height)

        rows = [[0]]  # the numbers of the buttons in each
        room = width - widths[0]
        for number, wanted in enumerate(widths[1:], 1):
            if wanted + SPACING > room:
                rows.append([])
                room = width + SPACING
            rows[-1].append(number)
            room -= wanted + SPACING
        n_columns = max(1, min((width + SPACING) // (max(widths) + SPACING), len(widths)))
        if -(-len(widths) // n_columns) <= len(rows):
            numbers, step = range(len(widths)), (width + SPACING) // n_columns
            at = [divmod(number, n_columns) for number in numbers]
            return [rect(row, column * step, step - SPACING) for row, column in at]
        places = []
        for number, row in enumerate(rows):
            spare = width + SPACING - sum(widths[each] + SPACING for each in row)
            left = 0
            for at_column, each in enumerate(row):
                share = spare * (at_column + 1) // len(row) - spare * at_column // len(row)
                places.append(rect(number, left, widths[each] + share))
                left += widths[each] + share + SPACING
        return places


class Palette(QWidget):
    """Shows heading and buttons, which are scrolled where they would crowd out the layers."""

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
        self.room = Capped(ButtonRows(self.buttons))
        self.setLayout(in_column(line, self.room, margins=(0, 4, 0, 0), spacing=5))

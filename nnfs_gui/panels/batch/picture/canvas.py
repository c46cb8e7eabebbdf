"""Paints one sample as a picture, and tells what mouse and keys ask to be drawn on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from nnfs_core.arrays import FloatArray
from nnfs_core.project.pictures import PictureSize
from nnfs_gui.widgets.heatmap import Scale
from nnfs_gui.widgets.keys import claims, is_escape
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.pixel_keys import PAGES, stepped
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.spoken import Role
from nnfs_gui.widgets.theme import Theme

LEAST_PARTED = 7  # screen pixels of a picture's pixel that is parted from the next by a line

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PictureCanvas(QWidget):
    """Shows a picture (height, width) of numbers in the colours of a scale.

    `pressed(point, erases)` puts the pen down at a QPointF in the picture's own pixels, `moved`
    moves it, `lifted` lifts it, `given_up` takes the stroke back. `struck(pixel, share)` draws one
    pixel by a key, with a share of the ink. `pointed(pixel)` tells which pixel mouse or keys are
    at, or None; `chosen(pixel)` selects it. `paged(step)` asks for another sample, `left` gives
    the keyboard back, `cleared` empties the picture.
    """

    heard_as = Role.Canvas

    pressed = Signal(QPointF, bool)
    moved = Signal(QPointF)
    lifted = Signal()
    given_up = Signal()
    struck = Signal(int, float)
    pointed = Signal(object)
    chosen = Signal(int)
    paged = Signal(int)
    cleared = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "picture_canvas", "Picture")
        self._theme = theme
        self._size = PictureSize(1, 1)
        self._values: FloatArray | None = None
        self._scale = Scale.ink(theme, 1.0)
        self._cursor = 0  # the pixel that keys draw on
        self._under: int | None = None  # the pixel that the mouse is over
        self._selected: int | None = None
        self._hovered: int | None = None  # by the mouse, here or in another panel
        self._button: Qt.MouseButton | None = None  # that draws
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)  # it erases
        theme.changed.connect(self.update)

    # What is shown.

    def show_picture(
        self, values: FloatArray | None, size: PictureSize, scale: Scale, selected: int | None
    ) -> None:
        """Show the values (features,) of a sample, None while they are being read."""
        if size != self._size:
            self._size, self._under = size, None
            self._cursor = size.width * (size.height // 2) + size.width // 2
        self._values, self._scale, self._selected = values, scale, selected
        self.update()

    def show_hovered(self, pixel: int | None) -> None:
        """Mark the pixel that the mouse rests on in some panel."""
        if pixel != self._hovered:
            self._hovered = pixel
            self.update()

    def pixel_rect(self, pixel: int) -> QRectF:
        """Where a pixel stands on the screen."""
        picture, (row, column) = self.picture_rect, divmod(pixel, self._size.width)
        side = picture.width() / self._size.width
        return QRectF(picture.left() + column * side, picture.top() + row * side, side, side)

    @property
    def picture_rect(self) -> QRectF:
        """Where the picture stands: as large as it can be with square pixels."""
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        side = min(room.width() / self._size.width, room.height() / self._size.height)
        side = max(side, 0.01)
        height, width = side * self._size.height, side * self._size.width
        return QRectF(room.left(), room.top(), width, height)

    @property
    def pixel_pointed_at(self) -> int | None:
        """The pixel under the mouse, else the one that keys draw on while they come here."""
        if self._under is not None:
            return self._under
        return self._cursor if self.hasFocus() else None

    def paintEvent(self, event: QPaintEvent) -> None:
        picture, size = self.picture_rect, self._size
        with QPainter(self) as painter:
            if self._values is not None:
                grid = self._values.reshape(size.height, size.width)
                painter.drawImage(picture, self._scale.picture(grid))
                self._part_pixels(painter, picture)
            painter.setPen(QPen(self._theme.color("edge"), 1))
            painter.drawRect(picture)
            for pixel, width in ((self._hovered, 1), (self._selected, 2)):
                if pixel is not None and pixel < size.n_pixels:
                    self._frame(painter, pixel, QPen(self._theme.color("accent"), width))
            if self.hasFocus() and self._under is None:
                dots = QPen(self._theme.color("accent"), 2, Qt.PenStyle.DotLine)
                self._frame(painter, self._cursor, dots)

    def _part_pixels(self, painter: QPainter, picture: QRectF) -> None:
        """Lines between pixels that are large enough to be told apart."""
        side = picture.width() / self._size.width
        if side < LEAST_PARTED:
            return
        color = self._theme.color("muted")
        color.setAlphaF(0.25)
        painter.setPen(QPen(color, 1))
        for column in range(1, self._size.width):
            x = round(picture.left() + column * side)
            painter.drawLine(QPointF(x, picture.top()), QPointF(x, picture.bottom()))
        for row in range(1, self._size.height):
            y = round(picture.top() + row * side)
            painter.drawLine(QPointF(picture.left(), y), QPointF(picture.right(), y))

    def _frame(self, painter: QPainter, pixel: int, pen: QPen) -> None:
        """A frame that stands out from any colour, by a wider one in the panel's below it."""
        rect = self.pixel_rect(pixel).adjusted(-1, -1, 1, 1)
        for each in (QPen(self._theme.color("panel"), pen.widthF() + 2), pen):
            painter.setPen(each)
            painter.drawRect(rect)

    # What the mouse does.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        buttons = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
        if event.button() not in buttons or self._button is not None or self._values is None:
            event.ignore()
            return
        pixel = self._pixel_at(event.position())
        if pixel is not None:
            self._button, self._cursor = event.button(), pixel
            self.pressed.emit(self._point_at(event.position()), event.button() == buttons[1])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_to(self._pixel_at(event.position()))
        if self._button is not None and not event.buttons() & self._button:
            self._lift()  # it was let go where nobody told, as over another window
        if self._button is not None:
            self.moved.emit(self._point_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == self._button:
            self._lift()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._button is not None:
            self._lift()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_to(None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = "" if self._under is None else self.accessibleDescription()
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        if self._button is not None and claims(event, is_escape):
            return True
        return super().event(event)

    # What keys do.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keypad = Qt.Key(event.key()), Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif event.modifiers() & ~keypad:
            super().keyPressEvent(event)
        elif (pixel := stepped(self._cursor, self._size, key)) is not None:
            self._go_to(pixel)
        elif key in PAGES:
            self.paged.emit(PAGES[key])
        elif key in _RETURNS:
            self.chosen.emit(self._cursor)
        elif key == Qt.Key.Key_Delete:
            self.cleared.emit()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Backspace) or event.text() in [*"0123456789"]:
            if self._values is not None and self._button is None:
                shares = {Qt.Key.Key_Space: 1.0, Qt.Key.Key_Backspace: 0.0}
                share = shares[key] if key in shares else int(event.text()) / 10
                self.struck.emit(self._cursor, share)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.pointed.emit(self.pixel_pointed_at)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit(self.pixel_pointed_at)
        self.update()

    def _lift(self) -> None:
        self._button = None
        self.lifted.emit()

    def _escape(self) -> None:
        if self._button is not None:
            self._button = None
            self.given_up.emit()
        else:
            self.left.emit()

    def _go_to(self, pixel: int) -> None:
        self._cursor, self._under = pixel, None
        self.pointed.emit(pixel)
        self.update()

    def tell(self, name: str, description: str) -> None:
        """Say to those who hear it which picture this is, and which pixel is pointed at."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def _point_to(self, pixel: int | None) -> None:
        if pixel != self._under:
            self._under = pixel
            self.pointed.emit(self.pixel_pointed_at)
            self.update()

    def _point_at(self, position: QPointF) -> QPointF:
        """A place on the screen in pixels of the picture, across and down."""
        picture = self.picture_rect
        side = picture.width() / self._size.width
        return (position - picture.topLeft()) / side

    def _pixel_at(self, position: QPointF) -> int | None:
        point = self._point_at(position)
        column, row = int(point.x() // 1), int(point.y() // 1)
        if not (0 <= row < self._size.height and 0 <= column < self._size.width):
            return None
        return row * self._size.width + column

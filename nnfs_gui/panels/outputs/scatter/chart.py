"""Lets people zoom into points, move among them and choose from them by mouse and keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from nnfs_core.scatter.sight import Region
from nnfs_gui.panels.outputs.matrix.keys import ZOOMS
from nnfs_gui.panels.outputs.scatter.layout import ScatterLayout
from nnfs_gui.panels.outputs.scatter.plane import REACH, PointPlane
from nnfs_gui.studio.selection import BACK_AND_FORWARD
from nnfs_gui.widgets.theme import Theme

DRAGGED = 4  # pixels that the mouse moves before a press is a drag
WHEEL_STEP, ZOOM = 120, 0.8
PAN = 0.1  # of an axis, by a key
GROWTH = 0.05  # of a side of the view, that a region grows by a key
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Down: (1, -1),
    Qt.Key.Key_Up: (1, 1),
}
ENDS = {Qt.Key.Key_Home: (0, 1), Qt.Key.Key_End: (0, -1)}
HEARD = (
    "Left and Right go from sample to sample along x, Up and Down along y; Shift and an arrow move "
    "the view, plus and minus zoom, 0 shows all. While Region is on, Shift and an arrow make a "
    "region around the selected sample larger, and Enter shows its samples."
)


class ScatterChart(PointPlane):
    """Says what is asked of the points: by a press, a drag, a turn of the wheel or a key."""

    point_pressed = Signal(object)  # the Region around the place
    point_hovered = Signal(object)  # the same, or None where the mouse is at no point
    region_chosen = Signal(object)  # a Region
    bin_pressed = Signal(int, int)  # axis, number of the bin
    bin_hovered = Signal(int, int)
    stepped = Signal(int, int, bool)  # axis, direction, True for the first of all

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._chooses_region = False  # whether a drag chooses a region, or moves the view
        self._pressed: QPointF | None = None
        self._dragged: tuple[QPointF, Region] | None = None  # where it was, the view before
        self.setAccessibleDescription(HEARD)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def choose_regions(self, chooses: bool) -> None:
        """Have a drag or Shift and arrow keys choose a region, or move the view."""
        self._chooses_region = chooses
        if not chooses and self._pressed is None:
            self._take_band()

    def show_region(self, region: Region) -> None:
        if self._pressed is None:  # a region that keys have chosen stood elsewhere
            self._take_band()
        super().show_region(region)

    def wheelEvent(self, event: QWheelEvent) -> None:
        layout, turned = self.layout_now, event.angleDelta().y() or event.angleDelta().x()
        if layout is None or not turned:
            event.ignore()
            return
        at = event.position()
        axes: Sequence[int] = (0, 1)
        if layout.under.contains(at) or layout.along_x.contains(at):
            axes = (0,)
        elif layout.beside.contains(at) or layout.along_y.contains(at):
            axes = (1,)
        self.zoom(ZOOM ** (turned / WHEEL_STEP), at, axes)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in BACK_AND_FORWARD or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        layout, at = self.layout_now, event.position()
        if layout is None or not layout.area.contains(at):
            self._press_bin(at)
            return
        self._pressed, self.band = at, None
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if shift or self._chooses_region:
            self.band = at, at
        elif self.region is not None:
            self._dragged = at, self.region

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, layout = event.position(), self.layout_now
        if layout is None:
            return
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(layout, at)
        elif self.band is not None:
            area = layout.area
            x = min(max(at.x(), area.left()), area.right())
            y = min(max(at.y(), area.top()), area.bottom())
            self.band = self.band[0], QPointF(x, y)
            self.update()
        elif self._dragged is not None and _is_drag(self._pressed, at):
            start, view = self._dragged
            way = at - start
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            x, y = -way.x() / layout.area.width(), way.y() / layout.area.height()
            self.show_region(Region(view.x.moved(x), view.y.moved(y)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        layout, pressed, band = self.layout_now, self._pressed, self.band
        self._pressed = self.band = self._dragged = None
        self.unsetCursor()
        self.update()
        if layout is None or pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if band is not None and _is_drag(*band):
            self.region_chosen.emit(layout.region_between(*band))
        elif not _is_drag(pressed, event.position()):
            self.point_pressed.emit(self._reached(layout, pressed))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        self.point_hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_shifted = modifiers == Qt.KeyboardModifier.ShiftModifier
        if key in STEPS and not modifiers:
            self.stepped.emit(*STEPS[key], False)
        elif key in STEPS and is_shifted and self._chooses_region:
            self._grow(*STEPS[key])
        elif key in ENTER and self.band is not None and self._pressed is None:
            self._choose_band()
        elif key in STEPS and is_shifted:
            axis, direction = STEPS[key]
            self.pan(*(direction * PAN if each == axis else 0.0 for each in (0, 1)))
        elif key in ENDS and not modifiers:
            self.stepped.emit(*ENDS[key], True)
        elif key in ZOOMS:
            self.zoom(ZOOMS[key])
        elif key == Qt.Key.Key_0 and not modifiers:
            self.fit()
        elif key == Qt.Key.Key_Escape and self.band is not None:
            self._pressed = self.band = None
            self.update()
        else:
            event.ignore()

    def _grow(self, axis: int, direction: int) -> None:
        """Move one side of a region outwards, which begins around the selected sample."""
        layout = self.layout_now
        if layout is None:
            return
        area = layout.area
        if self.band is None:
            at = None if self.selected is None else layout.place(*self.selected)
            at = area.center() if at is None or not area.contains(at) else at
            reach = QPointF(REACH, REACH)
            band = QRectF(at - reach, at + reach)
        else:
            band = QRectF(*self.band)
        step = GROWTH * (area.height() if axis else area.width())
        if axis == 0:
            band = band.adjusted(-step if direction < 0 else 0, 0, step if direction > 0 else 0, 0)
        else:
            band = band.adjusted(0, -step if direction > 0 else 0, 0, step if direction < 0 else 0)
        band &= area
        self.band = band.topLeft(), band.bottomRight()
        self.say("Region: Enter shows its samples, Escape lets it go")
        self.update()

    def _choose_band(self) -> None:
        layout, band = self.layout_now, self.band
        self._take_band()
        if layout is not None and band is not None:
            self.region_chosen.emit(layout.region_between(*band))

    def _take_band(self) -> None:
        if self.band is not None:
            self.band = None
            self.update()

    def _reached(self, layout: ScatterLayout, at: QPointF) -> Region:
        return layout.around(at, REACH * self.text_scale)

    def _hover(self, layout: ScatterLayout, at: QPointF) -> None:
        if layout.area.contains(at):
            self.point_hovered.emit(self._reached(layout, at))
            return
        self.point_hovered.emit(None)
        found = self._bin_at(at)
        if found is not None:
            self.bin_hovered.emit(*found)

    def _press_bin(self, at: QPointF) -> None:
        found = self._bin_at(at)
        if found is not None:
            self.bin_pressed.emit(*found)

    def _bin_at(self, at: QPointF) -> tuple[int, int] | None:
        if self.marks is None:
            return None
        sight = self.marks.sight
        for axis, counted in enumerate((sight.along_x, sight.along_y)):
            for number in range(len(counted.bins)):
                rect = self.bin_rect(axis, number)
                if rect is not None and rect.adjusted(0, 0, 1, 1).contains(at):
                    return axis, number
        return None


def _is_drag(first: QPointF, last: QPointF) -> bool:
    return (last - first).manhattanLength() >= DRAGGED

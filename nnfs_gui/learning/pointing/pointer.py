"""Points at a landmark: brings it to the front and keeps a frame around it while it moves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, QVariantAnimation
from PySide6.QtWidgets import QApplication, QScrollArea, QStyle, QWidget

from nnfs_core.errors import NnfsError
from nnfs_core.learning.landmarks.landmark import AnyLandmark, CellLandmark
from nnfs_gui.learning.pointing.frame import Cover, Frame
from nnfs_gui.learning.pointing.screen import Screen
from nnfs_gui.learning.pointing.widget_part import WidgetPart, scroll_to, visible_part
from nnfs_gui.widgets.theme import Theme

LOOK_AGAIN = 80  # milliseconds between two looks at where the thing is
SHOWN_FOR = 2200  # milliseconds before the frame of a flash begins to fade
FADES_FOR = 700


class Pointer(QObject):
    """Keeps one frame for a flash or a stay, and a cover for each hidden cell.

    Things move for many reasons: scrolling, resizing, zooming, another tab, another layout. So it
    looks again several times a second where they are, but only while it points at something.
    """

    def __init__(self, screen: Screen, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._screen, self._theme, self._window = screen, theme, window
        self._landmark: AnyLandmark | None = None
        self._stays_at: AnyLandmark | None = None  # where the frame returns to after a flash
        self._was_seen = False
        self._hidden: Sequence[CellLandmark] = ()
        self.frame = Frame(theme, window, "pointer_frame")
        self.covers: list[Cover] = []
        self._timer = QTimer(self, interval=LOOK_AGAIN)
        self._timer.timeout.connect(self.look)
        self._hold = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._hold.timeout.connect(self._begin_fading)
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.setDuration(FADES_FOR)
        self._fade.valueChanged.connect(lambda value: self.frame.set_opacity(float(value)))
        self._fade.finished.connect(self._end_flash)
        theme.changed.connect(self.frame.update)

    @property
    def landmark(self) -> AnyLandmark | None:
        """What is pointed at."""
        return self._landmark

    @property
    def hidden(self) -> Sequence[CellLandmark]:
        """The cells whose numbers are covered."""
        return self._hidden

    def flash(self, landmark: AnyLandmark) -> None:
        """Select a landmark and frame it for a moment; then return to what the frame stayed at.

        Raises NnfsError when the present project has no such thing.
        """
        stays_at = self._stays_at
        self._point(landmark, select=True)
        self._stays_at = stays_at
        self._hold.start()

    def hold_for(self, milliseconds: int) -> None:
        """How long the frame of a flash stays before it fades."""
        self._hold.setInterval(milliseconds)

    def stay(self, landmark: AnyLandmark) -> None:
        """Frame a landmark until another call, selecting no more than it takes to see it.

        Raises NnfsError when the present project has no such thing.
        """
        self._point(landmark, select=False)
        self._stays_at = landmark

    def cover(self, cells: Sequence[CellLandmark]) -> None:
        """Hide the numbers of these cells wherever Flow shows them, and no others."""
        self._hidden = cells
        if not cells:
            self._put_covers([])
        self._watch()

    def clear(self) -> None:
        """Point at nothing; covers stay."""
        self._hold.stop()
        self._fade.stop()
        self._landmark = self._stays_at = None
        self.frame.hide()
        self._watch()

    def look(self) -> None:
        """Put frame and covers where their things are now."""
        if self._hidden:
            parts = [part for cell in self._hidden for part in self._readable_at(cell)]
            # several cells of one layer may share its scale or its bars
            once = {(id(widget), rect.getRect()): (widget, rect) for widget, rect in parts}
            self._put_covers(list(once.values()))
        if self._landmark is None:
            return
        found = self._find(self._landmark)
        if found is not None and not self._was_seen:
            self._was_seen = True
            _scroll_into_view(found[0])
            scroll_to(found, self._landmark)
            found = self._find(self._landmark)
        self._put(self.frame, visible_part(found))

    def _point(self, landmark: AnyLandmark, *, select: bool) -> None:
        self.clear()
        self._screen.reveal(landmark, select=select)
        self._landmark, self._was_seen = landmark, False
        self.frame.set_opacity(1.0)
        self._watch()

    def _watch(self) -> None:
        if self._landmark is None and not self._hidden:
            self._timer.stop()
            return
        self.look()
        self._timer.start()

    def _readable_at(self, cell: CellLandmark) -> list[WidgetPart]:
        try:
            return self._screen.readable_at(cell)
        except NnfsError:  # it went with an edit
            return []

    def _put_covers(self, parts: Sequence[WidgetPart]) -> None:
        while len(self.covers) > len(parts):
            cover = self.covers.pop()
            cover.hide()
            cover.deleteLater()
        while len(self.covers) < len(parts):
            name = f"pointer_cover_{len(self.covers)}"
            self.covers.append(Cover(self._theme, self._window, name))
        for cover, part in zip(self.covers, parts, strict=True):
            self._put(cover, visible_part(part))

    def _find(self, landmark: AnyLandmark) -> WidgetPart | None:
        try:
            return self._screen.locate(landmark)
        except NnfsError:  # it went with an edit
            return None

    @staticmethod
    def _put(frame: Frame, part: WidgetPart | None) -> None:
        if part is None:
            frame.hide()
        else:
            frame.put_around(*part)

    def _begin_fading(self) -> None:
        """Fade, or where the system wants no animation just go."""
        style = QApplication.style()
        if style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0:
            self._fade.start()
        else:
            self._end_flash()

    def _end_flash(self) -> None:
        self._landmark = self._stays_at
        self.frame.hide()
        self.frame.set_opacity(1.0)
        self._watch()


def _scroll_into_view(widget: QWidget) -> None:
    """Scroll whatever holds a widget until it is visible."""
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(widget)
        holder = holder.parentWidget()

"""Draws the small picture of a layer's output on its card."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnfs_core.arrays import FloatArray
from nnfs_core.numerals import short_number
from nnfs_core.wording import sentence
from nnfs_gui.widgets.heatmap import Scale
from nnfs_gui.widgets.plain import give_tip
from nnfs_gui.widgets.spoken import Role
from nnfs_gui.widgets.theme import Theme

SIDE = 44  # pixels
DIMMED = 0.35


class Thumbnail(QWidget):
    """Draws a heatmap without numbers; its colours reach as far as its largest number."""

    heard_as = Role.Graphic

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._values: FloatArray | None = None
        self._kind = (False, False)  # whether it is a distribution, whether a difference
        self._picture: QImage | None = None
        self._dimmed = False
        self._has_room = True
        self.setFixedSize(QSize(SIDE, SIDE))
        self.hide()
        theme.changed.connect(self._forget_picture)

    @property
    def is_dimmed(self) -> bool:
        return self._dimmed

    @property
    def values(self) -> FloatArray | None:
        return self._values

    def show_values(
        self, values: FloatArray | None, is_distribution: bool, is_difference: bool = False
    ) -> None:
        """Picture other values (rows, columns), or nothing; the same ones cost nothing."""
        kind = is_distribution, is_difference
        if self._kind == kind and _alike(self._values, values):
            return
        self._values, self._kind = values, kind
        self.setVisible(values is not None and self._has_room)
        if values is not None:
            reach = "from 0 to 1" if is_distribution else f"to ±{short_number(_largest(values))}"
            height, width = values.shape
            what = "difference" if is_difference else "output"
            tip = sentence("{height} samples × {width} columns of the {what}; colours {reach}")
            text = tip(height, width, what, reach)
            give_tip(self, text)
            self.setAccessibleName(text)
        self._forget_picture()

    def set_room(self, has_room: bool) -> None:
        """Show the picture, if there is one, only where it has room."""
        self._has_room = has_room
        self.setVisible(self._values is not None and has_room)

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the picture is of an earlier state, or of a layer that is off."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._values is None:
            return
        if self._picture is None:
            self._picture = self._drawn(self._values)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setOpacity(DIMMED if self._dimmed else 1.0)
            painter.drawImage(self.rect(), self._picture)
            painter.setPen(QPen(self._theme.color("border"), 1))
            painter.drawRect(frame)

    def _drawn(self, values: FloatArray) -> QImage:
        if self._kind[0]:
            return Scale.probabilities(self._theme).picture(values)
        return Scale.diverging(self._theme, _largest(values)).picture(values)

    def _forget_picture(self) -> None:
        self._picture = None
        self.update()


def _largest(values: FloatArray) -> float:
    """The largest finite magnitude, 0 when there is none."""
    return float(np.max(np.abs(values), where=np.isfinite(values), initial=0.0))


def _alike(old: FloatArray | None, new: FloatArray | None) -> bool:
    if old is None or new is None:
        return old is new
    return np.array_equal(old, new, equal_nan=True)

"""This module says what a painted figure is: a value with parts that can be pressed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import Self

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.widgets.theme import Colored


@dataclass(frozen=True, eq=False)
class FigureLook:
    """Holds in which colours, letters and size a figure is painted; sizes are in pixels."""

    theme: Colored
    texts: TextPainter
    points: float
    text_scale: float  # times the lengths beside the usual text
    size: QSizeF

    @classmethod
    def of(cls, theme: Colored, texts: TextPainter, size: QSizeF) -> FigureLook:
        """With letters as large as they are in the window now."""
        points = QApplication.font().pointSizeF()
        return cls(theme, texts, points - 1, texts.scale(points), size)


@dataclass(frozen=True, eq=False)
class Figure(ABC):
    """Holds all that painting a figure needs, as a value: on the screen or in a file.

    current: the part that keys act on; chosen: the part whose samples are on show everywhere;
    selected: the part that the selected sample is in.
    """

    look: FigureLook
    current: int | None = None
    chosen: int | None = None
    selected: int | None = None

    @property
    @abstractmethod
    def n_parts(self) -> int:
        """How many parts can be pressed, in the order of reading."""

    @abstractmethod
    def part_at(self, at: QPointF) -> int | None:
        """The part at a place."""

    @abstractmethod
    def rect_of(self, part: int) -> QRectF:
        """Where a part stands."""

    @abstractmethod
    def said_of(self, part: int) -> str:
        """A part in words."""

    @abstractmethod
    def paint(self, painter: QPainter) -> None:
        """Paint everything."""

    def in_colors(self, theme: Colored) -> Self:
        """The same figure in other colours."""
        return replace(self, look=replace(self.look, theme=theme))

    def looking(self, look: FigureLook) -> Self:
        """The same figure in another look."""
        return replace(self, look=look)

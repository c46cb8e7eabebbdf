"""Paints a figure as it was at one moment, at any width and on any thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter

from nnfs_core.progress import IsCancelled, Progress, stop_if
from nnfs_gui.panels.outputs.figures.figure import Figure
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.panels.outputs.pictures.still import Still

LEAST_WIDTH, USUAL_WIDTH = 240, 480  # pixels beside the usual text
HIGHEST = 420
SHAPE = 0.7  # its height as a share of its width


@dataclass(frozen=True, eq=False)
class StillFigure(Still):
    """Holds a figure whose size is chosen anew."""

    figure: Figure

    @property
    def least_width(self) -> int:
        return self._grown(LEAST_WIDTH)

    @property
    def usual_width(self) -> int:
        return self._grown(USUAL_WIDTH)

    def height(self, width: int) -> int:
        return min(round(width * SHAPE), self._grown(HIGHEST))

    def pieces(self, width: int, height: int) -> Iterator[Still]:
        yield self

    def paint(
        self, painter: QPainter, width: int, progress: Progress, cancelled: IsCancelled
    ) -> None:
        stop_if(cancelled)
        size = QSizeF(width, self.height(width))
        texts = TextPainter()  # what it remembers belongs to one thread
        look = replace(self.figure.look, texts=texts, size=size)
        replace(self.figure, look=look, current=None).paint(painter)
        progress(1.0)

    def _grown(self, pixels: float) -> int:
        return round(pixels * self.figure.look.text_scale)

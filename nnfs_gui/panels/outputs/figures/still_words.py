"""Paints what is said beside figures as lines above their picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from nnfs_core.progress import IsCancelled, Progress
from nnfs_gui.panels.outputs.figures.figure import FigureLook
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.panels.outputs.pictures.still import Still

LINE = 18  # pixels beside the usual text
LEAST_WIDTH, USUAL_WIDTH = 200, 400


@dataclass(frozen=True, eq=False)
class StillWords(Still):
    """Holds lines, of which the first stands out; those without room are cut."""

    lines: Sequence[str]
    look: FigureLook

    @property
    def least_width(self) -> int:
        return self._grown(LEAST_WIDTH)

    @property
    def usual_width(self) -> int:
        return self._grown(USUAL_WIDTH)

    def height(self, width: int) -> int:
        return len(self.lines) * self._grown(LINE)

    def pieces(self, width: int, height: int) -> Iterator[Still]:
        yield self

    def paint(
        self, painter: QPainter, width: int, progress: Progress, cancelled: IsCancelled
    ) -> None:
        texts, line = TextPainter(), self._grown(LINE)  # what it remembers belongs to one thread
        for number, text in enumerate(self.lines):
            is_first = number == 0
            painter.setPen(self.look.theme.color("text" if is_first else "muted"))
            rect = QRectF(0, number * line, width, line)
            texts.write(painter, rect, text, self.look.points + is_first, bold=is_first)

    def _grown(self, pixels: float) -> int:
        return ceil(pixels * self.look.text_scale)

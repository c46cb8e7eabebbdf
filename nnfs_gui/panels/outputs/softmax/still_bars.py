"""Paints probability bars as they were at one moment, at any width and on any thread."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from nnfs_core.arrays import AnyArray
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.matrix.text_painter import RIGHT, TextPainter
from nnfs_gui.panels.outputs.pictures.still import Still
from nnfs_gui.panels.outputs.softmax.bars import (
    HEADING_HEIGHT,
    HIGHEST_ROW,
    LEGEND_HEIGHT,
    LOWEST_ROW,
    Bars,
)

LEAST_WIDTH, USUAL_WIDTH, MOST_WIDTH = 260, 620, 1000  # pixels
ROOMY = 360  # pixels, that few bars share
NOTE_HEIGHT = 18


@dataclass(frozen=True, eq=False)
class StillBars(Still):
    """Holds the bars of some of `n_samples` samples; their sizes are chosen anew."""

    bars: Bars
    n_samples: int

    @property
    def least_width(self) -> int:
        return LEAST_WIDTH

    @property
    def usual_width(self) -> int:
        return USUAL_WIDTH

    def height(self, width: int) -> int:
        rows = max(1, len(self.bars.samples)) * self._row_height
        return HEADING_HEIGHT + round(rows) + LEGEND_HEIGHT + (NOTE_HEIGHT if self._note else 0)

    def paint(
        self, painter: QPainter, width: int, progress: Progress, cancelled: IsCancelled
    ) -> None:
        width = min(width, MOST_WIDTH)
        texts = TextPainter()  # what it remembers belongs to one thread
        height = self.height(width) - (NOTE_HEIGHT if self._note else 0)
        bars = replace(
            self.bars,
            texts=texts,
            size=QSizeF(width, height),
            row_height=self._row_height,
            read=_read,
        )
        bars.paint(painter)
        if self._note:
            painter.setPen(bars.theme.color("muted"))
            rect = QRectF(0, height, width, NOTE_HEIGHT)
            texts.write(painter, rect, self._note, bars.points - 1, RIGHT)

    @property
    def _row_height(self) -> float:
        count = max(1, len(self.bars.samples))
        return float(min(max(ROOMY // count, LOWEST_ROW + 3), HIGHEST_ROW))

    @property
    def _note(self) -> str:
        """What says that there are more samples than bars."""
        count = len(self.bars.samples)
        part = sentence("{count:,} of {all:,} samples")
        return part(count, self.n_samples) if count < self.n_samples else ""


def _read(rows: Rows, sample: int) -> AnyArray:
    return rows.row(sample)

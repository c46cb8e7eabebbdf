"""Paints probability bars as they were at one moment, at any width and on any thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from nnfs_core.arrays import AnyArray
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.matrix.text_painter import RIGHT, TextPainter
from nnfs_gui.panels.outputs.pictures.still import Still
from nnfs_gui.panels.outputs.softmax.bars import Bars
from nnfs_gui.panels.outputs.softmax.heights import BarsHeights

# pixels beside the usual text
LEAST_WIDTH, USUAL_WIDTH, MOST_WIDTH = 260, 620, 1000
ROOMY = 360  # that few bars share
NOTE_HEIGHT = 18


@dataclass(frozen=True, eq=False)
class StillBars(Still):
    """Holds the bars of some of `n_samples` samples, whose sizes are chosen anew.

    Of them the first are painted, at most `most`.
    """

    bars: Bars
    n_samples: int
    most: int

    @property
    def least_width(self) -> int:
        return self._grown(LEAST_WIDTH)

    @property
    def usual_width(self) -> int:
        return self._grown(USUAL_WIDTH)

    def height(self, width: int) -> int:
        rows = max(1, len(self._painted)) * self._row_height
        return self._heights.around(rows) + self._note_height

    def pieces(self, width: int, height: int) -> Iterator[StillBars]:
        samples, is_whole = self.bars.samples, len(self.bars.samples) == self.n_samples
        around = self._heights.around(0) + (0 if is_whole else self._grown(NOTE_HEIGHT))
        most = max(1, int((height - around) // self._lowest))
        for first in range(0, max(1, len(samples)), most):
            part = samples[first : first + most]
            n_samples = len(part) if is_whole else self.n_samples
            yield StillBars(replace(self.bars, samples=part), n_samples, most)

    def paint(
        self, painter: QPainter, width: int, progress: Progress, cancelled: IsCancelled
    ) -> None:
        width = min(width, self._grown(MOST_WIDTH))
        texts = TextPainter()  # what it remembers belongs to one thread
        height = self.height(width) - self._note_height
        bars = replace(
            self.bars,
            samples=self._painted,
            texts=texts,
            size=QSizeF(width, height),
            row_height=self._row_height,
            read=_read,
        )
        bars.paint(painter)
        if self._note:
            painter.setPen(bars.theme.color("muted"))
            rect = QRectF(0, height, width, self._note_height)
            texts.write(painter, rect, self._note, bars.points - 1, RIGHT)

    @property
    def _painted(self) -> Sequence[int]:
        return self.bars.samples[: self.most]

    @property
    def _row_height(self) -> float:
        count, heights = max(1, len(self._painted)), self._heights
        roomy = self._grown(ROOMY) // count
        return float(min(max(roomy, self._lowest), heights.highest_row))

    @property
    def _lowest(self) -> int:
        return self._heights.lowest_row + 3

    @property
    def _note_height(self) -> int:
        return self._grown(NOTE_HEIGHT) if self._note else 0

    @property
    def _heights(self) -> BarsHeights:
        return BarsHeights.of(self.bars.text_scale)

    def _grown(self, pixels: float) -> int:
        return round(pixels * self.bars.text_scale)

    @property
    def _note(self) -> str:
        """What says that there are more samples than bars."""
        count = len(self._painted)
        part = sentence("{count:,} of {all:,} samples")
        return part(count, self.n_samples) if count < self.n_samples else ""


def _read(rows: Rows, sample: int) -> AnyArray:
    return rows.row(sample)

"""This module holds a picture before it is a file: a still on paper, with margins and a heading."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_gui.panels.outputs.pictures.still import Still

MARGIN = 12  # pixels
BELOW_HEADING = 10  # pixels between the heading and the plots


@dataclass(frozen=True, eq=False)
class OutputsPicture:
    """Holds a still with what a picture adds to it; sizes are in pixels of a usual screen.

    opacity: less than 1 for numbers that are not those of the present project; chosen_width: None
    for the usual one. Narrower than it can be read it never is.
    """

    still: Still
    paper: QColor
    ink: QColor
    font: QFont  # of the heading
    heading: str = ""
    opacity: float = 1.0
    chosen_width: int | None = None

    @property
    def width(self) -> int:
        return max(self.least_width, self.chosen_width or self.usual_width)

    @property
    def size(self) -> QSize:
        height = self._above + self.still.height(self._inner_width) + MARGIN
        return QSize(self.width, height)

    @property
    def least_width(self) -> int:
        return self.still.least_width + 2 * MARGIN

    @property
    def usual_width(self) -> int:
        return self.still.usual_width + 2 * MARGIN

    def paint(
        self, painter: QPainter, progress: Progress = ignored, cancelled: IsCancelled = never
    ) -> None:
        """Paint all of it from (0, 0) on; raises Cancelled or NnfsError as stills do."""
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(QRect(QPoint(0, 0), self.size), self.paper)
        if self.heading:
            painter.setPen(self.ink)
            painter.setFont(self.font)
            room = QRect(MARGIN, MARGIN, self._inner_width, self._heading_height)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, self.heading)
        painter.translate(MARGIN, self._above)
        painter.setOpacity(self.opacity)
        self.still.paint(painter, self._inner_width, progress, cancelled)

    @property
    def _inner_width(self) -> int:
        return self.width - 2 * MARGIN

    @property
    def _above(self) -> int:
        return MARGIN + (self._heading_height if self.heading else 0)

    @property
    def _heading_height(self) -> int:
        return round(QFontMetricsF(self.font).height()) + BELOW_HEADING

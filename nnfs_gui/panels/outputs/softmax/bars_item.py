"""Shows the probability bars of the visible samples, and tells what the mouse is at."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.panels.outputs.softmax.bars import Bars
from nnfs_gui.panels.outputs.softmax.heights import HIGHEST_ROW, BarsHeights
from nnfs_gui.panels.outputs.softmax.probability_content import ProbabilityContent
from nnfs_gui.studio.fetching import Fetching
from nnfs_gui.widgets.theme import Theme


class BarsItem(pg.GraphicsObject):
    """Shows stacked bars: `n_fitting` tells how many samples fit, `set_samples` which ones."""

    class_clicked = Signal(int, int)  # sample, class
    class_hovered = Signal(object)  # (sample, class) or None

    def __init__(self, theme: Theme, fetching: Fetching) -> None:
        super().__init__()
        self._theme = theme
        self._fetching = fetching
        self._texts = TextPainter()
        self._content: ProbabilityContent | None = None
        self.samples: list[int] = []
        self._selected: tuple[int | None, int | None] = (None, None)
        self._rect = QRectF(0, 0, 1, 1)
        self._row_height = float(HIGHEST_ROW)
        self.n_fitting = 1
        self._bars: Bars | None = None  # until something changes
        theme.changed.connect(self._renew)

    def height_for(self, n_samples: int) -> int:
        """How much height so many samples can use, in pixels."""
        most = 10_000  # more than any screen has
        heights = self._heights()
        return min(most, heights.around(max(1, n_samples) * heights.highest_row))

    @property
    def least_height(self) -> int:
        """The height in which a bar and the legend can be read, in pixels."""
        return self._heights().least

    @property
    def laid_out(self) -> Bars | None:
        """What is on show, as a value."""
        if self._bars is None and self._content is not None:
            self._bars = Bars(
                self._content,
                self.samples,
                self._selected,
                self._theme,
                self._texts,
                QApplication.font().pointSizeF(),
                self._text_scale,
                QSizeF(self._rect.size()),
                self._row_height,
                self._fetching.row,
                self._fetching.placeholder,
            )
        return self._bars

    def set_content(self, content: ProbabilityContent | None) -> None:
        """Show other probabilities."""
        self._content = content
        self._renew()

    def set_samples(self, samples: list[int]) -> None:
        """Say which samples stand in the visible rows."""
        if samples != self.samples:
            self.samples = samples
            self._renew()

    def set_selected(self, sample: int | None, number: int | None) -> None:
        """Mark a sample and perhaps one of its classes."""
        self._selected = (sample, number)
        self._renew()

    def resize(self, width: float, height: float, n_samples: int) -> None:
        """Take up so many pixels, with bars as high as so many samples allow."""
        heights = self._heights(height)
        lowest = heights.lowest_row
        room = max(1.0, height - heights.around(0))
        self._row_height = min(max(room / max(1, n_samples), lowest), heights.highest_row)
        self.n_fitting = max(1, int(room / self._row_height + 1e-6))
        if self.n_fitting < n_samples:  # the visible bars share all the room
            self._row_height = max(room / self.n_fitting, lowest)
        rect = QRectF(0, 0, width, height)
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        self._renew()

    def boundingRect(self) -> QRectF:
        return self._rect

    def segment(self, sample: int, number: int) -> QRectF:
        """Where a class's part of a sample's bar stands, in pixels."""
        assert self.laid_out is not None
        return self.laid_out.segment(sample, number)

    def bar(self, position: int) -> QRectF:
        """Where the whole bar of a visible row stands, in pixels."""
        assert self.laid_out is not None
        return self.laid_out.bar(position)

    def segment_text(self, sample: int, number: int) -> str:
        """What is written in a class's part of a bar; empty when it does not fit."""
        return "" if self.laid_out is None else self.laid_out.segment_text(sample, number)

    def mark_text(self, sample: int) -> str:
        """The verdict beside a bar: ✓ or ✗ with the target's class, empty where it is unknown."""
        return "" if self.laid_out is None else self.laid_out.mark_text(sample)

    def mouseClickEvent(self, event: Any) -> None:
        where = self._class_at(event)
        if where is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        self.class_clicked.emit(*where)

    def hoverEvent(self, event: Any) -> None:
        self.class_hovered.emit(None if event.isExit() else self._class_at(event))

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        if self.laid_out is not None:
            self.laid_out.paint(painter)

    def _class_at(self, event: Any) -> tuple[int, int] | None:
        return (
            None
            if self.laid_out is None
            else self.laid_out.class_at(event.pos().x(), event.pos().y())
        )

    def _heights(self, height: float | None = None) -> BarsHeights:
        return BarsHeights.of(self._text_scale, height)

    @property
    def _text_scale(self) -> float:
        return self._texts.scale(QApplication.font().pointSizeF())

    def _renew(self) -> None:
        self._bars = None
        self.update()

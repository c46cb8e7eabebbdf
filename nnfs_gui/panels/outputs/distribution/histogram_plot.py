"""Shows one histogram, and tells of the bar that the mouse rests on."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from nnfs_core.layers import Watch
from nnfs_core.numerals import short_text
from nnfs_core.summaries.distribution import Distribution
from nnfs_gui.panels.outputs.distribution.histogram import Histogram
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.theme import Theme


class HistogramPlot(pg.GraphicsWidget):
    """Shows the distribution of a layer's numbers, or why there is none."""

    clicked = Signal(int)  # the layer

    def __init__(self, theme: Theme, texts: TextPainter) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._layer = 0
        self._title = ""
        self._message = ""
        self._is_fault = False
        self._selected = False
        self._watch: Watch | None = None
        self.found: Distribution | None = None
        theme.changed.connect(self._repaint)

    def set_content(
        self,
        layer: int,
        title: str,
        found: Distribution | None,
        watch: Watch | None,
        message: str,
        is_fault: bool,
    ) -> None:
        """Show a layer's distribution, or with None the sentence why there is none."""
        self._layer, self._title, self.found = layer, title, found
        self._watch, self._message, self._is_fault = watch, message, is_fault
        self.update()

    def set_selected(self, selected: bool) -> None:
        """Mark the layer as the one that is looked at."""
        if selected != self._selected:
            self._selected = selected
            self.update()

    @property
    def laid_out(self) -> Histogram:
        """What is on show, as a value."""
        points = QApplication.font().pointSizeF()
        return Histogram(
            self._title,
            self.found,
            self._watch,
            self._message,
            self._is_fault,
            self._selected,
            self._theme,
            self._texts,
            points - 1,
            self._texts.scale(points),
            self.size(),
        )

    def lines(self) -> list[tuple[str, str]]:
        """What is written under the title: texts and the names of their colours."""
        return self.laid_out.lines()

    def mouseClickEvent(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.clicked.emit(self._layer)

    def hoverEvent(self, event: Any) -> None:
        found, area = self.found, self.laid_out.area
        if event.isExit() or found is None or area.width() <= 0:
            self.setToolTip("")
            return
        share = (event.pos().x() - area.left()) / area.width()
        if not 0 <= share < 1:
            self.setToolTip(plain_tip(self._watch.hint if self._watch else ""))
            return
        number = int(share * len(found.counts))
        low, high = found.edges[number], found.edges[number + 1]
        count = f"{int(found.counts[number]):,} values"
        char = found.rows.dtype.char
        ends = f"from {short_text(low, char)} to {short_text(high, char)}"
        self.setToolTip(plain_tip(f"{self._title}: {count} {ends}"))

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        self.laid_out.paint(painter)

    def _repaint(self) -> None:
        self.update()

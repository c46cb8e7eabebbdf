"""Paints the probability bars of the visible samples, with heading and legend."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication

from nnfs_core.arrays import FloatArray
from nnfs_core.project.batch import UNKNOWN
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.matrix.text_painter import CENTER, RIGHT, TextPainter
from nnfs_gui.panels.outputs.softmax.probability_content import ProbabilityContent
from nnfs_gui.studio.fetching import Fetching
from nnfs_gui.widgets.heatmap import text_on
from nnfs_gui.widgets.theme import Theme

HEADING_HEIGHT = 24
LEGEND_HEIGHT = 22
LOWEST_ROW, HIGHEST_ROW = 19, 58  # pixels
MOST_LABEL, MOST_MARK = 150, 120  # pixels beside the bars; "sample 99999999" has room
MOST_NAMES = 50  # that are measured
NOTE = "each bar sums to 1   ★ = most likely"
NOTE_OF_CHANGES = "present values; point at one for its difference"


class BarsItem(pg.GraphicsObject):
    """Paints stacked bars: `n_fitting` tells how many samples fit, `set_samples` which ones."""

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
        self._left = self._right = 0.0  # pixels before and behind the bars
        self._formats: list[tuple[float, str]] = []  # of a share, with the room that they need
        theme.changed.connect(self._repaint)
        self._measure()

    @staticmethod
    def height_for(n_samples: int) -> int:
        """How much height so many samples can use, in pixels."""
        most = 10_000  # more than any screen has
        return min(most, HEADING_HEIGHT + LEGEND_HEIGHT + max(1, n_samples) * HIGHEST_ROW)

    def set_content(self, content: ProbabilityContent | None) -> None:
        """Show other probabilities."""
        self._content = content
        self._measure()

    def set_samples(self, samples: list[int]) -> None:
        """Say which samples stand in the visible rows."""
        if samples != self.samples:
            self.samples = samples
            self._measure()

    def set_selected(self, sample: int | None, number: int | None) -> None:
        """Mark a sample and perhaps one of its classes."""
        self._selected = (sample, number)
        self.update()

    def resize(self, width: float, height: float, n_samples: int) -> None:
        """Take up so many pixels, with bars as high as so many samples allow."""
        room = max(1.0, height - HEADING_HEIGHT - LEGEND_HEIGHT)
        self._row_height = min(max(room / max(1, n_samples), LOWEST_ROW), HIGHEST_ROW)
        self.n_fitting = max(1, int(room / self._row_height + 1e-6))
        if self.n_fitting < n_samples:  # the visible bars share all the room
            self._row_height = max(room / self.n_fitting, LOWEST_ROW)
        rect = QRectF(0, 0, width, height)
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
            self._measure()
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def segment(self, sample: int, number: int) -> QRectF:
        """Where a class's part of a sample's bar stands, in pixels."""
        edges = self._edges(self._row(sample))
        bar = self._bar(self.samples.index(sample))
        left = bar.left() + edges[number] * bar.width()
        width = (edges[number + 1] - edges[number]) * bar.width()
        return QRectF(left, bar.top(), width, bar.height())

    def segment_text(self, sample: int, number: int) -> str:
        """What is written in a class's part of a bar; empty when it does not fit."""
        row = self._row(sample)
        if row is None:
            return ""
        is_most, width = number == int(np.argmax(row)), self.segment(sample, number).width()
        return self._part_text(float(row[number]), is_most, width)

    def mark_text(self, sample: int) -> str:
        """The verdict beside a bar: ✓ or ✗ with the target's class, empty where it is unknown."""
        assert self._content is not None
        target, row = self._content.target(sample, self._fetching.row), self._row(sample)
        if target == UNKNOWN or row is None:
            return ""
        right = not np.isnan(row).any() and int(np.argmax(row)) == target
        return f"{'✓' if right else '✗'} {self._content.class_names[target]}"

    def mouseClickEvent(self, event: Any) -> None:
        where = self._class_at(event.pos().x(), event.pos().y())
        if where is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        self.class_clicked.emit(*where)

    def hoverEvent(self, event: Any) -> None:
        outside = event.isExit()
        self.class_hovered.emit(
            None if outside else self._class_at(event.pos().x(), event.pos().y())
        )

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        if self._content is None:
            return
        self._paint_heading(painter)
        if not self.samples:
            self._texts.write(painter, self._rect, "No sample is wrong.", self._points, CENTER)
            return
        painter.setFont(self._texts.font(self._points))
        for position, sample in enumerate(self.samples):
            self._paint_sample(painter, position, sample)
        self._paint_legend(painter)

    def _repaint(self) -> None:
        self.update()

    def _row(self, sample: int) -> FloatArray | None:
        """The probabilities of a sample, None while they are being fetched."""
        assert self._content is not None
        return self._fetching.row(self._content.rows, sample)

    def _measure(self) -> None:
        """Find how wide the labels before the bars and the verdicts behind them are."""
        points = self._points = QApplication.font().pointSizeF()
        longest = f"sample {max(self.samples, default=0)}"
        self._left = min(float(MOST_LABEL), self._texts.width(longest, points) + 12)
        self._right = 4.0
        content = self._content
        if content is not None and content.targets is not None:
            names = content.class_names[:MOST_NAMES]
            widest = max(self._texts.width(f"✗ {name}", points) for name in names)
            self._right = min(widest + 10, float(MOST_MARK), self._rect.width() / 4)
        self._formats = [
            (self._texts.width(form.format(0.0), points) + 6, form)
            for form in ("★ {:.4f}", "★ {:.2f}", "★", "{:.4f}", "{:.2f}")
        ]
        self.update()

    def _bar(self, position: int) -> QRectF:
        gap = min(10.0, self._row_height * 0.16)
        top = HEADING_HEIGHT + position * self._row_height + gap / 2
        width = max(10.0, self._rect.width() - self._left - self._right)
        return QRectF(self._left, round(top), width, max(8.0, round(self._row_height - gap)))

    def _edges(self, row: FloatArray | None) -> FloatArray:
        """Where the parts of a bar begin and end, as shares of it. (classes + 1,)"""
        if row is None:
            assert self._content is not None
            return np.zeros(self._content.rows.width + 1)
        shares = np.clip(np.nan_to_num(row.astype(np.float64), nan=0.0), 0, 1)
        return np.clip(np.concatenate([[0.0], np.cumsum(shares)]), 0, 1)

    def _class_at(self, x: float, y: float) -> tuple[int, int] | None:
        position = int((y - HEADING_HEIGHT) // self._row_height)
        if self._content is None or not 0 <= position < len(self.samples):
            return None
        bar = self._bar(position)
        share = (x - bar.left()) / bar.width()
        if not 0 <= share <= 1:
            return None
        sample = self.samples[position]
        row = self._row(sample)
        if row is None:
            return None
        edges = self._edges(row)
        number = int(np.searchsorted(edges, share, side="right")) - 1
        return sample, min(number, self._content.rows.width - 1)

    def _part_text(self, share: float, is_most: bool, width: float) -> str:
        """As many digits as fit in so many pixels, with a star for the most likely class."""
        for needed, form in self._formats[:3] if is_most else self._formats[3:]:
            if needed <= width:
                return form.format(share)
        return ""

    def _paint_heading(self, painter: QPainter) -> None:
        assert self._content is not None
        rect = QRectF(0, 0, self._rect.width() - 6, HEADING_HEIGHT - 2)
        title = sentence("{title} — probabilities per sample")(self._content.title)
        points = self._points
        painter.setPen(self._theme.color("text"))
        self._texts.write(painter, rect, title, points, bold=True)
        note = NOTE if self._content.changes is None else NOTE_OF_CHANGES
        used = self._texts.width(title, points, True) + self._texts.width(note, points - 1) + 20
        if used <= rect.width():
            painter.setPen(self._theme.color("muted"))
            self._texts.write(painter, rect, note, points - 1, RIGHT)

    def _paint_sample(self, painter: QPainter, position: int, sample: int) -> None:
        assert self._content is not None
        row, bar = self._row(sample), self._bar(position)
        selected = sample == self._selected[0]
        if selected:
            band = QRectF(0, bar.top() - 2, self._rect.width(), bar.height() + 4)
            painter.fillRect(band, self._theme.color("accent_soft"))
        painter.setPen(self._theme.color("text" if selected else "muted"))
        label = QRectF(2, bar.top(), bar.left() - 6, bar.height())
        self._texts.write(painter, label, f"sample {sample}", self._points)
        if row is None:
            text = self._fetching.placeholder(self._content.rows, sample)
            self._texts.write(painter, bar, text, self._points, CENTER)
            return
        if np.isnan(row).any():
            missing = self._theme.color("not_a_number")
            painter.fillRect(bar, missing)
            painter.setPen(text_on(missing.rgba()))
            self._texts.write(painter, bar, "NaN", self._points, CENTER)
        else:
            self._paint_parts(painter, row, bar)
        self._paint_mark(painter, sample, bar)
        if selected and self._selected[1] is not None and self._selected[1] < len(row):
            painter.setPen(QPen(self._theme.color("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.segment(sample, self._selected[1]))

    def _paint_parts(self, painter: QPainter, row: FloatArray, bar: QRectF) -> None:
        edges = bar.left() + self._edges(row) * bar.width()
        most, top, height, middle = int(np.argmax(row)), bar.top(), bar.height(), bar.center().y()
        wide = np.flatnonzero(np.diff(edges) > 0.4).tolist()
        shares, lefts, rights = row[wide].tolist(), edges[wide].tolist(), edges[1:][wide].tolist()
        for number, share, left, right in zip(wide, shares, lefts, rights, strict=True):
            color = self._theme.class_color(number)
            gap = 1.0 if right - left > 3 else 0.0
            painter.fillRect(QRectF(left, top, right - left - gap, height), color)
            text = self._part_text(share, number == most, right - left)
            if text:
                painter.setPen(text_on(color.rgba()))
                self._texts.draw(painter, text, self._points, (left + right) / 2, middle)

    def _paint_mark(self, painter: QPainter, sample: int, bar: QRectF) -> None:
        text = self.mark_text(sample)
        if text:
            painter.setPen(self._theme.color("good" if text.startswith("✓") else "danger"))
            rect = QRectF(bar.right() + 6, bar.top(), self._right - 6, bar.height())
            self._texts.write(painter, rect, text, self._points)

    def _paint_legend(self, painter: QPainter) -> None:
        content, points = self._content, self._points - 1
        assert content is not None
        names = content.class_names[: content.rows.width]
        needed = sum(self._texts.width(name, points) + 33 for name in names[:MOST_NAMES])
        x = self._left if self._left + needed <= self._rect.width() else 2.0
        bars_end = HEADING_HEIGHT + len(self.samples) * self._row_height
        top = min(bars_end, self._rect.height() - LEGEND_HEIGHT) + 2
        for number, name in enumerate(names):
            left = content.rows.width - number
            more, width = f"and {left:,} more", self._texts.width(name, points)
            room = self._rect.width() - x - (self._texts.width(more, points) if left > 1 else 0)
            painter.setPen(self._theme.color("muted"))
            if width + 20 > room:
                rect = QRectF(x, top, max(0.0, self._rect.width() - x), LEGEND_HEIGHT - 4)
                self._texts.write(painter, rect, more, points)
                return
            painter.fillRect(QRectF(x, top + 4, 10, 10), self._theme.class_color(number))
            rect = QRectF(x + 15, top, width + 2, LEGEND_HEIGHT - 4)
            self._texts.write(painter, rect, name, points)
            x += width + 15 + 18

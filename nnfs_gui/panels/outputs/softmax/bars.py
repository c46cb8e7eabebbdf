"""Paints the probability bars of some samples, with heading and legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnfs_core.arrays import FloatArray
from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import short_text
from nnfs_core.project.batch import UNKNOWN
from nnfs_core.summaries.classification import n_most_likely
from nnfs_core.wording import number_word, sentence
from nnfs_gui.panels.outputs.matrix.text_painter import CENTER, RIGHT, TextPainter
from nnfs_gui.panels.outputs.softmax.heights import BarsHeights
from nnfs_gui.panels.outputs.softmax.probability_content import ProbabilityContent, Read
from nnfs_gui.widgets.colors import CLASS_COLORS
from nnfs_gui.widgets.heatmap import text_on
from nnfs_gui.widgets.theme import Colored

# pixels beside the usual text; they grow with it
MOST_LABEL, MOST_MARK = 150, 120  # beside the bars; "sample 99999999" has room
SWATCH = 10  # of a class's colour in the legend

MOST_NAMES = 50  # that are measured
LEAST_TEXT = 5  # pixels in which something can be written
NOTE = "each bar sums to 1   ★ = most likely"
NOTE_OF_CHANGES = "present values; point at one for its difference"


@dataclass(frozen=True, eq=False)
class Bars:
    """Holds all that painting stacked bars needs, as a value: on the screen or in a file.

    read: gives the probabilities of a sample, None while they are being fetched; placeholder: what
    stands for these. Places are in pixels from the top left.
    """

    content: ProbabilityContent
    samples: Sequence[int]  # in the order of the bars
    selected: tuple[int | None, int | None]  # a sample, perhaps one of its classes
    theme: Colored
    texts: TextPainter
    points: float
    text_scale: float  # times the lengths beside the usual text
    size: QSizeF
    row_height: float
    read: Read
    placeholder: Callable[[Rows, int], str]

    @cached_property
    def heights(self) -> BarsHeights:
        """How much height the parts have."""
        return BarsHeights.of(self.text_scale, self.size.height())

    @property
    def legend_rect(self) -> QRectF | None:
        """Where the names of the classes stand, under the last bar; None without room for them."""
        if not (self.heights.legend and self.samples):
            return None
        top = self.heights.heading + len(self.samples) * self.row_height + 2
        return QRectF(2, top, self.size.width() - 2, self.heights.legend - 4)

    def segment(self, sample: int, number: int) -> QRectF:
        """Where a class's part of a sample's bar stands, in pixels."""
        edges = self._edges(self._row(sample))
        bar = self.bar(self.samples.index(sample))
        left = bar.left() + edges[number] * bar.width()
        width = (edges[number + 1] - edges[number]) * bar.width()
        return QRectF(left, bar.top(), width, bar.height())

    def segment_text(self, sample: int, number: int) -> str:
        """What is written in a class's part of a bar; empty when it does not fit."""
        row = self._row(sample)
        if row is None:
            return ""
        width = self.segment(sample, number).width()
        return self._part_text(float(row[number]), self._n_equal(row, number), width)

    def mark_text(self, sample: int) -> str:
        """The verdict beside a bar: ✓ or ✗ with the target's class, empty where it is unknown."""
        target, row = self.content.target(sample, self.read), self._row(sample)
        if target == UNKNOWN or row is None:
            return ""
        right = not np.isnan(row).any() and int(np.argmax(row)) == target
        return f"{'✓' if right else '✗'} {self.content.class_names[target]}"

    def class_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The sample and the class whose part of a bar is at a place, if any."""
        position = int((y - self.heights.heading) // self.row_height)
        if not 0 <= position < len(self.samples):
            return None
        bar = self.bar(position)
        share = (x - bar.left()) / bar.width()
        if not 0 <= share <= 1:
            return None
        sample = self.samples[position]
        row = self._row(sample)
        if row is None:
            return None
        edges = self._edges(row)
        number = int(np.searchsorted(edges, share, side="right")) - 1
        return sample, min(number, self.content.rows.width - 1)

    def paint(self, painter: QPainter) -> None:
        """Paint everything."""
        self._paint_heading(painter)
        if not self.samples:
            whole = QRectF(0, 0, self.size.width(), self.size.height())
            self.texts.write(painter, whole, "No sample is wrong.", self.points, CENTER)
            return
        painter.setFont(self.texts.font(self.points))
        for position, sample in enumerate(self.samples):
            self._paint_sample(painter, position, sample)
        self._paint_legend(painter)

    def _row(self, sample: int) -> FloatArray | None:
        """The probabilities of a sample, None while they are being fetched."""
        return self.read(self.content.rows, sample)

    @cached_property
    def _left(self) -> float:
        """How wide the labels before the bars are."""
        names = [f"sample {max(self.samples, default=0)}"]
        if self.content.batch.label_rows is not None:
            names = [self._name(sample) for sample in self.samples] or names
        longest = max(self.texts.width(name, self.points) for name in names)
        return min(MOST_LABEL * self.text_scale, longest + 12)

    def _name(self, sample: int) -> str:
        """What stands before a bar: more than a number where the sample has a label."""
        text = self.content.batch.sample_text(sample)
        return text if self.content.batch.label_of(sample) else f"sample {sample}"

    @cached_property
    def _right(self) -> float:
        """How wide the verdicts behind the bars are."""
        if self.content.targets is None:
            return 4.0
        names = self.content.class_names[:MOST_NAMES]
        widest = max(self.texts.width(f"✗ {name}", self.points) for name in names)
        return min(widest + 10, MOST_MARK * self.text_scale, self.size.width() / 4)

    def bar(self, position: int) -> QRectF:
        """Where the whole bar of a row stands, in pixels."""
        gap = min(10.0, self.row_height * 0.16)
        top = self.heights.heading + position * self.row_height + gap / 2
        width = max(10.0, self.size.width() - self._left - self._right)
        return QRectF(self._left, round(top), width, max(8.0, round(self.row_height - gap)))

    def _edges(self, row: FloatArray | None) -> FloatArray:
        """Where the parts of a bar begin and end, as shares of it. (classes + 1,)"""
        if row is None:
            return np.zeros(self.content.rows.width + 1)
        shares = row.astype(np.float64)
        shares[np.isnan(shares)] = 0
        edges = np.zeros(len(row) + 1)
        np.cumsum(shares.clip(0, 1), out=edges[1:])
        return edges.clip(0, 1)

    def _n_equal(self, row: FloatArray, number: int) -> int:
        """How many classes are as likely as this one, if none is more likely; else 0."""
        return n_most_likely(row) if row[number] == row.max() else 0

    @cached_property
    def _class_colors(self) -> list[tuple[QColor, QColor]]:
        """The colours of the classes, which return after these, each with that of text on it."""
        colors = [self.theme.class_color(number) for number in range(len(CLASS_COLORS))]
        return [(color, text_on(color.rgba())) for color in colors]

    @cached_property
    def _least_share(self) -> float:
        """How wide the shortest text of a share between 0 and 1 is, in pixels."""
        return self.texts.width("0.1", self.points)

    def _part_text(self, share: float, n_equal: int, width: float) -> str:
        """As many digits as fit in so many pixels, with a star for the one most likely class."""
        room = width - 6
        if room < (LEAST_TEXT if n_equal else self._least_share):
            return ""
        texts = _part_texts(share, self.content.rows.dtype.char, n_equal)
        return next((text for text in texts if self.texts.width(text, self.points) <= room), "")

    def _paint_heading(self, painter: QPainter) -> None:
        if not self.heights.heading:
            return
        rect = QRectF(0, 0, self.size.width() - 6, self.heights.heading - 2)
        title = sentence("{title} — probabilities per sample")(self.content.title)
        points = self.points
        painter.setPen(self.theme.color("text"))
        self.texts.write(painter, rect, title, points, bold=True)
        note = NOTE if self.content.changes is None else NOTE_OF_CHANGES
        used = self.texts.width(title, points, True) + self.texts.width(note, points - 1) + 20
        if used <= rect.width():
            painter.setPen(self.theme.color("muted"))
            self.texts.write(painter, rect, note, points - 1, RIGHT)

    def _paint_sample(self, painter: QPainter, position: int, sample: int) -> None:
        row, bar = self._row(sample), self.bar(position)
        selected = sample == self.selected[0]
        if selected:
            band = QRectF(0, bar.top() - 2, self.size.width(), bar.height() + 4)
            painter.fillRect(band, self.theme.color("accent_soft"))
        painter.setPen(self.theme.color("text" if selected else "muted"))
        label = QRectF(2, bar.top(), bar.left() - 6, bar.height())
        self.texts.write(painter, label, self._name(sample), self.points)
        if row is None:
            text = self.placeholder(self.content.rows, sample)
            self.texts.write(painter, bar, text, self.points, CENTER)
            return
        if np.isnan(row).any():
            missing = self.theme.color("not_a_number")
            painter.fillRect(bar, missing)
            painter.setPen(text_on(missing.rgba()))
            self.texts.write(painter, bar, "NaN", self.points, CENTER)
        else:
            self._paint_parts(painter, row, bar)
        self._paint_mark(painter, sample, bar)
        if selected and self.selected[1] is not None and self.selected[1] < len(row):
            painter.setPen(QPen(self.theme.color("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.segment(sample, self.selected[1]))

    def _paint_parts(self, painter: QPainter, row: FloatArray, bar: QRectF) -> None:
        edges = bar.left() + self._edges(row) * bar.width()
        top, height, middle = bar.top(), bar.height(), bar.center().y()
        largest, n_equal = float(row.max()), n_most_likely(row)
        wide = np.flatnonzero(np.diff(edges) > 0.4).tolist()
        shares, lefts, rights = row[wide].tolist(), edges[wide].tolist(), edges[1:][wide].tolist()
        for number, share, left, right in zip(wide, shares, lefts, rights, strict=True):
            color, text_color = self._class_colors[number % len(self._class_colors)]
            gap = 1.0 if right - left > 3 else 0.0
            painter.fillRect(QRectF(left, top, right - left - gap, height), color)
            text = self._part_text(share, n_equal if share == largest else 0, right - left)
            if text:
                painter.setPen(text_color)
                self.texts.draw(painter, text, self.points, (left + right) / 2, middle)

    def _paint_mark(self, painter: QPainter, sample: int, bar: QRectF) -> None:
        text = self.mark_text(sample)
        if text:
            painter.setPen(self.theme.color("good" if text.startswith("✓") else "danger"))
            rect = QRectF(bar.right() + 6, bar.top(), self._right - 6, bar.height())
            self.texts.write(painter, rect, text, self.points)

    def _paint_legend(self, painter: QPainter) -> None:
        place = self.legend_rect
        if place is None:
            return
        content, points = self.content, self.points - 1
        top, height = place.top(), place.height()
        names, swatch = content.class_names[: content.rows.width], self._swatch
        beside = swatch + 23
        needed = sum(self.texts.width(name, points) + beside for name in names[:MOST_NAMES])
        x = self._left if self._left + needed <= self.size.width() else place.left()
        for number, name in enumerate(names):
            left = content.rows.width - number
            more, width = f"and {left:,} more", self.texts.width(name, points)
            room = self.size.width() - x - (self.texts.width(more, points) if left > 1 else 0)
            painter.setPen(self.theme.color("muted"))
            if width + swatch + 10 > room:
                rect = QRectF(x, top, max(0.0, self.size.width() - x), height)
                self.texts.write(painter, rect, more, points)
                return
            square = QRectF(x, top + round((height - swatch) / 2), swatch, swatch)
            painter.fillRect(square, self.theme.class_color(number))
            rect = QRectF(x + swatch + 5, top, width + 2, height)
            self.texts.write(painter, rect, name, points)
            x += width + beside

    @cached_property
    def _swatch(self) -> int:
        return round(SWATCH * self.text_scale)


@lru_cache(maxsize=2**13)  # bars are painted anew whenever something else is selected
def _part_texts(share: float, char: str, n_equal: int) -> tuple[str, ...]:
    """What may stand in a part of a bar, from long to short."""
    text, shorter = short_text(share, char), short_text(share, char, digits=2)
    if n_equal == 1:
        return f"★ {text}", f"★ {shorter}", "★"
    if n_equal > 1:
        equal = sentence("{share}, {n} equal")(text, number_word(n_equal))
        return equal, text, shorter
    return text, shorter

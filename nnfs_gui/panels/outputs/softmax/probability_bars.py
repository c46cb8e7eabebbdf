"""Scrolls through probability bars: of any number of samples only the visible are painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent

from nnfs_core.numerals import NumberWriter, short_number
from nnfs_core.project.batch import UNKNOWN
from nnfs_core.project.place import Place
from nnfs_core.summaries.classification import n_most_likely
from nnfs_core.wording import number_word, sentence
from nnfs_gui.panels.outputs.matrix.plot import DIM
from nnfs_gui.panels.outputs.plot_view import PlotArea
from nnfs_gui.panels.outputs.softmax.bars_item import BarsItem
from nnfs_gui.panels.outputs.softmax.probability_content import ProbabilityContent
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.spoken import NO_PARTS, Parts, tell_part
from nnfs_gui.widgets.theme import Colored

if TYPE_CHECKING:
    from nnfs_gui.panels.outputs.softmax.still_bars import StillBars

SAID = 3  # of the classes of a sample
WHEEL_STEP = 120  # of a mouse wheel, which then scrolls three samples


class ProbabilityBars(PlotArea):
    """Shows one stacked bar a sample; `samples` chooses which ones, all when None."""

    hovered = Signal(str)  # what is under the mouse, in words

    def __init__(self, studio: Studio, object_name: str) -> None:
        super().__init__(
            studio.theme,
            object_name,
            "Probabilities of each sample",
            Qt.Orientation.Vertical,
            "samples",
        )
        self._studio, self._fetching = studio, studio.fetching
        self._selected: tuple[int | None, int | None] = (None, None)
        self.content: ProbabilityContent | None = None
        self.samples: npt.NDArray[np.int64] | None = None
        self.view.setAccessibleDescription(
            "One bar a sample; its parts sum to 1. Arrow keys go from sample to sample."
        )
        self.item = BarsItem(studio.theme, studio.fetching)
        studio.fetching.arrived.connect(self._repaint)
        self.view.scene().addItem(self.item)
        self.item.class_clicked.connect(self.select)
        self.item.class_hovered.connect(self._hover)
        self.fit_to_texts()

    @property
    def n_samples(self) -> int:
        """How many bars there are to scroll through."""
        if self.content is None:
            return 0
        return len(self.content.rows) if self.samples is None else len(self.samples)

    @property
    def least_height(self) -> int:
        """The height in which one whole bar can be read, and the legend."""
        return self.item.least_height

    @property
    def highest(self) -> int:
        """The height, in pixels, beyond which all bars are as high as they get."""
        return self.item.height_for(self.n_samples)

    def set_content(
        self, content: ProbabilityContent | None, samples: npt.NDArray[np.int64] | None = None
    ) -> None:
        """Show these probabilities, of these samples."""
        self.content, self.samples = content, samples
        self.item.set_content(content)
        self.arrange()

    def show_place(self, place: Place) -> None:
        """Mark the selected sample, perhaps one of its classes, and bring the sample into view."""
        is_here = self.content is not None and place.layer == self.content.layer
        sample, number = place.sample, place.neuron if is_here else None
        if (sample, number) == self._selected:
            return
        moved = sample != self._selected[0]
        self._selected = (sample, number)
        self.item.set_selected(sample, number)
        if moved:
            self._bring_into_view(self._position_of(sample))
            tell_part(self.view)

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the numbers are not those of the present project."""
        self.item.setOpacity(DIM if dimmed else 1.0)

    def point_of(self, sample: int, number: int) -> QPoint:
        """The middle of a class's part of a sample's bar, in the pixels of `view`."""
        return self.item.segment(sample, number).center().toPoint()

    def step(self, count: int) -> None:
        """Select the sample so many further on."""
        position = self._position_of(self._selected[0])
        start = -1 if position is None and count > 0 else position or 0
        self._select_position(start + count)

    def handle_wheel(self, event: QWheelEvent) -> bool:
        steps = event.angleDelta().y() / WHEEL_STEP * 3
        samples = round(steps) if abs(steps) >= 1 else int(np.sign(steps))
        self.scroll_bar.setValue(self.scroll_bar.value() - samples)
        return True

    def handle_key(self, event: QKeyEvent) -> bool:
        page = max(1, self.item.n_fitting - 1)
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -self.n_samples,
            Qt.Key.Key_End: self.n_samples,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self.n_samples:
            return False
        self.step(step)
        return True

    def parts(self) -> Parts:
        """The bars in view."""
        samples, selected = self.item.samples, self._selected[0]
        current = samples.index(selected) if selected in samples else None
        if self.content is None:
            return NO_PARTS
        return Parts(len(samples), lambda part: self._said(samples[part]), self.item.bar, current)

    def _said(self, sample: int) -> str:
        """A bar in words: the most likely classes, and whether the first is the right one."""
        content, read = self.content, self._fetching.row
        row = None if content is None else read(content.rows, sample)
        if content is None or row is None:
            return f"sample {sample:,}"
        likely = np.argsort(-row, kind="stable")[:SAID].tolist()
        shares = [f"{content.class_names[each]} {short_number(row[each])}" for each in likely]
        said = sentence("sample {sample}: {shares}")(
            content.batch.sample_text(sample), ", ".join(shares)
        )
        target = content.target(sample, read)
        if target == UNKNOWN:
            return said
        right = not np.isnan(row).any() and likely[0] == target
        wrong = sentence("wrong, it is {name}")
        return f"{said}; {'right' if right else wrong(content.class_names[target])}"

    def select(self, sample: int, number: int) -> None:
        """Select a class's probability for a sample."""
        if self.content is not None:
            self._studio.select_shown(Place(self.content.layer, sample, number))

    def still(self, whole: bool, most: int, look: Colored) -> StillBars | None:
        """What a picture shows: the bars, of which one holds at most so many, or those in view."""
        from nnfs_gui.panels.outputs.softmax.still_bars import StillBars  # not at the start

        shown = self.item.laid_out
        if shown is None:
            return None
        samples: Sequence[int] = shown.samples
        if whole:
            samples = range(self.n_samples) if self.samples is None else self.samples.tolist()
        return StillBars(replace(shown, samples=samples, theme=look), self.n_samples, most)

    def _repaint(self) -> None:
        self.item.update()

    def _select_position(self, position: int) -> None:
        content = self.content
        if content is None or not self.n_samples:
            return
        position = min(max(0, position), self.n_samples - 1)
        sample = position if self.samples is None else int(self.samples[position])
        row = self._fetching.row(content.rows, sample)
        if row is None or np.isnan(row).all():
            self.select(sample, 0)
        else:
            self.select(sample, int(np.nanargmax(row)))

    def _position_of(self, sample: int | None) -> int | None:
        """Which bar a sample has, if it has one."""
        if sample is None or self.content is None:
            return None
        if self.samples is None:
            return sample if sample < self.n_samples else None
        position = int(np.searchsorted(self.samples, sample))
        found = position < len(self.samples) and self.samples[position] == sample
        return position if found else None

    def _bring_into_view(self, position: int | None) -> None:
        first, count = self.scroll_bar.value(), self.item.n_fitting
        if position is not None and position < first:
            self.scroll_bar.setValue(position)
        elif position is not None and position >= first + count:
            self.scroll_bar.setValue(position - count + 1)

    def arrange(self, *ignored: object) -> None:
        first, selected = self.scroll_bar.value(), self._position_of(self._selected[0])
        was_shown = selected is not None and first <= selected < first + self.item.n_fitting
        self.item.resize(self.view.width(), self.view.height(), self.n_samples)
        most = max(0, self.n_samples - self.item.n_fitting)
        self.scroll_bar.setRange(0, most)
        self.scroll_bar.setPageStep(max(1, self.item.n_fitting))
        self.scroll_bar.setVisible(most > 0)
        if was_shown:  # a lower view must not lose it
            self._bring_into_view(selected)
        self.show_scrolled()

    def show_scrolled(self, *ignored: object) -> None:
        first = self.scroll_bar.value()
        shown = range(first, min(first + self.item.n_fitting, self.n_samples))
        samples = list(shown) if self.samples is None else self.samples[first : shown.stop].tolist()
        self.item.set_samples(samples)

    def _hover(self, where: tuple[int, int] | None) -> None:
        if where is None or self.content is None:
            self.hovered.emit("")
            return
        sample, number = where
        value = self._fetching.number_text(self.content.rows, sample, number)
        name = self.content.class_names[number]
        sample_text = self.content.batch.sample_text(sample)
        text = f"{self.content.title} · sample {sample_text} · {name} = {value}"
        row = self._fetching.row(self.content.rows, sample)
        n_equal = 0 if row is None or row[number] != row.max() else n_most_likely(row)
        if n_equal > 1:
            text += sentence(", {n} equal")(number_word(n_equal))
        change = self.content.change(sample, number, self._fetching.row)
        if change is not None:
            changed = sentence(" ({change} since pinned)")(
                NumberWriter(is_signed=True).cell(float(change))
            )
            text += changed if change else " (as pinned)"
        self.hovered.emit(text)

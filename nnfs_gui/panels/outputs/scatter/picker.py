"""Does what people ask the points for: selects the nearest, walks along, filters to a region."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from nnfs_core.progress import IsCancelled
from nnfs_core.scatter.extent import rounded_inside
from nnfs_core.scatter.nearest import Direction, nearest_sample, next_sample, samples_in_bin
from nnfs_core.scatter.nearest import samples_inside as samples_in_region
from nnfs_core.scatter.points import IntArray, Points
from nnfs_core.scatter.questions import axis_word, joined_question, range_question
from nnfs_core.scatter.sight import Region
from nnfs_gui.filtering.narrowing import narrows
from nnfs_gui.panels.outputs.scatter.chart import ScatterChart
from nnfs_gui.panels.outputs.scatter.sentences import (
    bin_sentence,
    bin_title,
    place_of_sample,
    region_title,
    sample_sentence,
)
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.work.worker import Worker

AT_ONCE = 20_000  # points that are looked through at once

T = TypeVar("T")


class PointPicker(QObject):
    """Looks through the points for the chart, off the GUI thread where they are many."""

    def __init__(
        self, studio: Studio, chart: ScatterChart, worker: Callable[[str], Worker]
    ) -> None:
        super().__init__(chart)
        self._studio, self._chart = studio, chart
        self._points: Points | None = None
        self._names: tuple[str, str] = ("", "")
        self._hovered: int | None = None
        self._pressing = worker("Looking for the sample")
        self._hovering = worker("Looking for the sample under the mouse")
        self._collecting = worker("Looking for the samples")
        chart.point_pressed.connect(self._press)
        chart.point_hovered.connect(self._hover)
        chart.region_chosen.connect(self._choose_region)
        chart.bin_pressed.connect(self._press_bin)
        chart.bin_hovered.connect(self._hover_bin)
        chart.stepped.connect(self._step)
        studio.fetching.arrived.connect(self._tell_hovered)

    def show(self, points: Points | None, names: tuple[str, str]) -> None:
        """Pick from these points from now on."""
        self._points, self._names = points, names
        if points is None:
            for worker in (self._pressing, self._hovering, self._collecting):
                worker.cancel()
        self._show_hovered(None)

    def select(self, sample: int, *, walks: bool = False) -> None:
        """Select a sample, at the layer and the neuron that are selected."""
        place = self._studio.place_in_outputs
        self._studio.select_shown(replace(place, sample=sample, weight=None), walks=walks)

    def filter(self, question: str) -> None:
        """Show only the samples that a question asks for; all again when they are shown."""
        self._studio.finder.ask(question, narrows=narrows())

    def _press(self, around: Region) -> None:
        self._look(
            self._pressing,
            lambda points, cancelled: nearest_sample(points, around, cancelled),
            lambda sample: None if sample is None else self.select(sample),
        )

    def _hover(self, around: Region | None) -> None:
        if around is None:
            self._hovering.cancel()
            self._show_hovered(None)
        else:
            self._look(
                self._hovering,
                lambda points, cancelled: nearest_sample(points, around, cancelled),
                self._show_hovered,
            )

    def _show_hovered(self, sample: int | None) -> None:
        self._hovered = sample
        self._tell_hovered()

    def _tell_hovered(self) -> None:
        points, sample = self._points, self._hovered
        if points is None or sample is None:
            self._chart.mark_hovered(None)
            self._chart.setToolTip("")
            self._chart.setCursor(Qt.CursorShape.ArrowCursor)
            return
        fetching = self._studio.fetching
        text = sample_sentence(points.request, sample, self._names, fetching)
        self._chart.setToolTip(plain_tip(text))
        self._chart.mark_hovered(place_of_sample(points.request, sample, fetching))

    def _hover_bin(self, axis: int, number: int) -> None:
        marks = self._chart.marks
        if marks is not None:
            along = marks.sight.along_y if axis else marks.sight.along_x
            text = bin_sentence(self._names[axis], along, number, marks.colors.groups)
            self._chart.setToolTip(plain_tip(text))

    def _step(self, axis: int, direction: Direction, is_first: bool) -> None:
        """Go to the next sample along an axis, or to the first one there."""
        points, sample = self._points, self._studio.place_in_outputs.sample
        if points is None:
            return
        after = None
        if sample is not None and not is_first:
            place = place_of_sample(points.request, sample, self._studio.fetching)
            after = None if place is None else (place[axis], sample)

        def done(found: int | None) -> None:
            if found is None:
                QApplication.beep()
            else:
                self.select(found, walks=True)

        self._look(
            self._pressing,
            lambda points, cancelled: next_sample(points, axis, direction, after, cancelled),
            done,
        )

    def _choose_region(self, region: Region) -> None:
        """Show the samples of a region everywhere: by a filter where one can say it."""
        points, layout = self._points, self._chart.layout_now
        if points is None or layout is None:
            return
        request = points.request
        ends, sizes = [], (round(layout.area.width()), round(layout.area.height()))
        for extent, shown, size in zip(
            (region.x, region.y), (layout.region.x, layout.region.y), sizes, strict=True
        ):
            ends.append([rounded_inside(shown, end, size) for end in (extent.low, extent.high)])
        words = [
            axis_word(axis, request.evaluation.project.batch) for axis in (request.x, request.y)
        ]
        if all(words):
            ranges = [
                range_question(word, low, high, closed=True)
                for word, (low, high) in zip(words, ends, strict=True)
            ]
            question = joined_question(request.subset, *dict.fromkeys(ranges))
            if narrows():
                self._studio.finder.ask(question, narrows=True)
            else:
                self._studio.finder.filter(question)
        else:
            self._show_samples(
                lambda points, cancelled: samples_in_region(points, region, cancelled),
                region_title(region, self._names),
            )

    def _press_bin(self, axis: int, number: int) -> None:
        points, marks = self._points, self._chart.marks
        if points is None or marks is None:
            return
        request = points.request
        along = marks.sight.along_y if axis else marks.sight.along_x
        low, high = along.bins.edges[number : number + 2]
        word = axis_word(request.y if axis else request.x, request.evaluation.project.batch)
        if word:
            question = range_question(word, low, high)
            self.filter(joined_question(request.subset, question))
        else:
            self._show_samples(
                lambda points, cancelled: samples_in_bin(points, axis, low, high, cancelled),
                bin_title(self._names[axis], low, high),
            )

    def _show_samples(self, find: Callable[[Points, IsCancelled], IntArray], title: str) -> None:
        finder, among = self._studio.finder, narrows()
        if finder.title == title and not among:
            finder.filter("")
            return

        def show(samples: IntArray) -> None:
            finder.show_samples(samples, title, narrows=among)

        self._look(self._collecting, find, show)

    def _look(
        self,
        worker: Worker,
        find: Callable[[Points, IsCancelled], T],
        done: Callable[[T], object],
    ) -> None:
        points = self._points
        if points is None:
            return
        at_once = points.held is not None and points.n_points <= AT_ONCE
        worker.run(
            lambda progress, cancelled: find(points, cancelled),
            lambda found: None if self._points is not points else _ignored(done(found)),
            self._studio.notices.error,
            at_once=at_once,
        )


def _ignored(value: object) -> None:
    """Nothing, whatever a function gave."""

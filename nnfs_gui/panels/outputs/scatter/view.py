"""Shows two numbers of each sample against each other, and finds samples by where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.place import Place
from nnfs_core.project.project import Project
from nnfs_core.scatter.points import Points, gather
from nnfs_core.scatter.request import Axis, PointRequest
from nnfs_core.scatter.sight import look
from nnfs_gui.panels.outputs.output_view import OutputView
from nnfs_gui.panels.outputs.scatter.axes import Axes, axes_of, followed_axes
from nnfs_gui.panels.outputs.scatter.chart import ScatterChart
from nnfs_gui.panels.outputs.scatter.controls import ScatterControls
from nnfs_gui.panels.outputs.scatter.decisions import Decisions
from nnfs_gui.panels.outputs.scatter.layout import whole_region
from nnfs_gui.panels.outputs.scatter.legend import Legend
from nnfs_gui.panels.outputs.scatter.legend_entries import legend_entries
from nnfs_gui.panels.outputs.scatter.looks import GroupLook, group_looks
from nnfs_gui.panels.outputs.scatter.marks import (
    MarksImage,
    marks_image,
)
from nnfs_gui.panels.outputs.scatter.picker import PointPicker
from nnfs_gui.panels.outputs.scatter.sentences import (
    missing_sentence,
    place_of_sample,
    sample_sentence,
    summary_sentence,
)
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.theme import Colored, StillColors

if TYPE_CHECKING:
    from nnfs_gui.panels.outputs.pictures.still import Still

AT_ONCE = 2000  # points that are read, looked through and painted within a frame
NO_NUMBERS = "There is nothing to show: the batch has no features, and no layer has outputs."
NO_POINTS = "No sample has a point here: these numbers are NaN or infinite, or no sample is found."


class ScatterView(OutputView):
    """Shows a point for each sample, coloured by class, with rings around those that are wrong."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "scatter_view", "Scatter of the samples")
        self._project: Project | None = None  # that the axes are of
        self._axes: Axes | None = None
        self._request: PointRequest | None = None
        self._points: Points | None = None
        self._looks: list[GroupLook] = []
        self._shown: tuple[object, ...] | None = None  # axes and their names
        self._gathering = self.worker("Reading the points")
        self._painting = self.worker("Painting the points")
        self.controls = ScatterControls(studio)
        self.legend = Legend(studio.theme)
        self.chart = ScatterChart(studio.theme)
        self.picker = PointPicker(studio, self.chart, self.worker)
        self.decisions = Decisions(studio, self.chart, self.controls.decisions, self.worker)
        self.summary = named(ElidedLabel("muted"), "scatter_summary")
        self.message = named(PlainLabel(NO_NUMBERS, wordWrap=True), "scatter_empty", role="muted")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.message)
        column = in_column(
            self.controls,
            self.legend,
            (self._stack, 1),
            self.summary,
            margins=(0, 0, 0, 0),
            spacing=4,
        )
        self.setLayout(column)
        self.setFocusProxy(self.chart)
        self._connect(studio)

    def _connect(self, studio: Studio) -> None:
        controls = self.controls
        controls.axis_chosen.connect(self._choose_axis)
        controls.coloring.activated.connect(self._gather)
        controls.only_found.toggled.connect(self._gather)
        controls.fit_button.clicked.connect(self.chart.fit)
        controls.rings.toggled.connect(self._paint_marks)
        controls.region_button.toggled.connect(self.chart.choose_regions)
        self.chart.sight_wanted.connect(self._paint_marks)
        self.legend.pressed.connect(self.picker.filter)
        studio.finder.order_changed.connect(self._gather_others)
        studio.subset_shown.changed.connect(self._gather_others)
        studio.theme.changed.connect(self._show_looks)
        studio.fetching.arrived.connect(self._look_again)

    # What an output view does.

    def still(self, whole: bool, look: Colored) -> Still | None:
        from nnfs_gui.panels.outputs.scatter.still import StillScatter  # not at the start

        points, region = self._points, self.chart.full_region if whole else self.chart.region
        if points is None or region is None:
            return None
        request, sample = points.request, self.studio.place_in_outputs.sample
        place = None
        if sample is not None:
            place = place_of_sample(request, sample, self.studio.fetching)
        batch = request.evaluation.project.batch
        looks = group_looks(points.groups, request.coloring, batch, look)
        return StillScatter(
            points,
            region,
            self.controls.mark_colors(looks, look),
            self.decisions.are_shown,
            legend_entries(points, looks, look),
            self.names,
            place,
            look,
            QApplication.font().pointSizeF() - 1,
            self.chart.text_scale,
        )

    def draw(self, evaluation: Evaluation) -> None:
        """Show the points of `evaluation`; differences from a pin are shown elsewhere."""
        before, self._project = self._project, evaluation.project
        if self._axes is not None and before is not None and before is not evaluation.project:
            self._axes = followed_axes(self._axes, before, evaluation.project)
        axes = self._axes = axes_of(evaluation, self._axes)
        if axes is None:
            self._request = self._points = None
            self._show_nothing(NO_NUMBERS)
            return
        self.controls.show_request(PointRequest(evaluation, *axes))
        self._gather()

    def release(self) -> None:
        super().release()
        self._request = self._points = None
        self.picker.show(None, ("", ""))
        self.decisions.show(None, None)
        self.chart.release()

    def show_place(self, place: Place) -> None:
        self._mark_selected(follow=True)

    def show_hovered(self) -> None:
        """Ring softly the sample that the mouse rests on elsewhere."""
        points, hovered = self._points, self.studio.selection.hovered
        place = None
        if points is not None and hovered is not None and hovered.sample is not None:
            place = place_of_sample(points.request, hovered.sample, self.studio.fetching)
        self.chart.mark_hovered(place)

    def show_dimming(self) -> None:
        self.chart.set_dimmed(self.is_dimmed or self._gathering.is_busy)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._points is not None:
            self._gather()  # other samples may have been found meanwhile
            self._paint_marks()

    # Which numbers.

    @property
    def names(self) -> tuple[str, str]:
        """What x and y are called."""
        x, y = self._axes or (Axis(), Axis())
        return self.controls.name(x), self.controls.name(y)

    def _choose_axis(self, number: int, axis: Axis) -> None:
        if self._axes is not None and self._axes[number] != axis:
            x, y = self._axes
            self._axes = (axis, y) if number == 0 else (x, axis)
            self.controls.show_axes(*self._axes)
            self._gather()

    def _gather(self, *ignored: object) -> None:
        """Read the points that are asked for, unless they are there already."""
        evaluation, axes, finder = self.evaluation, self._axes, self.studio.finder
        if evaluation is None or axes is None:
            return
        is_found = finder.order.indices is not None and len(finder.order) < finder.order.n_samples
        self.controls.only_found.setEnabled(is_found)
        request = PointRequest(
            evaluation,
            *axes,
            self.controls.coloring.currentData(),
            self.studio.subset_shown.subset,
            finder.order if is_found else None,
            self.controls.only_found.isChecked() and is_found,
        )
        if self._request is not None and self._request.is_alike(request):
            return
        self._request = request
        few = evaluation.project.batch.n_samples <= AT_ONCE

        def work(progress: Progress, cancelled: IsCancelled) -> Points:
            return gather(request, cancelled)

        self._gathering.run(
            work, self._receive, self._fail,
            at_once=few and all(rows.is_in_memory for rows in request.read),
        )  # fmt: skip
        self.show_dimming()

    def _gather_others(self) -> None:
        if self.isVisible():  # else when somebody looks again
            self._gather()

    # What is shown of them.

    def _receive(self, points: Points) -> None:
        shown, request = self._shown, points.request
        self._shown = request.x, request.y, *self.names
        self._points = points
        self._show_looks()
        if points.x is None or points.y is None:
            self._show_nothing(NO_POINTS)
            self.chart.show_points(None, self.names, fits=True)
            self._shown = None
        else:
            self._stack.setCurrentWidget(self.chart)
            full = whole_region(points.x, points.y)
            self.chart.show_points(full, self.names, fits=shown != self._shown)
            self._mark_selected(follow=False)
        self.show_dimming()

    def _fail(self, message: str) -> None:
        self._request = None  # to be tried again
        self._show_nothing(message)

    def _look_again(self) -> None:
        """Rows have arrived, perhaps also those that could not be read before."""
        self._mark_selected()
        if self._request is None:
            self._gather()

    def _show_nothing(self, message: str) -> None:
        self.message.setText(message)
        self._stack.setCurrentWidget(self.message)
        self.summary.setText("")
        if self._points is None:
            self.legend.show_entries([])

    def _show_looks(self) -> None:
        """Show what the colours mean, in those of the present look."""
        points = self._points
        if points is None:
            return
        request = points.request
        batch = request.evaluation.project.batch
        self._looks = group_looks(points.groups, request.coloring, batch, self.studio.theme)
        self.picker.show(points, self.names)
        colors = self.controls.mark_colors(self._looks, StillColors(self.studio.theme.colors))
        self.decisions.show(points, colors)
        self.legend.show_entries(legend_entries(points, self._looks, self.studio.theme))
        self.summary.setText(summary_sentence(points, None))

    def _paint_marks(self, *ignored: object) -> None:
        """Have a picture made of what is in view."""
        points, region, layout = self._points, self.chart.region, self.chart.layout_now
        if points is None or region is None or layout is None or not self.isVisible():
            return
        size = QSize(round(layout.area.width()), round(layout.area.height()))
        grid, scale, ratio = self.chart.grid, self.chart.text_scale, self.devicePixelRatioF()
        colors = self.controls.mark_colors(self._looks, StillColors(self.studio.theme.colors))

        def work(progress: Progress, cancelled: IsCancelled) -> MarksImage:
            sight = look(points, region, grid, cancelled)
            return marks_image(sight, colors, size, ratio, scale, cancelled)

        def done(marks: MarksImage) -> None:
            self.chart.show_marks(marks)
            self.summary.setText(summary_sentence(points, marks.sight))
            self._mark_selected(follow=False)

        at_once = points.held is not None and points.n_points <= AT_ONCE
        self._painting.run(work, done, self._fail, at_once=at_once)

    def _mark_selected(self, *, follow: bool = False) -> None:
        points, sample = self._points, self.studio.place_in_outputs.sample
        if points is None or sample is None:
            self.chart.mark(None, follow=False)
            return
        fetching = self.studio.fetching
        place = place_of_sample(points.request, sample, fetching)
        self.chart.mark(place, follow=follow)
        if place is None:
            self.chart.say(missing_sentence(points.request, sample, self.names, fetching))
        else:
            self.chart.say(sample_sentence(points.request, sample, self.names, fetching))

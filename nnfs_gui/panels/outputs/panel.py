"""Shows every number of every layer and what comes of it, in a tab for each way to look."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from nnfs_core.comparing.comparison import Comparison
from nnfs_core.errors import NnfsError
from nnfs_core.finding import place_of
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.place import Place
from nnfs_gui.panels.outputs.flow_view import FlowView
from nnfs_gui.panels.outputs.layer_contents import NO_SAMPLES, column_names
from nnfs_gui.panels.outputs.matrix.plot import DIM
from nnfs_gui.panels.outputs.output_tabs import (
    COMPARE,
    FLOW,
    LAYER,
    RESULTS,
    SCATTER,
    SOFTMAX,
    TABS,
    OutputTabs,
)
from nnfs_gui.panels.outputs.output_view import OutputView
from nnfs_gui.panels.outputs.pictures.saving import PictureSaver
from nnfs_gui.panels.outputs.printing.plot_printer import PlotPrinter
from nnfs_gui.panels.outputs.save_button import SaveButton
from nnfs_gui.panels.outputs.values_saving import ValuesSaver
from nnfs_gui.studio.panel import Panel, scrolling
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.colors import Colors
from nnfs_gui.widgets.glossary_tips import term_tip
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, give_tip
from nnfs_gui.widgets.theme import StillColors, number_font

if TYPE_CHECKING:
    from nnfs_gui.panels.outputs.compare.view import CompareView
    from nnfs_gui.panels.outputs.distribution.view import DistributionView
    from nnfs_gui.panels.outputs.layer_view import LayerView
    from nnfs_gui.panels.outputs.pictures.picture import OutputsPicture
    from nnfs_gui.panels.outputs.results.view import ResultsView
    from nnfs_gui.panels.outputs.scatter.view import ScatterView
    from nnfs_gui.panels.outputs.softmax.view import SoftmaxView

KEEP_VALUES = SOFTMAX, RESULTS, SCATTER, COMPARE  # while differences from a pin are shown
OUT_OF_DATE, IN_SHORT = "Out of date: press F5", "Press F5"


class OutputsPanel(Panel):
    """Shows the newest evaluation in the visible tab; the other tabs do no work."""

    def __init__(self, studio: Studio, settings: Settings) -> None:
        super().__init__(studio, "outputs_panel", "Outputs")
        give_tip(self.header.heading, term_tip("network_output"))
        self.header.heading_gives_way = True  # to the tabs
        self.flow = FlowView(studio)
        self._settings = settings
        self._shown: dict[int, Evaluation | Comparison] = {}  # by tab
        self.is_dimmed = False
        self._is_large, self._is_from_flow = False, False
        self.tabs = OutputTabs()
        self.tabs.currentChanged.connect(self.show_tab)
        self.save_button = SaveButton(studio.theme)
        self.values = ValuesSaver(studio, self)
        self.pictures = PictureSaver(
            studio, settings, self, self.picture, lambda: self._shown_title
        )
        self.printer = PlotPrinter(
            studio, settings, self, self.picture, lambda: TABS[self.tabs.currentIndex()]
        )
        self.save_button.picture_wanted.connect(
            lambda name: studio.open_editors.first(partial(self.pictures.choose, name))()
        )
        self.save_button.values_wanted.connect(studio.open_editors.first(self.values.choose))
        self.save_button.results_wanted.connect(studio.open_editors.first(self.save_results))
        self.header.add_widget(self.tabs)
        self.header.add_widget(self.save_button)
        self.header.fitted.connect(self._share_header)
        self.stale = named(self.header.summary, "outputs_stale", role="error")
        self.empty = named(PlainLabel(NO_SAMPLES, wordWrap=True), "outputs_empty", role="muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.flow)
        self._stack.addWidget(self.empty)
        self.body.addWidget(scrolling(self._stack), 1)  # where strips leave it little height
        studio.runner.finished.connect(self._show_other_numbers)
        studio.runner.stale_changed.connect(self._update_dimming)
        studio.selection.changed.connect(self._follow_selection)
        studio.shown_places.changed.connect(self._follow_selection)
        studio.selection.hover_changed.connect(self._on_hover_changed)
        studio.pinned.changed.connect(self._show_other_numbers)
        self.refresh()

    @cached_property
    def layer(self) -> LayerView:
        """The selected layer; like those below it is made when it is first looked at."""
        from nnfs_gui.panels.outputs.layer_view import LayerView

        view = LayerView(self.studio)
        view.set_large(self._is_large)
        view.save_button.clicked.connect(self.studio.open_editors.first(self.values.choose))
        return view

    @cached_property
    def softmax(self) -> SoftmaxView:
        """The probabilities."""
        from nnfs_gui.panels.outputs.softmax.view import SoftmaxView

        return SoftmaxView(self.studio)

    @cached_property
    def distribution(self) -> DistributionView:
        """The histograms."""
        from nnfs_gui.panels.outputs.distribution.view import DistributionView

        return DistributionView(self.studio)

    @cached_property
    def results(self) -> ResultsView:
        """What comes of each sample."""
        from nnfs_gui.panels.outputs.results.view import ResultsView

        return ResultsView(self.studio)

    @cached_property
    def scatter(self) -> ScatterView:
        """Two numbers of each sample against each other."""
        from nnfs_gui.panels.outputs.scatter.view import ScatterView

        return ScatterView(self.studio)

    @cached_property
    def compare(self) -> CompareView:
        """What another state makes of the same samples."""
        from nnfs_gui.panels.outputs.compare.view import CompareView

        return CompareView(self.studio, self._settings)

    def _view(self, number: int) -> OutputView:
        """The view of a tab, in its place."""
        views: tuple[Callable[[], OutputView], ...] = (
            lambda: self.flow,
            lambda: self.layer,
            lambda: self.softmax,
            lambda: self.distribution,
            lambda: self.results,
            lambda: self.scatter,
            lambda: self.compare,
        )
        view = views[number]()
        if self._stack.indexOf(view) < 0:
            self._stack.addWidget(view)
        return view

    @property
    def view(self) -> OutputView:
        """The visible tab."""
        return self._view(self.tabs.currentIndex())

    @property
    def main_widget(self) -> QWidget | None:
        return self._stack.currentWidget()

    def show_tab(self, number: int) -> None:
        """Bring a tab to the front: a place in TABS."""
        if number != self.tabs.currentIndex():
            self.tabs.setCurrentIndex(number)  # comes back here
            return
        self.refresh()

    def set_large(self, is_large: bool) -> None:
        """Show numbers that can be read from afar: those of one layer in the place of Flow."""
        if is_large == self._is_large:
            return
        self._is_large = is_large
        if "layer" in vars(self):
            self.layer.set_large(is_large)
        if is_large:
            self._is_from_flow = self.tabs.currentIndex() == FLOW
            self.show_tab(LAYER if self._is_from_flow else self.tabs.currentIndex())
        elif self._is_from_flow and self.tabs.currentIndex() == LAYER:
            self.show_tab(FLOW)

    def refresh(self) -> None:
        """Show the newest evaluation, or its difference from the pin, in the visible tab."""
        evaluation, comparison = self.studio.runner.evaluation, self.studio.pinned.shown_comparison
        number = self.tabs.currentIndex()
        if evaluation is None or not self.isVisible():
            return
        is_empty = evaluation.project.batch.n_samples == 0
        self._stack.setCurrentWidget(self.empty if is_empty else self.view)
        if is_empty:
            self._shown.clear()
        elif self.studio.pinned.shows_differences and comparison is None:
            pass  # it is being made: what is there stays until then
        elif self._shown.get(number) is not (comparison or evaluation):
            self._shown = {**self._shown, number: comparison or evaluation}
            self.view.show_evaluation(evaluation, comparison)
        else:
            self.view.show_place(self.studio.place_in_outputs)
        self._update_dimming()

    def save_picture(self, path: str | Path) -> None:
        """Save what the visible tab shows as .png, .svg or .pdf; a failure becomes a notice."""
        self.pictures.save(Path(path))

    def save_results(self) -> None:
        """Bring the results to the front, and ask which to save and where."""
        self.show_tab(RESULTS)
        self.results.saver.choose()

    @property
    def _pictures_differences(self) -> bool:
        """True when the visible tab pictures differences; some tabs keep values."""
        return self.studio.pinned.shows_differences and self.tabs.currentIndex() not in KEEP_VALUES

    def picture(self, whole: bool, colors: Colors | None = None) -> OutputsPicture | None:
        """What a picture of the visible tab shows, at its usual width; None while it is empty.

        It has the colours of the present look unless others are given.
        """
        from nnfs_gui.panels.outputs.pictures.picture import OutputsPicture  # not at the start

        is_shown = self._stack.currentWidget() is self.view
        look = StillColors(colors or self.studio.theme.colors)
        still = self.view.still(whole, look) if is_shown else None
        heading = self.studio.pinned.sentence if self._pictures_differences else ""
        return (
            None
            if still is None
            else OutputsPicture(
                still,
                look.color("panel"),
                look.color("text"),
                number_font(),
                heading,
                DIM if self.is_dimmed else 1.0,
            )
        )

    @property
    def _shown_title(self) -> str:
        """What the visible tab pictures, as the name of a file says it."""
        title = TABS[self.tabs.currentIndex()].lower()
        return f"{title} difference" if self._pictures_differences else title

    def go_to(self, text: str) -> None:
        """Go to a sample, a neuron of the selected layer, or both; raises NnfsError if missing."""
        evaluation, place = self.studio.runner.evaluation, self.studio.place_in_outputs
        if evaluation is None:
            raise NnfsError("There are no outputs yet; run the forward pass (F5).")
        layer = min(place.layer, len(evaluation.layers) - 1)
        names, batch = column_names(evaluation, layer)[0], evaluation.project.batch
        sample, neuron = place_of(
            text, batch.n_samples, names, column_noun="neuron", labels=batch.label_rows
        )
        sample = place.sample if sample is None else sample
        neuron = (place.neuron or 0) if neuron is None else neuron
        neuron = min(neuron, max(0, len(names) - 1))
        self.studio.select_shown(Place(layer, sample or 0, neuron))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _show_other_numbers(self) -> None:
        """Refresh; hidden views are to hold nothing of an earlier pass: it may be gigabytes."""
        visible = self.tabs.currentIndex() if self.isVisible() else None
        for number in [each for each in self._shown if each != visible]:
            del self._shown[number]
            self._view(number).release()
        self.refresh()

    def _share_header(self, room: int) -> None:
        self.save_button.fit(room - self.tabs.widths[-1])
        self.tabs.fit(room - self.save_button.sizeHint().width())

    def _follow_selection(self, *ignored: object) -> None:
        number = self.tabs.currentIndex()
        on_show = self.studio.pinned.shown_comparison or self.studio.runner.evaluation
        if self.isVisible() and self._shown.get(number) is on_show:
            self.view.show_place(self.studio.place_in_outputs)

    def _on_hover_changed(self, place: Place | None) -> None:
        if self.isVisible():
            self.view.show_hovered()

    def _update_dimming(self) -> None:
        """Dim while the numbers are not those of the present project."""
        runner = self.studio.runner
        waits = self.studio.pinned.shows_differences and self.studio.pinned.shown_comparison is None
        self.is_dimmed = runner.is_stale or waits
        self.view.set_dimmed(self.is_dimmed)
        self.header.show_heading(not runner.needs_run)  # for this there is room in its place
        self.stale.setText(*((OUT_OF_DATE, IN_SHORT) if runner.needs_run else ("",)))

"""This module holds what the tabs of heatmaps have in common: clicks, keys and marks in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import ne

from nnfs_core.comparing.comparison import Comparison
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels.outputs.layer_contents import LayerContents
from nnfs_gui.panels.outputs.matrix.canvas import MatrixCanvas
from nnfs_gui.panels.outputs.matrix.cell_sentence import cell_sentence
from nnfs_gui.panels.outputs.matrix.color_bar import Bars
from nnfs_gui.panels.outputs.matrix.content import MatrixContent
from nnfs_gui.panels.outputs.matrix.layout import USUAL_GROWTH
from nnfs_gui.panels.outputs.matrix.pyramids import Pyramids
from nnfs_gui.panels.outputs.output_view import OutputView
from nnfs_gui.panels.outputs.places import jumped_place, marks_of, stepped_place
from nnfs_gui.studio.studio import Studio


class MatrixView(OutputView):
    """Shows layers in a row as heatmaps, the first of them `first_layer`."""

    def __init__(
        self,
        studio: Studio,
        object_name: str,
        accessible_name: str,
        canvas_name: str,
        growth: float = USUAL_GROWTH,
    ) -> None:
        super().__init__(studio, object_name, accessible_name)
        self.first_layer = INPUT
        self.contents = LayerContents(studio.theme)
        self._batch: tuple[tuple[str, ...], int] | None = None  # features, samples, once shown
        self._hovered: tuple[int, int, int] | None = None
        self._pyramids = Pyramids(studio.lanes, self)
        self._pyramids.arrived.connect(self._show_pyramids)
        self.canvas = MatrixCanvas(studio.theme, canvas_name, accessible_name, studio.lanes, growth)
        self.canvas.cell_clicked.connect(self._select_cell)
        self.canvas.cell_hovered.connect(self._hover)
        self.canvas.stepped.connect(self._step)
        self._awaits = False  # whether a matrix is to be shown that is not there yet
        self.canvas.jumped.connect(self._jump)
        self.setFocusProxy(self.canvas)
        studio.theme.changed.connect(self.refresh)
        studio.fetching.arrived.connect(self._tell_anew)

    def tell(self, text: str) -> None:
        """Say what the mouse rests on, or with an empty text that it rests on no cell."""
        raise NotImplementedError

    def show_evaluation(self, evaluation: Evaluation, comparison: Comparison | None = None) -> None:
        batch = evaluation.project.batch
        before, self._batch = self._batch, (batch.columns, batch.n_samples)
        super().show_evaluation(evaluation, comparison)
        if before is not None and are_other_data(before, self._batch):
            self.canvas.zoom.fit()

    def show_contents(self, contents: Sequence[MatrixContent], bars: Bars = ()) -> None:
        """Show these matrices, and the scales that they share."""
        self.canvas.set_contents(contents, bars)
        self._show_pyramids()

    def show_place(self, place: Place, *, follow: bool = True) -> None:
        """Mark what is selected; `follow` brings it into view, once its matrix is there."""
        self._mark(place)
        if follow or self._awaits:
            self._awaits = not self._shows(place.layer)
            self.canvas.show_cell(place.layer - self.first_layer, place.sample, place.neuron)

    def show_hovered(self) -> None:
        self._mark(self.studio.place_in_outputs)

    def show_dimming(self) -> None:
        self.canvas.set_dimmed(self.is_dimmed or self._pyramids.is_busy)

    def release(self) -> None:
        super().release()
        self.canvas.release()
        self._pyramids.release()

    def cell_sentence(self, number: int, row: int, column: int) -> str:
        """A cell of one of the matrices in words; empty where there is none."""
        plots = self.canvas.plots
        content = plots[number].content if 0 <= number < len(plots) else None
        if content is None:
            return ""
        return cell_sentence(content, row, column, self.studio.fetching)

    def _mark(self, place: Place) -> None:
        if self.evaluation is not None:
            self._say(place)
            hovered = self.studio.selection.hovered
            lit = None if hovered is None else self.studio.shown_places.then(hovered)
            marks = marks_of(self.evaluation, place, lit)
            self.canvas.set_marks(marks[self.first_layer - INPUT :])

    def _say(self, place: Place) -> None:
        """Tell those who hear it the selected cell."""
        number, row, column = place.layer - self.first_layer, place.sample, place.neuron
        if row is None or column is None:
            self.canvas.say_cell(0, 0, 0, "")
        else:
            text = self.cell_sentence(number, row, column)
            self.canvas.say_cell(number, row, column, text)

    def _show_pyramids(self) -> None:
        matrices = [plot.content.rows if plot.content else None for plot in self.canvas.plots]
        self.canvas.set_pyramids(self._pyramids.of(matrices))
        self.show_dimming()

    def _select_cell(self, number: int, row: int, column: int) -> None:
        self.studio.select_shown(Place(self.first_layer + number, row, column))

    def _tell_anew(self) -> None:
        """Say the cells again whose numbers have arrived."""
        self._hover(self._hovered)
        self._say(self.studio.place_in_outputs)

    def _hover(self, where: tuple[int, int, int] | None) -> None:
        self._hovered = where
        self.tell("" if where is None else self.cell_sentence(*where))

    def _step(self, rows: int, columns: int) -> None:
        if self.evaluation is not None:
            place = stepped_place(self.evaluation, self.studio.place_in_outputs, rows, columns)
            if self._shows(place.layer):  # the outer sides of the matrices on show are the end
                self.studio.select_shown(place, walks=True)

    def _jump(self, row: int | None, column: int | None) -> None:
        if self.evaluation is not None:
            place = self.studio.place_in_outputs
            if not self._shows(place.layer):
                place = replace(place, layer=self.first_layer)
            place = jumped_place(self.evaluation, place, row, column)
            self.studio.select_shown(place, walks=True)

    def _shows(self, layer: int) -> bool:
        return 0 <= layer - self.first_layer < len(self.canvas.plots)


def are_other_data(before: tuple[tuple[str, ...], int], after: tuple[tuple[str, ...], int]) -> bool:
    """True when features and the number of samples are not what editing makes of earlier ones.

    An edit leaves the features as they are, renames one, or adds or removes some; only whole other
    data come with features of their own, be they called the same.
    """
    (old, n_before), (new, n_after) = before, after
    if old is new:
        return False
    if old == new or (len(old) == len(new) and sum(map(ne, old, new)) > 1):
        return True
    few, many = sorted((old, new), key=len)
    left = iter(many)
    is_grown = len(old) != len(new) and all(name in left for name in few)
    return not (is_grown or len(old) == len(new)) or n_before != n_after

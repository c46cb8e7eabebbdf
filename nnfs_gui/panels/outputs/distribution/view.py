"""Shows a histogram of the numbers of each layer, and what stands out in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.layers import Watch
from nnfs_core.matrix.carried import new_cells
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.place import INPUT, Place
from nnfs_core.summaries.distribution import (
    CountRequest,
    Distribution,
    cells_to_count,
    distributions,
)
from nnfs_gui.panels.outputs.distribution.histograms import Histograms
from nnfs_gui.panels.outputs.layer_contents import LayerContents, result_on_show
from nnfs_gui.panels.outputs.matrix.plot import DIM
from nnfs_gui.panels.outputs.output_view import OutputView
from nnfs_gui.panels.outputs.pictures.still import Still
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.theme import Colored
from nnfs_gui.work.quick import is_quick


class DistributionView(OutputView):
    """Shows small multiples: the batch first, then each layer; counts only what changed anew."""

    def __init__(self, studio: Studio) -> None:
        name = "Distribution of the outputs of each layer"
        super().__init__(studio, "distribution_view", name)
        self._known: list[tuple[Watch | None, Distribution]] = []
        self._counting = self.worker("Counting the numbers")
        self._contents = LayerContents(studio.theme)
        self.histograms = Histograms(studio)
        self.setLayout(in_column(self.histograms, margins=(0, 0, 0, 0)))
        self.setFocusProxy(self.histograms)

    def still(self, whole: bool, look: Colored) -> Still | None:
        return self.histograms.still(whole, look) if self.histograms.plots else None

    def draw(self, evaluation: Evaluation) -> None:
        """Show the numbers; counting many takes a moment."""
        wanted = [each for each in self._wanted(evaluation) if each is not None]
        missing = [each for each in wanted if self._found(each) is None]
        if not missing:
            self._counting.cancel()
            self._show_known()
            return
        known = [found.rows for _, found in self._known]
        n_new = new_cells([each.rows for each in missing], known)
        self._counting.run(
            lambda progress, cancelled: _counted(missing, cancelled),
            self._receive,
            self._fail,
            at_once=is_quick(cells_counted=max(n_new, sum(map(cells_to_count, missing)))),
        )
        self.show_dimming()

    def release(self) -> None:
        super().release()
        self._known = []
        for plot in self.histograms.plots:
            plot.found = None

    def show_place(self, place: Place) -> None:
        """Mark the selected layer."""
        self.histograms.mark(place.layer)

    def show_dimming(self) -> None:
        for plot in self.histograms.plots:
            plot.setOpacity(DIM if self.is_dimmed or self._counting.is_busy else 1.0)

    def _wanted(self, evaluation: Evaluation) -> list[CountRequest | None]:
        wanted: list[CountRequest | None] = []
        for index in range(INPUT, len(evaluation.project.network)):
            result = result_on_show(evaluation, self.comparison, index)
            layer = evaluation.project.network.layers[index] if index > INPUT else None
            watch = layer.watch if layer is not None and layer.enabled else None
            if self.comparison is not None:
                watch = None  # it is about outputs
            if result is None:
                wanted.append(None)
            else:
                before = self._before(result.output, watch)
                wanted.append(CountRequest(result.output, watch, result.block_ranges, before))
        return wanted

    def _found(self, wanted: CountRequest) -> Distribution | None:
        """What was counted of the very same numbers."""
        for watch, found in self._known:
            if found.rows is wanted.rows and watch is wanted.watch:
                return found
        return None

    def _before(self, rows: Rows, watch: Watch | None) -> Distribution | None:
        """What was counted of rows that these were made from by an edit."""
        for known, found in self._known:
            if known is watch and _share_blocks(found.rows, rows):
                return found
        return None

    def _receive(self, counted: Sequence[tuple[Watch | None, Distribution]]) -> None:
        self._known += counted
        self._show_known()

    def _fail(self, sentence: str) -> None:
        """What cannot be read cannot be counted; whoever shows the numbers tells why."""
        self.set_dimmed(True)

    def _show_known(self) -> None:
        evaluation = self.evaluation
        if evaluation is None:
            return
        wanted = self._wanted(evaluation)
        present = {id(each.rows) for each in wanted if each is not None}
        self._known = [known for known in self._known if id(known[1].rows) in present]
        self.histograms.set_count(len(wanted))
        for index, (plot, each) in enumerate(
            zip(self.histograms.plots, wanted, strict=True), start=INPUT
        ):
            found = None if each is None else self._found(each)
            content = self._contents.layer(evaluation, index, self.comparison)
            watch = each.watch if each is not None else None
            plot.set_content(index, content.title, found, watch, content.message, content.is_fault)
        self.histograms.arrange()
        self.show_dimming()
        self.show_place(self.studio.place_in_outputs)


def _counted(
    wanted: Sequence[CountRequest], cancelled: Callable[[], bool]
) -> list[tuple[Watch | None, Distribution]]:
    found = distributions(wanted, cancelled=cancelled)
    return [(each.watch, each_found) for each, each_found in zip(wanted, found, strict=True)]


def _share_blocks(first: Rows, second: Rows) -> bool:
    """True when two matrices begin or end with the very same block, as after an edit."""
    if not first.blocks or not second.blocks or first.width != second.width:
        return False
    return first.blocks[0] is second.blocks[0] or first.blocks[-1] is second.blocks[-1]

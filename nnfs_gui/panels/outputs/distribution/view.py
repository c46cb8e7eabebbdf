"""Distribution: a histogram of the numbers of each layer, and what stands out in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QWidget

from nnfs_core.comparing.comparison import Comparison
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.layers import Watch
from nnfs_core.matrix.carried import new_cells
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.place import INPUT
from nnfs_core.summaries.distribution import Distribution, Wanted, cells_to_count, distributions
from nnfs_gui.panels.outputs.distribution.histogram_plot import HistogramPlot
from nnfs_gui.panels.outputs.layer_contents import LayerContents, result_on_show
from nnfs_gui.panels.outputs.matrix.ink import Ink
from nnfs_gui.panels.outputs.matrix.plot import DIM
from nnfs_gui.panels.outputs.plot_view import PlotView
from nnfs_gui.studio.selection import Place
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.quick import is_quick

NARROWEST, LOWEST = 200, 150  # pixels of a histogram
HIGHEST = 0.8  # times its width, while that leaves room for another row of them
GAP, ROW_GAP = 26, 14  # between neighbours, whose ends are named, and between rows


class DistributionView(QWidget):
    """Small multiples: the batch first, then each layer; only what changed is counted again."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.setObjectName("distribution_view")
        self.setAccessibleName("Distribution of the outputs of each layer")
        self._studio = studio
        self._ink = Ink()
        self._evaluation: Evaluation | None = None
        self._comparison: Comparison | None = None
        self._known: list[tuple[Watch | None, Distribution]] = []
        self._dimmed = False
        self._counting = studio.lanes.worker(self, "Counting the numbers")
        self._contents = LayerContents(studio.theme)
        self.plots: list[HistogramPlot] = []
        self.view = _View(self)
        self.view.setObjectName("distribution_plots")
        self.view.setAccessibleName("Histograms of the outputs of each layer")
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.sigDeviceRangeChanged.connect(self._arrange)
        self.scroll_bar = QScrollBar(Qt.Orientation.Vertical)
        self.scroll_bar.setObjectName("distribution_scroll")
        self.scroll_bar.setAccessibleName("Scroll through the layers")
        self.scroll_bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_bar.valueChanged.connect(self._arrange)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.scroll_bar)
        self.setFocusProxy(self.view)

    @property
    def studio(self) -> Studio:
        return self._studio

    def pictures(self) -> list[PlotView]:
        """What a saved picture shows."""
        return [self.view]

    def show_evaluation(self, evaluation: Evaluation, comparison: Comparison | None = None) -> None:
        """Show the numbers of a forward pass, or what is different in them.

        Counting many takes a moment.
        """
        self._evaluation, self._comparison = evaluation, comparison
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
        self.set_dimmed(self._dimmed)

    def let_go(self) -> None:
        """Hold no numbers while nobody looks."""
        self._counting.cancel()
        self._evaluation = self._comparison = None
        self._known = []
        for plot in self.plots:
            plot.found = None

    def show_place(self, place: Place) -> None:
        """Mark the selected layer."""
        for index, plot in enumerate(self.plots, start=INPUT):
            plot.set_selected(index == place.layer)

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the numbers are not those of the present project."""
        self._dimmed = dimmed
        for plot in self.plots:
            plot.setOpacity(DIM if dimmed or self._counting.is_busy else 1.0)

    def handle_key(self, key: int) -> bool:
        """Walk through the layers with the arrow keys; False for other keys."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(key))
        if step is None or not self.plots:
            return False
        last = len(self.plots) - 1 + INPUT
        layer = min(max(INPUT, self._studio.selection.place.layer + step), last)
        self._studio.selection.select_layer(layer)
        return True

    def _wanted(self, evaluation: Evaluation) -> list[Wanted | None]:
        wanted: list[Wanted | None] = []
        for index in range(INPUT, len(evaluation.project.network)):
            result = result_on_show(evaluation, self._comparison, index)
            layer = evaluation.project.network.layers[index] if index > INPUT else None
            watch = layer.watch if layer is not None and layer.enabled else None
            if self._comparison is not None:
                watch = None  # it is about outputs
            if result is None:
                wanted.append(None)
            else:
                before = self._before(result.output, watch)
                wanted.append(Wanted(result.output, watch, result.block_ranges, before))
        return wanted

    def _found(self, wanted: Wanted) -> Distribution | None:
        """What was counted of the very same numbers."""
        for watch, found in self._known:
            if found.rows is wanted.rows and watch is wanted.watch:
                return found
        return None

    def _before(self, rows: Rows, watch: Watch | None) -> Distribution | None:
        """What was counted of rows that these were made from by an edit."""
        for known, found in self._known:
            if known is watch and _are_kin(found.rows, rows):
                return found
        return None

    def _receive(self, counted: Sequence[tuple[Watch | None, Distribution]]) -> None:
        self._known += counted
        self._show_known()

    def _fail(self, sentence: str) -> None:
        """What cannot be read cannot be counted; whoever shows the numbers tells why."""
        self.set_dimmed(True)

    def _show_known(self) -> None:
        evaluation = self._evaluation
        if evaluation is None:
            return
        wanted = self._wanted(evaluation)
        present = {id(each.rows) for each in wanted if each is not None}
        self._known = [known for known in self._known if id(known[1].rows) in present]
        while len(self.plots) > len(wanted):
            self.view.scene().removeItem(self.plots.pop())
        while len(self.plots) < len(wanted):
            plot = HistogramPlot(self._studio.theme, self._ink)
            plot.clicked.connect(self._select)
            self.view.scene().addItem(plot)
            self.plots.append(plot)
        for index, (plot, each) in enumerate(zip(self.plots, wanted, strict=True), start=INPUT):
            found = None if each is None else self._found(each)
            content = self._contents.layer(evaluation, index, self._comparison)
            watch = each.watch if each is not None else None
            plot.set_content(index, content.title, found, watch, content.message, content.is_fault)
        self._arrange()
        self.set_dimmed(self._dimmed)
        self.show_place(self._studio.selection.place)

    def _select(self, layer: int) -> None:
        self._studio.selection.select_layer(layer)

    def _arrange(self, *ignored: object) -> None:
        width, height = self.view.width(), self.view.height()
        if not self.plots or width < 2:
            return
        count = len(self.plots)
        n_columns = min(count, max(1, (width + GAP) // (NARROWEST + GAP)))
        while n_columns > 1 and _height(height, count, n_columns) > HIGHEST * width / n_columns:
            n_columns -= 1
        n_rows = -(-count // n_columns)
        n_columns = -(-count // n_rows)
        plot_width = (width - GAP * (n_columns - 1) - 2) / n_columns
        plot_height = max(_height(height, count, n_columns), float(LOWEST))
        total = n_rows * (plot_height + ROW_GAP) - ROW_GAP
        self.scroll_bar.setRange(0, max(0, int(total - height)))
        self.scroll_bar.setPageStep(height)
        self.scroll_bar.setSingleStep(30)
        self.scroll_bar.setVisible(total > height + 1)
        for number, plot in enumerate(self.plots):
            row, column = divmod(number, n_columns)
            left = column * (plot_width + GAP) + 1
            top = row * (plot_height + ROW_GAP) - self.scroll_bar.value()
            plot.setGeometry(QRectF(round(left), round(top), int(plot_width), int(plot_height)))


def _height(height: float, count: int, n_columns: int) -> float:
    """How high each of `count` plots can be in columns that share a height."""
    n_rows = -(-count // n_columns)
    return (height - ROW_GAP * (n_rows - 1)) / n_rows


class _View(PlotView):
    """Hands keys and wheel to the view around it."""

    def __init__(self, owner: DistributionView) -> None:
        super().__init__(owner.studio.theme)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self._owner.handle_key(event.key()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self._owner.scroll_bar
        bar.setValue(bar.value() - event.angleDelta().y() // 2)
        event.accept()


def _counted(
    wanted: Sequence[Wanted], cancelled: Callable[[], bool]
) -> list[tuple[Watch | None, Distribution]]:
    found = distributions(wanted, cancelled=cancelled)
    return [(each.watch, each_found) for each, each_found in zip(wanted, found, strict=True)]


def _are_kin(first: Rows, second: Rows) -> bool:
    """True when two matrices begin or end with the very same block, as after an edit."""
    if not first.blocks or not second.blocks or first.width != second.width:
        return False
    return first.blocks[0] is second.blocks[0] or first.blocks[-1] is second.blocks[-1]

"""Flow: the batch and every layer's output side by side, with the probabilities below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnfs_core.comparing.comparison import Comparison
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.place import INPUT
from nnfs_gui.panels.outputs.layer_contents import LayerContents, last_distribution
from nnfs_gui.panels.outputs.matrix.canvas import MatrixCanvas
from nnfs_gui.panels.outputs.matrix.cell_sentence import cell_sentence
from nnfs_gui.panels.outputs.matrix.plot import MatrixPlot
from nnfs_gui.panels.outputs.matrix.pyramids import Pyramids
from nnfs_gui.panels.outputs.places import jumped_place, marks_of, stepped_place
from nnfs_gui.panels.outputs.plot_view import PlotView
from nnfs_gui.panels.outputs.softmax.probability_bars import ProbabilityBars
from nnfs_gui.panels.outputs.softmax.probability_content import ProbabilityContent
from nnfs_gui.studio.selection import Place
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.elided_label import ElidedLabel

SCALES = ("One scale", "Own scales")
HINT = "Click a cell; turn the wheel to zoom, drag to pan."


class FlowView(QWidget):
    """Follows the evaluation it is shown and the studio's selection."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.setObjectName("flow_view")
        self.setAccessibleName("Outputs of all layers")
        self._studio = studio
        self._evaluation: Evaluation | None = None
        self._comparison: Comparison | None = None
        self._dimmed = False
        self._hovered: tuple[int, int, int] | None = None
        self._contents = LayerContents(studio.theme)
        self._pyramids = Pyramids(studio.lanes, self)
        self._pyramids.arrived.connect(self._show_pyramids)
        self.canvas = MatrixCanvas(
            studio.theme, "flow_matrices", "Outputs of all layers", studio.lanes
        )
        self.canvas.cell_clicked.connect(self._select_cell)
        self.canvas.cell_hovered.connect(self._hover)
        self.canvas.stepped.connect(self._step)
        self.canvas.jumped.connect(self._jump)
        self.bars = ProbabilityBars(studio.theme, studio.fetching, "flow_probabilities")
        self.bars.class_clicked.connect(self._select_class)
        self.bars.hovered.connect(self._tell)
        self.scale_switch = QComboBox()
        self.scale_switch.addItems(SCALES)
        self.scale_switch.setCurrentIndex(1)
        self.scale_switch.setObjectName("scale_switch")
        self.scale_switch.setAccessibleName("Scale of the colours")
        self.scale_switch.setToolTip("Colour all layers on one scale, or each on its own")
        self.scale_switch.currentIndexChanged.connect(self._refresh)
        self._fit = QToolButton()
        self._fit.setObjectName("fit_button")
        self._fit.setAccessibleName("Fit all cells into view")
        self._fit.setToolTip("Show all cells (double-click does the same)")
        self._fit.clicked.connect(self.canvas.fit)
        self.readout = ElidedLabel("muted", Qt.TextElideMode.ElideLeft)  # never a cut number
        self.readout.setText(HINT)
        self.readout.setObjectName("flow_readout")
        self.readout.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.readout, 1)
        line.addWidget(self.scale_switch)
        line.addWidget(self._fit)
        upper = QWidget()
        upper_layout = QVBoxLayout(upper)
        upper_layout.setContentsMargins(0, 0, 0, 0)
        upper_layout.setSpacing(3)
        upper_layout.addWidget(self.canvas, 1)
        upper_layout.addLayout(line)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setObjectName("flow_splitter")
        self._splitter.setHandleWidth(3)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(upper)
        self._splitter.addWidget(self.bars)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([300, 150])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        self.setFocusProxy(self.canvas)
        studio.theme.changed.connect(self._recolor)
        studio.fetching.arrived.connect(lambda: self._hover(self._hovered))
        self._recolor()

    def matrix(self, number: int) -> MatrixPlot:
        """One of the matrices: 0 is the batch, 1 the first layer."""
        return self.canvas.plots[number]

    def pictures(self) -> list[PlotView]:
        """What a saved picture shows."""
        return [self.canvas.view, *([self.bars.view] if self.bars.isVisibleTo(self) else [])]

    def show_evaluation(self, evaluation: Evaluation, comparison: Comparison | None = None) -> None:
        """Show the numbers of a forward pass, or what is different in them."""
        self._evaluation, self._comparison = evaluation, comparison
        self._refresh()

    def let_go(self) -> None:
        """Hold no numbers while nobody looks; the zoom stays."""
        self._evaluation = self._comparison = None
        self.canvas.let_go()
        self._pyramids.let_go()
        self.bars.set_content(None)

    def show_place(self, place: Place, *, follow: bool = True) -> None:
        """Mark what is selected; `follow` brings it into sight."""
        if self._evaluation is None:
            return
        self._mark(place)
        index = last_distribution(self._evaluation)
        self.bars.set_selected(place.sample, place.neuron if place.layer == index else None)
        if follow:
            self.canvas.show_cell(place.layer + 1, place.sample, place.neuron)
        self._tell("")

    def show_hovered(self) -> None:
        """Mark softly what the mouse rests on in another panel."""
        self._mark(self._studio.selection.place)

    def _mark(self, place: Place) -> None:
        if self._evaluation is not None:
            hovered = self._studio.selection.hovered
            self.canvas.set_marks(marks_of(self._evaluation, place, hovered))

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the numbers are not those of the present project."""
        self._dimmed = dimmed
        self.canvas.set_dimmed(dimmed or self._pyramids.is_busy)
        self.bars.set_dimmed(dimmed)

    def _refresh(self) -> None:
        evaluation = self._evaluation
        if evaluation is None:
            return
        contents, bars = self._contents.all_layers(
            evaluation, self._comparison, one_scale=self.scale_switch.currentIndex() == 0
        )
        self.canvas.set_contents(contents, bars)
        self._show_pyramids()
        self.bars.set_content(ProbabilityContent.of(evaluation, self._comparison))
        self.bars.setVisible(self.bars.content is not None)
        self.bars.setMaximumHeight(self.bars.highest)  # the matrices get what bars cannot use
        self.show_place(self._studio.selection.place, follow=False)

    def _show_pyramids(self) -> None:
        matrices = [plot.content.rows if plot.content else None for plot in self.canvas.plots]
        self.canvas.set_pyramids(self._pyramids.of(matrices))
        self.canvas.set_dimmed(self._dimmed or self._pyramids.is_busy)

    def _select_cell(self, number: int, row: int, column: int) -> None:
        self._studio.selection.select(Place(number + INPUT, row, column))

    def _select_class(self, sample: int, number: int) -> None:
        content = self.bars.content
        if content is not None:
            self._studio.selection.select(Place(content.layer, sample, number))

    def _step(self, rows: int, columns: int) -> None:
        if self._evaluation is not None:
            place = stepped_place(self._evaluation, self._studio.selection.place, rows, columns)
            self._studio.selection.walk(place)

    def _jump(self, row: int | None, column: int | None) -> None:
        if self._evaluation is not None:
            place = self._studio.selection.place
            self._studio.selection.walk(jumped_place(self._evaluation, place, row, column))

    def _hover(self, where: tuple[int, int, int] | None = None) -> None:
        self._hovered = where
        self._tell("" if where is None else self._cell_sentence(*where))

    def _tell(self, text: str) -> None:
        """Put a text in the readout; without one, the selected cell."""
        place = self._studio.selection.place
        if not text and place.sample is not None and place.neuron is not None:
            text = self._cell_sentence(place.layer - INPUT, place.sample, place.neuron)
            self.canvas.view.setAccessibleDescription(text)
        self.readout.setText(text or HINT)

    def _cell_sentence(self, number: int, row: int, column: int) -> str:
        plots = self.canvas.plots
        content = plots[number].content if 0 <= number < len(plots) else None
        if content is None:
            return ""
        sentence = cell_sentence(content, row, column, self._studio.fetching)
        return f"{sentence}   {content.message}" if sentence and content.is_fault else sentence

    def _recolor(self) -> None:
        self._fit.setIcon(self._studio.theme.icon("fit"))
        self._refresh()

"""Shows the batch and every layer's output side by side, with the probabilities below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSplitter, QToolButton, QWidget

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels.outputs.matrix.plot import MatrixPlot
from nnfs_gui.panels.outputs.matrix_view import MatrixView
from nnfs_gui.panels.outputs.softmax.probability_bars import ProbabilityBars
from nnfs_gui.panels.outputs.softmax.probability_content import ProbabilityContent
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.line_room import LineRoom
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import Colored

if TYPE_CHECKING:
    from nnfs_gui.panels.outputs.pictures.still import Still

SCALES = ("One scale", "Own scales")
MOST_BARS = 30  # of a picture: the matrices are what it is of
HINT = "Click a cell; turn the wheel to zoom, drag to pan."
SHORT_HINT = "Click a cell."

HEARD = (
    "Colours for numbers. Arrow keys go from cell to cell; Ctrl+2 shows the numbers of the "
    "selected layer in a table."
)


class FlowView(MatrixView):
    """Shows all layers, and in words the cell that the mouse rests on, or the selected one."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "flow_view", "Outputs of all layers", "flow_matrices")
        self.canvas.view.setAccessibleDescription(HEARD)
        self.bars = ProbabilityBars(studio, "flow_probabilities")
        self.bars.hovered.connect(self.tell)
        self.scale_switch = named(QComboBox(), "scale_switch", "Scale of the colours")
        self.scale_switch.addItems(SCALES)
        self.scale_switch.setCurrentIndex(1)
        self.scale_switch.setToolTip("Colour all layers on one scale, or each on its own")
        self.scale_switch.currentIndexChanged.connect(self.refresh)
        self._fit = named(QToolButton(), "fit_button", "Fit all cells into view")
        self._fit.setToolTip("Show all cells (double-click does the same)")
        self._fit.clicked.connect(self.canvas.zoom.fit)
        studio.theme.give_icon(self._fit, "fit")
        self.readout = ElidedLabel("muted", Qt.TextElideMode.ElideLeft)  # never a cut number
        self.readout.setText(HINT, SHORT_HINT)
        self.readout.setObjectName("flow_readout")
        self.readout.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

        line = in_row((LineRoom(self.readout), 1), self.scale_switch, self._fit, spacing=6)
        upper = QWidget()
        upper.setLayout(in_column((self.canvas, 1), line, margins=(0, 0, 0, 0), spacing=3))
        self._splitter = named(QSplitter(Qt.Orientation.Vertical, handleWidth=3), "flow_splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(upper)
        self._splitter.addWidget(self.bars)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([300, 150])
        self.setLayout(in_column(self._splitter, margins=(0, 0, 0, 0)))

    def matrix(self, number: int) -> MatrixPlot:
        """One of the matrices: 0 is the batch, 1 the first layer."""
        return self.canvas.plots[number]

    def still(self, whole: bool, look: Colored) -> Still | None:
        from nnfs_gui.panels.outputs.pictures.still import Above  # not at the start

        if not self.canvas.plots:
            return None
        bars = self.bars.still(whole, MOST_BARS, look) if self.bars.isVisibleTo(self) else None
        matrices = self.canvas.still(whole, look)
        return matrices if bars is None else Above([matrices, bars])

    def release(self) -> None:
        super().release()
        self.bars.set_content(None)

    def show_place(self, place: Place, *, follow: bool = True) -> None:
        super().show_place(place, follow=follow)
        self.bars.show_place(place)
        self.tell("")

    def show_dimming(self) -> None:
        super().show_dimming()
        self.bars.set_dimmed(self.is_dimmed)

    def draw(self, evaluation: Evaluation) -> None:
        contents, bars = self.contents.all_layers(
            evaluation, self.comparison, one_scale=self.scale_switch.currentIndex() == 0
        )
        self.show_contents(contents, bars)
        self.bars.set_content(ProbabilityContent.of(evaluation, self.comparison))
        self.bars.setVisible(self.bars.content is not None)
        self.bars.setMaximumHeight(self.bars.highest)  # the matrices get what bars cannot use
        self.show_place(self.studio.place_in_outputs, follow=False)

    def tell(self, text: str) -> None:
        """Put a text in the readout; without one, the selected cell."""
        place = self.studio.place_in_outputs
        if not text and place.sample is not None and place.neuron is not None:
            text = self.cell_sentence(place.layer - INPUT, place.sample, place.neuron)
        self.readout.setText(text or HINT, "" if text else SHORT_HINT)

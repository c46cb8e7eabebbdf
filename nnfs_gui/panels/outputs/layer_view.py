"""Selected layer: one large heatmap and the same numbers as a table."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from nnfs_core.comparing.comparison import Comparison
from nnfs_core.forward.evaluate import Evaluation, LayerResult
from nnfs_core.matrix.carried import new_cells
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.place import INPUT
from nnfs_core.summaries.distribution import Distribution, Wanted, cells_to_count, distributions
from nnfs_core.wording import short_number
from nnfs_gui.panels.outputs.layer_contents import LayerContents, result_on_show
from nnfs_gui.panels.outputs.matrix.canvas import MatrixCanvas
from nnfs_gui.panels.outputs.matrix.cell_sentence import cell_sentence
from nnfs_gui.panels.outputs.matrix.pyramids import Pyramids
from nnfs_gui.panels.outputs.places import jumped_place, marks_of, stepped_place
from nnfs_gui.panels.outputs.plot_view import PlotView
from nnfs_gui.panels.outputs.values_table import ValuesTable
from nnfs_gui.studio.selection import Place
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.quick import is_quick


class LayerView(QWidget):
    """Shows the layer that is selected, whoever selected it."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.setObjectName("selected_layer_view")
        self.setAccessibleName("Outputs of the selected layer")
        self._studio = studio
        self._evaluation: Evaluation | None = None
        self._comparison: Comparison | None = None
        self._dimmed = False
        self._layer = INPUT
        self._summarized: Rows | None = None
        self._summary: Distribution | None = None
        self._contents = LayerContents(studio.theme)
        self._pyramids = Pyramids(studio.lanes, self)
        self._pyramids.arrived.connect(self._show_pyramid)
        self._summarizing = studio.lanes.worker(self, "The summary")
        self.canvas = MatrixCanvas(
            studio.theme, "layer_matrix", "Outputs of the selected layer", studio.lanes
        )
        self.canvas.cell_clicked.connect(self._select_cell)
        self.canvas.cell_hovered.connect(self._hover)
        self.canvas.stepped.connect(self._step)
        self.canvas.jumped.connect(self._jump)
        self.table = ValuesTable(studio)
        self.table.cell_chosen.connect(self._follow_table)
        self.summary = QLabel()
        self.summary.setObjectName("layer_summary")
        self.summary.setProperty("role", "muted")
        self.summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.copy_button = QPushButton("Copy")
        self.copy_button.setObjectName("copy_values")
        self.copy_button.setToolTip("Copy all values as tab-separated text, with all digits")
        self.copy_button.clicked.connect(self.copy_all)
        self.save_button = QPushButton("Save…")
        self.save_button.setObjectName("save_values")
        self.save_button.setToolTip("Save all values, with all digits, as text or as an array")
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.summary, 1)
        line.addWidget(self.copy_button)
        line.addWidget(self.save_button)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("layer_splitter")
        splitter.setHandleWidth(5)
        splitter.addWidget(self.canvas)
        splitter.addWidget(self.table)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([300, 300])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(splitter, 1)
        layout.addLayout(line)
        self.setFocusProxy(self.canvas)
        studio.theme.changed.connect(self._refresh)

    @property
    def layer(self) -> int:
        """The layer on show, INPUT for the batch."""
        return self._layer

    def pictures(self) -> list[PlotView]:
        """What a saved picture shows."""
        return [self.canvas.view]

    def show_evaluation(self, evaluation: Evaluation, comparison: Comparison | None = None) -> None:
        """Show the numbers of a forward pass, or what is different in them."""
        self._evaluation, self._comparison = evaluation, comparison
        self._refresh()

    def let_go(self) -> None:
        """Hold no numbers while nobody looks; the zoom stays."""
        self._evaluation = self._comparison = None
        self.canvas.let_go()
        self._pyramids.let_go()
        self._summarizing.cancel()
        self._summarized = self._summary = None
        self.table.values.set_content(None)

    def show_place(self, place: Place) -> None:
        """Show the selected layer and mark the selected cell."""
        if self._evaluation is None:
            return
        if self._shown_layer(place) != self._layer:
            self._refresh()
            return
        self._mark(place)
        self.canvas.show_cell(0, place.sample, place.neuron)
        self.table.show_cell(place.sample, place.neuron)

    def show_hovered(self) -> None:
        """Mark softly what the mouse rests on in another panel."""
        self._mark(self._studio.selection.place)

    def _mark(self, place: Place) -> None:
        if self._evaluation is not None:
            marks = marks_of(self._evaluation, place, self._studio.selection.hovered)
            self.canvas.set_marks([marks[self._layer - INPUT]])

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the numbers are not those of the present project."""
        self._dimmed = dimmed
        self.canvas.set_dimmed(dimmed or self._pyramids.is_busy)

    def copy_all(self) -> None:
        """Put all values on the clipboard as tab-separated text."""
        self.table.copy_all()

    def _shown_layer(self, place: Place) -> int:
        assert self._evaluation is not None
        return max(INPUT, min(place.layer, len(self._evaluation.project.network) - 1))

    def _refresh(self) -> None:
        if self._evaluation is None:
            return
        place = self._studio.selection.place
        self._layer = self._shown_layer(place)
        content = self._contents.layer(self._evaluation, self._layer, self._comparison)
        self.canvas.set_contents([content])
        self._show_pyramid()
        self.table.values.set_content(content)
        self.copy_button.setEnabled(content.rows is not None)
        self.save_button.setEnabled(content.rows is not None)
        self._summarize(result_on_show(self._evaluation, self._comparison, self._layer))
        self.show_place(place)

    def _show_pyramid(self) -> None:
        content = self.canvas.plots[0].content if self.canvas.plots else None
        self.canvas.set_pyramids(self._pyramids.of([content.rows if content else None]))
        self.canvas.set_dimmed(self._dimmed or self._pyramids.is_busy)

    def _summarize(self, result: LayerResult | None) -> None:
        rows = None if result is None else result.output
        if rows is self._summarized:
            return
        self._summarized = rows
        if result is None or rows is None:
            self._summarizing.cancel()
            self.summary.setText("")
            return
        before, known = self._summary, [self._summary.rows] if self._summary else []
        wanted = Wanted(rows, None, result.block_ranges, before)
        self._summarizing.run(
            lambda progress, cancelled: distributions([wanted], cancelled=cancelled)[0],
            self._show_summary,
            self.summary.setText,
            at_once=is_quick(cells_counted=max(new_cells([rows], known), cells_to_count(wanted))),
        )

    def _show_summary(self, found: Distribution) -> None:
        self._summary = found
        noun = "values" if self._comparison is None else "differences"
        parts = [
            f"{found.n_values:,} {noun} from {short_number(found.minimum)} to "
            f"{short_number(found.maximum)}, mean {short_number(found.mean)}"
        ]
        if found.n_nan:
            parts.append(f"{found.n_nan:,} NaN")
        if found.n_infinite:
            parts.append(f"{found.n_infinite:,} infinite")
        self.summary.setText(" · ".join(parts))

    def _select_cell(self, number: int, row: int, column: int) -> None:
        self._studio.selection.select(Place(self._layer, row, column))

    def _step(self, rows: int, columns: int) -> None:
        if self._evaluation is None:
            return
        place = stepped_place(self._evaluation, self._studio.selection.place, rows, columns)
        if place.layer == self._layer:  # the sides of the one matrix on show are the end
            self._studio.selection.walk(place)

    def _jump(self, row: int | None, column: int | None) -> None:
        if self._evaluation is not None:
            place = replace(self._studio.selection.place, layer=self._layer)
            self._studio.selection.walk(jumped_place(self._evaluation, place, row, column))

    def _follow_table(self, row: int, column: int) -> None:
        self._studio.selection.walk(Place(self._layer, row, column))

    def _hover(self, where: tuple[int, int, int] | None) -> None:
        content = self.canvas.plots[0].content
        if where is None or content is None:
            self.canvas.set_tip("")
        else:
            self.canvas.set_tip(cell_sentence(content, *where[1:], self._studio.fetching))

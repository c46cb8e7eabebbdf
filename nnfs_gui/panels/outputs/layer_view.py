"""Shows the selected layer as one large heatmap and as a table of the same numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSplitter

from nnfs_core.forward.evaluate import Evaluation, LayerResult
from nnfs_core.matrix.carried import new_cells
from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import short_text
from nnfs_core.project.place import Place
from nnfs_core.summaries.distribution import (
    CountRequest,
    Distribution,
    cells_to_count,
    distributions,
)
from nnfs_gui.panels.outputs.layer_contents import result_on_show
from nnfs_gui.panels.outputs.matrix_view import MatrixView
from nnfs_gui.panels.outputs.values_table import ValuesTable
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import Colored
from nnfs_gui.work.quick import is_quick

if TYPE_CHECKING:
    from nnfs_gui.panels.outputs.pictures.still import Still

HEARD = (
    "Colours for numbers. Arrow keys go from cell to cell; Tab goes on to a table of the same "
    "numbers."
)


LARGE = 3.0  # times the usual size, of the numbers in large cells: they are to be read from afar


class LayerView(MatrixView):
    """Shows the layer that is selected, whoever selected it."""

    def __init__(self, studio: Studio) -> None:
        name = "Outputs of the selected layer"
        super().__init__(studio, "selected_layer_view", name, "layer_matrix", LARGE)
        self._summarized: Rows | None = None
        self._summary: Distribution | None = None
        self._summarizing = self.worker("The summary")
        self.canvas.view.setAccessibleDescription(HEARD)
        self.table = ValuesTable(studio)
        self.table.cell_chosen.connect(self._select_value)
        self.summary = named(ElidedLabel("muted"), "layer_summary")
        self.copy_button = named(QPushButton("Copy"), "copy_values")
        self.copy_button.setToolTip("Copy all values as tab-separated text, with all digits")
        self.copy_button.clicked.connect(self.table.copy_all)
        self.save_button = named(QPushButton("Save…"), "save_values")
        self.save_button.setToolTip("Save all values, with all digits, as text or as an array")
        line = in_row((self.summary, 1), self.copy_button, self.save_button, spacing=6)
        self._is_large = False
        splitter = named(QSplitter(Qt.Orientation.Horizontal, handleWidth=5), "layer_splitter")
        splitter.addWidget(self.canvas)
        splitter.addWidget(self.table)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([300, 300])
        self._small = [self.table, self.summary, self.copy_button, self.save_button]
        self.setLayout(in_column((splitter, 1), line, margins=(0, 0, 0, 0), spacing=4))

    def set_large(self, is_large: bool) -> None:
        """Show the heatmap alone, of a large matrix as much as can be read from afar."""
        self._is_large = is_large
        for widget in self._small:
            widget.setVisible(not is_large)
        if is_large:
            self.show_place(self.studio.place_in_outputs)
        else:
            self.canvas.zoom.fit()

    def still(self, whole: bool, look: Colored) -> Still | None:
        return self.canvas.still(whole, look) if self.canvas.plots else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_large:
            self.show_place(self.studio.place_in_outputs)

    def release(self) -> None:
        super().release()
        self._summarized = self._summary = None
        self.table.values.set_content(None)

    def show_place(self, place: Place, *, follow: bool = True) -> None:
        """Show the selected layer and mark the selected cell."""
        if self.evaluation is None:
            return
        if self._layer_of(self.evaluation) != self.first_layer:
            self.refresh()
            return
        if self._is_large:
            self.canvas.zoom.show_large()
        super().show_place(place, follow=follow)
        self.table.show_cell(place.sample, place.neuron)

    def draw(self, evaluation: Evaluation) -> None:
        self.first_layer = self._layer_of(evaluation)
        content = self.contents.layer(evaluation, self.first_layer, self.comparison)
        self.show_contents([content])
        self.table.values.set_content(content)
        self.copy_button.setEnabled(content.rows is not None)
        self.save_button.setEnabled(content.rows is not None)
        ran = self.first_layer < len(evaluation.project.network)
        result = result_on_show(evaluation, self.comparison, self.first_layer) if ran else None
        self._summarize(result)
        self.show_place(self.studio.place_in_outputs)

    def tell(self, text: str) -> None:
        """Put a text where the mouse rests."""
        self.canvas.set_tip(text)

    def _layer_of(self, evaluation: Evaluation) -> int:
        """The selected layer, or the one behind the last when that has no outputs yet."""
        return min(self.studio.place_in_outputs.layer, len(evaluation.project.network))

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
        wanted = CountRequest(rows, None, result.block_ranges, before)
        self._summarizing.run(
            lambda progress, cancelled: distributions([wanted], cancelled=cancelled)[0],
            self._show_summary,
            self.summary.setText,
            at_once=is_quick(cells_counted=max(new_cells([rows], known), cells_to_count(wanted))),
        )

    def _show_summary(self, found: Distribution) -> None:
        self._summary = found
        noun = "values" if self.comparison is None else "differences"
        low, high, mean = (
            short_text(each, found.rows.dtype.char)
            for each in (found.minimum, found.maximum, found.mean)
        )
        parts = [f"{found.n_values:,} {noun} from {low} to {high}, mean {mean}"]
        if found.n_nan:
            parts.append(f"{found.n_nan:,} NaN")
        if found.n_infinite:
            parts.append(f"{found.n_infinite:,} infinite")
        self.summary.setText(" · ".join(parts))

    def _select_value(self, row: int, column: int) -> None:
        self.studio.select_shown(Place(self.first_layer, row, column), walks=True)

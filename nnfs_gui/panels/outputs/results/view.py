"""Shows what the network makes of each sample, beside figures of all of them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnfs_core.finding import Order
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.place import Place
from nnfs_core.results import ResultColumn, ResultTable
from nnfs_gui.filtering import FilterBar
from nnfs_gui.panels.outputs.figures import FiguresPane
from nnfs_gui.panels.outputs.output_view import OutputView
from nnfs_gui.panels.outputs.pictures.still import Still
from nnfs_gui.panels.outputs.results.beside import TableBesideFigures
from nnfs_gui.panels.outputs.results.columns_shown import ColumnsShown
from nnfs_gui.panels.outputs.results.menus import ResultsMenus
from nnfs_gui.panels.outputs.results.part_line import PartLine
from nnfs_gui.panels.outputs.results.saving import ResultsSaver
from nnfs_gui.panels.outputs.results.table import ResultsTable
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import Colored

LEAST_WIDTH = 160  # pixels of the table, beside the figures


class ResultsView(OutputView):
    """Shows a table of the samples that the filter asks for, at its right the figures."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "results_view", "Results")
        self.filter_bar = FilterBar(studio, "results_filter", self)
        self.table = ResultsTable(studio)
        self._asked = studio.finder.asked
        self._shown = ColumnsShown(self)
        self.saver = ResultsSaver(studio, self, self._on_show)
        self._menus = ResultsMenus(studio, self.table, self._shown, self.saver.choose)
        self.remark = named(ElidedLabel("muted"), "results_remark")
        left = QWidget()
        left.setMinimumWidth(LEAST_WIDTH)
        self.part_line = PartLine(studio, self)
        parts = self.filter_bar, self.part_line, self.remark, (self.table, 1)
        left.setLayout(in_column(*parts, margins=(0, 0, 0, 0), spacing=6))
        self.figures = FiguresPane(studio)
        self._beside = TableBesideFigures(left, self.figures)
        self.setLayout(in_column(self._beside, margins=(0, 0, 0, 0)))
        self.setFocusProxy(self.table)
        self.filter_bar.left.connect(self.table.setFocus)
        self._shown.changed.connect(self.refresh)
        self.table.cell_chosen.connect(self._choose)
        studio.finder.order_changed.connect(self._show_order)

    def still(self, whole: bool, look: Colored) -> Still | None:
        return self.figures.still(whole, look)  # a table has no picture

    def draw(self, evaluation: Evaluation) -> None:
        """Show the results of `evaluation`; what is compared is on show elsewhere."""
        known, results = self.table.results.table, self.table.results
        if known is None or known.evaluation is not evaluation:
            known = ResultTable.of(evaluation)
        results.show(known, self._order(evaluation), self._shown.of(known.columns))
        self.remark.setText(" ".join(known.remarks))
        self.remark.setVisible(bool(known.remarks))
        self.table.show_sort()
        self.figures.show_evaluation(evaluation)
        self.show_place(self.studio.place_in_outputs)

    def release(self) -> None:
        super().release()
        self.table.results.show(None, Order(0), ())
        self.figures.release()

    def show_place(self, place: Place) -> None:
        """Mark the selected sample and bring it into view."""
        table = self.table
        row = table.results.row_of(place.sample)
        table.results.highlights.mark_row(row)
        if row is None or row >= table.results.rowCount() or not table.results.columnCount():
            return
        if row != table.currentIndex().row():
            with table.results.refreshing():  # nobody has chosen another cell here
                table.go_to(row, max(0, table.currentIndex().column()))
            table.show_row(row)

    def show_dimming(self) -> None:
        self.table.results.set_dimmed(self.is_dimmed)
        self.figures.set_dimmed(self.is_dimmed)

    def _on_show(self) -> tuple[ResultTable, Order, tuple[ResultColumn, ...]] | None:
        """What can be saved: of the newest outputs, shown here or not yet."""
        evaluation = self.studio.runner.evaluation
        if evaluation is None:
            return None
        table = ResultTable.of(evaluation)
        return table, self._order(evaluation), self._shown.of(table.columns)

    def _order(self, evaluation: Evaluation) -> Order:
        """The samples on show, as far as the evaluation, perhaps of an earlier batch, has them."""
        order, n_samples = self.studio.finder.order, evaluation.project.batch.n_samples
        return order if order.n_samples == n_samples else order.within(n_samples)

    def _show_order(self) -> None:
        """Show what the finder found, from its first row when it is asked for something new."""
        asked = self.studio.finder.asked
        is_new, self._asked = asked != self._asked, asked
        if self.evaluation is None:
            return
        self.draw(self.evaluation)
        if is_new and self.studio.finder.is_active:
            self.table.scrollToTop()

    def _choose(self, row: int, column: int) -> None:
        self.studio.select_shown(self._menus.place_at(row, column), walks=True)

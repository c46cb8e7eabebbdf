"""Offers what can be done with a sample of the results, and which columns are shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from nnfs_core.finding import quoted_name
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.place import INPUT, Place
from nnfs_core.results import ResultColumn
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.layer_contents import last_distribution
from nnfs_gui.panels.outputs.results.columns_shown import ColumnsShown
from nnfs_gui.panels.outputs.results.table import ResultsTable
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.plain import plain_caption


class ResultsMenus(QObject):
    """Fills the menus of a ResultsTable."""

    def __init__(
        self,
        studio: Studio,
        table: ResultsTable,
        shown: ColumnsShown,
        save: Callable[[], object],
    ) -> None:
        super().__init__(table)
        self._save = save
        self._studio, self._table, self._shown = studio, table, shown
        table.menu_opening.connect(self._fill)
        table.names_menu_opening.connect(self._fill_names)

    def _fill(self, menu: QMenu, row: int, column: int) -> None:
        table, sample = self._table, self._table.results.sample(row)
        copy = add_entry(menu, "Copy", "copy", table.copy)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutVisibleInContextMenu(True)
        add_entry(menu, "Copy with names", "copy_with_names", table.copy_with_names)
        add_entry(menu, "Save the results…", "save_results", self._save)
        menu.addSeparator()
        explain = partial(self._explain, row, column)
        add_entry(menu, "Explain the number", "explain", explain)
        inputs = Place(INPUT, sample)
        add_entry(menu, "Go to the sample's inputs", "go_to_inputs", partial(self._go_to, inputs))
        menu.addSeparator()
        for title, text in self._filters(row):
            show = partial(self._studio.finder.filter, text)
            add_entry(menu, plain_caption(title), f"filter.{text}", show, tip=text)
        finder = self._studio.finder
        add_entry(menu, "All samples", "filter_none", finder.clear, is_enabled=finder.is_active)

    def _filters(self, row: int) -> list[tuple[str, str]]:
        """Titles and filters for samples like that in a row."""
        target, predicted = (self._class_at(row, kind) for kind in ("target", "predicted"))
        found = []
        only = sentence("Only {classes}")
        if target is not None:
            text = f"target = {quoted_name(target)}"
            found.append((only(sentence("samples with the target {name}")(target)), text))
        if predicted is not None:
            text = f"predicted = {quoted_name(predicted)}"
            found.append((only(sentence("samples predicted as {name}")(predicted)), text))
        if target is not None and predicted is not None and target != predicted:
            text = " and ".join(text for _, text in found)
            found.append((only(sentence("{target} taken for {other}")(target, predicted)), text))
        return found

    def _class_at(self, row: int, kind: str) -> str | None:
        """The name of the class that a sample has as its target, or is predicted as."""
        results = self._table.results
        table = results.table
        for column in () if table is None else table.columns:
            if table and column.term.kind == kind and column.meaning == "class":
                number = results.value_of(row, column)
                return None if number is None or number < 0 else table.text(column, number)
        return None

    def _explain(self, row: int, column: int) -> None:
        self._go_to(self.place_at(row, column))
        self._studio.links.explain_wanted.emit()

    def place_at(self, row: int, column: int) -> Place:
        """Where the number of a cell comes from, in the outputs on show."""
        results = self._table.results
        shown, sample = results.columns[column], results.sample(row)
        layer, neuron = self._source_of(row, shown)
        if layer is None:
            place = self._studio.place_in_outputs
            return Place(place.layer, sample, place.neuron)
        return Place(layer, sample, neuron)

    def _source_of(self, row: int, column: ResultColumn) -> tuple[int | None, int | None]:
        """The layer and the neuron that a column's number is, None where it is none of them."""
        evaluation, index = self._studio.runner.evaluation, int(column.term.value)
        if evaluation is None:
            return None, None
        giving = last_distribution(evaluation)
        match column.term.kind:
            case "feature":
                return INPUT, index
            case "probability":
                return giving, index
            case "output":
                return _last(evaluation), index
            case "predicted" if column.meaning == "number":
                return _last(evaluation), 0
            case "predicted" | "confidence":
                name = self._class_number(row)
                return (None, None) if name is None else (giving, name)
        return None, None

    def _class_number(self, row: int) -> int | None:
        results = self._table.results
        for column in () if results.table is None else results.table.columns:
            if column.term.kind == "predicted":
                number = results.value_of(row, column)
                return None if number is None or number < 0 else int(number)
        return None

    def _go_to(self, place: Place) -> None:
        self._studio.select_shown(place)

    def _fill_names(self, menu: QMenu, column: int) -> None:
        results, shown = self._table.results, self._shown
        if column >= 0:
            key = results.columns[column].key
            hide = sentence("Hide {name}")(results.columns[column].name)
            add_entry(menu, plain_caption(hide), "hide_column", partial(shown.show, key, False))
            menu.addSeparator()
        if results.table is not None:
            shown.fill(menu, results.table.columns)


def _last(evaluation: Evaluation) -> int:
    return len(evaluation.layers) - 1

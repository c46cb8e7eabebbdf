"""Makes the menus in the batch panel's header: what to fill cells with, and the target's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from nnfs_core import edits
from nnfs_core.edits.inputs import Fill
from nnfs_core.wording import sentence
from nnfs_gui.panels.batch.class_names import ClassNames
from nnfs_gui.panels.batch.model import BatchModel
from nnfs_gui.spreadsheet import Block, SpreadsheetView
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.plain import plain_caption


class FillMenu(QMenu):
    """Fills the selected inputs, or all of them while only one cell is selected.

    The seed of the next random draw stands in the menu, and in the history after the draw.
    `fill_missing` asks how to fill what is missing.
    """

    def __init__(
        self,
        studio: Studio,
        view: SpreadsheetView,
        model: BatchModel,
        parent: QWidget,
        fill_missing: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self._studio, self._view, self._model = studio, view, model
        self._fill_missing = fill_missing
        self._seed = 0
        self.setObjectName("fill_menu")
        self.aboutToShow.connect(self._prepare)

    def _prepare(self) -> None:
        self.clear()
        block = self._block()
        everything = block.n_cells == self._everything().n_cells
        size = f"{block.n_rows:,} × {block.n_columns:,}"
        every = "all" if self._model.shown.order.is_everything else "the shown"
        selected = sentence("the selected {size} inputs")(size)
        scope = f"{every} {size} inputs" if everything else selected
        title = self.addAction(f"Fill {scope} with")
        title.setEnabled(False)
        self._add("Zeros", "fill_zeros", "zeros", "Fill with zeros")
        seed = self._seed
        text = sentence("Random normal numbers (seed {seed})")(seed)
        step = sentence("Fill with random numbers (seed {seed})")(seed)
        self._add(text, "fill_random", "random", step)
        self._add("A ramp: 0, 1, 2, …", "fill_ramp", "ramp", "Fill with a ramp")
        self.addSeparator()
        add_entry(self, "Fill what is missing…", "fill_missing", self._fill_missing)

    def _add(self, text: str, name: str, fill: Fill, step: str) -> None:
        is_possible = self._block().n_cells > 0
        add_entry(self, text, name, lambda: self._fill(fill, step), is_enabled=is_possible)

    def _fill(self, fill: Fill, step: str) -> None:
        block, seed = self._block(), self._seed
        if self._model.refuses_edits():
            return
        if self._model.fill(block, fill, step, seed) and fill == "random":
            self._seed += 1

    def _block(self) -> Block:
        """The selected inputs if there are several, else all."""
        selected, n_features = self._view.block(), self._studio.project.batch.n_features
        if selected is None or selected.n_cells < 2 or selected.column >= n_features:
            return self._everything()
        n_columns = min(selected.columns.stop, n_features) - selected.column
        return Block(selected.row, selected.column, selected.n_rows, n_columns)

    def _everything(self) -> Block:
        return Block(0, 0, self._model.n_rows, self._studio.project.batch.n_features)


class TargetMenu(QMenu):
    """Adds, renames and removes the target column, and names its classes."""

    def __init__(self, studio: Studio, view: SpreadsheetView, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._view, self._panel = studio, view, parent
        self.setObjectName("target_menu")
        self.aboutToShow.connect(self._prepare)

    def _prepare(self) -> None:
        self.clear()
        batch = self._studio.project.batch
        if batch.target_rows is None:
            add_entry(self, "Add target column", "add_target", self._add_targets)
            return
        add_entry(self, plain_caption(f"Rename {batch.target_name}"), "rename_target", self._rename)
        if batch.has_classes:
            names = add_entry(self, "Name the classes…", "name_classes", self._name_classes)
            names.setEnabled(batch.n_classes > 0)
        self.addSeparator()
        add_entry(self, "Remove target column", "remove_target", self._remove_targets)

    def _add_targets(self) -> None:
        self._studio.attempt(Edit("Add target column", edits.add_targets), self._show_column)

    def _remove_targets(self) -> None:
        self._studio.attempt(Edit("Remove target column", edits.remove_targets))

    def _rename(self) -> None:
        self._show_column()
        self._view.column_header.rename(self._studio.project.batch.n_features)

    def _show_column(self) -> None:
        """Bring the target column, the last one, into view."""
        bar = self._view.horizontalScrollBar()
        bar.setValue(bar.maximum())

    def _name_classes(self) -> None:
        ClassNames(self._studio, self._panel).popup(self.mapToGlobal(self.rect().topLeft()))

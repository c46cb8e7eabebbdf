"""Offers what can be done to all labels together, in the menu of the rows' names."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from nnfs_core import edits
from nnfs_core.wording import sentence
from nnfs_gui.panels.batch.sorting import add_orders
from nnfs_gui.spreadsheet import SpreadsheetView
from nnfs_gui.studio.edit import BATCH, Edit
from nnfs_gui.studio.finder import Finder, Sort
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.plain import plain_caption


class LabelMenu(QObject):
    """Sorts by the labels, names their column and takes them away, where samples have some."""

    def __init__(self, studio: Studio, finder: Finder, view: SpreadsheetView) -> None:
        super().__init__(view)
        self._studio, self._finder, self._view = studio, finder, view
        view.rows_menu_opening.connect(self._add_entries)

    def _add_entries(self, menu: QMenu) -> None:
        batch = self._studio.project.batch
        if batch.label_rows is None:
            return
        name = batch.label_name
        add_orders(menu, self._finder, name, Sort("label"))
        menu.addSeparator()
        rename = plain_caption(sentence("Rename the labels ({name})")(name))
        take = partial(self._view.row_header.rename_labels, name, self._rename)
        add_entry(menu, rename, "rename_labels", take)
        add_entry(menu, "Remove the labels of all samples", "remove_labels", self._remove)

    def _rename(self, name: str) -> bool:
        change = partial(edits.rename_labels, name=name)
        return self._studio.attempt(Edit("Rename labels", change, part=BATCH))

    def _remove(self) -> None:
        self._studio.attempt(Edit("Remove labels", edits.remove_labels, part=BATCH))

"""Offers to sort the samples by a column, in its header and in the table's menu."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from nnfs_gui.panels.batch.model import BatchModel
from nnfs_gui.spreadsheet import SpreadsheetView
from nnfs_gui.studio.finder import Finder, Sort
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.plain import plain_caption


class SortingOffer(QObject):
    """Turns clicks on a header into orders of the finder, and shows which order it has."""

    def __init__(
        self, studio: Studio, finder: Finder, view: SpreadsheetView, model: BatchModel
    ) -> None:
        super().__init__(view)
        self._studio, self._finder, self._view, self._model = studio, finder, view, model
        view.column_header.offers_sort = True
        view.column_header.sort_clicked.connect(self._turn)
        view.columns_menu_opening.connect(self._add_entries)
        finder.state_changed.connect(self.show)

    def show(self) -> None:
        """Mark the column that the samples are sorted by, if they are."""
        sort, batch = self._finder.sort, self._studio.project.batch
        columns = self._model.shown.columns
        column: int | None = None
        if sort is not None and sort.kind == "target":
            column = columns.target
        elif sort is not None and sort.kind == "subset":
            column = columns.subset
        elif sort is not None and sort.kind == "feature" and sort.of in batch.columns:
            column = batch.columns.index(sort.of)
        self._view.column_header.show_sort(column, sort is not None and sort.descending)

    def _turn(self, column: int) -> None:
        """The smallest first, then the largest, then the order of the batch."""
        first = self._sort(column)
        turns = (first, replace(first, descending=True), None)
        now = turns.index(self._finder.sort) if self._finder.sort in turns else -1
        self._finder.sort_by(turns[(now + 1) % len(turns)])

    def _add_entries(self, menu: QMenu) -> None:
        blocks = self._view.blocks()
        if not blocks:
            return
        column = min(block.column for block in blocks)
        name = self._model.column_name(column)
        add_orders(menu, self._finder, name, self._sort(column))

    def _sort(self, column: int) -> Sort:
        """By the feature, the target or the subset that stands in a column."""
        names, subset = self._studio.project.batch.columns, self._model.shown.columns.subset
        if column < len(names):
            return Sort("feature", names[column])
        return Sort("subset" if column == subset else "target")


def add_orders(menu: QMenu, finder: Finder, name: str, ascending: Sort) -> None:
    """Offer in a menu both directions of a sorting, and the batch's own order."""
    name = name if len(name) <= 30 else f"{name[:30]}…"
    menu.addSeparator()
    for text, object_name, sort in (
        (f"Smallest {name} first", "sort_ascending", ascending),
        (f"Largest {name} first", "sort_descending", replace(ascending, descending=True)),
        ("Order of the batch", "sort_original", None),
    ):
        is_new, turn = sort != finder.sort, partial(finder.sort_by, sort)
        add_entry(menu, plain_caption(text), object_name, turn, is_enabled=is_new)

"""Offers what can be done to the selected features, in the menu of the columns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from nnfs_gui.panels.batch.preparing.pages import PreparingPage
from nnfs_gui.spreadsheet import SpreadsheetView
from nnfs_gui.widgets.menus import add_entry


class PreparingMenu(QObject):
    """Adds a submenu whose entries call `prepare` with a page."""

    def __init__(self, view: SpreadsheetView, prepare: Callable[[PreparingPage], None]) -> None:
        super().__init__(view)
        self._prepare = prepare
        view.columns_menu_opening.connect(self._add_entries)

    def _add_entries(self, menu: QMenu) -> None:
        menu.addSeparator()
        prepare = menu.addMenu("Prepare")
        prepare.setObjectName("prepare_menu")
        for page in PreparingPage:
            add_entry(
                prepare, page.texts.command, f"prepare_{page.value}", partial(self._prepare, page)
            )

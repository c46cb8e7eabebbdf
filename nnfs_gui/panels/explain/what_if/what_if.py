"""Opens the small editor below a given number, and keeps it there while numbers change."""

from __future__ import annotations

from PySide6.QtCore import QObject

from nnfs_core.project.changes import Part
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project
from nnfs_gui.panels.explain.derivation.derivation import Cell
from nnfs_gui.panels.explain.derivation.derivation_view import DerivationView
from nnfs_gui.panels.explain.explainer import Explainer
from nnfs_gui.panels.explain.what_if.editor import HEIGHT, WhatIfEditor
from nnfs_gui.panels.explain.what_if.given_number import GivenNumber, given_number
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import text_scale


class WhatIf(QObject):
    """Asks what if a given number were another, in one editor that goes with the number."""

    def __init__(self, studio: Studio, explainer: Explainer, view: DerivationView) -> None:
        super().__init__(view)
        self._studio, self._explainer, self._view = studio, explainer, view
        self._explained_place: Place | None = None
        self._given = "", 0  # the line's symbol and the input of what is being changed
        self.editor = WhatIfEditor(studio, view.table)
        self.editor.closed.connect(self._on_closed)
        view.table.what_if_wanted.connect(self._open)
        view.table.resized.connect(self._put)
        view.shown.connect(self._put)
        studio.document.changed.connect(self._on_document_changed, Part.NUMBERS)
        studio.selection.changed.connect(self.editor.close_editor)

    def _open(self, row: int, column: int) -> None:
        derivation, studio = self._view.derivation, self._studio
        place = studio.shown_places.now(self._explainer.explained.place)
        if derivation is None or place is None:
            return
        cells = derivation.row(row).cells
        if not cells:
            return
        cell = cells[column]
        self.editor.close_editor()
        number = derivation.number_of(cell)
        given = given_number(studio.project, place, cell.line, number)
        if isinstance(given, str):
            self._view.tell(given)
            return
        self._explained_place, self._given = place, (cell.line.symbol, number)
        self._view.is_order_kept = True
        self._view.keep_term(cell.k if cell.line.is_column else None)
        self.editor.open(given)
        self._put()

    def _put(self) -> None:
        """Keep the editor below the row of its number."""
        derivation = self._view.derivation
        if self.editor.given is None or derivation is None:
            return
        found = derivation.find_given(*self._given)
        if found is None:
            self.editor.close_editor()
            return
        height = round(HEIGHT * text_scale(self.editor.font()))
        room = self._view.table.open_gap(found[0], height)
        self.editor.setGeometry(room.toAlignedRect().adjusted(0, 2, 0, -4))

    def _on_document_changed(self, old: Project, new: Project) -> None:
        if self.editor.given is None or self._explained_place is None:
            return
        cell, given = self._cell(), None
        if cell is not None:
            given = given_number(new, self._explained_place, cell.line, self._given[1])
        if isinstance(given, GivenNumber):
            self.editor.follow(given)
        else:
            self.editor.close_editor()

    def _cell(self) -> Cell | None:
        derivation = self._view.derivation
        found = None if derivation is None else derivation.find_given(*self._given)
        if derivation is None or found is None:
            return None
        return derivation.row(found[0]).cells[found[1]]

    def _on_closed(self) -> None:
        self._view.is_order_kept = False
        self._view.table.close_gap()


def can_change(place: Place, cell: Cell) -> bool:
    """Whether a cell of the explanation of a place can hold another number."""
    if cell.line.source == "inputs":
        return place.layer in (INPUT, INPUT + 1)
    return cell.line.source in ("weights", "biases", "means", "deviations", "option")

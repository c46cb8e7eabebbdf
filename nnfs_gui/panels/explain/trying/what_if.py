"""Opens the small editor below an operand, and keeps it there while numbers change around it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from nnfs_core.project.place import INPUT
from nnfs_gui.panels.explain.derivation.derivation import Cell
from nnfs_gui.panels.explain.derivation.derivation_view import DerivationView
from nnfs_gui.panels.explain.subject import Explainer
from nnfs_gui.panels.explain.trying.operand import operand_of
from nnfs_gui.panels.explain.trying.what_if_editor import HEIGHT, WhatIfEditor
from nnfs_gui.studio.selection import Place
from nnfs_gui.studio.studio import Studio


class WhatIf(QObject):
    """What if an operand were another number: one editor, which goes with its operand."""

    def __init__(self, studio: Studio, explainer: Explainer, view: DerivationView) -> None:
        super().__init__(view)
        self._studio, self._explainer, self._view = studio, explainer, view
        self._subject_place: Place | None = None
        self._given = "", 0  # the line's symbol and the input of what is being changed
        self.editor = WhatIfEditor(studio, view.table)
        self.editor.closed.connect(self._on_closed)
        view.table.what_if_wanted.connect(self._open)
        view.table.resized.connect(self._put)
        view.shown.connect(self._put)
        studio.document.status_changed.connect(self._follow_document)
        studio.selection.changed.connect(self._on_selection_changed)

    def _open(self, row: int, column: int) -> None:
        derivation, place = self._view.derivation, self._explainer.subject.place
        if derivation is None:
            return
        cells = derivation.row(row).cells
        if not cells:
            return
        cell = cells[column]
        self.editor.close_editor()
        number = derivation.number_of(cell)
        operand = operand_of(self._studio.project, place, cell.line, number)
        if isinstance(operand, str):
            self._view.tell(operand)
            return
        self._subject_place, self._given = place, (cell.line.symbol, number)
        self._view.is_order_kept = True
        self._view.keep_term(cell.k if cell.line.is_column else None)
        self.editor.open(operand)
        self._put()

    def _put(self) -> None:
        """Keep the editor below the row of its operand."""
        derivation = self._view.derivation
        if self.editor.operand is None or derivation is None:
            return
        found = derivation.find_given(*self._given)
        if found is None:
            self.editor.close_editor()
            return
        room = self._view.table.open_gap(found[0], HEIGHT)
        self.editor.setGeometry(room.toAlignedRect().adjusted(0, 2, 0, -4))

    def _follow_document(self) -> None:
        if self.editor.operand is None or self._subject_place is None:
            return
        found = self._cell()
        operand = "" if found is None else operand_of(
            self._studio.project, self._subject_place, found.line, self._given[1]
        )  # fmt: skip
        if isinstance(operand, str):
            self.editor.close_editor()
        else:
            self.editor.follow(operand)

    def _cell(self) -> Cell | None:
        derivation = self._view.derivation
        found = None if derivation is None else derivation.find_given(*self._given)
        if derivation is None or found is None:
            return None
        return derivation.row(found[0]).cells[found[1]]

    def _on_selection_changed(self, old: Place, new: Place) -> None:
        self.editor.close_editor()

    def _on_closed(self) -> None:
        self._view.is_order_kept = False
        self._view.table.close_gap()


def can_change(place: Place, cell: Cell) -> bool:
    """Whether another number can be tried in a cell of the explanation of a place."""
    if cell.line.source == "inputs":
        return place.layer in (INPUT, INPUT + 1)
    return cell.line.source in ("weights", "biases", "option")

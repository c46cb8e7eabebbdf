"""Lights up in the table what other panels are about: a number, and what it is made from."""

from __future__ import annotations

from PySide6.QtCore import QObject

from nnfs_core.project.changes import Part
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels.batch.model import BatchModel
from nnfs_gui.studio.studio import Studio


class BatchLights(QObject):
    """Follows the selection, and the number that the mouse rests on elsewhere."""

    def __init__(self, studio: Studio, model: BatchModel) -> None:
        super().__init__(model)
        self._studio, self._model = studio, model
        operands = Part.NETWORK | Part.BATCH
        studio.document.changed.connect(lambda old, new: self._show_operands(), operands)
        studio.selection.hover_changed.connect(self._show_hovered)

    def show_place(self) -> None:
        """Light up the selected sample, and the cells that the selected number is made from."""
        place = self._studio.selection.place
        self._model.highlights.mark_row(self._model.row_of(place.sample))
        self._show_operands()

    def _show_hovered(self, place: Place | None) -> None:
        cell = None
        if place is not None and place.layer == INPUT and place.neuron is not None:
            row = self._model.row_of(place.sample)
            cell = None if row is None else (row, place.neuron)
        self._model.highlights.hover(cell)

    def _show_operands(self) -> None:
        """Light up the inputs that the selected neuron of the first layer works on."""
        place, network = self._studio.selection.place, self._studio.project.network
        if place.layer != 0 or place.neuron is None or not network.layers:
            self._model.highlights.darken()
            return
        columns = network.layers[0].operands(place.neuron, self._studio.project.batch.n_features)
        rows = None
        if place.sample is not None:
            row = self._model.row_of(place.sample)
            rows = range(0) if row is None else range(row, row + 1)
        self._model.highlights.light_up(rows, columns)

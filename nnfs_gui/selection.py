"""What the user is looking at: one layer, one sample, one neuron, the same in every panel."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from nnfs_core.place import BIAS, Place

__all__ = ["BIAS", "Place", "Selection"]


class Selection(QObject):
    """The one selected place; whoever selects, every panel follows `changed`."""

    changed = Signal(object, object)  # old Place, new Place

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = Place()

    @property
    def place(self) -> Place:
        return self._place

    def select(self, place: Place) -> None:
        """Look at another place."""
        old, self._place = self._place, place
        if place != old:
            self.changed.emit(old, place)

    def select_layer(self, layer: int) -> None:
        """Look at another layer, at the same sample; its neurons are other ones."""
        if layer != self._place.layer:
            self.select(replace(self._place, layer=layer, neuron=None, weight=None))

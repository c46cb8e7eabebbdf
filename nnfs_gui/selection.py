"""What the user is looking at: one layer, one sample, one neuron, the same in every panel."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from nnfs_core.evaluate import INPUT

BIAS = -1  # stands for a neuron's bias where the others are its weights


@dataclass(frozen=True)
class Place:
    """A layer (INPUT for the batch), and in its output perhaps a sample, a neuron, or one cell.

    `weight` is for one of the neuron's own numbers: the input that the weight is for, or BIAS.
    """

    layer: int = INPUT
    sample: int | None = None
    neuron: int | None = None
    weight: int | None = None


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

"""Tells which way round weights are shown, the same wherever they are."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Orientation(QObject):
    """Chooses between one column a neuron, as layers keep them, and `row_a_neuron`, as in books."""

    changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._row_a_neuron = False

    @property
    def row_a_neuron(self) -> bool:
        return self._row_a_neuron

    def set_row_a_neuron(self, row_a_neuron: bool) -> None:
        """Show all weights the other way round; nothing but the look changes."""
        if row_a_neuron != self._row_a_neuron:
            self._row_a_neuron = row_a_neuron
            self.changed.emit(row_a_neuron)

"""Holds which layers are selected together, to be moved, copied or removed as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from nnfs_core.project.changes import Part
from nnfs_core.project.document import Document
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project
from nnfs_core.wording import counted
from nnfs_gui.studio.followed_layers import FollowedLayers
from nnfs_gui.studio.selection import Selection


class ChosenLayers(QObject):
    """Holds some layers, of which the one of the selected place is the current one.

    Whoever selects another layer selects it alone. The layers are followed through edits, as the
    selected place is, and the batch is never among them.
    """

    changed = Signal()  # other layers, or another current one

    def __init__(self, document: Document, selection: Selection) -> None:
        super().__init__()
        self._document, self._selection = document, selection
        self._network = document.project.network  # which the layers are of
        self._followed = FollowedLayers(document)
        self._is_choosing = False
        self._anchor = selection.place.layer  # where stretching begins
        self._layers: tuple[int, ...] = ()
        self._take(())
        document.changed.connect(self._on_document_changed, Part.NETWORK)
        selection.changed.connect(self._on_selection_changed)

    @property
    def layers(self) -> tuple[int, ...]:
        """The selected layers in order; none while the batch is selected."""
        return self._layers

    @property
    def are_several(self) -> bool:
        return len(self._layers) > 1

    @property
    def text(self) -> str:
        """How people call them: the name of one layer, or 3 layers."""
        return layers_text(self._document.project, self._layers)

    def choose(self, layers: Iterable[int], current: int) -> None:
        """Select some layers, one of which is looked at; or INPUT, the batch, alone."""
        self._anchor = current
        self._choose(layers, current)

    def choose_all(self) -> None:
        """Select every layer."""
        n_layers = len(self._document.project.network)
        if n_layers:
            self.choose(range(n_layers), max(0, self._selection.place.layer))

    def toggle(self, layer: int) -> None:
        """Select one more layer, or one less; the last one stays."""
        others = [each for each in self._layers if each != layer]
        if layer == INPUT or layer not in self._layers or not others:
            self.choose([*others, layer], layer)
        else:
            current = self._selection.place.layer
            nearest = min(others, key=lambda each: abs(each - layer))
            self.choose(others, nearest if current == layer else current)

    def stretch(self, to: int) -> None:
        """Select the layers from where the selection began to another one, which is looked at."""
        end = len(self._document.project.network) - 1
        first, to = (max(0, min(each, end)) for each in (self._anchor, to))
        if end >= 0:
            self._choose(range(min(first, to), max(first, to) + 1), to)
            self._anchor = first

    def _choose(self, layers: Iterable[int], current: int) -> None:
        self._is_choosing = True
        try:
            self._selection.select_layer(current)
        finally:
            self._is_choosing = False
        self._take(layers)

    def _take(self, layers: Iterable[int]) -> None:
        """Hold these layers, or the current one alone where it is not among them."""
        current = self._selection.place.layer
        chosen = {each for each in layers if each != INPUT}
        if current not in chosen:
            chosen = set() if current == INPUT else {current}
            self._anchor = current
        self._layers = tuple(sorted(chosen))
        self.changed.emit()

    def _on_selection_changed(self, old: Place, new: Place) -> None:
        if self._network is not self._document.project.network:
            self._follow()  # as the selection just did
        elif new.layer != old.layer and not self._is_choosing:
            self._take(())

    def _on_document_changed(self, old: Project, new: Project) -> None:
        if self._network is not new.network:
            self._follow()

    def _follow(self) -> None:
        """After an edit, hold the same layers where they are by now."""
        self._network = self._document.project.network
        places = [self._followed.now(layer) for layer in self._layers]
        anchor = self._followed.now(self._anchor)
        self._anchor = self._selection.place.layer if anchor is None else anchor
        self._followed.begin()
        self._take([place for place in places if place is not None])


def layers_text(project: Project, layers: Sequence[int]) -> str:
    """How people call some layers: the name of a single one, else how many they are."""
    if len(layers) == 1:
        return project.network.names[layers[0]]
    return counted(len(layers), "layer")

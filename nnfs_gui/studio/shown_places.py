"""Tells where places in the outputs on show, which may be of an earlier project, are by now."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.changes import Part
from nnfs_core.project.document import Document
from nnfs_core.project.lineage import Lineage
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project


class ShownPlaces(QObject):
    """Follows the layers of the newest outputs, until others are on show.

    With Live off a network goes on while its old outputs stay: a click on them means the layer
    that they are of, wherever that is now, and never another one at its number.
    """

    changed = Signal()  # some layer is at another place than before, or gone, or back

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._n_starts = document.n_starts
        self._shown = document.project
        self._lineage = Lineage.of(document.project)
        document.changed.connect(self._follow, Part.NETWORK | Part.BATCH)

    def show(self, evaluation: Evaluation) -> None:
        """These are the outputs on show from now on."""
        self._n_starts, self._shown = self._document.n_starts, evaluation.project
        first = Lineage.of(evaluation.project)
        self._lineage = first.followed(evaluation.project, self._document.project)

    def now(self, place: Place) -> Place | None:
        """Where a place in the outputs is in the project; None when its layer is gone."""
        layer = self._lineage.now(place.layer)
        is_other = self._n_starts != self._document.n_starts and place.layer != INPUT
        return None if layer is None or is_other else replace(place, layer=layer)

    def then(self, place: Place) -> Place:
        """Where a place in the project is in the outputs: behind all when they do not have it."""
        layer = self._lineage.then(place.layer)
        if layer is None or (self._n_starts != self._document.n_starts and layer != INPUT):
            layer = len(self._shown.network)
        return replace(place, layer=layer)

    def name(self, layer: int) -> str:
        """What a layer of the outputs is called in them; a word for one that is not there."""
        names = self._shown.network.names
        return names[layer] if layer < len(names) else "The layer"

    def _follow(self, old: Project, new: Project) -> None:
        before, self._lineage = self._lineage, self._lineage.followed(old, new)
        if self._lineage.places != before.places or self._n_starts != self._document.n_starts:
            self.changed.emit()

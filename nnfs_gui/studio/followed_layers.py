"""Knows where the layers of an earlier moment are by now, however the network was edited since."""

from __future__ import annotations

from nnfs_core.project.changes import Part
from nnfs_core.project.document import Document
from nnfs_core.project.lineage import Lineage
from nnfs_core.project.project import Project


class FollowedLayers:
    """Follows every layer of the project from `begin` on; none of them is in another project.

    It is right also while other listeners are being told of an edit, whoever comes first.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self.begin()
        document.changed.connect(self._follow, Part.NETWORK)

    def begin(self) -> None:
        """Follow the layers that the project has now."""
        self._project, self._n_starts = self._document.project, self._document.n_starts
        self._lineage = Lineage.of(self._project)

    def now(self, layer: int) -> int | None:
        """Where the layer is by now that was at `layer` in the beginning; None when it is gone."""
        self._follow(self._project, self._document.project)
        return None if self._n_starts != self._document.n_starts else self._lineage.now(layer)

    def _follow(self, old: Project, new: Project) -> None:
        self._lineage = self._lineage.followed(self._project, new)
        self._project = new

"""Holds what the user is looking at: a layer, a sample, a neuron, the same in every panel."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal

from nnfs_core.project.changes import Part
from nnfs_core.project.document import Document
from nnfs_core.project.following import followed, followed_all, nearest
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project

BACK_AND_FORWARD = (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton)
MOST_REMEMBERED = 100  # places that one can go back to


class Selection(QObject):
    """Holds the one selected place; whoever selects, every panel follows `changed`.

    The place is always one that the document's project has: it goes with its layer through edits,
    and of a place that is gone, as plots of an earlier state may show it, the nearest is taken.

    It remembers the places looked at, as a browser does: `select` adds one and drops those that
    `back` had led away from. What keys pass by on a walk through one layer is one place, so that
    going back leads to where the walk began.
    """

    changed = Signal(object, object)  # old Place, new Place
    hover_changed = Signal(object)  # the Place under the mouse, or None
    history_changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._place = Place()
        self._hovered: Place | None = None
        self._before: list[Place] = []  # the one looked at last at the end
        self._after: list[Place] = []  # the next one at the end
        self._is_walking = False
        document.changed.connect(self._follow, Part.NUMBERS)

    @property
    def place(self) -> Place:
        return self._place

    @property
    def hovered(self) -> Place | None:
        """What the mouse rests on in some panel, for the others to light up softly."""
        return self._hovered

    @property
    def can_go_back(self) -> bool:
        return bool(self._before)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._after)

    def select(self, place: Place) -> None:
        """Look at another place."""
        place = nearest(place, self._document.project)
        if place != self._place:
            self._remember()
            self._is_walking = False
            self._show(place)

    def select_layer(self, layer: int) -> None:
        """Look at another layer, at the same sample; its neurons are other ones."""
        if layer != self._place.layer:
            self.select(replace(self._place, layer=layer, neuron=None, weight=None))

    def step_to_layer(self, step: int) -> None:
        """Look at a layer further on or back, at the same sample and neuron, or at its first."""
        n_layers = len(self._document.project.network)
        layer = min(max(INPUT, self._place.layer + step), n_layers - 1)
        place = replace(self._place, layer=layer, weight=None)
        is_there = nearest(place, self._document.project).neuron == place.neuron
        self.select(place if is_there else replace(place, neuron=0))

    def walk(self, place: Place) -> None:
        """Look at the next place of a walk, as by arrow keys."""
        place = nearest(place, self._document.project)
        if place == self._place:
            return
        if not (self._is_walking and place.layer == self._place.layer):
            self._remember()
        self._is_walking = True
        self._show(place)

    def begin(self, place: Place) -> None:
        """Look at the first place of a project; those of another one are forgotten."""
        self._before.clear()
        self._after.clear()
        self._is_walking = False
        self._show(nearest(place, self._document.project))

    def back(self) -> None:
        """Look again at the place before; nothing happens when there is none."""
        self._travel(self._before, self._after)

    def forward(self) -> None:
        """Undo `back`; nothing happens when nothing is to be undone."""
        self._travel(self._after, self._before)

    def hover(self, place: Place | None) -> None:
        """Tell what the mouse rests on."""
        if place is not None and nearest(place, self._document.project) != place:
            place = None
        if place != self._hovered:
            self._hovered = place
            self.hover_changed.emit(place)

    def _follow(self, old: Project, new: Project) -> None:
        """After an edit, look at where the present place has come to be.

        Of the remembered places those that are gone are forgotten.
        """
        self.hover(self._hovered)  # no longer, where that is gone
        shapes = old.batch.input_rows.shape, new.batch.input_rows.shape
        if old.network is new.network and shapes[0] == shapes[1]:
            return
        place, place_of = followed(self._place, old, new), followed_all(old, new)
        for places in (self._before, self._after):
            there = [each for each in map(place_of, places) if each is not None]
            places[:] = [
                each for number, each in enumerate(there) if each not in there[number - 1 : number]
            ]
        for places in (self._before, self._after):
            if places and places[-1] == place:
                places.pop()
        self._show(place)

    def _remember(self) -> None:
        self._before.append(self._place)
        del self._before[:-MOST_REMEMBERED]
        self._after.clear()

    def _travel(self, source: list[Place], target: list[Place]) -> None:
        if source:
            target.append(self._place)
            self._is_walking = False
            self._show(source.pop())

    def _show(self, place: Place) -> None:
        old, self._place = self._place, place
        if place != old:
            self.changed.emit(old, place)
        self.history_changed.emit()

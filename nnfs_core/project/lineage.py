"""This module follows the layers of an earlier project through all that happens to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from nnfs_core.layers import Layer
from nnfs_core.network.matching import followed_layer
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project


@dataclass(frozen=True)
class Lineage:
    """Knows what has become of each layer of an earlier project, edited, moved or removed.

    layers: what each is by now, or was at last. places: where it is, None where it is gone; undo
    may bring it back.
    """

    layers: tuple[Layer, ...]
    places: tuple[int | None, ...]

    @classmethod
    def of(cls, project: Project) -> Lineage:
        """Every layer at its own place."""
        layers = tuple(project.network.layers)
        return cls(layers, tuple(range(len(layers))))

    def followed(self, old: Project, new: Project) -> Lineage:
        """After one more step, which led from `old` to `new`."""
        if old.network is new.network:
            return self
        before, present = old.network.layers, new.network.layers
        layers, places = list(self.layers), _places_after(self.places, before, present)
        for number, place in enumerate(places):
            if place is None:
                places[number] = _free(layers[number], present, places)
            else:
                layers[number] = present[place]
        return Lineage(tuple(layers), tuple(places))

    def now(self, layer: int) -> int | None:
        """Where a layer of the earlier project is by now; None when it is gone."""
        if layer == INPUT:
            return INPUT
        return self.places[layer] if 0 <= layer < len(self.places) else None

    def then(self, layer: int) -> int | None:
        """Where a present layer was in the earlier project; None when it was not there."""
        if layer == INPUT:
            return INPUT
        return self._numbers.get(layer)

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {place: number for number, place in enumerate(self.places) if place is not None}


def _places_after(
    places: Sequence[int | None], before: Sequence[Layer], after: Sequence[Layer]
) -> list[int | None]:
    """Where the layers at `places` are after a step; None where they are gone."""
    copies = Counter(map(id, before))
    there: dict[int, list[int]] = {}
    for number, layer in enumerate(after):
        there.setdefault(id(layer), []).append(number)

    def found(place: int) -> int | None:
        layer = before[place]
        same = there.get(id(layer), [])
        if not same:  # another layer in its place is itself, edited
            return place if len(after) >= len(before) else None
        if len(same) == copies[id(layer)] == 1:
            return same[0]
        return followed_layer(place, before, after)

    followed, taken = list[int | None](), set[int]()
    for place in places:
        now = None if place is None else found(place)
        is_free = now is not None and now not in taken  # copies do not become one
        followed.append(now if is_free else None)
        if now is not None:
            taken.add(now)
    return followed


def _free(layer: Layer, present: Sequence[Layer], taken: list[int | None]) -> int | None:
    """Where a layer is that is back, and no copy of it that others have become."""
    return next((n for n, other in enumerate(present) if other is layer and n not in taken), None)

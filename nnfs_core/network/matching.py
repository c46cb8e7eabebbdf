"""Tells which layer of one chain is which of another, where some came, went, moved or changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher

from nnfs_core.layers import Activation, Layer

MOST_PAIRS = 2**18  # that are compared; in longer chains layers are matched by place

# What two layers must have in common to be matched, the strictest first.
LIKENESSES: tuple[Callable[[Layer], Hashable], ...] = (
    id,
    lambda layer: (layer.kind, layer.name) if layer.name else object(),  # which equals no other
    lambda layer: layer.kind,
    lambda layer: isinstance(layer, Activation) or object(),
)


def counterparts(present: Sequence[Layer], pinned: Sequence[Layer]) -> list[int | None]:
    """For each present layer the place of its counterpart among the pinned ones, None without.

    Layers are matched in order, so that no two matches cross: first the very same ones, between
    those the ones of one kind and name, then of one kind, and at last any activation with any
    other.
    """
    return _matched(present, pinned, LIKENESSES)


def _matched(
    present: Sequence[Layer],
    pinned: Sequence[Layer],
    likenesses: Sequence[Callable[[Layer], Hashable]],
) -> list[int | None]:
    if not likenesses:
        return [None] * len(present)
    likeness, *others = likenesses
    places: list[int | None] = []
    begin = 0  # of the pinned layers that are not matched yet
    pairs = _in_order([likeness(each) for each in present], [likeness(each) for each in pinned])
    for place, counterpart in [*pairs, (len(present), len(pinned))]:
        between = _matched(present[len(places) : place], pinned[begin:counterpart], others)
        places += [None if each is None else begin + each for each in between]
        places.append(counterpart)
        begin = counterpart + 1
    return places[:-1]


def _in_order(some: Sequence[Hashable], others: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places of what both have in one order, the longest runs first."""
    if len(some) * len(others) > MOST_PAIRS:
        pairs = enumerate(zip(some, others, strict=False))
        return [(place, place) for place, (each, other) in pairs if each == other]
    runs = SequenceMatcher(None, some, others, autojunk=False).get_matching_blocks()
    return [(run.a + n, run.b + n) for run in runs for n in range(run.size)]


def followed_layer(index: int, before: Sequence[Layer], after: Sequence[Layer]) -> int:
    """Where the layer at `index` is after an edit, also when it was moved past others.

    Where it is gone or another, that is the layer at its place, or the last one; -1 without any.
    """
    if index < len(before):
        layer = before[index]
        if index < len(after) and after[index] is layer:
            return index
        copies = {n for n, other in enumerate(before) if other is layer and n != index}
        places = [n for n, other in enumerate(after) if other is layer and n not in copies]
        if places:
            return min(places, key=lambda number: abs(number - index))
    return min(index, len(after) - 1)

"""Which layer of one network stands for which of another, where layers came, went or changed."""

from __future__ import annotations

from collections.abc import Sequence

from nnfs_core.layers import Activation, Layer

MOST_PAIRS = 2**18  # that are weighed; beyond, only layers at the same place are matched
# Each weighs more than any number of the lesser ones.
SAME_LAYER, SAME_NAME, SAME_KIND, SAME_SHAPE, ANY = 10**18, 10**12, 10**8, 10**4, 1


def counterparts(present: Sequence[Layer], pinned: Sequence[Layer]) -> list[int | None]:
    """For each present layer the place of its counterpart among the pinned ones, None without.

    Layers are matched in order, so that no two matches cross. Of all ways to do that, the one
    counts that matches most of the very same layers; then most of the same name and kind, then
    kind, then shape. An activation may also be matched with another kind of activation.
    """
    start = 0
    while start < min(len(present), len(pinned)) and present[start] is pinned[start]:
        start += 1
    end = 0
    most = min(len(present), len(pinned)) - start
    while end < most and present[-1 - end] is pinned[-1 - end]:
        end += 1
    middle = _aligned(present[start : len(present) - end], pinned[start : len(pinned) - end])
    return [
        *range(start),
        *(None if place is None else place + start for place in middle),
        *range(len(pinned) - end, len(pinned)),
    ]


def _aligned(present: Sequence[Layer], pinned: Sequence[Layer]) -> list[int | None]:
    """The alignment of the largest weight (as of Needleman and Wunsch, with gaps that cost 0)."""
    if len(present) * len(pinned) > MOST_PAIRS:
        pairs = zip(present, pinned, strict=False)
        found = [place if _weight(*pair) else None for place, pair in enumerate(pairs)]
        return found + [None] * (len(present) - len(found))
    # best[i][j]: the weight of the best alignment of what begins at i and at j
    best = [[0] * (len(pinned) + 1) for _ in range(len(present) + 1)]
    for i in reversed(range(len(present))):
        for j in reversed(range(len(pinned))):
            weight = _weight(present[i], pinned[j])
            together = weight + best[i + 1][j + 1] if weight else 0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    places: list[int | None] = [None] * len(present)
    i = j = 0
    while i < len(present) and j < len(pinned):
        weight = _weight(present[i], pinned[j])
        if weight and best[i][j] == weight + best[i + 1][j + 1]:  # as early as it can be
            places[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return places


def _weight(present: Layer, pinned: Layer) -> int:
    """How much speaks for matching two layers; 0 when they have nothing in common."""
    if present is pinned:
        return SAME_LAYER
    is_kind = present.kind == pinned.kind
    if not is_kind and not (isinstance(present, Activation) and isinstance(pinned, Activation)):
        return 0
    weight = ANY
    if is_kind:
        weight += SAME_KIND
        if present.name and present.name == pinned.name:
            weight += SAME_NAME
    if (present.n_inputs, present.n_outputs) == (pinned.n_inputs, pinned.n_outputs):
        weight += SAME_SHAPE
    return weight

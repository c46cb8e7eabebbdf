"""Gives layers the numbers of their automatic names, which stay with them for good."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from nnfs_core.errors import NnfsError
from nnfs_core.layers import Layer

MOST = 2**31  # of any number: far beyond what adding layers leads to


def numbers_in_order(layers: Sequence[Layer]) -> tuple[int, ...]:
    """1, 2, 3, ... for the layers of each kind."""
    seen: Counter[str] = Counter()
    numbers = []
    for layer in layers:
        seen[layer.kind] += 1
        numbers.append(seen[layer.kind])
    return tuple(numbers)


def check_numbers(layers: Sequence[Layer], numbers: Sequence[int]) -> None:
    """Raise NnfsError unless each layer has a number, the only one of its kind."""
    if len(numbers) != len(layers):
        raise NnfsError("{n_layers} layers need as many numbers, but {count} are given.")(
            len(layers), len(numbers)
        )
    named = {(layer.kind, number) for layer, number in zip(layers, numbers, strict=True)}
    if len(named) != len(layers) or not all(0 < number < MOST for number in numbers):
        raise NnfsError("Each layer needs a number from 1 on that no other of its kind has.")


def carried_numbers(
    before: Sequence[Layer], numbers: Sequence[int], after: Sequence[Layer]
) -> tuple[int, ...]:
    """The numbers of `after`: those of the same layers, and new ones for new layers.

    A layer that has taken the place of one of its kind is that one, edited.
    """
    known: defaultdict[int, list[int]] = defaultdict(list)
    for layer, number in zip(before, numbers, strict=True):
        known[id(layer)].append(number)  # a copy may be the same object
    found = [known[id(layer)].pop(0) if known[id(layer)] else 0 for layer in after]
    taken = {(layer.kind, number) for layer, number in zip(after, found, strict=True)}
    if len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            key = (new.kind, numbers[place])
            if not found[place] and old.kind == new.kind and key not in taken:
                found[place] = numbers[place]
                taken.add(key)
    largest: Counter[str] = Counter()
    for kind, number in taken:
        largest[kind] = max(largest[kind], number)
    for place, layer in enumerate(after):
        if not found[place]:
            largest[layer.kind] += 1
            found[place] = largest[layer.kind]
    return tuple(found)

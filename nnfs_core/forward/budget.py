"""Decides how much memory the outputs of a pass may take, and whose outputs are kept in it."""

from __future__ import annotations

from collections.abc import Sequence

from nnfs_core.errors import NnfsError
from nnfs_core.machine.memory import ALWAYS_THERE, free_memory
from nnfs_core.project.batch import Batch
from nnfs_core.wording import size_text

SHARE_OF_FREE = 4  # by default the outputs may take one part in so many of the free memory
ABOUT = 1.5  # times too much or too little is still about right
PICTURES_SHARE = 12  # the pictures of a matrix take one part in so many of its own size


def bytes_allowed(
    wanted: int | None = None, *, held: int = 0, before: int = 0, also_kept: int = 0
) -> int:
    """The bytes that outputs may take: what is `wanted`, or about a quarter of the free memory.

    `held` are the bytes that the outputs to be replaced take now; they count as free. `before` is
    what the pass before was allowed: it stays as long as it is about right, for another choice of
    layers to keep would have them computed anew. `also_kept` are bytes of other outputs that stay
    in memory: of what is wanted they take their part, up to half of it.
    """
    free = free_memory() + held
    if wanted is not None:
        return min(max(wanted - also_kept, wanted // 2), free)
    quarter = max(ALWAYS_THERE, free // SHARE_OF_FREE)
    return before if quarter / ABOUT <= before <= quarter * ABOUT else quarter


def kept_layers(batch: Batch, widths: Sequence[int], itemsize: int, budget: int) -> list[bool]:
    """Which layers' outputs (samples, width) are kept within `budget` bytes; a width may be 0.

    They take half of it at most: the next pass fills the other half before it replaces them. All
    are kept if they fit; else the last layer's first, then the smallest, so that few need to be
    computed again. Raises NnfsError when the budget does not even hold one block.
    """
    sizes = [batch.n_samples * width * itemsize for width in widths]
    left = budget // 2 - (batch.input_rows.nbytes + sum(sizes)) // PICTURES_SHARE
    kept = [False] * len(widths)
    last = len(widths) - 1
    for layer in sorted(range(len(widths)), key=lambda each: (each != last, sizes[each], -each)):
        if sizes[layer] <= left:
            kept[layer] = True
            left -= sizes[layer]
    if all(kept) or sum(sizes) <= min(budget, ALWAYS_THERE):
        return [True] * len(widths)
    n_rows = max(len(block) for block in batch.input_rows.blocks)
    needed = n_rows * max(widths) * itemsize
    if needed > budget:
        raise NnfsError(
            "The memory for outputs, {budget}, does not hold one block of {n_rows:,} samples, "
            "which needs {needed}; allow more memory for outputs."
        )(size_text(budget), n_rows, size_text(needed))
    return kept

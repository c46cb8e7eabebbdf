"""Edits of many cells of the batch, at once or beside the window."""

from __future__ import annotations

from nnfs_core.blocks import Deferred
from nnfs_core.rows import Rows
from nnfs_gui.large_edits import LARGE_BYTES, attempt_large
from nnfs_gui.studio import Edit, Studio


def attempt(studio: Studio, text: str, edit: Edit, n_cells: int, *, beside: bool = False) -> bool:
    """Apply an edit that makes or copies `n_cells`; whether it was accepted, or has begun.

    `beside` has it done off the GUI thread, however small, since it waits for numbers.
    """
    n_bytes = n_cells * studio.project.dtype.itemsize
    if beside:
        n_bytes = max(n_bytes, LARGE_BYTES)
    return attempt_large(
        studio, text, edit, n_bytes, about=lambda project: project.batch, named="batch"
    )


def rows_in_memory(rows: Rows) -> int:
    """How many rows an edit of every block makes anew; deferred ones change when looked at."""
    return sum(len(block) for block in rows.blocks if not isinstance(block, Deferred))

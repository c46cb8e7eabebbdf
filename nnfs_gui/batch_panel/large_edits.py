"""Edits of many cells of the batch, at once or beside the window."""

from __future__ import annotations

from nnfs_gui.large_edits import attempt_large
from nnfs_gui.studio import Edit, Studio


def attempt(studio: Studio, text: str, edit: Edit, n_cells: int) -> bool:
    """Apply an edit that reads or writes `n_cells`; whether it was accepted, or has begun."""
    n_bytes = n_cells * studio.project.dtype.itemsize
    return attempt_large(
        studio, text, edit, n_bytes, about=lambda project: project.batch, named="batch"
    )

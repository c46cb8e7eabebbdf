"""Edits of many cells of the batch, at once or beside the window."""

from __future__ import annotations

from nnfs_core.progress import IsCancelled
from nnfs_core.project.project import Project
from nnfs_gui.studio.large_edits import LARGE_BYTES, Stoppable, attempt_large, edited
from nnfs_gui.studio.studio import Edit, Studio


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


def attempt_removal(studio: Studio, text: str, edit: Edit, n_cells: int) -> bool:
    """Apply an edit that removes samples, as `attempt` does.

    Targets that are not in memory may then have fewer classes. They are looked through as a part
    of the edit, since the window asks for the number of classes and must not wait for it.
    """

    def counted(project: Project, cancelled: IsCancelled) -> Project:
        changed = edited(project, edit, cancelled)
        changed.batch.look_for_classes(cancelled)
        return changed

    beside = not studio.project.batch.has_targets_in_memory
    return attempt(studio, text, Stoppable(counted), n_cells, beside=beside)

"""Edits of many cells of the batch, done off the GUI thread so that the window goes on living."""

from __future__ import annotations

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.memory import free_memory, size_text
from nnfs_core.project import Project
from nnfs_gui.studio import Edit, Studio

LARGE_CELLS = 2**19  # as many take some tens of milliseconds


def attempt(studio: Studio, text: str, edit: Edit, n_cells: int) -> bool:
    """Apply an edit that reads or writes `n_cells`, at once or when it is ready.

    One that needs more memory than is free is refused with a notice, before any is taken.
    When the network has changed by the time a large edit is ready, the edit is done anew; when the
    batch has, a notice tells. Returns whether the edit was accepted, or has begun.
    """
    if n_cells < LARGE_CELLS:
        return studio.attempt(text, edit)
    made_from = studio.project
    n_bytes, free = n_cells * made_from.dtype.itemsize, free_memory()
    if n_bytes > free:
        studio.notices.error(
            f"{text}: this needs {size_text(n_bytes)} of memory, "
            f"but only {size_text(free)} are free."
        )
        return False

    def done(project: Project) -> None:
        if studio.project is made_from:
            studio.document.apply(text, project)
        elif studio.project.batch is made_from.batch:
            attempt(studio, text, edit, n_cells)
        else:
            studio.notices.warn(f"{text}: not done, because the batch has changed meanwhile.")

    def failed(error: NnfsError) -> None:
        studio.notices.error(str(error))

    return studio.tasks.run(text, lambda progress, cancelled: edit(made_from), done, failed)

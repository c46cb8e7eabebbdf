"""Edits of large arrays, done off the GUI thread so that the window goes on living."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.machine.memory import free_memory
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.project import Project
from nnfs_core.wording import shortage_text
from nnfs_gui.studio.studio import Edit, Studio
from nnfs_gui.work.lanes import Lane

LARGE_BYTES = 8 * 2**20  # about 50 ms of drawing and copying

Part = Callable[[Project], object]  # what of a project an edit is about, compared by identity


class Stoppable:
    """An edit that looks at many numbers and can be told to stop: it then raises Cancelled."""

    def __init__(self, edit: Callable[[Project, IsCancelled], Project]) -> None:
        self.edit = edit

    def __call__(self, project: Project) -> Project:
        return self.edit(project, lambda: False)


def edited(project: Project, edit: Edit, cancelled: IsCancelled) -> Project:
    """The project after an edit; raises Cancelled when `cancelled` says to stop, if it can."""
    return edit.edit(project, cancelled) if isinstance(edit, Stoppable) else edit(project)


def attempt_large(
    studio: Studio,
    text: str,
    edit: Edit,
    n_bytes: int,
    *,
    about: Part,
    named: str,
    merge: Hashable = None,
    applied: Callable[[], None] = lambda: None,
    refused: Callable[[], None] = lambda: None,
) -> bool:
    """Apply an edit that writes `n_bytes`, at once or, if they are many, when it is ready.

    More than is free is refused before any is taken. When it is cancelled, a Stoppable edit stops
    soon and the answer of any other is dropped. When the project has changed by the time the edit
    is ready, it is done anew if the part that it is `about`, `named` so in messages, is still the
    same object; else a notice tells. Returns whether the edit was accepted, or has begun;
    `applied` is called once it is in, `refused` when one that has begun comes to nothing.
    """
    if n_bytes < LARGE_BYTES:
        accepted = studio.attempt(text, edit, merge)
        if accepted:
            applied()
        return accepted
    free = free_memory()
    if n_bytes > free:
        studio.notices.error(f"{text}: this needs {shortage_text(n_bytes, free)}.")
        return False
    made_from = studio.project

    def again() -> bool:
        return attempt_large(
            studio,
            text,
            edit,
            n_bytes,
            about=about,
            named=named,
            merge=merge,
            applied=applied,
            refused=refused,
        )

    def work(progress: Progress, cancelled: IsCancelled) -> Project:
        try:
            project = edited(made_from, edit, cancelled)
            if cancelled():
                raise Cancelled
        except Cancelled:  # told, since whoever began the edit may wait for it
            raise NnfsError(f"{text}: cancelled; nothing has changed.") from None
        return project

    def done(project: Project) -> None:
        if studio.project is made_from:
            studio.document.apply(text, project, merge)
            applied()
        elif about(studio.project) is not about(made_from):
            failed(f"{text}: not done, because the {named} has changed meanwhile.")
        elif not again():
            refused()

    def failed(sentence: str) -> None:
        studio.notices.error(sentence)
        refused()

    return studio.tasks.run(text, work, done, failed, lane=Lane.EDITING)

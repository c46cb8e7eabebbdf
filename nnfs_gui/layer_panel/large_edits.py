"""Edits of large arrays, done off the GUI thread so that the window goes on living."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.memory import size_text
from nnfs_core.layers import Layer
from nnfs_core.project import Project
from nnfs_gui.studio import Edit, Studio
from nnfs_gui.tasks import IsCancelled, Progress

LARGE_BYTES = 8 * 2**20  # about 50 ms of drawing and copying


def attempt_layer(
    studio: Studio,
    index: int,
    text: str,
    edit: Edit,
    n_bytes: int,
    merge: Hashable = None,
    refused: Callable[[], None] = lambda: None,
) -> bool:
    """Apply an edit of the layer at `index` that writes `n_bytes`, at once or when it is ready.

    When the project has changed by the time a large edit is ready, the edit is done anew on the
    present one if the layer is still the same, else a notice tells. Returns whether the edit was
    accepted, or has begun; `refused` is called when one that has begun comes to nothing.
    """
    layers = studio.project.network.layers
    layer = layers[index] if 0 <= index < len(layers) else None
    return attempt(
        studio, text, edit, n_bytes, merge, refused, lambda p: _is_same_layer(p, index, layer)
    )


def attempt(
    studio: Studio,
    text: str,
    edit: Edit,
    n_bytes: int,
    merge: Hashable = None,
    refused: Callable[[], None] = lambda: None,
    still_fits: Callable[[Project], bool] = lambda project: True,
) -> bool:
    """Apply an edit that writes `n_bytes`; see `attempt_layer`."""
    if n_bytes < LARGE_BYTES:
        return studio.attempt(text, edit, merge)
    made_from = studio.project

    def work(progress: Progress, cancelled: IsCancelled) -> Project:
        try:
            return edit(made_from)
        except MemoryError:
            raise NnfsError(f"{text}: this needs more memory than there is.") from None

    def done(project: Project) -> None:
        if studio.project is made_from:
            studio.document.apply(text, project, merge)
        elif still_fits(studio.project):
            if not attempt(studio, text, edit, n_bytes, merge, refused, still_fits):
                refused()
        else:
            failed(NnfsError(f"{text}: not done, because the layer has changed meanwhile."))

    def failed(error: NnfsError) -> None:
        studio.notices.error(str(error))
        refused()

    return studio.tasks.run(text, work, done, failed)


def _is_same_layer(project: Project, index: int, layer: Layer | None) -> bool:
    layers = project.network.layers
    return index < len(layers) and layers[index] is layer


def too_much(n_bytes: int, free: int) -> bool:
    """True when making `n_bytes` is worth a question: it may be a slip of the hand."""
    return n_bytes > min(256 * 2**20, free // 4)


def needs(n_bytes: int, free: int) -> str:
    """What something needs and what there is, as in "need 1.6 GB; 12 GB are free"."""
    return f"need {size_text(n_bytes)}; {size_text(free)} are free"

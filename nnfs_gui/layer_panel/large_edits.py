"""Edits of large arrays, done off the GUI thread so that the window goes on living."""

from __future__ import annotations

from collections.abc import Hashable

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.memory import size_text
from nnfs_core.layers import Layer
from nnfs_core.project import Project
from nnfs_gui.studio import Edit, Studio

LARGE_BYTES = 8 * 2**20  # about 50 ms of drawing and copying


def attempt_layer(
    studio: Studio, index: int, text: str, edit: Edit, n_bytes: int, merge: Hashable = None
) -> bool:
    """Apply an edit of the layer at `index` that writes `n_bytes`, at once or when it is ready.

    When the project has changed by the time a large edit is ready, the edit is done anew on the
    present one if the layer is still the same, else a notice tells. Returns whether the edit was
    accepted, or has begun.
    """
    project = studio.project
    layers = project.network.layers
    layer = layers[index] if 0 <= index < len(layers) else None
    return attempt(studio, text, edit, n_bytes, merge, layer_at=(index, layer))


def attempt(
    studio: Studio,
    text: str,
    edit: Edit,
    n_bytes: int,
    merge: Hashable = None,
    *,
    layer_at: tuple[int, Layer | None] | None = None,
) -> bool:
    """Apply an edit that writes `n_bytes`; see `attempt_layer`."""
    if n_bytes < LARGE_BYTES:
        return studio.attempt(text, edit, merge)
    made_from = studio.project

    def done(project: Project) -> None:
        present = studio.project
        if present is made_from:
            studio.document.apply(text, project, merge)
        elif layer_at is None or _is_same_layer(present, *layer_at):
            attempt(studio, text, edit, n_bytes, merge, layer_at=layer_at)
        else:
            studio.notices.warn(f"{text}: not done, because the layer has changed meanwhile.")

    def failed(error: NnfsError) -> None:
        studio.notices.error(str(error))

    return studio.tasks.run(text, lambda progress, cancelled: edit(made_from), done, failed)


def _is_same_layer(project: Project, index: int, layer: Layer | None) -> bool:
    layers = project.network.layers
    return index < len(layers) and layers[index] is layer


def too_much(n_bytes: int, free: int) -> bool:
    """True when making `n_bytes` is worth a question: it may be a slip of the hand."""
    return n_bytes > min(256 * 2**20, free // 4)


def needs(n_bytes: int, free: int) -> str:
    """What something needs and what there is, as in "need 1.6 GB; 12 GB are free"."""
    return f"need {size_text(n_bytes)}; {size_text(free)} are free"

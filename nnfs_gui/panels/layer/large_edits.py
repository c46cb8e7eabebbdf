"""Edits of a layer's weights, at once or beside the window; and whether to ask first."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from nnfs_core.layers import Layer
from nnfs_core.project.project import Project
from nnfs_core.wording import size_text
from nnfs_gui.studio.large_edits import attempt_large
from nnfs_gui.studio.studio import Edit, Studio


def attempt_layer(
    studio: Studio,
    index: int,
    text: str,
    edit: Edit,
    n_bytes: int,
    merge: Hashable = None,
    refused: Callable[[], None] = lambda: None,
) -> bool:
    """Apply an edit of the layer at `index` that writes `n_bytes`; see `attempt_large`."""

    def layer(project: Project) -> Layer | None:
        layers = project.network.layers
        return layers[index] if 0 <= index < len(layers) else None

    return attempt_large(
        studio, text, edit, n_bytes, about=layer, named="layer", merge=merge, refused=refused
    )


def too_much(n_bytes: int, free: int) -> bool:
    """True when making `n_bytes` is worth a question: it may be a slip of the hand."""
    return n_bytes > min(256 * 2**20, free // 4)


def needs(n_bytes: int, free: int) -> str:
    """What something needs and what there is, as in "need 1.6 GB; 12 GB are free"."""
    return f"need {size_text(n_bytes)}; {size_text(free)} are free"

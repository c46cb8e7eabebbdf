"""Applies a remedy as one undo step, beside the window where it has much to do."""

from __future__ import annotations

from nnfs_core.explain.cause import Remedy
from nnfs_core.project.place import INPUT
from nnfs_gui.studio.large_edits import LARGE_BYTES, Stoppable, attempt_large
from nnfs_gui.studio.studio import Studio


def mend(studio: Studio, remedy: Remedy) -> bool:
    """Apply a remedy to the present project; whether it was accepted, or has begun."""
    project = studio.project
    if remedy.about != INPUT:
        layers = project.network.layers
        arrays = layers[remedy.about].arrays() if remedy.about < len(layers) else {}
        return attempt_large(
            studio,
            remedy.title,
            Stoppable(remedy.edit),
            sum(array.nbytes for array in arrays.values()),
            about=lambda project: project.network,
            named="network",
        )
    rows = project.batch.input_rows
    n_bytes = rows.n_rows_in_memory * rows.width * rows.dtype.itemsize
    if not project.batch.is_in_memory:
        n_bytes = max(n_bytes, LARGE_BYTES)  # it waits for numbers that are not in memory
    return attempt_large(
        studio,
        remedy.title,
        Stoppable(remedy.edit),
        n_bytes,
        about=lambda project: project.batch,
        named="batch",
    )

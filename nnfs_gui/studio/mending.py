"""Applies a remedy as one undo step, off the GUI thread where it has much to do."""

from __future__ import annotations

from nnfs_core.explain.cause import Remedy
from nnfs_core.explain.remedies import STANDARDISE
from nnfs_core.project.place import INPUT
from nnfs_gui.studio.edit import BATCH, NETWORK, Edit, Stoppable
from nnfs_gui.studio.standardising import standardise
from nnfs_gui.studio.studio import Studio


def mend(studio: Studio, remedy: Remedy) -> bool:
    """Apply a remedy to the present project; whether it was accepted, or has started."""
    if remedy is STANDARDISE:
        return standardise(studio)
    project = studio.project
    change = Stoppable(remedy.edit)
    if remedy.about != INPUT:
        layers = project.network.layers
        arrays = layers[remedy.about].arrays() if remedy.about < len(layers) else {}
        n_bytes = sum(array.nbytes for array in arrays.values())
        return studio.attempt(Edit(remedy.title, change, n_bytes, NETWORK))
    rows = project.batch.input_rows
    n_bytes = rows.n_rows_in_memory * rows.width * rows.dtype.itemsize
    waits = not project.batch.is_in_memory
    return studio.attempt(Edit(remedy.title, change, n_bytes, BATCH, waits=waits))

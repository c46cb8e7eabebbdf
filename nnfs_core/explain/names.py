"""Says what people call the numbers that enter and leave a layer: by features and classes."""

from __future__ import annotations

from nnfs_core.layers import Standardise
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project
from nnfs_core.wording import one_line

MOST_OF_NAME = 40  # letters


def input_names(project: Project, layer: int) -> tuple[str, ...]:
    """The names of what enters a layer, a name for each number; () where it has none.

    Features have names as long as nothing but standardising is done to each.
    """
    layers = project.network.layers
    before = next((at for at in range(layer - 1, INPUT, -1) if layers[at].enabled), INPUT)
    if before != INPUT and isinstance(layers[before], Standardise):
        return input_names(project, before)
    if before != INPUT:
        return output_names(project, before)
    columns = project.batch.columns
    is_automatic = not columns or (columns[0], columns[-1]) == ("x0", f"x{len(columns) - 1}")
    return () if is_automatic else columns


def output_names(project: Project, layer: int) -> tuple[str, ...]:
    """The names of the classes that a layer's outputs stand for, as scores or probabilities."""
    network, batch = project.network, project.batch
    active = [index for index, each in enumerate(network.layers) if each.enabled]
    is_classifier = bool(active) and network.layers[active[-1]].is_distribution
    last_dense = max((at for at in network.dense_layers if at in active), default=INPUT)
    if not (is_classifier and batch.class_names and layer >= last_dense):
        return ()
    width = network.shapes(batch.n_features)[layer].n_outputs
    if width != batch.n_classes:
        return ()
    return tuple(map(batch.class_name, range(width)))


def named(number: str, name: str) -> str:
    """A row or neuron by its name, with its number behind that; by its number without one."""
    return f"{one_line(name, MOST_OF_NAME)} ({number})" if name else number

"""Makes the edits of layers that cards and inspector both offer, each as one undo step."""

from __future__ import annotations

from collections.abc import Sequence

from nnfs_core import edits
from nnfs_core.layers import Layer, Standardise
from nnfs_core.project.project import Project
from nnfs_core.wording import counted, sentence
from nnfs_gui.studio import standardising
from nnfs_gui.studio.chosen_layers import layers_text
from nnfs_gui.studio.edit import Edit, layer_part
from nnfs_gui.studio.studio import Studio


def rename(studio: Studio, index: int, name: str) -> None:
    """Give the layer at `index` a name of its own, or with an empty one the automatic name."""
    text = f"Rename {layers_text(studio.project, (index,))}"
    studio.attempt(Edit(text, lambda project: edits.rename_layer(project, index, name)))


def switch(studio: Studio, layers: Sequence[int], enabled: bool) -> None:
    """Switch layers on, or off."""
    text = f"Switch {layers_text(studio.project, layers)} {'on' if enabled else 'off'}"
    studio.attempt(Edit(text, lambda project: edits.enable_layers(project, layers, enabled)))


def change_kind(studio: Studio, layers: Sequence[int], kind: type[Layer]) -> None:
    """Make layers ones of another kind."""

    def change(project: Project) -> Project:
        for index in layers:
            project = edits.change_kind(project, index, kind)
        return project

    text = f"Change {layers_text(studio.project, layers)} to {kind.title}"
    studio.attempt(Edit(text, change))


def resize_text(layer: Layer, n_inputs: int) -> str:
    """What the button says that makes a layer take as many inputs as it receives."""
    inputs = counted(n_inputs, "input")
    if isinstance(layer, Standardise):
        return sentence("Fit to {inputs}")(inputs)
    return sentence("Resize weights to {inputs}")(inputs)


def resize(studio: Studio, index: int) -> None:
    """Give the layer at `index` as many inputs as it receives."""
    project = studio.project
    if isinstance(project.network.layers[index], Standardise):
        standardising.fit_again(studio, index)
        return
    n_inputs = edits.width_before(project, index)
    n_outputs = project.network.layers[index].n_outputs or 0
    n_bytes = n_inputs * n_outputs * project.dtype.itemsize
    text = f"Resize {layers_text(project, (index,))}"
    part = layer_part(index)
    studio.attempt(Edit(text, lambda project: edits.resize_inputs(project, index), n_bytes, part))

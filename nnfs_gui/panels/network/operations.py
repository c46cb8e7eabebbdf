"""Does what a user can do to the chain of layers: one function each, one undo step each."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from nnfs_core import edits
from nnfs_core.errors import NnfsError
from nnfs_core.explain.hints import hints
from nnfs_core.files.layer_text import layer_from_text, layer_to_text
from nnfs_core.layers import Layer
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project
from nnfs_gui.studio.edit import NETWORK, Edit
from nnfs_gui.studio.mending import mend
from nnfs_gui.studio.studio import Studio


def place_behind(studio: Studio) -> int:
    """Where a layer from the palette goes: behind the selected layer, else at the end."""
    selected = studio.selection.place.layer
    return len(studio.project.network) if selected == INPUT else selected + 1


def add(studio: Studio, kind: type[Layer], index: int) -> None:
    """Put a fitting layer of `kind` before the layer at `index`, and select it."""

    def change(project: Project) -> Project:
        return edits.insert_layers(project, index, [edits.new_layer(project, kind, index)])

    n_bytes = edits.bytes_for_layer(studio.project, kind, index)
    studio.attempt(
        Edit(f"Add {kind.title}", change, n_bytes, NETWORK),
        lambda: studio.selection.select_layer(index),
    )


def add_classifier(studio: Studio) -> None:
    """Append a ready classifier, and select its last layer."""
    studio.attempt(
        Edit("Start with a classifier", edits.starter_classifier),
        lambda: studio.selection.select_layer(len(studio.project.network) - 1),
    )


def remove(studio: Studio, index: int, text: str = "Remove") -> None:
    """Take the layer at `index` out, and select the one behind it, else the last."""
    studio.attempt(
        Edit(f"{text} {_name(studio, index)}", lambda p: edits.remove_layer(p, index)),
        lambda: studio.selection.select_layer(min(index, len(studio.project.network) - 1)),
    )


def move(studio: Studio, index: int, to: int) -> None:
    """Move the layer at `index` so that it becomes the one at `to`, and select it there."""
    studio.attempt(
        Edit(f"Move {_name(studio, index)}", lambda p: edits.move_layer(p, index, to)),
        lambda: studio.selection.select_layer(to),
    )


def duplicate(studio: Studio, index: int) -> None:
    """Put a copy of the layer at `index` behind it, and select the copy."""
    studio.attempt(
        Edit(f"Duplicate {_name(studio, index)}", lambda p: edits.duplicate_layer(p, index)),
        lambda: studio.selection.select_layer(index + 1),
    )


def rename(studio: Studio, index: int, name: str) -> bool:
    """Give the layer at `index` a name of its own, or with an empty one the automatic name."""
    text = f"Rename {_name(studio, index)}"
    return studio.attempt(Edit(text, lambda project: edits.rename_layer(project, index, name)))


def change_kind(studio: Studio, index: int, kind: type[Layer]) -> None:
    """Make the layer at `index` one of another kind."""
    text = f"Change {_name(studio, index)} to {kind.title}"
    studio.attempt(Edit(text, lambda project: edits.change_kind(project, index, kind)))


def switch(studio: Studio, index: int) -> None:
    """Switch the layer at `index` off, or on again."""
    enabled = not studio.project.network.layers[index].enabled
    text = f"Switch {_name(studio, index)} {'on' if enabled else 'off'}"
    studio.attempt(Edit(text, lambda project: edits.enable_layer(project, index, enabled)))


def resize(studio: Studio, index: int) -> None:
    """Give the dense layer at `index` as many inputs as it receives."""
    text = f"Resize {_name(studio, index)}"
    studio.attempt(Edit(text, lambda project: edits.resize_inputs(project, index)))


def follow_hint(studio: Studio, index: int) -> None:
    """Apply the remedy of the hint about the layer at `index`, if there still is one."""
    hint = hints(studio.project, studio.runner.evaluation).get(index)
    if hint is not None and hint.remedy is not None:
        mend(studio, hint.remedy)


def copy(studio: Studio, index: int) -> bool:
    """Put the layer at `index` on the clipboard as text; returns whether that was possible."""
    layer = studio.project.network.layers[index]
    try:
        text = layer_to_text(layer)
    except NnfsError as error:
        studio.notices.error(str(error))
        return False
    QGuiApplication.clipboard().setText(text)
    return True


def cut(studio: Studio, index: int) -> None:
    """Put the layer at `index` on the clipboard and take it out."""
    if copy(studio, index):
        remove(studio, index, "Cut")


def paste(studio: Studio, index: int) -> None:
    """Put the layer on the clipboard before the layer at `index`, and select it."""
    text = QGuiApplication.clipboard().text()

    def change(project: Project) -> Project:
        return edits.insert_layers(project, index, [layer_from_text(text)])

    studio.attempt(Edit("Paste layer", change), lambda: studio.selection.select_layer(index))


def show_fault(studio: Studio, index: int) -> None:
    """Select the sample and the neuron where the fault of a layer, or of the batch, began."""
    evaluation = studio.runner.evaluation
    layer = studio.shown_places.then(Place(index)).layer
    fault = evaluation.fault_at(layer) if evaluation is not None else None
    if fault is not None:
        studio.selection.select(Place(index, fault.sample, fault.neuron))


def _name(studio: Studio, index: int) -> str:
    return studio.project.network.names[index]

"""Does what a user can do to the chain of layers: one function each, one undo step each.

Places of several layers come in order. What the inspector offers, too, is in `layer_edits`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication

from nnfs_core import edits
from nnfs_core.errors import NnfsError
from nnfs_core.explain.hints import hints
from nnfs_core.files.layer_text import layers_from_text, layers_to_text
from nnfs_core.layers import Layer, Standardise
from nnfs_core.project.place import Place
from nnfs_core.project.project import Project
from nnfs_core.wording import counted
from nnfs_gui.panels.network.starters import starter_for
from nnfs_gui.studio import standardising
from nnfs_gui.studio.chosen_layers import layers_text
from nnfs_gui.studio.edit import NETWORK, Edit
from nnfs_gui.studio.mending import mend
from nnfs_gui.studio.studio import Studio


def place_behind(studio: Studio) -> int:
    """Where a layer from the palette goes: behind the selected ones, else at the end."""
    layers = studio.chosen_layers.layers
    return layers[-1] + 1 if layers else len(studio.project.network)


def add(studio: Studio, kind: type[Layer], index: int) -> None:
    """Put a fitting layer of `kind` before the layer at `index`, and select it."""
    if kind is Standardise:
        standardising.insert(studio, index)
        return

    def change(project: Project) -> Project:
        return edits.insert_layers(project, index, [edits.new_layer(project, kind, index)])

    n_bytes = edits.bytes_for_layer(studio.project, kind, index)
    studio.attempt(
        Edit(f"Add {kind.title}", change, n_bytes, NETWORK),
        lambda: studio.selection.select_layer(index),
    )


def add_starter(studio: Studio) -> None:
    """Append ready layers that suit the target, and select the last of them."""
    starter = starter_for(studio.project.batch)
    studio.attempt(
        Edit(starter.title, starter.change),
        lambda: studio.selection.select_layer(len(studio.project.network) - 1),
    )


def remove(studio: Studio, layers: Sequence[int], verb: str = "Remove") -> None:
    """Take layers out, and select the one behind the first of them, else the last."""
    studio.attempt(
        Edit(f"{verb} {_text(studio, layers)}", lambda p: edits.remove_layers(p, layers)),
        lambda: studio.selection.select_layer(min(layers[0], len(studio.project.network) - 1)),
    )


def move(studio: Studio, layers: Sequence[int], to: int) -> None:
    """Move layers together so that the first is the one at `to`, and leave them selected."""
    moved, current = range(to, to + len(layers)), studio.selection.place.layer
    studio.attempt(
        Edit(f"Move {_text(studio, layers)}", lambda p: edits.move_layers(p, layers, to)),
        lambda: studio.chosen_layers.choose(
            moved, to + layers.index(current) if current in layers else to
        ),
    )


def duplicate(studio: Studio, layers: Sequence[int]) -> None:
    """Put copies of layers behind the last of them, and select the copies."""
    begin = layers[-1] + 1
    studio.attempt(
        Edit(f"Duplicate {_text(studio, layers)}", lambda p: edits.duplicate_layers(p, layers)),
        lambda: studio.chosen_layers.choose(range(begin, begin + len(layers)), begin),
    )


def follow_hint(studio: Studio, index: int) -> None:
    """Apply the remedy of the hint about the layer at `index`, if there still is one."""
    hint = hints(studio.project, studio.runner.evaluation).get(index)
    if hint is not None and hint.remedy is not None:
        mend(studio, hint.remedy)


def copy(studio: Studio, layers: Sequence[int]) -> bool:
    """Put layers on the clipboard as text; returns whether that was possible."""
    try:
        text = layers_to_text([studio.project.network.layers[index] for index in layers])
    except NnfsError as error:
        studio.notices.error(str(error))
        return False
    QGuiApplication.clipboard().setText(text)
    return True


def cut(studio: Studio, layers: Sequence[int]) -> None:
    """Put layers on the clipboard and take them out."""
    if copy(studio, layers):
        remove(studio, layers, "Cut")


def paste(studio: Studio, index: int) -> None:
    """Put the layers on the clipboard before the layer at `index`, and select them."""
    try:
        layers = layers_from_text(QGuiApplication.clipboard().text())
    except NnfsError as error:
        studio.notices.error(str(error))
        return
    what = "layer" if len(layers) == 1 else counted(len(layers), "layer")
    studio.attempt(
        Edit(f"Paste {what}", lambda project: edits.insert_layers(project, index, layers)),
        lambda: studio.chosen_layers.choose(range(index, index + len(layers)), index),
    )


def show_fault(studio: Studio, index: int) -> None:
    """Select the sample and the neuron where the fault of a layer, or of the batch, began."""
    evaluation = studio.runner.evaluation
    layer = studio.shown_places.then(Place(index)).layer
    fault = evaluation.fault_at(layer) if evaluation is not None else None
    if fault is not None:
        studio.selection.select(Place(index, fault.sample, fault.neuron))


def _text(studio: Studio, layers: Sequence[int]) -> str:
    return layers_text(studio.project, layers)

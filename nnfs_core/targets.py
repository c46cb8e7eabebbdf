"""Names for things on the screen, so that glossary and lessons can point at them in a file."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import msgspec

from nnfs_core.errors import NnfsError
from nnfs_core.evaluate import INPUT
from nnfs_core.layers import KINDS, Dense
from nnfs_core.place import BIAS, Place
from nnfs_core.project import Project

Count = Annotated[int, msgspec.Meta(ge=0)]

PanelName = Literal["network", "batch", "outputs", "explain", "layer", "code", "glossary"]
TabName = Literal["flow", "selected_layer", "softmax", "distribution"]
FieldName = Literal[
    "name", "switch", "shape", "curve", "neurons", "seed", "draw", "weights", "transposed"
]
ButtonName = Literal["run", "live", "undo", "redo", "open_data", "examples", "commands"]

KIND_NAMES = tuple(kind.kind for kind in KINDS)
_WORDS = re.compile(rf"(first|second|third|last)(?: ({'|'.join(KIND_NAMES)}))?")
_NUMBERS = {"first": 0, "second": 1, "third": 2, "last": -1}

# Which layer: its number from 0, "batch", or words such as "first", "last softmax".
LayerWords = int | str


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what"):
    """Something on the screen. What is missing in a project is told by `place_in`."""

    def __post_init__(self) -> None:
        layer = getattr(self, "layer", None)
        if layer is not None:
            check_layer_words(layer)

    def place_in(self, project: Project) -> Place | None:
        """What to select so that the target can be seen, or None when nothing need be.

        Raises NnfsError with a sentence when the project has no such thing.
        """
        return None


class PanelTarget(Target, frozen=True, tag="panel"):
    """One of the panels."""

    name: PanelName


class TabTarget(Target, frozen=True, tag="tab"):
    """One of the views of the outputs."""

    name: TabName


class ButtonTarget(Target, frozen=True, tag="button"):
    """A button of the toolbar."""

    name: ButtonName


class PaletteTarget(Target, frozen=True, tag="palette"):
    """The palette, or the button of one kind."""

    kind: str = ""

    def __post_init__(self) -> None:
        if self.kind:
            check_kind(self.kind)


class CardTarget(Target, frozen=True, tag="card"):
    """The card of a layer, or of the batch, in the stack."""

    layer: LayerWords

    def place_in(self, project: Project) -> Place:
        return Place(find_layer(project, self.layer))


class CellTarget(Target, frozen=True, tag="cell"):
    """One number of a layer's output, in the view Flow."""

    layer: LayerWords
    sample: Count = 0
    neuron: Count = 0

    def place_in(self, project: Project) -> Place:
        layer = find_layer(project, self.layer)
        check_sample(project, self.sample)
        check_neuron(project, layer, self.neuron)
        return Place(layer, self.sample, self.neuron)


class MatrixTarget(Target, frozen=True, tag="matrix"):
    """All that a layer gives, or the batch, as the matrix that the view Flow shows."""

    layer: LayerWords

    def place_in(self, project: Project) -> Place:
        layer = find_layer(project, self.layer)
        check_sample(project, 0)
        return Place(layer)


class InputTarget(Target, frozen=True, tag="input"):
    """One number of the batch, in its table."""

    sample: Count = 0
    feature: Count = 0

    def place_in(self, project: Project) -> Place:
        check_sample(project, self.sample)
        check_neuron(project, INPUT, self.feature)
        return Place(INPUT, self.sample, self.feature)


class SampleTarget(Target, frozen=True, tag="sample"):
    """A row of the batch's table."""

    sample: Count = 0

    def place_in(self, project: Project) -> Place:
        check_sample(project, self.sample)
        return Place(INPUT, self.sample, 0)


class FeatureTarget(Target, frozen=True, tag="feature"):
    """A column of the batch's table."""

    feature: Count = 0

    def place_in(self, project: Project) -> Place:
        check_sample(project, 0)
        check_neuron(project, INPUT, self.feature)
        return Place(INPUT, 0, self.feature)


class WeightTarget(Target, frozen=True, tag="weight"):
    """One weight of a dense layer, in the Layer panel."""

    layer: LayerWords
    neuron: Count = 0
    input: Count = 0

    def place_in(self, project: Project) -> Place:
        layer = check_weight(project, self.layer, self.neuron, self.input)
        return Place(layer, _first_sample(project), self.neuron, self.input)


class BiasTarget(Target, frozen=True, tag="bias"):
    """The bias of one neuron of a dense layer, in the Layer panel."""

    layer: LayerWords
    neuron: Count = 0

    def place_in(self, project: Project) -> Place:
        layer = check_weight(project, self.layer, self.neuron)
        return Place(layer, _first_sample(project), self.neuron, BIAS)


class FieldTarget(Target, frozen=True, tag="field"):
    """A part of the Layer panel while it shows a layer: `weights` is the whole table."""

    layer: LayerWords
    name: FieldName

    def place_in(self, project: Project) -> Place:
        layer = find_network_layer(project, self.layer)
        of_dense = self.name in ("neurons", "seed", "draw", "weights", "transposed")
        if of_dense and not isinstance(project.network.layers[layer], Dense):
            raise NnfsError(f"{project.network.names[layer]} has no weights and biases.")
        return Place(layer, _first_sample(project), 0)


class OptionTarget(Target, frozen=True, tag="option"):
    """An option of a layer in the Layer panel, by its name in the file format."""

    layer: LayerWords
    name: str

    def __post_init__(self) -> None:
        check_layer_words(self.layer)
        check_option(self.name)

    def place_in(self, project: Project) -> Place:
        layer = find_network_layer(project, self.layer)
        if self.name not in project.network.layers[layer].options():
            raise NnfsError(f"{project.network.names[layer]} has no option {self.name}.")
        return Place(layer, _first_sample(project), 0)


class PrecisionTarget(Target, frozen=True, tag="precision"):
    """The choice of precision, which the Layer panel shows for the batch."""

    def place_in(self, project: Project) -> Place:
        return Place(INPUT)


class ProbabilitiesTarget(Target, frozen=True, tag="probabilities"):
    """The bars of probabilities below the matrices of Flow."""

    def place_in(self, project: Project) -> Place:
        check_sample(project, 0)
        return Place(find_layer(project, "last softmax"))


AnyTarget = (
    PanelTarget
    | TabTarget
    | ButtonTarget
    | PaletteTarget
    | CardTarget
    | CellTarget
    | MatrixTarget
    | InputTarget
    | SampleTarget
    | FeatureTarget
    | WeightTarget
    | BiasTarget
    | FieldTarget
    | OptionTarget
    | PrecisionTarget
    | ProbabilitiesTarget
)


def check_layer_words(words: LayerWords) -> None:
    """Raises ValueError when `words` can mean no layer of any project."""
    if isinstance(words, int):
        if words < 0:
            raise ValueError(f"layers are counted from 0, but it says layer {words}")
    elif words != "batch" and not _WORDS.fullmatch(words):
        raise ValueError(
            f"{words!r} is no layer: say a number from 0, 'batch', or 'first', 'second', 'third' "
            f"or 'last', perhaps with a kind ({', '.join(KIND_NAMES)}) as in 'first dense'"
        )


def check_kind(kind: str) -> None:
    """Raises ValueError when there is no such kind of layer."""
    if kind not in KIND_NAMES:
        raise ValueError(f"{kind!r} is no kind of layer: they are {', '.join(KIND_NAMES)}")


def check_option(name: str) -> None:
    """Raises ValueError when no kind of layer has an option of that name."""
    known = sorted({option for kind in KINDS for option in kind.options()})
    if name not in known:
        raise ValueError(f"{name!r} is no option: they are {', '.join(known)}")


def find_layer(project: Project, words: LayerWords) -> int:
    """The number of the layer that `words` mean, INPUT for the batch.

    Raises NnfsError when there is none.
    """
    layers = project.network.layers
    if words == "batch":
        return INPUT
    if isinstance(words, int):
        if words >= len(layers):
            raise NnfsError(f"This network has no layer {words}: it has {len(layers)} layers.")
        return words
    match = _WORDS.fullmatch(words)
    assert match is not None, "checked when it was read"
    order, kind = match.groups()
    found = [i for i, layer in enumerate(layers) if kind is None or layer.kind == kind]
    number = _NUMBERS[order]
    if not found or number >= len(found):
        title = next((each.title for each in KINDS if each.kind == kind), "")
        which = "" if order in ("first", "last") else f"{order} "
        raise NnfsError(f"This network has no {which}{title + ' ' if title else ''}layer.")
    return found[number]


def find_network_layer(project: Project, words: LayerWords) -> int:
    """As `find_layer`, for what only layers have; raises NnfsError for the batch too."""
    layer = find_layer(project, words)
    if layer == INPUT:
        raise NnfsError("The batch is no layer: it has no options and no switch.")
    return layer


def check_sample(project: Project, sample: int) -> None:
    """Raises NnfsError when the batch has no such sample."""
    n_samples = project.batch.n_samples
    if sample >= n_samples:
        raise NnfsError(f"This batch has no sample {sample}: it has {n_samples:,} samples.")


def check_neuron(project: Project, layer: int, neuron: int) -> None:
    """Raises NnfsError when a layer, or the batch for INPUT, gives no such number."""
    width, what = project.batch.n_features, "feature"
    if layer != INPUT:
        width, what = project.network.shapes(width)[layer].n_outputs, "neuron"
    if neuron >= width:
        name = "The batch" if layer == INPUT else project.network.names[layer]
        raise NnfsError(f"{name} has no {what} {neuron}: it has {width:,}.")


def check_weight(project: Project, words: LayerWords, neuron: int, number: int = 0) -> int:
    """The number of the dense layer meant; raises NnfsError when it has no such weight."""
    index = find_network_layer(project, words)
    layer = project.network.layers[index]
    if not isinstance(layer, Dense):
        raise NnfsError(f"{project.network.names[index]} has no weights and biases.")
    check_neuron(project, index, neuron)
    if number >= layer.n_inputs:
        raise NnfsError(
            f"{project.network.names[index]} has no weight {number} a neuron: it has "
            f"{layer.n_inputs:,}."
        )
    return index


def _first_sample(project: Project) -> int | None:
    return 0 if project.batch.n_samples else None

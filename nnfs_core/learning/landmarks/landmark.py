"""Defines what a landmark is: a small value for each kind of thing that can be pointed at."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from nnfs_core.errors import NnfsError
from nnfs_core.layers import Standardise
from nnfs_core.learning.landmarks.finding import (
    LayerWords,
    NamesLayer,
    check_kind,
    check_layer_words,
    check_neuron,
    check_option,
    check_sample,
    check_weight,
    find_layer,
    find_network_layer,
)
from nnfs_core.project.place import BIAS, INPUT, Place
from nnfs_core.project.project import Project

Count = Annotated[int, msgspec.Meta(ge=0)]

PanelName = Literal["network", "batch", "outputs", "explain", "layer", "code", "glossary"]
TabName = Literal[
    "flow", "selected_layer", "softmax", "distribution", "results", "scatter", "compare"
]
FigureName = Literal["confusion"]
FieldName = Literal[
    "name",
    "switch",
    "shape",
    "curve",
    "neurons",
    "initialisation",
    "seed",
    "draw",
    "weights",
    "transposed",
    "scales",
    "fit_again",
]
OF_SCALES = ("scales", "fit_again")
OF_DENSE = ("neurons", "initialisation", "seed", "draw", "weights", "transposed")
ButtonName = Literal["run", "live", "undo", "redo", "open_data", "examples", "commands"]
MenuName = Literal["file", "edit", "network", "batch", "run", "view", "learn", "help"]


class Landmark(NamesLayer, frozen=True, forbid_unknown_fields=True, tag_field="what"):
    """Names something on the screen; `place_in` says what of it a project lacks."""

    def place_in(self, project: Project) -> Place | None:
        """What to select so that the landmark can be seen, or None when nothing need be.

        Raises NnfsError with a sentence when the project has no such thing.
        """
        return None


class PanelLandmark(Landmark, frozen=True, tag="panel"):
    """Names one of the panels."""

    name: PanelName


class TabLandmark(Landmark, frozen=True, tag="tab"):
    """Names one of the views of the outputs."""

    name: TabName


class ButtonLandmark(Landmark, frozen=True, tag="button"):
    """Names a button of the toolbar."""

    name: ButtonName


class MenuLandmark(Landmark, frozen=True, tag="menu"):
    """Names a menu by its title in the menu bar."""

    name: MenuName


class PaletteLandmark(Landmark, frozen=True, tag="palette"):
    """Names the palette, or the button of one kind."""

    kind: str = ""

    def __post_init__(self) -> None:
        if self.kind:
            check_kind(self.kind)


class CardLandmark(Landmark, frozen=True, tag="card"):
    """Names the card of a layer, or of the batch, in the stack."""

    layer: LayerWords

    def place_in(self, project: Project) -> Place:
        return Place(find_layer(project, self.layer))


class CellLandmark(Landmark, frozen=True, tag="cell"):
    """Names one number of a layer's output, in the view Flow."""

    layer: LayerWords
    sample: Count = 0
    neuron: Count = 0

    def place_in(self, project: Project) -> Place:
        layer = find_layer(project, self.layer)
        check_sample(project, self.sample)
        check_neuron(project, layer, self.neuron)
        return Place(layer, self.sample, self.neuron)


class MatrixLandmark(Landmark, frozen=True, tag="matrix"):
    """Names all that a layer gives, or the batch, as the matrix that the view Flow shows."""

    layer: LayerWords

    def place_in(self, project: Project) -> Place:
        layer = find_layer(project, self.layer)
        check_sample(project, 0)
        return Place(layer)


class InputLandmark(Landmark, frozen=True, tag="input"):
    """Names one number of the batch, in its table."""

    sample: Count = 0
    feature: Count = 0

    def place_in(self, project: Project) -> Place:
        check_sample(project, self.sample)
        check_neuron(project, INPUT, self.feature)
        return Place(INPUT, self.sample, self.feature)


class SampleLandmark(Landmark, frozen=True, tag="sample"):
    """Names a row of the batch's table."""

    sample: Count = 0

    def place_in(self, project: Project) -> Place:
        check_sample(project, self.sample)
        return Place(INPUT, self.sample, 0)


class FeatureLandmark(Landmark, frozen=True, tag="feature"):
    """Names a column of the batch's table."""

    feature: Count = 0

    def place_in(self, project: Project) -> Place:
        check_sample(project, 0)
        check_neuron(project, INPUT, self.feature)
        return Place(INPUT, 0, self.feature)


class WeightLandmark(Landmark, frozen=True, tag="weight"):
    """Names one weight of a dense layer, in the Layer panel."""

    layer: LayerWords
    neuron: Count = 0
    input: Count = 0

    def place_in(self, project: Project) -> Place:
        layer = check_weight(project, self.layer, self.neuron, self.input)
        return Place(layer, _first_sample(project), self.neuron, self.input)


class BiasLandmark(Landmark, frozen=True, tag="bias"):
    """Names the bias of one neuron of a dense layer, in the Layer panel."""

    layer: LayerWords
    neuron: Count = 0

    def place_in(self, project: Project) -> Place:
        layer = check_weight(project, self.layer, self.neuron)
        return Place(layer, _first_sample(project), self.neuron, BIAS)


class FieldLandmark(Landmark, frozen=True, tag="field"):
    """Names a part of the Layer panel while it shows a layer: `weights` is the whole table."""

    layer: LayerWords
    name: FieldName

    def place_in(self, project: Project) -> Place:
        layer = find_network_layer(project, self.layer)
        if self.name in OF_DENSE and layer not in project.network.dense_layers:
            raise NnfsError("{name} has no weights and biases.")(project.network.names[layer])
        if self.name in OF_SCALES and not isinstance(project.network.layers[layer], Standardise):
            raise NnfsError("{name} has no means and deviations.")(project.network.names[layer])
        return Place(layer, _first_sample(project), 0)


class OptionLandmark(Landmark, frozen=True, tag="option"):
    """Names an option of a layer in the Layer panel, by its name in the file format."""

    layer: LayerWords
    name: str

    def __post_init__(self) -> None:
        check_layer_words(self.layer)
        check_option(self.name)

    def place_in(self, project: Project) -> Place:
        layer = find_network_layer(project, self.layer)
        if self.name not in project.network.layers[layer].options():
            raise NnfsError("{it} has no option {name}.")(project.network.names[layer], self.name)
        return Place(layer, _first_sample(project), 0)


class PrecisionLandmark(Landmark, frozen=True, tag="precision"):
    """Names the choice of precision, which the Layer panel shows for the batch."""

    def place_in(self, project: Project) -> Place:
        return Place(INPUT)


class ProbabilitiesLandmark(Landmark, frozen=True, tag="probabilities"):
    """Names the bars of probabilities below the matrices of Flow."""

    def place_in(self, project: Project) -> Place:
        check_sample(project, 0)
        return Place(find_layer(project, "last softmax"))


class FigureLandmark(Landmark, frozen=True, tag="figure"):
    """Names a figure beside the table of Results."""

    name: FigureName


AnyLandmark = (
    PanelLandmark
    | TabLandmark
    | ButtonLandmark
    | MenuLandmark
    | PaletteLandmark
    | CardLandmark
    | CellLandmark
    | MatrixLandmark
    | InputLandmark
    | SampleLandmark
    | FeatureLandmark
    | WeightLandmark
    | BiasLandmark
    | FieldLandmark
    | OptionLandmark
    | PrecisionLandmark
    | ProbabilitiesLandmark
    | FigureLandmark
)


def _first_sample(project: Project) -> int | None:
    return 0 if project.batch.n_samples else None

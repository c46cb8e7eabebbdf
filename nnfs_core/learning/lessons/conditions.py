"""Tells whether a step of a lesson is done, from the moment it began and the present one."""

from __future__ import annotations

import math
from typing import Annotated

import msgspec

from nnfs_core.arrays import PRECISIONS
from nnfs_core.learning.landmarks.finding import (
    LayerWords,
    check_kind,
    check_layer_words,
    check_neuron,
    check_option,
    check_sample,
    check_weight,
    find_layer,
    find_network_layer,
)
from nnfs_core.learning.landmarks.landmark import Count, PanelName, TabName
from nnfs_core.learning.lessons.condition import Condition
from nnfs_core.learning.lessons.data_conditions import BatchSplit, DataOpened, Filtered, Saved
from nnfs_core.learning.lessons.situation import Situation
from nnfs_core.project.place import BIAS, INPUT, Place, number_at
from nnfs_core.project.project import Project

# msgspec compares, so NaN and infinity are refused too
Finite = Annotated[float, msgspec.Meta(ge=-1e300, le=1e300)]

CLOSE = 1e-6  # how near a typed number must come, relative to the right one


class Selected(Condition, frozen=True, tag="selected"):
    """Waits until what is given is selected: a layer or the batch, a sample, a neuron, a weight."""

    layer: LayerWords | None = None
    sample: Count | None = None
    neuron: Count | None = None
    weight: Count | None = None
    bias: bool = False

    def holds(self, before: Situation, now: Situation) -> bool:
        place = now.place
        weight = BIAS if self.bias else self.weight
        pairs = (self.sample, place.sample), (self.neuron, place.neuron), (weight, place.weight)
        return (self.layer is None or place.layer == find_layer(now.project, self.layer)) and all(
            wanted is None or wanted == chosen for wanted, chosen in pairs
        )


class NumberSet(Condition, frozen=True, kw_only=True):
    """Waits for a given number's value; without one, for another than when the step began."""

    value: Finite | None = None

    def holds(self, before: Situation, now: Situation) -> bool:
        number = number_at(now.project, self.place(now.project))
        if self.value is not None:
            return _is_reached(self.value, number, now.project)
        earlier = number_at(before.project, self.place(before.project))
        return number is not None and earlier is not None and number != earlier

    def place(self, project: Project) -> Place:
        """Where the number is; raises NnfsError when the project lacks it."""
        raise NotImplementedError


class InputSet(NumberSet, frozen=True, tag="input"):
    """Waits for an input's value; without one, for another than when the step began."""

    sample: Count
    feature: Count

    def place(self, project: Project) -> Place:
        check_sample(project, self.sample)
        check_neuron(project, INPUT, self.feature)
        return Place(INPUT, self.sample, self.feature)


class WeightSet(NumberSet, frozen=True, tag="weight"):
    """Waits for a weight's value; without one, for another than when the step began."""

    layer: LayerWords
    neuron: Count
    input: Count

    def place(self, project: Project) -> Place:
        index = check_weight(project, self.layer, self.neuron, self.input)
        return Place(index, None, self.neuron, self.input)


class BiasSet(NumberSet, frozen=True, tag="bias"):
    """Waits for a bias's value; without one, for another than when the step began."""

    layer: LayerWords
    neuron: Count

    def place(self, project: Project) -> Place:
        return Place(check_weight(project, self.layer, self.neuron), None, self.neuron, BIAS)


class SampleSet(Condition, frozen=True, tag="sample"):
    """Waits until all numbers of a sample have these values."""

    sample: Count
    values: Annotated[tuple[Finite, ...], msgspec.Meta(min_length=1, max_length=100)]

    def holds(self, before: Situation, now: Situation) -> bool:
        check_sample(now.project, self.sample)
        row = now.project.batch.input_rows.rows_in_memory(self.sample, self.sample + 1)
        return (
            row is not None
            and row.shape[1] == len(self.values)
            and all(
                _is_reached(value, number, now.project)
                for value, number in zip(self.values, row[0].tolist(), strict=True)
            )
        )


class KindsInOrder(Condition, frozen=True, tag="layers"):
    """Waits until the layers are of just these kinds, in order: some added, removed or moved."""

    kinds: Annotated[tuple[str, ...], msgspec.Meta(max_length=50)]

    def __post_init__(self) -> None:
        for kind in self.kinds:
            check_kind(kind)

    def holds(self, before: Situation, now: Situation) -> bool:
        return self.kinds == tuple(layer.kind for layer in now.project.network.layers)


class Named(Condition, frozen=True, tag="named"):
    """Waits until a layer has this name."""

    layer: LayerWords
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]

    def holds(self, before: Situation, now: Situation) -> bool:
        return now.project.network.names[find_network_layer(now.project, self.layer)] == self.name


class Switched(Condition, frozen=True, tag="switch"):
    """Waits until a layer is on, or off."""

    layer: LayerWords
    on: bool

    def holds(self, before: Situation, now: Situation) -> bool:
        index = find_network_layer(now.project, self.layer)
        return now.project.network.layers[index].enabled == self.on


class NeuronsSet(Condition, frozen=True, tag="neurons"):
    """Waits until a dense layer has so many neurons."""

    layer: LayerWords
    count: Annotated[int, msgspec.Meta(ge=1, le=10_000)]

    def holds(self, before: Situation, now: Situation) -> bool:
        index = check_weight(now.project, self.layer, 0)
        return now.project.network.layers[index].n_outputs == self.count


class OptionSet(Condition, frozen=True, tag="option"):
    """Waits for a value of a layer's option, such as the seed that its weights were drawn with."""

    layer: LayerWords
    name: str
    value: Finite

    def __post_init__(self) -> None:
        check_layer_words(self.layer)
        check_option(self.name)

    def holds(self, before: Situation, now: Situation) -> bool:
        layer = now.project.network.layers[find_network_layer(now.project, self.layer)]
        return layer.option_values().get(self.name) == self.value


class PrecisionSet(Condition, frozen=True, tag="precision"):
    """Waits until the project computes in this precision."""

    value: str

    def __post_init__(self) -> None:
        if self.value not in PRECISIONS:
            raise ValueError(f"{self.value!r} is no precision: they are {', '.join(PRECISIONS)}")

    def holds(self, before: Situation, now: Situation) -> bool:
        return now.project.precision == self.value


class SamplesCounted(Condition, frozen=True, tag="samples"):
    """Waits until the batch has so many samples."""

    count: Annotated[int, msgspec.Meta(ge=0, le=10_000)]

    def holds(self, before: Situation, now: Situation) -> bool:
        return now.project.batch.n_samples == self.count


class FeaturesCounted(Condition, frozen=True, tag="features"):
    """Waits until the samples have so many features."""

    count: Annotated[int, msgspec.Meta(ge=0, le=10_000)]

    def holds(self, before: Situation, now: Situation) -> bool:
        return now.project.batch.n_features == self.count


class PanelShown(Condition, frozen=True, tag="panel"):
    """Waits until a panel is visible, in front of those that share its place."""

    name: PanelName

    def holds(self, before: Situation, now: Situation) -> bool:
        return self.name in now.panels


class TabShown(Condition, frozen=True, tag="tab"):
    """Waits until a view of the outputs is in front."""

    name: TabName

    def holds(self, before: Situation, now: Situation) -> bool:
        return now.tab == self.name


class Oriented(Condition, frozen=True, tag="orientation"):
    """Waits until weights are shown one row a neuron, or one column."""

    row_a_neuron: bool

    def holds(self, before: Situation, now: Situation) -> bool:
        return now.row_a_neuron == self.row_a_neuron


class Undone(Condition, frozen=True, tag="undo"):
    """Waits until something is undone after the step began."""

    def holds(self, before: Situation, now: Situation) -> bool:
        return now.can_redo and now.project is not before.project


AnyCondition = (
    Selected
    | InputSet
    | SampleSet
    | WeightSet
    | BiasSet
    | KindsInOrder
    | Named
    | Switched
    | NeuronsSet
    | OptionSet
    | PrecisionSet
    | SamplesCounted
    | FeaturesCounted
    | PanelShown
    | TabShown
    | Oriented
    | Undone
    | DataOpened
    | BatchSplit
    | Filtered
    | Saved
)


def _is_reached(wanted: float, number: float | None, project: Project) -> bool:
    """Whether a number has the wanted value, as the project's precision keeps it."""
    kept = float(project.dtype.type(wanted))
    return number is not None and math.isclose(number, kept, rel_tol=CLOSE, abs_tol=CLOSE)

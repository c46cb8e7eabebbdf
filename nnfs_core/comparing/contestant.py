"""Fits a network to samples that may not be its own: features and classes by their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import NnfsError
from nnfs_core.matrix.rows import Rows
from nnfs_core.network.layer_pass import LayerStep, empty_matrix, layer_steps, run_steps
from nnfs_core.network.network import Network
from nnfs_core.progress import IsCancelled
from nnfs_core.project.batch import Batch
from nnfs_core.project.loose_names import as_called
from nnfs_core.project.matching import is_unnamed
from nnfs_core.project.project import Project
from nnfs_core.wording import counted, first_few, sentence


@dataclass(frozen=True, eq=False)
class Contestant:
    """Holds a network to compare, and what the features and classes were called that it knows.

    `name` is for sentences: "the present state", "model.nnfs".
    """

    name: str
    network: Network
    columns: tuple[str, ...]
    class_names: tuple[str, ...]
    dtype: np.dtype[Any]  # in which it computes

    @classmethod
    def of(cls, project: Project, name: str) -> Contestant:
        """The network of a project, without its samples."""
        batch = project.batch
        return cls(name, project.network, batch.columns, batch.class_names, project.dtype)

    @cached_property
    def softmax(self) -> int | None:
        """The layer whose outputs are the probabilities of classes: the last one that gives any."""
        layers = enumerate(self.network.layers)
        found = [index for index, layer in layers if layer.is_distribution and layer.enabled]
        return found[-1] if found else None


@dataclass(frozen=True, eq=False)
class FittedNetwork:
    """Runs a contestant on blocks of samples of a batch.

    places: of the features that it takes, in its order; None where they are those of the batch.
    numbers: the class of the batch that each of its outputs is the probability of; empty where it
    predicts a value. notes: sentences on what is not called alike.
    """

    contestant: Contestant
    steps: tuple[LayerStep, ...]  # up to the outputs that are compared
    places: tuple[int, ...] | None
    numbers: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    known: Rows | None = None  # the outputs, where they have been computed before

    @property
    def width(self) -> int:
        """How many outputs a sample has."""
        return self.steps[-1].width

    @property
    def most_products(self) -> int:
        """The multiplications for a sample of the largest matrix product."""
        return max(step.layer.parameter_count for step in self.steps)

    @property
    def cost(self) -> int:
        """What a sample costs, in multiplications."""
        return 0 if self.known is not None else sum(step.cost for step in self.steps)

    def outputs(self, inputs: FloatArray, cancelled: IsCancelled) -> FloatArray:
        """The outputs (samples, width) for whole blocks of inputs (samples, features) of the batch,
        with the bits that any forward pass gives them; raises Cancelled."""
        if self.places is not None:
            inputs = inputs[:, self.places]
        inputs = inputs.astype(self.contestant.dtype, copy=False)
        outputs = empty_matrix(len(inputs), self.width, inputs.dtype)
        wide = [index for index, step in enumerate(self.steps) if not step.is_in_place]
        n_unkept = wide[-1] if wide else 0
        kept = *[None] * n_unkept, *[outputs] * (len(self.steps) - n_unkept)
        run_steps(self.steps, inputs, kept, cancelled=cancelled)
        return outputs


def fitted(contestant: Contestant, batch: Batch) -> FittedNetwork:
    """How a contestant runs on samples; raises NnfsError that says what of it does not fit them.

    Its classes keep their own numbers.
    """
    network, name = contestant.network, contestant.name
    if not network.layers:
        raise NnfsError("{name} has no layers, so it predicts nothing.")(capitalized_name(name))
    places, notes = _features(contestant, batch)
    n_features = batch.n_features if places is None else len(places)
    end = len(network) if contestant.softmax is None else contestant.softmax + 1
    for index, shape in enumerate(network.shapes(n_features)[:end]):
        if not shape.fits:
            raise NnfsError("{name} does not fit the samples: {misfit}")(
                capitalized_name(name), network.misfit(index, shape)
            )
    steps = layer_steps(network.layers[:end], n_features)
    numbers = () if contestant.softmax is None else tuple(range(steps[-1].width))
    return FittedNetwork(contestant, steps, places, numbers, notes)


def _features(
    contestant: Contestant, batch: Batch
) -> tuple[tuple[int, ...] | None, tuple[str, ...]]:
    """Where the features are that a contestant takes, as for `places`, and a note on them."""
    there = batch.columns
    known = as_called(contestant.columns, there)
    places = {name: place for place, name in enumerate(there)}
    if known == there:
        return None, ()
    if places.keys() >= {*known} and len({*known}) == len(known) and len(places) == len(there):
        return tuple(places[name] for name in known), ()
    if len(known) == len(there):
        if is_unnamed(known) or is_unnamed(there):
            return None, ()
        note = sentence(
            "The features of {name} are called otherwise, so they are taken in their order."
        )
        return None, (note(contestant.name),)
    missing = [name for name in known if name not in places] or list(known)
    raise NnfsError("{name} does not fit the samples, which have no {features} {names}.")(
        capitalized_name(contestant.name),
        "feature" if len(missing) == 1 else "features",
        first_few(missing, 5),
    )


def with_classes(
    first: FittedNetwork, second: FittedNetwork, batch: Batch
) -> tuple[FittedNetwork, FittedNetwork, tuple[str, ...]]:
    """Both with the class numbers of the batch for their outputs, by names, and all class names.

    A class that the batch does not have comes behind its own. Where the batch names none, those
    of the first count. Raises NnfsError where no name is alike and the numbers of classes are not.
    """
    n_named = batch.n_classes if any(batch.class_names) else 0
    names = [batch.class_name(number) for number in range(n_named)]
    pair = []
    for each in (first, second):
        own = [*each.contestant.class_names[: each.width]]
        own += [""] * (each.width - len(own))
        numbers, notes = _numbered(each, own, names, batch)
        pair.append(replace(each, numbers=numbers, notes=(*each.notes, *notes)))
    for number, name in enumerate(names):
        names[number] = name or batch.class_name(number)
    return pair[0], pair[1], tuple(names)


def _numbered(
    fitted: FittedNetwork, own: Sequence[str], names: list[str], batch: Batch
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The number of each class of a network, and notes; `names` grows by those that are new."""
    there = {name: number for number, name in enumerate(names) if name}
    notes: tuple[str, ...] = ()
    if not any(name in there for name in own):
        has_other_names = any(own) and any(names) and not all(map(str.isdecimal, filter(None, own)))
        if has_other_names and len(own) != len(names):
            raise NnfsError("{name} tells {classes} apart, none of which is one here: {names}.")(
                capitalized_name(fitted.contestant.name),
                counted(len(own), "class", "classes"),
                first_few(own, 5),
            )
        if has_other_names:
            note = sentence(
                "The classes of {name} are called otherwise, so they are taken by their numbers."
            )
            notes = (note(fitted.contestant.name),)
        numbers = tuple(range(len(own)))
    else:
        n_known, taken = len(names), {there[name] for name in own if name in there}
        found = []
        for number, name in enumerate(own):
            place = there.get(name)
            if place is None and not name and number < n_known and number not in taken:
                place = number
            if place is None:
                place = len(names)
                names.append(name)
            found.append(place)
            taken.add(place)
        numbers = tuple(found)
    for number, name in zip(numbers, own, strict=True):
        names += [""] * (number + 1 - len(names))
        names[number] = names[number] or name
    return numbers, notes


def capitalized_name(name: str) -> str:
    """A name as sentences begin with it; that of a file stays as it is."""
    return name[:1].upper() + name[1:] if name.startswith("the ") else name

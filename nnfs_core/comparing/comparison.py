"""Compares two forward passes: it subtracts the outputs of each layer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nnfs_core.comparing.difference import Difference, difference
from nnfs_core.forward.block_pass import range_of
from nnfs_core.forward.evaluate import Evaluation, LayerResult
from nnfs_core.matrix.carried import carried
from nnfs_core.network.matching import counterparts
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if
from nnfs_core.project.place import INPUT
from nnfs_core.wording import sentence

THE_PINNED_STATE = "the pinned state"


@dataclass(frozen=True)
class LayerComparison:
    """Holds the difference of a layer's outputs, or the sentence why there is none.

    Both are missing where the present pass did not reach the layer.
    """

    result: LayerResult | None = None
    message: str = ""
    difference: Difference | None = None
    counterpart: str = ""  # the name of the other layer, where it is another one


@dataclass(frozen=True, eq=False)
class Comparison:
    """Holds the outputs of `present` minus those of `pinned`, for each sample and layer."""

    present: Evaluation
    pinned: Evaluation
    inputs: LayerComparison
    layers: tuple[LayerComparison, ...]  # of each layer of the present network
    note: str = ""  # what holds of all of them
    shares_samples: bool = False  # because what is pinned was run on the present ones

    def at(self, layer: int) -> LayerComparison:
        """What is known of a layer, or of the batch for INPUT."""
        return self.inputs if layer == INPUT else self.layers[layer]

    @property
    def all(self) -> tuple[LayerComparison, ...]:
        """The batch and every layer."""
        return (self.inputs, *self.layers)


def compare(
    present: Evaluation,
    pinned: Evaluation,
    before: Comparison | None = None,
    *,
    name: str = THE_PINNED_STATE,
    shares_samples: bool = False,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> Comparison:
    """Subtract the outputs of `pinned`, which sentences call `name`, from those of `present`.

    Layers are matched as `counterparts` says, samples by their number; where one side has more
    samples, those that both have are compared. All blocks that `before` does not know are read once
    for the range of their differences, and only a few stay in memory. `progress` is called with the
    fraction done. Raises Cancelled soon after `cancelled` turns true, and NnfsError when a block
    cannot be fetched.
    """
    networks = present.project.network, pinned.project.network
    places = counterparts(networks[0].layers, networks[1].layers)
    pairs: list[tuple[int, int | None]] = [(INPUT, INPUT), *enumerate(places)]
    known = [] if before is None else [each for each in before.all if each.difference is not None]
    compared = [_compared(present, pinned, *pair, known, name) for pair in pairs]
    inputs, *layers = _with_ranges(compared, known, progress, cancelled)
    note = _note(present, pinned, name)
    return Comparison(present, pinned, inputs, tuple(layers), note, shares_samples)


def _compared(
    present: Evaluation,
    pinned: Evaluation,
    layer: int,
    place: int | None,
    known: list[LayerComparison],
    name: str,
) -> LayerComparison:
    title, result = _title(present, layer), present.result(layer)
    if result is None:
        return LayerComparison()
    if place is None:
        return LayerComparison(message=sentence("{title} has no counterpart in {it}.")(title, name))
    other, match = pinned.result(place), _title(pinned, place)
    if other is None:
        return LayerComparison(message=sentence("{layer} was not reached in {it}.")(match, name))
    width, other_width = result.output.width, other.output.width
    if width != other_width:
        noun = "features" if layer == INPUT else "outputs"
        return LayerComparison(
            message=sentence(
                "{title} has {width:,} {noun} a sample, and {other_width:,} in {name}."
            )(title, width, noun, other_width, name)
        )
    if not min(len(result.output), len(other.output)):
        return LayerComparison(message="There is no sample to compare.")
    before = _most_shared(result, other, known)
    subtracted = difference(result.output, other.output, before)
    return LayerComparison(difference=subtracted, counterpart=match if match != title else "")


def _most_shared(
    result: LayerResult, other: LayerResult, known: list[LayerComparison]
) -> Difference | None:
    """The earlier difference that shares most blocks, found by the first and last of each side."""

    def shared(each: Difference) -> int:
        pairs = (each.present, result.output), (each.pinned, other.output)
        return sum(
            old.blocks[at] is new.blocks[at] for old, new in pairs for at in (0, -1) if old.blocks
        )

    width = result.output.width
    found = [each.difference for each in known if each.difference is not None]
    alike = [each for each in found if each.rows.width == width]
    return max(alike, key=shared, default=None)


def _with_ranges(
    compared: list[LayerComparison],
    known: list[LayerComparison],
    progress: Progress,
    cancelled: IsCancelled,
) -> list[LayerComparison]:
    """The same with the least and the largest difference of each block.

    The first blocks of all layers are read before the second ones, as outputs of several layers are
    often computed together.
    """
    before = [
        (each.difference.rows, each.result.block_ranges)
        for each in known
        if each.difference is not None and each.result is not None
    ]
    found = [
        [] if each.difference is None else carried(each.difference.rows, before)
        for each in compared
    ]
    missing = sorted(
        (number, which)
        for which, ranges in enumerate(found)
        for number, known_range in enumerate(ranges)
        if known_range is None
    )
    for n_done, (number, which) in enumerate(missing):
        stop_if(cancelled)
        progress(n_done / len(missing))
        subtracted = compared[which].difference
        assert subtracted is not None
        found[which][number] = range_of(subtracted.rows.block(number))
    return [
        each
        if each.difference is None
        else replace(
            each, result=LayerResult(each.difference.rows, tuple(filter(None, ranges)), 0.0)
        )
        for each, ranges in zip(compared, found, strict=True)
    ]


def _title(evaluation: Evaluation, layer: int) -> str:
    return "The input batch" if layer == INPUT else evaluation.project.network.names[layer]


def _note(present: Evaluation, pinned: Evaluation, name: str) -> str:
    here, there = present.project.batch.n_samples, pinned.project.batch.n_samples
    if here == there:
        return ""
    both = min(here, there)
    compared = sentence("only the first {both:,} samples are compared")(both)
    if both < 2:
        compared = "only the first sample is compared" if both else "there is none to compare"
    note = sentence("There are {here:,} samples here and {there:,} in {name}: {compared}.")
    return note(here, there, name, compared)

"""Makes tables and sentences of the comparisons for the numerics section."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import ref

import numpy as np

from nnfs_core.arrays import PRECISIONS
from nnfs_core.explain.numerics import WIDEST, PrecisionComparison, Stage
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.numerals import full_number, short_number, short_text
from nnfs_core.project.place import Place
from nnfs_gui.panels.explain.sections.numbers_table import TableRow

MOST_LAYERS = 12


@dataclass(frozen=True)
class SoftmaxComparisons:
    """Holds softmax of a sample with its largest input subtracted first, and of inputs as is.

    `layer_subtracts` says which of them is the layer's own way.
    """

    subtracted: PrecisionComparison
    plain: PrecisionComparison
    layer_subtracts: bool


@dataclass(frozen=True)
class Numerics:
    """Holds what was compared for a place: softmax both ways, if it is one, and the network.

    What was compared does not keep the evaluation alive.
    """

    evaluation: ref[Evaluation]
    place: Place
    softmax: SoftmaxComparisons | None
    network: PrecisionComparison
    layers: tuple[int, ...]  # the place of each stage of `network`


def softmax_rows(both: SoftmaxComparisons, neuron: int | None) -> list[TableRow]:
    """One entry of each step in the three precisions, with a column for each way.

    It is the entry of the selected `neuron`, else the largest input. At a step where it has not
    parted but another has, that one stands beside it.
    """
    plain = {stage.title: stage for stage in both.plain.stages}
    inputs = both.subtracted.stages[0].expected
    entry = neuron if neuron is not None and neuron < len(inputs) else int(np.argmax(inputs))
    rows = []
    for stage in both.subtracted.stages:
        sides = [stage, plain[stage.title]] if stage.title in plain else [stage]
        for at in _entries(sides, entry):
            name = f"{stage.title} [{at}]" if stage.n_entries > 1 else stage.title
            formulas = [(side.formula, False) for side in sides]
            nothing = [("", False)] * (2 - len(sides))
            rows.append(TableRow(name, (*formulas, *nothing), is_heading=True))
            for each in PRECISIONS:
                cells = [
                    (short_number(float(side.values[each][at])), bool(side.parted[each][at]))
                    for side in sides
                ]
                rows.append(TableRow(each, (*cells, *nothing)))
    return rows


def _entries(sides: list[Stage], entry: int) -> list[int]:
    """The entry to show of a step and, where it has not parted but another has, that one too."""
    if sides[0].n_entries == 1:
        return [0]
    parted = [side.parted[each] for side in sides for each in PRECISIONS]
    others = [int(np.argmax(mask)) for mask in parted if mask.any() and not mask[entry]]
    return sorted({entry, *others[:1]})


def network_rows(numerics: Numerics) -> list[TableRow]:
    """How far each layer is from float64, and the selected number with all its digits."""
    rows, comparison, place = [], numerics.network, numerics.place
    shown = _layers_to_show(numerics)
    for number, stage in enumerate(comparison.stages):
        if number not in shown:
            if number - 1 in shown:
                rows.append(TableRow("…"))
            continue
        cells = tuple(_difference(stage, each) for each in PRECISIONS[:-1])
        rows.append(TableRow(stage.title, cells, numerics.layers[number] == place.layer))
    at = numerics.layers.index(place.layer) if place.layer in numerics.layers else None
    if at is not None and place.neuron is not None:
        stage = comparison.stages[at]
        if place.neuron < stage.n_entries:
            rows.append(TableRow(f"{stage.title}, neuron {place.neuron}", is_heading=True))
            for each in PRECISIONS:
                value, parted = stage.values[each][place.neuron], stage.parted[each][place.neuron]
                rows.append(TableRow(each, ((full_number(value), bool(parted)),)))
    return rows


def _layers_to_show(numerics: Numerics) -> set[int]:
    n_stages = len(numerics.network.stages)
    wanted = [0, n_stages - 1]
    wanted += [each.stage for each in numerics.network.partings.values() if each is not None]
    if numerics.place.layer in numerics.layers:
        wanted.append(numerics.layers.index(numerics.place.layer))
    wanted += range(n_stages)
    return set(list(dict.fromkeys(wanted))[:MOST_LAYERS])


def _difference(stage: Stage, precision: str) -> tuple[str, bool]:
    """The largest difference from float64 as text, and whether any number has parted."""
    with np.errstate(invalid="ignore"):
        apart = np.abs(stage.values[precision].astype(np.float64) - stage.expected)
    parted = bool(stage.parted[precision].any())
    if not apart.size:
        return "", False
    if not np.isfinite(stage.values[precision][stage.parted[precision]]).all():
        return "∞", True
    finite = apart[np.isfinite(apart)]
    return (short_text(float(finite.max()), digits=2) if finite.size else "NaN"), parted


def sentences(comparison: PrecisionComparison) -> list[str]:
    """Where each type parts; float64 only where it does so itself."""
    shown = [each for each in PRECISIONS if each != WIDEST or comparison.partings[each] is not None]
    return [comparison.sentence(each) for each in shown]


def softmax_sentences(both: SoftmaxComparisons) -> list[str]:
    """Where each type parts, one way and the other."""
    return [
        "With the subtraction:",
        *sentences(both.subtracted),
        "Without it:",
        *sentences(both.plain),
    ]

"""What the numerics section shows: tables and sentences made of the comparisons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from nnfs_core.arrays import PRECISIONS
from nnfs_core.evaluate import Evaluation
from nnfs_core.explain.numerics import WIDEST, Comparison, Stage
from nnfs_gui.explain_panel.numbers_table import TableRow
from nnfs_gui.selection import Place
from nnfs_gui.spreadsheet.looks import short_number

Way = Literal["with", "without", "network"]
MOST_ENTRIES = 4  # of a step; the others part no earlier
MOST_LAYERS = 12


@dataclass(frozen=True)
class Numerics:
    """What was compared for a place: softmax both ways, if it is one, and the whole network."""

    evaluation: Evaluation
    place: Place
    softmax: dict[Way, Comparison]
    network: Comparison
    layers: tuple[int, ...]  # the place of each stage of `network`

    def of(self, way: Way) -> Comparison:
        return self.softmax.get(way, self.network)


def softmax_rows(numerics: Numerics, way: Way) -> list[TableRow]:
    """The numbers of each step in the three precisions."""
    rows = []
    for stage in numerics.of(way).stages:
        rows.append(TableRow(f"{stage.title}   {stage.formula}"))
        for entry in _entries(stage, numerics.place.neuron):
            name = f"[{entry}]" if stage.n_entries > 1 else ""
            cells = tuple(
                (short_number(float(stage.values[each][entry])), bool(stage.parted[each][entry]))
                for each in PRECISIONS
            )
            rows.append(
                TableRow(name, cells, stage.n_entries > 1 and entry == numerics.place.neuron)
            )
        left_out = stage.n_entries - MOST_ENTRIES
        if left_out > 0:
            rows.append(TableRow(f"… {left_out:,} more", (("", False),)))
    return rows


def _entries(stage: Stage, selected: int | None) -> list[int]:
    """The entries of a step to show: the selected, the largest, the parted ones, the first."""
    wanted = [] if selected is None or selected >= stage.n_entries else [selected]
    numbers = np.where(np.isnan(stage.expected), -np.inf, stage.expected)
    wanted.append(int(np.argmax(numbers)))
    for precision in PRECISIONS:
        wanted += np.flatnonzero(stage.parted[precision])[:1].tolist()
    wanted += range(min(MOST_ENTRIES, stage.n_entries))
    return sorted(list(dict.fromkeys(wanted))[:MOST_ENTRIES])


def network_rows(numerics: Numerics) -> list[TableRow]:
    """How far each layer is from float64, and the selected number with all its digits."""
    rows, comparison, place = [], numerics.network, numerics.place
    shown = _layers_to_show(numerics)
    for number, stage in enumerate(comparison.stages):
        if number not in shown:
            if number - 1 in shown:
                rows.append(TableRow("…", (("", False),)))
            continue
        cells = tuple(_difference(stage, each) for each in PRECISIONS[:-1])
        rows.append(TableRow(stage.title, cells, numerics.layers[number] == place.layer))
    at = numerics.layers.index(place.layer) if place.layer in numerics.layers else None
    if at is not None and place.neuron is not None:
        stage = comparison.stages[at]
        if place.neuron < stage.n_entries:
            rows.append(TableRow(f"{stage.title}, neuron {place.neuron}"))
            for each in PRECISIONS:
                value, parted = stage.values[each][place.neuron], stage.parted[each][place.neuron]
                rows.append(TableRow(each, ((_digits(value), bool(parted)),)))
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
    return (f"{finite.max():.2g}" if finite.size else "NaN"), parted


def _digits(value: np.floating) -> str:
    """A number with all the digits that its type has."""
    return str(value) if np.isfinite(value) else short_number(float(value))


def sentences(comparison: Comparison) -> list[str]:
    """Where each type parts; float64 only where it does so itself."""
    told = [each for each in PRECISIONS if each != WIDEST or comparison.partings[each] is not None]
    return [comparison.sentence(each) for each in told]


def other_way(numerics: Numerics, way: Way) -> str:
    """One sentence on the way that is not shown."""
    comparison = numerics.of(way)
    parted = [each for each in PRECISIONS if comparison.partings[each] is not None]
    how = "With" if way == "with" else "Without"
    if not parted:
        return f"{how} the subtraction none of them parts."
    names = ", ".join(parted[:-1]) + (" and " if len(parted) > 1 else "") + parted[-1]
    return (
        f"{how} the subtraction {names} part{'s' if len(parted) == 1 else ''} from exact numbers."
    )

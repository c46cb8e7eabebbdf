"""Describes a stop on the way of a sample: what it shows, its numbers as coloured cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PySide6.QtGui import QImage

from nnfs_core.arrays import FloatArray
from nnfs_core.explain import JourneyStop
from nnfs_core.matrix.extremes import Extremes
from nnfs_gui.widgets.heatmap import Scale, image_of
from nnfs_gui.widgets.theme import Theme

MOST_CELLS = 96  # of a strip; of more neighbours the one of largest magnitude stands for all


@dataclass(frozen=True, eq=False)
class PathStop:
    """Holds a stop with the scale of its colours and what shape it gave, as in "4 → 8"."""

    stop: JourneyStop
    shape: str
    is_distribution: bool
    largest: float  # magnitude in the layer's outputs of all samples
    names: Sequence[str] = ()  # of its numbers, where they have names

    def name_of(self, neuron: int) -> str:
        """What people call one of its numbers."""
        return self.names[neuron] if neuron < len(self.names) else f"neuron {neuron}"

    def picture(self, theme: Theme) -> QImage:
        """Its numbers as a line of pixels, on the scale of the heatmaps."""
        assert self.stop.values is not None
        if self.is_distribution:
            scale = Scale.probabilities(theme)
        else:
            scale = Scale.diverging(theme, self.largest)
        found = _thinned(self.stop.values)
        return image_of(scale.colors_of(found.values, found.missing))


def _thinned(values: FloatArray) -> Extremes:
    """At most MOST_CELLS numbers (1, cells): of neighbours the one of largest magnitude."""
    if len(values) <= MOST_CELLS:
        return Extremes(values.reshape(1, -1))
    sizes = np.nan_to_num(np.abs(values), nan=-1.0)
    ends = np.linspace(0, len(values), MOST_CELLS + 1).astype(int)
    pairs = pairwise(ends.tolist())
    largest = np.array([[values[a + sizes[a:b].argmax()] for a, b in pairs]])
    shares = np.add.reduceat(np.isnan(values), ends[:-1], dtype=np.float64) / np.diff(ends)
    return Extremes(largest, shares.reshape(1, -1))

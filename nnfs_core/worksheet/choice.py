"""Describes what a worksheet prints: which samples, which layers, and to how many decimals."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from math import floor, log10

import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.project.project import Project

MOST_SAMPLES = 12  # on one worksheet
MOST_DECIMALS = 6
FEW_SAMPLES = 3  # are taken when nobody chooses
COMFORTABLE = 12  # inputs or neurons, of a layer that somebody may want to compute by hand


@dataclass(frozen=True)
class Choice:
    """Lists samples and layers in the order of the paper, by their numbers in the project."""

    samples: tuple[int, ...]
    layers: tuple[int, ...]
    decimals: int = 3

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(sorted(set(self.layers))))
        if not 0 <= self.decimals <= MOST_DECIMALS:
            raise NnfsError("Numbers are printed to 0 to {most} decimals, not to {decimals}.")(
                MOST_DECIMALS, self.decimals
            )


def offered_layers(project: Project) -> tuple[int, ...]:
    """The layers that compute something: switched on, and before the first misfit."""
    shapes = project.network.shapes(project.batch.n_features)
    fitting = takewhile(lambda index: shapes[index].fits, range(len(shapes)))
    return tuple(index for index in fitting if project.network.layers[index].enabled)


def suggested_choice(project: Project) -> Choice:
    """A few samples from all over the batch, and the layers that are small enough for a hand.

    The last layer if none is; and as many decimals as show three digits of their weights.
    """
    shapes = project.network.shapes(project.batch.n_features)
    offered = offered_layers(project)
    small = tuple(
        index
        for index in offered
        if max(shapes[index].received, shapes[index].n_outputs) <= COMFORTABLE
    )
    return Choice(
        _spread(project.batch.n_samples), small or offered[-1:], _decimals(project, small)
    )


def _spread(n_samples: int) -> tuple[int, ...]:
    """The middle of each third of the batch: samples that are sorted by class differ there."""
    count = min(FEW_SAMPLES, n_samples)
    return tuple((2 * part + 1) * n_samples // (2 * count) for part in range(count))


def _decimals(project: Project, layers: tuple[int, ...]) -> int:
    decimals = Choice.decimals
    for index in layers:
        for part, array in project.network.layers[index].arrays().items():
            largest = float(np.max(np.abs(array), initial=0))
            if part == "deviations" and array.size:  # each of which divides
                largest = float(array.min())
            if 0 < largest < np.inf:
                decimals = max(decimals, 2 - floor(log10(largest)))
    return min(decimals, MOST_DECIMALS)


def sample_numbers(text: str, n_samples: int) -> tuple[int, ...]:
    """The samples that a text such as "0-2, 5" names, each once, in its order.

    Raises NnfsError with a sentence on what was expected.
    """
    numbers: dict[int, None] = {}
    for part in map(str.strip, text.replace(";", ",").replace("–", "-").split(",")):
        if not part:
            continue
        ends = [end.strip() for end in part.split("-")]
        if len(ends) > 2 or not all(end.isdecimal() and len(end) <= 18 for end in ends):
            raise NnfsError("“{part}” is not the number of a sample; type numbers such as 0-2, 5.")(
                part[:40]
            )
        first, last = int(ends[0]), int(ends[-1])
        if max(first, last) >= n_samples:
            raise NnfsError("There is no sample {row:,}; the last one is {last:,}.")(
                max(first, last), n_samples - 1
            )
        if last < first:
            raise NnfsError("“{part}” ends before it begins; type the lower number first.")(part)
        if last - first >= MOST_SAMPLES or len(numbers) > MOST_SAMPLES:
            raise too_many_samples()
        numbers |= dict.fromkeys(range(first, last + 1))
    if not numbers:
        raise NnfsError("Type the numbers of the samples to print, such as 0-2, 5.")
    if len(numbers) > MOST_SAMPLES:
        raise too_many_samples()
    return tuple(numbers)


def samples_text(samples: tuple[int, ...]) -> str:
    """Sample numbers as `sample_numbers` reads them, runs of three or more with a dash."""
    parts: list[str] = []
    at = 0
    while at < len(samples):
        end = at
        while end + 1 < len(samples) and samples[end + 1] == samples[end] + 1:
            end += 1
        if end - at >= 2:
            parts.append(f"{samples[at]}-{samples[end]}")
        else:
            parts += [str(number) for number in samples[at : end + 1]]
        at = end + 1
    return ", ".join(parts)


def too_many_samples() -> NnfsError:
    """The error that a worksheet cannot hold as many samples."""
    return NnfsError("A worksheet holds {most} samples at most; choose fewer.")(MOST_SAMPLES)

"""Says in sentences what stands in the way of a worksheet."""

from __future__ import annotations

import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.edits.standardise import feature_name
from nnfs_core.errors import NnfsError, ShapeError
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence
from nnfs_core.worksheet.choice import MOST_SAMPLES, Choice, too_many_samples

MOST_NUMBERS = 4000  # on one worksheet: some fifteen pages
OUTPUTS = "outputs"  # the part of a layer that is no array of its own


def check_choice(project: Project, choice: Choice) -> None:
    """Raise NnfsError, without reading a sample, when a choice cannot be printed."""
    network, batch = project.network, project.batch
    if not network.layers:
        raise NnfsError("There is nothing to compute yet: add a layer to the network first.")
    if not batch.n_samples:
        raise NnfsError("There is nothing to compute yet: add a sample to the batch first.")
    if not choice.samples:
        raise NnfsError("Choose at least one sample.")
    if len(choice.samples) > MOST_SAMPLES:
        raise too_many_samples()
    shapes = network.shapes(batch.n_features)
    for index in range(choice.layers[-1] + 1 if choice.layers else len(shapes)):
        if not shapes[index].fits:
            way_out = "Mend it, or choose layers before it." if choice.layers else "Mend it first."
            raise ShapeError(f"{network.misfit(index, shapes[index])} {way_out}")
    if not any(layer.enabled for layer in network.layers):
        raise NnfsError("There is nothing to compute: every layer is switched off.")
    if not choice.layers:
        raise NnfsError("Choose at least one layer.")
    if not all(network.layers[index].enabled for index in choice.layers):
        raise NnfsError("A layer that is switched off computes nothing; choose others.")
    _check_size(project, choice)


def _check_size(project: Project, choice: Choice) -> None:
    shapes = project.network.shapes(project.batch.n_features)
    n_samples, count, widest = len(choice.samples), 0, (0, "")
    for index in choice.layers:
        layer, shape = project.network.layers[index], shapes[index]
        own = layer.array_size + n_samples * (shape.received + shape.n_outputs)
        count += own
        widest = max(widest, (own, project.network.names[index]))
    if count > MOST_NUMBERS:
        raise NnfsError(
            "These are {count:,} numbers, {largest:,} of them for {part}, and a worksheet holds "
            "{most:,}; leave {part} out, or choose fewer samples."
        )(count, widest[0], widest[1], MOST_NUMBERS)


def check_finite(
    project: Project, layer: int, part: str, array: AnyArray, rows: tuple[int, ...] = ()
) -> None:
    """Raise NnfsError with the first number of a layer's `part` that is not finite.

    `rows` are the samples that the rows of outputs belong to.
    """
    bad = ~np.isfinite(array)
    if not bad.any():
        return
    row, column = (int(at) for at in np.argwhere(bad)[0])
    value = "NaN" if np.isnan(array[row, column]) else "infinite"
    sample = project.batch.sample_text(rows[row]) if rows else ""
    if layer == INPUT:
        name = project.batch.columns[column]
        place = sentence("Sample {sample}, {name} of the batch")(sample, name)
    elif part == OUTPUTS:
        place = f"{project.network.names[layer]}, sample {sample}, neuron {column}"
    else:
        place = f"{project.network.names[layer]}, {part}, row {row}, neuron {column}"
    raise NnfsError(
        "{place} is {value}, which nobody can compute with; choose other samples or layers."
    )(place, value)


def check_divisors(
    project: Project, layer: int, part: str, texts: tuple[tuple[str, ...], ...]
) -> None:
    """Raise NnfsError where a deviation is printed as 0, which nobody can divide by."""
    if part != "deviations":
        return
    (row,) = texts
    at = next((number for number, text in enumerate(row) if not float(text)), None)
    if at is not None:
        raise NnfsError(
            "The deviation of {feature} in {layer} is so small that it would be printed as 0, and "
            "nobody can divide by that; print more decimals, or leave {name} out."
        )(
            feature_name(project, layer, at),
            project.network.names[layer],
            project.network.names[layer],
        )

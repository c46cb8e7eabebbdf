"""Fits and edits layers that bring features to one scale: mean 0 and standard deviation 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray, seal
from nnfs_core.edits.layers import check_place, finite, insert_layers, layer_at, replace_layer
from nnfs_core.edits.scales import FeatureScales, entering_scales
from nnfs_core.errors import NnfsError
from nnfs_core.layers import Standardise
from nnfs_core.numerals import full_number
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.project import Project
from nnfs_core.project.subset import Subset
from nnfs_core.wording import counted, listed, one_line, sentence

MEAN, DEVIATION = 0, 1  # the columns of the table that `write_scales` writes
MOST_NAMED, MOST_OF_NAME = 3, 40  # features in a sentence, characters of each


@dataclass(frozen=True, eq=False)
class FittedProject:
    """Holds a project with a layer fitted to samples, and sentences on what was found in them."""

    project: Project
    told: tuple[str, ...]


def standardise_layer(project: Project, cancelled: IsCancelled = never) -> Project:
    """Put a layer in front that brings each feature to mean 0 and standard deviation 1.

    Where one stands there already it is fitted anew. The batch stays as it is. Raises NnfsError
    when there is no sample, Cancelled when asked to stop.
    """
    return standardised_project(project, cancelled).project


def standardised_project(project: Project, cancelled: IsCancelled = never) -> FittedProject:
    """As `standardise_layer`, with what was found in the samples."""
    layers = project.network.layers
    is_there = bool(layers) and isinstance(layers[0], Standardise)
    return fitted_again(project, 0, cancelled) if is_there else inserted(project, 0, cancelled)


def inserted(project: Project, index: int, cancelled: IsCancelled = never) -> FittedProject:
    """The project with a layer before the one at `index`, fitted to what arrives there.

    Raises NnfsError when there is no sample, and as `entering_scales` does.
    """
    check_place(project, index)
    scales = _scales_at(project, index, cancelled)
    changed = insert_layers(project, index, [scales.layer(project.dtype)])
    return FittedProject(changed, _told(project, index, scales))


def fitted_again(project: Project, index: int, cancelled: IsCancelled = never) -> FittedProject:
    """The project with the layer at `index` fitted to what arrives there by now.

    It takes as many inputs as arrive. Raises NnfsError as `inserted` does.
    """
    old = standardise_at(project, index)
    scales = _scales_at(project, index, cancelled)
    new = scales.layer(project.dtype, old)
    changed = project if new == old else replace_layer(project, index, new)
    return FittedProject(changed, _told(project, index, scales))


def refit(project: Project, index: int, cancelled: IsCancelled = never) -> Project:
    """Fit the layer at `index` to what arrives there by now, whatever it was fitted to before."""
    return fitted_again(project, index, cancelled).project


def write_scales(
    project: Project, index: int, feature: int, column: int, values: npt.ArrayLike
) -> Project:
    """Write a rectangle (features, columns) of means and deviations of the layer at `index`.

    `column` is MEAN or DEVIATION. Raises NnfsError beyond the layer's features, for what is not
    finite, and for a deviation that is not above 0.
    """
    layer = standardise_at(project, index)
    new = finite(values, project.dtype, "A mean or deviation")
    n_rows, n_columns = new.shape
    if feature < 0 or feature + n_rows > layer.n_inputs:
        raise NnfsError("{name} has {features}; there is no feature {number:,}.")(
            project.network.names[index],
            counted(layer.n_inputs, "feature"),
            feature + n_rows - 1,
        )
    if column < 0 or column + n_columns > 2:
        raise NnfsError("A feature has a mean and a deviation; there is no third number.")
    table = np.concatenate([layer.means, layer.deviations]).T  # (features, 2)
    table[feature : feature + n_rows, column : column + n_columns] = new
    bad = ~(table[:, DEVIATION] > 0)
    if bad.any():
        at = int(np.argmax(bad))
        raise NnfsError(
            "The deviation of {feature} must be above 0, since the layer divides by it, but it is "
            "{x}."
        )(feature_name(project, index, at), full_number(table[at, DEVIATION]))
    changed = replace(
        layer,
        means=seal(np.ascontiguousarray(table[:, [MEAN]].T)),
        deviations=seal(np.ascontiguousarray(table[:, [DEVIATION]].T)),
    )
    return project if changed == layer else replace_layer(project, index, changed)


def standardise_at(project: Project, index: int) -> Standardise:
    """The layer that standardises at `index`; raises NnfsError when it is of another kind."""
    layer = layer_at(project, index)
    if not isinstance(layer, Standardise):
        raise NnfsError("{name} has no means and deviations of its own.")(
            project.network.names[index]
        )
    return layer


def feature_name(project: Project, index: int, feature: int) -> str:
    """What people call a number that arrives at a layer: the column, or the neuron before it."""
    is_batch = not any(layer.enabled for layer in project.network.layers[:index])
    columns = project.batch.columns
    if is_batch and feature < len(columns) and columns[feature]:
        return columns[feature]
    return f"{'feature' if is_batch else 'input'} {feature}"


def fitted_to(project: Project) -> str:
    """Which samples a layer is fitted to: 150 samples; 105 training samples."""
    batch = project.batch
    if batch.subset_rows is None:
        return counted(batch.n_samples, "sample")
    return counted(batch.subset_counts[Subset.TRAINING], "training sample")


def remarks_on(project: Project, index: int, scales: FeatureScales) -> tuple[str, ...]:
    """Sentences on the features that have no scale of their own, of the layer at `index`."""
    kind = "training sample" if project.batch.subset_rows is not None else "sample"
    constant, missing = (_names_of(project, index, x) for x in (scales.constant, scales.missing))
    same = sentence("The same in every {kind}, so with a deviation of 1: {features}.")
    gone = sentence("Missing in every {kind}, so with mean 0 and a deviation of 1: {features}.")
    found = (same(kind, constant) if constant else "", gone(kind, missing) if missing else "")
    return tuple(each for each in found if each)


def _told(project: Project, index: int, scales: FeatureScales) -> tuple[str, ...]:
    fitted = sentence("Fitted to {samples}.")(fitted_to(project))
    return (fitted, *remarks_on(project, index, scales))


def _scales_at(project: Project, index: int, cancelled: IsCancelled) -> FeatureScales:
    if not project.batch.n_samples:
        raise NnfsError(
            "There is no sample to take means and deviations of; add samples to the batch first."
        )
    return entering_scales(project, index, cancelled)


def _names_of(project: Project, index: int, features: Sequence[int]) -> str:
    names = [
        one_line(feature_name(project, index, each), MOST_OF_NAME) for each in features[:MOST_NAMED]
    ]
    if len(features) <= MOST_NAMED:
        return listed(names) if names else ""
    more = sentence("{names} and {n:,} more")
    return more(", ".join(names), len(features) - MOST_NAMED)


def feature_names(project: Project, index: int, n_features: int) -> tuple[str, ...]:
    """What people call the numbers that arrive at a layer, as many as it takes."""
    return tuple(feature_name(project, index, each) for each in range(n_features))


def standardised(block: AnyArray, means: FloatArray, deviations: FloatArray) -> AnyArray:
    """A block of inputs with each feature brought to mean 0 and standard deviation 1, or to 0.

    Journals name it: the batch itself was standardised before there was a layer for it.
    """
    wide, divisors = block.astype(np.float64), np.where(deviations > 0, deviations, 1.0)
    with np.errstate(all="ignore"):
        values = wide / divisors - means / divisors
    return np.where(np.isfinite(block), np.where(deviations > 0, values, 0.0), wide).astype(
        block.dtype
    )

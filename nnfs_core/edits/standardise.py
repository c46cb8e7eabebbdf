"""Fits and edits layers that bring features to one scale: mean 0 and standard deviation 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray, seal
from nnfs_core.edits.layers import finite, insert_layers, layer_at, replace_layer, width_before
from nnfs_core.errors import NnfsError, ShapeError
from nnfs_core.layers import Standardise
from nnfs_core.network.layer_pass import outputs_in_turn
from nnfs_core.numerals import full_number
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.project.subsets import training_blocks

MEAN, DEVIATION = 0, 1  # the columns of the table that `write_scales` writes

_Blocks = Callable[[], Iterator[FloatArray]]


@dataclass(frozen=True, eq=False)
class FeatureScales:
    """Holds the mean and deviation (features,) of each feature's finite numbers, in float64.

    The deviation of a feature that is the same in every sample is 0; of one without a finite
    number the mean is 0, too, and `counts`, how many finite numbers it has, says so.
    """

    means: FloatArray
    deviations: FloatArray
    counts: npt.NDArray[np.int64]

    @property
    def divisors(self) -> FloatArray:
        """What to divide by: the deviations, and 1 where they are 0."""
        return np.where(self.deviations > 0, self.deviations, 1.0)

    @property
    def constant(self) -> tuple[int, ...]:
        """The features that are the same in every sample that has them."""
        return tuple(np.flatnonzero((self.deviations == 0) & (self.counts > 0)).tolist())

    @property
    def missing(self) -> tuple[int, ...]:
        """The features that no sample has."""
        return tuple(np.flatnonzero(self.counts == 0).tolist())

    @property
    def are_standard(self) -> bool:
        """True when every mean is 0 and every deviation 1, or 0, as far as digits go."""
        deviations = self.divisors
        return bool(np.all(np.abs(self.means) < 1e-6) and np.all(np.abs(deviations - 1) < 1e-6))

    @property
    def are_worth_it(self) -> bool:
        """True when standardising changes something and leaves more than zeros."""
        return not self.are_standard and bool(self.deviations.any())

    def layer(self, dtype: npt.DTypeLike, old: Standardise | None = None) -> Standardise:
        """A layer that brings features to these scales, with the name and switch of an old one."""
        means, deviations = (each.reshape(1, -1) for each in (self.means, self.divisors))
        layer = Standardise(means, deviations).astype(dtype)
        return layer if old is None else replace(layer, name=old.name, enabled=old.enabled)


def feature_scales(batch: Batch, cancelled: IsCancelled = never) -> FeatureScales:
    """The scales of the samples to fit by: those of training, or all while nothing is split.

    Raises Cancelled when asked to stop, NnfsError as `training_blocks` does.
    """
    return _scales(lambda: training_blocks(batch, cancelled), batch.n_features)


def entering_scales(project: Project, index: int, cancelled: IsCancelled = never) -> FeatureScales:
    """The scales of what arrives at the layer at `index`: features, or outputs of earlier layers.

    Raises ShapeError when an earlier layer does not fit, and as `feature_scales` does.
    """
    network, batch = project.network, project.batch
    earlier = [layer for layer in network.layers[:index] if layer.enabled]
    if not earlier:
        return feature_scales(batch, cancelled)
    for place, shape in enumerate(network.shapes(batch.n_features)[:index]):
        if not shape.fits:
            raise ShapeError("{misfit} Mend it first.")(network.misfit(place, shape))

    def blocks() -> Iterator[FloatArray]:
        for block in training_blocks(batch, cancelled):
            *_, outputs = outputs_in_turn(earlier, block)
            yield outputs

    return _scales(blocks, width_before(project, index))


def fitted_layer(project: Project, index: int, cancelled: IsCancelled = never) -> Standardise:
    """A layer to stand at `index`, fitted to what arrives there.

    Raises NnfsError when there is no sample, and as `entering_scales` does.
    """
    _check_samples(project)
    return entering_scales(project, index, cancelled).layer(project.dtype)


def standardise_layer(project: Project, cancelled: IsCancelled = never) -> Project:
    """Put a layer in front that brings each feature to mean 0 and standard deviation 1.

    Where one stands there already it is fitted anew. The batch stays as it is. Raises NnfsError
    when there is no sample, Cancelled when asked to stop.
    """
    if project.network.layers and isinstance(project.network.layers[0], Standardise):
        return refit(project, 0, cancelled)
    return insert_layers(project, 0, [fitted_layer(project, 0, cancelled)])


def refit(project: Project, index: int, cancelled: IsCancelled = never) -> Project:
    """Fit the layer at `index` to what arrives there by now, whatever it was fitted to before.

    It takes as many inputs as arrive. Raises NnfsError and Cancelled as `fitted_layer` does.
    """
    old = standardise_at(project, index)
    _check_samples(project)
    new = entering_scales(project, index, cancelled).layer(project.dtype, old)
    return project if new == old else replace_layer(project, index, new)


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
        raise NnfsError("{name} has {n:,} features; there is no feature {number:,}.")(
            project.network.names[index], layer.n_inputs, feature + n_rows - 1
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


def _check_samples(project: Project) -> None:
    if not project.batch.n_samples:
        raise NnfsError(
            "There is no sample to take means and deviations of; add samples to the batch first."
        )


def _scales(blocks: _Blocks, width: int) -> FeatureScales:
    """Means and deviations of the finite numbers of each column of some blocks, gone over thrice.

    Each number is first taken as a share of the way from the middle of the feature's range to its
    ends: so no sum leaves the range, and a large offset takes no digits of the deviation.
    """
    counts = np.zeros(width, np.int64)  # (features,)
    least, most = np.full(width, np.inf), np.full(width, -np.inf)
    for block in blocks():
        is_finite = np.isfinite(block)
        counts += is_finite.sum(axis=0)
        least = np.minimum(least, block.min(axis=0, initial=np.inf, where=is_finite))
        most = np.maximum(most, block.max(axis=0, initial=-np.inf, where=is_finite))
    has_any, n = counts > 0, np.maximum(counts, 1)
    least, most = np.where(has_any, least, 0.0), np.where(has_any, most, 0.0)
    middle = least / 2 + most / 2
    spread = np.where(most > least, np.maximum(most - middle, middle - least), 1.0)
    means = np.zeros(width)
    for block in blocks():
        means += _shares(block, middle, spread).sum(axis=0) / n
    squares = np.zeros(width)
    for block in blocks():
        distances = _shares(block, middle, spread) - means
        squares += np.where(np.isfinite(block), distances * distances, 0).sum(axis=0) / n
    deviations = np.where(most > least, np.sqrt(squares) * spread, 0.0)
    return FeatureScales(np.where(most > least, middle + means * spread, least), deviations, counts)


def _shares(block: FloatArray, middle: FloatArray, spread: FloatArray) -> FloatArray:
    """Where between the ends of its feature's range each number lies, from -1 to 1; 0 if none."""
    shares: FloatArray = (np.where(np.isfinite(block), block, middle) - middle) / spread
    return shares

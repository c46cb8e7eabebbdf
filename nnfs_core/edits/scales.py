"""Finds the mean and the standard deviation of features, and of what arrives at a layer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray
from nnfs_core.edits.layers import width_before
from nnfs_core.errors import ShapeError
from nnfs_core.layers import Standardise
from nnfs_core.network.layer_pass import outputs_in_turn
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.project.subsets import training_blocks

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
    # a feature that is not constant keeps a deviation, were it too small to count
    deviations = np.maximum(np.sqrt(squares) * spread, np.finfo(float).smallest_subnormal)
    deviations = np.where(most > least, deviations, 0.0)
    return FeatureScales(np.where(most > least, middle + means * spread, least), deviations, counts)


def _shares(block: FloatArray, middle: FloatArray, spread: FloatArray) -> FloatArray:
    """Where between the ends of its feature's range each number lies, from -1 to 1; 0 if none."""
    shares: FloatArray = (np.where(np.isfinite(block), block, middle) - middle) / spread
    return shares

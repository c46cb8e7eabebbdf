"""Places residuals against predictions: few as points, many counted in cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import FloatArray, seal
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, never
from nnfs_core.scatter.bins import Bins, IntArray, bins_for
from nnfs_core.scatter.extent import MOST, Extent
from nnfs_core.summaries.classification import Chosen
from nnfs_core.summaries.regression import ComparedValues, RegressionFigures, compared

MOST_POINTS = 2000  # that are told apart; more are counted in cells
MOST_ROWS, MOST_COLUMNS = 80, 160  # of cells
EXACT = np.dtype(np.float64)  # the precision of residuals


@dataclass(frozen=True, eq=False)
class ResidualPoints:
    """Holds the residuals of few samples, each by itself, in the order of their predictions."""

    samples: IntArray  # (points,)
    predictions: FloatArray  # (points,)
    residuals: FloatArray  # (points,)
    x: Extent  # of all predictions
    y: Extent  # of all residuals


@dataclass(frozen=True, eq=False)
class ResidualCells:
    """Counts the residuals of many samples in cells of round edges, none of which is left out."""

    counts: IntArray  # (rows, columns)
    rows: Bins  # of residuals
    columns: Bins  # of predictions

    @property
    def x(self) -> Extent:
        """From where to where the cells of predictions go."""
        return _between_ends(self.columns)

    @property
    def y(self) -> Extent:
        """From where to where the cells of residuals go."""
        return _between_ends(self.rows)


def residuals_shown(
    predictions: Rows,
    targets: Rows,
    figures: RegressionFigures,
    chosen: Chosen | None = None,
    *,
    cancelled: IsCancelled = never,
) -> ResidualPoints | ResidualCells:
    """Where the residuals of samples lie whose figures are these; raises as those do.

    Keeps nothing as large as a block where the samples are many.
    """
    parts = compared(predictions, targets, chosen, cancelled)
    x, y = (Extent.around(each.low, each.high) for each in (figures.predictions, figures.residuals))
    if figures.scores.n_counted <= MOST_POINTS:
        return _points(list(parts), x, y)
    columns, rows = bins_for(x, MOST_COLUMNS, predictions.dtype), bins_for(y, MOST_ROWS, EXACT)
    counts = np.zeros((len(rows), len(columns)), np.int64)
    for part in parts:
        places = rows.places(part.residuals) * len(columns) + columns.places(part.predictions)
        counts += np.bincount(places, minlength=counts.size).reshape(counts.shape)
    return ResidualCells(seal(counts), rows, columns)


def _between_ends(bins: Bins) -> Extent:
    return Extent(bins.edges[0], min(bins.edges[-1], MOST))  # the last end may be infinite


def _points(parts: list[ComparedValues], x: Extent, y: Extent) -> ResidualPoints:
    samples = np.concatenate([np.empty(0, np.int64), *(part.samples for part in parts)])
    predictions = np.concatenate([np.empty(0), *(part.predictions for part in parts)])
    residuals = np.concatenate([np.empty(0), *(part.residuals for part in parts)])
    order = np.argsort(predictions, kind="stable")
    samples, predictions, residuals = samples[order], predictions[order], residuals[order]
    return ResidualPoints(seal(samples), seal(predictions), seal(residuals), x, y)

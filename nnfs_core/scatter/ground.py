"""Asks the network about every place of the plane that its two features span."""

from __future__ import annotations

import numpy as np

from nnfs_core.arrays import seal
from nnfs_core.layers import Layer
from nnfs_core.network.network import Network
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.place import INPUT
from nnfs_core.scatter.extent import Extent, Shares
from nnfs_core.scatter.groups import NO_GROUP, Numbers
from nnfs_core.scatter.points import Points
from nnfs_core.scatter.request import Axis, PointRequest
from nnfs_core.scatter.sight import Region
from nnfs_core.summaries.classification import most_likely

FINEST, COARSEST = 3, 48  # pixels from place to place
MOST_PRODUCTS = 2**31  # of all places together: a larger network is asked at fewer of them
PRODUCTS_TOGETHER = 2**25  # until it is asked whether to stop

FEATURES = {Axis(INPUT, 0), Axis(INPUT, 1)}


def has_ground(request: PointRequest) -> bool:
    """True when x and y are all that the network looks at, and colours are what it predicts."""
    n_features = request.evaluation.project.batch.n_features
    is_plane = n_features == 2 and {request.x, request.y} == FEATURES
    told = request.probabilities if request.value_rows is None else request.predicted_values
    return is_plane and request.coloring != "nothing" and told is not None


def ground(
    points: Points, region: Region, width: float, height: float, cancelled: IsCancelled = never
) -> Numbers:
    """The group of what the network predicts at places of a region (rows, columns).

    The first row is that of the least y. The region is so many pixels wide and high. A prediction
    that no sample's colour stands for is of NO_GROUP. Raises Cancelled soon after `cancelled` turns
    true.
    """
    request = points.request
    layers, dtype = _asked(request), request.evaluation.project.dtype
    network, cost = Network(layers), max(1, sum(layer.parameter_count for layer in layers))
    step = min(max(FINEST, (width * height * cost / MOST_PRODUCTS) ** 0.5), COARSEST)
    columns, rows = (max(1, round(side / step)) for side in (width, height))
    xs, ys = _middles(region.x, columns), _middles(region.y, rows)
    first = request.x.column  # whether x is the first of the two features, or the second
    found = np.empty((rows, columns), np.uint8)
    together = max(1, PRODUCTS_TOGETHER // (cost * columns))
    for start in range(0, rows, together):
        stop_if(cancelled)
        part = ys[start : start + together]
        inputs = np.empty((len(part), columns, 2))
        inputs[..., first], inputs[..., 1 - first] = xs, part[:, None]
        with np.errstate(over="ignore"):
            outputs = network.forward(inputs.reshape(-1, 2).astype(dtype))
        told = most_likely(outputs) if request.value_rows is None else outputs[:, 0]
        groups = points.grouping.numbers(told)
        found[start : start + together] = groups.reshape(len(part), columns)
    for number, group in enumerate(points.groups):
        if group.kind == "unknown":
            found[found == number] = NO_GROUP
    return seal(found)


def _asked(request: PointRequest) -> tuple[Layer, ...]:
    """The layers up to the one that gives the prediction."""
    layers = request.evaluation.project.network.layers
    if request.value_rows is not None:
        return tuple(layers)
    ends = [n for n, layer in enumerate(layers, 1) if layer.is_distribution and layer.enabled]
    return tuple(layers[: ends[-1]])


def _middles(extent: Extent, count: int) -> Shares:
    """The middles of so many parts of an extent. (count,)"""
    shares = (np.arange(count) + 0.5) / count
    return 2 * (extent.low / 2 * (1 - shares) + extent.high / 2 * shares)

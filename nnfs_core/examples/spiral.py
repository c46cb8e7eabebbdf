"""Makes a spiral of several arms: classes that no straight line can part."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

TURN = 0.7  # how far an arm winds around the centre, in full turns
JITTER = 0.2  # the standard deviation of a point's angle, in radians


def spiral_data(
    samples_per_class: int, n_classes: int, *, seed: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Points (samples, 2) and their class numbers (samples,), one arm of the spiral a class.

    Each arm runs from the centre (0, 0) to a distance of 1.
    """
    radii = np.linspace(0.0, 1.0, samples_per_class)  # (samples_per_class,)
    starts = np.arange(n_classes).reshape(-1, 1) / n_classes  # (classes, 1), in full turns
    angles = 2 * np.pi * (starts + TURN * radii)  # (classes, samples_per_class)
    angles += JITTER * np.random.default_rng(seed).standard_normal(angles.shape)
    points = np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=-1)
    return points.reshape(-1, 2), np.repeat(np.arange(n_classes), samples_per_class)

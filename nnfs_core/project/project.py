"""The project: network, batch and settings, the one value that a file holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import PRECISIONS
from nnfs_core.errors import NnfsError
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch


@dataclass(frozen=True)
class Project:
    """All arrays of network and batch are kept in the project's one precision.

    `title` and `notes` are what the author wants to say about it.
    """

    network: Network
    batch: Batch
    precision: str = "float64"
    title: str = ""
    notes: str = ""

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS:
            raise NnfsError(
                f"The precision must be {', '.join(PRECISIONS[:-1])} or {PRECISIONS[-1]}, "
                f"but it is {self.precision!r}."
            )
        layers = [layer.astype(self.dtype) for layer in self.network.layers]
        if any(new is not old for new, old in zip(layers, self.network.layers, strict=True)):
            object.__setattr__(self, "network", Network(layers))
        object.__setattr__(self, "batch", self.batch.astype(self.dtype))

    @property
    def dtype(self) -> np.dtype[np.floating]:
        return np.dtype(self.precision)


def empty_project() -> Project:
    """What the app starts with: no layers, and three samples of four zeros."""
    return Project(Network(), Batch(np.zeros((3, 4))))

"""Defines the project: network, batch and settings, the one value that a file holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nnfs_core.arrays import PRECISIONS, AnyArray
from nnfs_core.errors import NnfsError
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.table_reading import TableReading

MAX_NAME = 200  # characters that are typed or pasted as one; a file may bring more
MAX_NOTES = 10_000  # the same of notes
MAX_LAYERS = 2_000  # each of which takes a card on the screen


@dataclass(frozen=True)
class Project:
    """Keeps all arrays of network and batch in the project's one precision.

    `title` and `notes` are what the author wants to say about it. `table_reading` tells how the
    table was read that was opened last, if any was.
    """

    network: Network
    batch: Batch
    precision: str = "float64"
    title: str = ""
    notes: str = ""
    table_reading: TableReading | None = None

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS:
            raise NnfsError("The precision must be {others} or {widest}, but it is {precision!r}.")(
                ", ".join(PRECISIONS[:-1]), PRECISIONS[-1], self.precision
            )
        object.__setattr__(self, "network", self.network.astype(self.dtype))
        object.__setattr__(self, "batch", self.batch.astype(self.dtype))

    @property
    def dtype(self) -> np.dtype[np.floating]:
        return np.dtype(self.precision)

    def with_batch(self, **changes: Any) -> Project:
        """This project with some fields of its batch replaced."""
        return replace(self, batch=self.batch.with_(**changes))


def empty_project() -> Project:
    """What the app starts with: no layers, and three samples of four zeros."""
    return Project(Network(), Batch(np.zeros((3, 4))))


def project_arrays(project: Project) -> list[AnyArray]:
    """Every array that a project holds in memory, blocks and layers' own."""
    blocks = [block for rows in project.batch.matrices for block in rows.blocks]
    arrays = [block for block in blocks if isinstance(block, np.ndarray)]
    for layer in project.network.layers:
        arrays += layer.arrays().values()
    return arrays

"""Holds all that is true of dense networks without a screen: layers, batches, edits, files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nnfs_core.errors import Cancelled, NnfsError, ShapeError
from nnfs_core.files.native import load, save
from nnfs_core.forward.evaluate import Evaluation, evaluate
from nnfs_core.layers import (
    KINDS,
    Dense,
    LeakyReLU,
    Linear,
    ReLU,
    Sigmoid,
    Softmax,
    Standardise,
    Step,
    Tanh,
)
from nnfs_core.network.network import Network
from nnfs_core.project.batch import Batch
from nnfs_core.project.document import Document
from nnfs_core.project.project import Project

if TYPE_CHECKING:
    from nnfs_core.reading import read_data

__all__ = [
    "KINDS",
    "Batch",
    "Cancelled",
    "Dense",
    "Document",
    "Evaluation",
    "LeakyReLU",
    "Linear",
    "Network",
    "NnfsError",
    "Project",
    "ReLU",
    "ShapeError",
    "Sigmoid",
    "Softmax",
    "Standardise",
    "Step",
    "Tanh",
    "evaluate",
    "load",
    "read_data",
    "save",
]


def __getattr__(name: str) -> Any:
    """`read_data` with all readers of files: imported when asked for, as the app asks later."""
    if name == "read_data":
        from nnfs_core.reading import read_data

        return read_data
    raise AttributeError(name)

"""This module says what every format gives of a file: a look at it, and what was read from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from nnfs_core.files.file_state import FileState
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.project.table_reading import TableReading


@dataclass(frozen=True)
class Look:
    """Says what a first look found in a file; each format adds what its choices are about.

    is_network: the file holds a network, which is more than a batch.
    """

    path: Path
    is_network: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class Opened:
    """Holds what was read from a file, and what its user should know of the reading.

    remarks: sentences on what was done to the content. has_missing: a batch keeps missing inputs,
    which people may want to fill. saves_to: the file that saving a project
    writes from now on; None when it needs one of its own. state: of the very file that was read.
    foreign_classes: the names of classes none of which the batch has that this one was to be like.
    reading: how the table was read that it comes from, to be kept.
    """

    content: Batch | Project
    remarks: tuple[str, ...] = ()
    has_missing: bool = False
    saves_to: Path | None = None
    state: FileState | None = None
    foreign_classes: tuple[str, ...] = ()
    reading: TableReading | None = None

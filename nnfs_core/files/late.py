"""This module hands files to the readers and writers of tables and arrays, which are many.

Each is imported when it is first needed: the start would wait for them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnfs_core.files.look import Opened
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.batch import Batch

if TYPE_CHECKING:
    from nnfs_core.files.array_batch import ArrayChoice
    from nnfs_core.files.array_files import ArrayFile
    from nnfs_core.files.tables.choice import TableChoice
    from nnfs_core.files.tables.guessing.table_guess import TableGuess


def look_at_table(path: str | Path, cancelled: IsCancelled = never) -> TableGuess:
    from nnfs_core.files.tables.guessing.guess import sniff

    return sniff(path, cancelled)


def suggested_table(look: TableGuess) -> TableChoice:
    from nnfs_core.files.tables.choice import TableChoice

    return TableChoice.suggested(look)


def read_table(look: TableGuess, choice: TableChoice, **options: Any) -> Opened:
    from nnfs_core.files.tables.reading import open_table

    return open_table(look, choice, **options)


def write_table(path: str | Path, batch: Batch, **options: Any) -> None:
    from nnfs_core.files.tables.writing import write_batch

    write_batch(path, batch, **options)


def look_at_arrays(path: str | Path, cancelled: IsCancelled = never) -> ArrayFile:
    from nnfs_core.files import array_files

    return array_files.look_at_arrays(path, cancelled)


def suggested_arrays(look: ArrayFile) -> ArrayChoice | None:
    from nnfs_core.files.array_batch import ArrayChoice

    return ArrayChoice.suggested(look)


def read_arrays(look: ArrayFile, choice: ArrayChoice | None, **options: Any) -> Opened:
    from nnfs_core.files import array_batch

    return array_batch.read_arrays(look, choice, **options)


def write_as_npy(path: str | Path, batch: Batch, **options: Any) -> None:
    from nnfs_core.files import array_writing

    array_writing.write_as_npy(path, batch, **options)


def write_as_tensors(path: str | Path, batch: Batch, **options: Any) -> None:
    from nnfs_core.files import array_writing

    array_writing.write_as_tensors(path, batch, **options)

"""Writing a batch or a layer's outputs for other programs, in the format that the name tells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from nnfs_core.errors import NnfsError
from nnfs_core.files import npy
from nnfs_core.files.array_files import INPUTS, NAMES_KEY, OUTPUTS, TARGETS, TENSORS_SUFFIX
from nnfs_core.files.atomic import replacing
from nnfs_core.files.npy import write_npy
from nnfs_core.files.schema import BatchSchema
from nnfs_core.files.streaming import Content
from nnfs_core.files.tables import write_batch, write_table
from nnfs_core.files.tensors import write_tensors
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.batch import Batch


def export_matrix(
    path: str | Path,
    rows: Rows,
    columns: Sequence[str],
    *,
    progress: Progress = lambda fraction: None,
    cancelled: IsCancelled = lambda: False,
) -> None:
    """Write a matrix as .npy, as .safetensors with the tensor `outputs`, or else as a table.

    Its blocks are written one by one. Raises NnfsError when the file cannot be written, which
    leaves the old one as it was, or the numbers not be got; and Cancelled.
    """
    suffix = Path(path).suffix.lower()
    if suffix == npy.SUFFIX:
        write_npy(path, rows, progress=progress, cancelled=cancelled)
    elif suffix == TENSORS_SUFFIX:
        tensors = {OUTPUTS: Content.of(rows)}
        _write_tensors(path, BatchSchema(list(columns)), tensors, progress, cancelled)
    else:
        write_table(
            path, rows, columns, delimiter=_delimiter(path), progress=progress, cancelled=cancelled
        )


def export_batch(
    path: str | Path,
    batch: Batch,
    *,
    progress: Progress = lambda fraction: None,
    cancelled: IsCancelled = lambda: False,
) -> None:
    """Write a batch as .npy, as .safetensors, or else as a table; errors as in `export_matrix`.

    A .npy file holds one array: the inputs, without the targets. A .safetensors file holds
    `inputs` (samples, features) and `targets` (samples,), and all names in its metadata.
    """
    suffix = Path(path).suffix.lower()
    if suffix == npy.SUFFIX:
        write_npy(path, batch.input_rows, progress=progress, cancelled=cancelled)
    elif suffix == TENSORS_SUFFIX:
        tensors = {INPUTS: Content.of(batch.input_rows)}
        if batch.target_rows is not None:
            tensors[TARGETS] = Content.of_column(batch.target_rows)
        names = BatchSchema(list(batch.columns), list(batch.class_names), batch.target_name)
        _write_tensors(path, names, tensors, progress, cancelled)
    else:
        write_batch(path, batch, _delimiter(path), progress=progress, cancelled=cancelled)


def _delimiter(path: str | Path) -> str:
    return "\t" if Path(path).suffix.lower() == ".tsv" else ","


def _write_tensors(
    path: str | Path,
    names: BatchSchema,
    tensors: dict[str, Content],
    progress: Progress,
    cancelled: IsCancelled,
) -> None:
    try:
        metadata = {NAMES_KEY: msgspec.json.encode(names).decode()}
    except UnicodeEncodeError:
        raise NnfsError(
            f"{Path(path).name} was not saved: a name holds half a character; type it anew."
        ) from None
    with replacing(path) as file:
        write_tensors(file, metadata, tensors, progress, cancelled)

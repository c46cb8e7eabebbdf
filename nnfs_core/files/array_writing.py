"""This module writes a batch as arrays for other programs."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from nnfs_core.errors import NnfsError
from nnfs_core.files.array_files import INPUTS, NAMES_KEY, SAMPLES, TARGETS
from nnfs_core.files.atomic import replacing
from nnfs_core.files.npy import npy_header
from nnfs_core.files.schema import BatchSchema
from nnfs_core.files.streaming import Content, Stream
from nnfs_core.files.tensors import write_tensors
from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_core.project.batch import Batch


def write_as_npy(
    path: str | Path,
    batch: Batch,
    *,
    name: str = "",
    samples: npt.NDArray[np.int64] | None = None,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> None:
    """Write the inputs, for which alone there is room, in C order; errors as `write_as_tensors`."""
    content = Content.of(batch.input_rows)
    with replacing(path) as file:
        stream = Stream(file, content.n_bytes, progress, cancelled)
        stream.write(npy_header(content.dtype.newbyteorder("<").str, content.shape), 0)
        content.write_to(stream)


def write_as_tensors(
    path: str | Path,
    batch: Batch,
    *,
    name: str = INPUTS,
    samples: npt.NDArray[np.int64] | None = None,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> None:
    """Write the inputs as the tensor `name`, `targets` (samples,), and all names as metadata.

    The numbers of its `samples` in the batch that they are of are one more tensor (samples,).

    Blocks are written one by one. Raises NnfsError when the file cannot be written, which leaves
    the old one as it was, or the numbers not be fetched; and Cancelled.
    """
    tensors = {name: Content.of(batch.input_rows)}
    if batch.target_rows is not None:
        tensors[TARGETS] = Content.of_column(batch.target_rows)
    if samples is not None:
        tensors[SAMPLES] = Content.of(samples)
    names = BatchSchema(list(batch.columns), list(batch.class_names), batch.target_name)
    try:
        metadata = {NAMES_KEY: msgspec.json.encode(names).decode()}
    except UnicodeEncodeError:
        raise NnfsError("{name} was not saved: a name holds half a character; type it anew.")(
            Path(path).name
        ) from None
    with replacing(path) as file:
        write_tensors(file, metadata, tensors, progress, cancelled)

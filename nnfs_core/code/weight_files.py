"""Writes the numbers that are too many for a program's text to a file next to it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np

from nnfs_core.arrays import AnyArray, number_texts
from nnfs_core.files.npy import npy_header
from nnfs_core.files.streaming import Content, Stream
from nnfs_core.files.tensors import write_tensors
from nnfs_core.progress import IsCancelled, Progress, ignored, never

Arrays = Mapping[str, AnyArray]
Writer = Callable[[BinaryIO, Arrays, Progress, IsCancelled], None]


def weights_name(stem: str, suffix: str) -> str:
    """The name of the file for the numbers of a program of that stem."""
    return f"{stem}_weights{suffix}"


@dataclass(frozen=True)
class WeightFile:
    """Holds arrays by name, and writes them to a file."""

    arrays: Arrays
    writer: Writer = field(repr=False)

    def write(
        self, file: BinaryIO, progress: Progress = ignored, cancelled: IsCancelled = never
    ) -> None:
        """Write it whole to an open file; raises Cancelled when asked to stop, and OSError."""
        self.writer(file, self.arrays, progress, cancelled)


def write_npz(file: BinaryIO, arrays: Arrays, progress: Progress, cancelled: IsCancelled) -> None:
    """NumPy's archive of arrays, not compressed, as numpy.savez writes it."""
    contents = {name: Content.of(array) for name, array in arrays.items()}
    total = sum(content.n_bytes for content in contents.values())
    done = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for name, content in contents.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                stream = Stream(
                    _Member(member, file),  # type: ignore[arg-type]
                    content.n_bytes,
                    _share(progress, done, content.n_bytes, total),
                    cancelled,
                )
                dtype = content.dtype.newbyteorder("<").str
                stream.write(npy_header(dtype, content.shape), 0)
                content.write_to(stream)
            done += content.n_bytes


class _Member:
    """A file in an archive, which is pushed to the disk with the archive."""

    def __init__(self, member: BinaryIO, archive: BinaryIO) -> None:
        self.write, self.flush, self.fileno = member.write, archive.flush, archive.fileno


def _share(progress: Progress, done: int, part: int, total: int) -> Progress:
    """What a part of the work tells of itself, as a fraction of all of it."""
    return lambda fraction: progress((done + fraction * part) / max(1, total))


def write_safetensors(
    file: BinaryIO, arrays: Arrays, progress: Progress, cancelled: IsCancelled
) -> None:
    """A safetensors file with a tensor for each array."""
    write_tensors(
        file, {}, {name: Content.of(array) for name, array in arrays.items()}, progress, cancelled
    )


NUMBERS_A_PIECE = 2**14  # turned into text in well under 200 ms


def write_text(file: BinaryIO, arrays: Arrays, progress: Progress, cancelled: IsCancelled) -> None:
    """Plain text: each row of each array is a line of numbers with a space between them.

    Whoever reads it reads float64, so each number has all the digits of that.
    """
    stream = Stream(file, sum(array.size for array in arrays.values()), progress, cancelled)
    for array in arrays.values():
        for row in np.atleast_2d(array):
            for start in range(0, len(row), NUMBERS_A_PIECE):
                piece = row[start : start + NUMBERS_A_PIECE].astype(np.float64)
                text = (" " if start else "") + " ".join(number_texts(piece))
                stream.write(text.encode(), piece.size)
            stream.write(b"\n", 0)


WRITERS: dict[str, Writer] = {
    ".npz": write_npz,
    ".safetensors": write_safetensors,
    ".txt": write_text,
}

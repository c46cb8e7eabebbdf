"""Writes the network and the first samples of its batch as a program, and saves that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from nnfs_core.code.basic_python import PYTHON
from nnfs_core.code.dialect import Dialect
from nnfs_core.code.excerpt import Excerpt
from nnfs_core.code.keras_program import KERAS
from nnfs_core.code.notebook import NOTEBOOK
from nnfs_core.code.numpy_classes import CLASSES
from nnfs_core.code.numpy_lines import NUMPY
from nnfs_core.code.torch_program import TORCH
from nnfs_core.code.weight_files import WRITERS, WeightFile, weights_name
from nnfs_core.files.atomic import replacing, replacing_together
from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_core.project.project import Project

Opened = Callable[[Path], AbstractContextManager[BinaryIO]]

DIALECTS: tuple[Dialect, ...] = (PYTHON, NUMPY, CLASSES, TORCH, KERAS, NOTEBOOK)


@dataclass(frozen=True)
class Program:
    """Holds a complete program, with the files that must lie next to it when it runs.

    text: what people read and copy. file_text: what is saved. runnable: Python that does the same
    as the file. The last line that it prints is `largest difference: ` and a number; its exit
    status is 0 when it agrees with the app.
    """

    dialect: Dialect
    text: str
    file_text: str
    runnable: str
    weight_files: Mapping[str, WeightFile]  # by file name
    modules: tuple[str, ...]  # what running this very program imports
    n_rows: int  # samples that it carries
    tolerance: float  # how far its outputs may be from the app's
    _rewrite: Callable[[str], Program] = field(repr=False, compare=False)

    def named(self, stem: str) -> Program:
        """This program for files of another stem."""
        return self._rewrite(stem)


def write_program(
    project: Project, dialect: Dialect, *, stem: str = "network", n_rows: int | None = None
) -> Program:
    """The network and the first `n_rows` samples (by default up to five) in a dialect.

    Reads only these samples. Raises NnfsError when there is no layer or no sample, when a layer
    does not fit, or the samples cannot be read.
    """
    return _program(Excerpt.of(project, stem, n_rows), dialect)


def _program(excerpt: Excerpt, dialect: Dialect) -> Program:
    written = dialect.write(excerpt)
    files, modules = {}, dialect.modules
    if written.in_file:
        name = weights_name(excerpt.stem, dialect.weights_suffix)
        files[name] = WeightFile(written.in_file, WRITERS[dialect.weights_suffix])
        modules += dialect.weights_modules
    return Program(
        dialect,
        written.text,
        written.file_text,
        written.runnable,
        files,
        modules,
        excerpt.n_rows,
        excerpt.tolerance,
        lambda stem: _program(excerpt.named(stem), dialect),
    )


def write_weight_files(
    program: Program,
    folder: str | Path,
    *,
    opened: Opened = replacing,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> list[Path]:
    """Write the files that must lie next to a program into a folder; gives their paths.

    `opened` opens each to be written. Raises what that does, OSError, and Cancelled.
    """
    paths = []
    for name, weight_file in program.weight_files.items():
        path = Path(folder) / name
        with opened(path) as file:
            weight_file.write(file, progress, cancelled)
        paths.append(path)
    return paths


def save_program(
    program: Program,
    path: str | Path,
    *,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> list[Path]:
    """Save a program, and before it its files of numbers, named after it; gives all their paths.

    All are written whole or none is. Raises NnfsError when one cannot be written, and Cancelled.
    """
    path = Path(path)
    program = program.named(path.stem)
    with replacing_together() as replace:
        paths = write_weight_files(
            program, path.parent, opened=replace, progress=progress, cancelled=cancelled
        )
        with replace(path) as file:
            file.write(program.file_text.encode())
    return [*paths, path]

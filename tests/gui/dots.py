"""A format made up for tests: each line is a sample, each run of dots in it a number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from nnfs_core import Batch, NnfsError
from nnfs_core.files.look import Look, Opened
from nnfs_core.files.open_file import open_to_read
from nnfs_core.formats import Format


def look(path: Path, cancelled: object = None) -> Look:
    with open_to_read(path) as file:
        if not file.read(1):
            raise NnfsError(f"{path.name} is empty.")
    return Look(path)


def read(look: Look, factor: int, *, dtype: object = np.float64, **told: Callable) -> Opened:
    with open_to_read(look.path) as file:
        lines = file.read().decode("ascii", "replace").splitlines()
    if any(set(line) - set(". ") for line in lines):
        raise NnfsError(f"{look.path.name} holds more than dots.")
    numbers = [[factor * len(dots) for dots in line.split()] for line in lines]
    return Opened(Batch(np.array(numbers, dtype)), ("Dots were counted.",))


def write(path: Path, batch: Batch, **told: object) -> None:
    path.write_text("\n".join(" ".join("." * int(n) for n in row) for row in batch.inputs))


DOTS = Format("Dots", (".dots",), look, lambda look: 1, read, written=(".dots",), write=write)

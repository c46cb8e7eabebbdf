"""Journals as several tests write and read them: a window that crashes, and the next start."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from nnfs_core import Project
from nnfs_core.recovery.crashed import Crashed, Recovered, crashed
from nnfs_core.recovery.folders import JOURNAL
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted


def journal_file(journal: Journal) -> Path:
    """The file of a window's journal."""
    assert journal.folder is not None
    return journal.folder / JOURNAL


def the_crashed(state_folder: Path) -> Crashed:
    """What the only crashed window left."""
    (found,) = crashed(state_folder)
    return found


def read_back(state_folder: Path) -> Recovered:
    """What the only crashed window noted last, which is left there."""
    found = the_crashed(state_folder)
    try:
        return found.read()
    finally:
        found.keep()


def as_after_a_crash(state_folder: Path, copy: Path) -> list[Crashed]:
    """What the next start would find if all windows ended right now, in a copy of the folder."""
    shutil.rmtree(copy, ignore_errors=True)
    if not state_folder.is_dir():
        return []
    shutil.copytree(state_folder, copy, copy_function=_copy_if_there)
    return crashed(copy)


def _copy_if_there(source: str, target: str) -> None:
    with suppress(FileNotFoundError):  # a living window removed it at this moment
        shutil.copy2(source, target)


def noted_then_crashed(state_folder: Path, *projects: Project) -> Recovered:
    """What is read after a window noted some states, one after the other, and crashed."""
    journal = Journal(state_folder)
    for project in projects:
        journal.note(Noted(project))
    journal.let_go()
    return read_back(state_folder)


def same(first: Project, second: Project) -> bool:
    """True when two projects agree in every text and every bit of every array."""
    arrays = [
        (layer.kind, name, array.dtype, array.shape, array.tobytes())
        for project in (first, second)
        for layer in project.network.layers
        for name, array in layer.arrays().items()
    ]
    half = len(arrays) // 2
    return first == second and arrays[:half] == arrays[half:]

"""Kills processes in the midst of saving, and looks whether a file is torn."""

from __future__ import annotations

import itertools
import random
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from nnfs_core import Batch, Dense, Network, Project, ReLU, save
from nnfs_core.code.numpy_lines import NUMPY
from nnfs_core.code.program import save_program, write_program
from nnfs_core.files.tables.writing import write_batch
from tests.torture.figures import Figure, faults_of, range_text
from tests.torture.kills import Tell, killed

LONGEST = 0.1  # seconds that a process lives after it began to save
N_STATES = 3  # which are saved in turn

SAVES: dict[str, Callable[[Project, Path], object]] = {
    "a project": lambda project, folder: save(project, folder / "a.nnfs"),
    "a program and its weights": lambda project, folder: save_program(
        write_program(project, NUMPY), folder / "a.py"
    ),
    "a table": lambda project, folder: write_batch(folder / "a.csv", project.batch),
}


def states(seed: int) -> list[Project]:
    """Projects with no number in common, of kilobytes to some megabytes."""
    chance = np.random.default_rng(seed)
    n_samples = int(10 ** chance.uniform(1, 4.5))
    layers = [[Dense.random(8, 200, seed=3 * seed + n), ReLU()] for n in range(N_STATES)]
    return [
        Project(Network(each), Batch(chance.standard_normal((n_samples + n, 8))))
        for n, each in enumerate(layers)
    ]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def save_for_ever(tell: Tell, what: str, folder: Path, seed: int) -> None:
    """Save the states in turn, and tell the number of each save once it is done."""
    projects = states(seed)
    tell(-1)
    for number in itertools.count():
        SAVES[what](projects[number % N_STATES], folder)
        tell(number)


def check_kill(what: str, seed: int, midway: list[int]) -> None:
    """Kill a process that saves: each file is whole, and the next save leaves nothing beside it.

    `midway` gets the seed if a file was half written when the process was killed.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        expected = []
        for project in states(seed):
            SAVES[what](project, folder)
            expected.append(files(folder))
        last = killed(random.Random(seed).random() * LONGEST, save_for_ever, what, folder, seed)
        old, new = expected[last % N_STATES], expected[(last + 1) % N_STATES]
        found = files(folder)
        assert found.keys() >= old.keys(), f"{what} is gone"
        for each in old:
            assert found[each] in (old[each], new[each]), f"{each} of {what} is torn"
        if found.keys() != old.keys():
            midway.append(seed)
        SAVES[what](states(seed)[0], folder)
        assert files(folder) == expected[0], f"something is left beside {what} after the next save"


def torture(short: bool) -> Iterator[Figure]:
    seeds = range(7 if short else 334)
    for what in SAVES:
        midway: list[int] = []
        faults = faults_of(partial(check_kill, what, midway=midway), seeds)
        done = f"{len(seeds)} kills -9 while saving {what}, {len(midway)} with a file half written"
        yield Figure(done, range_text(seeds), f"{len(faults)} torn or not tidied up", faults)

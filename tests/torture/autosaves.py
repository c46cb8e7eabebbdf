"""Kills processes that note edit after edit, and looks at what the next start finds."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from nnfs_core import Batch, Dense, Network, Project, ReLU, edits
from nnfs_core.recovery import journal as journals
from nnfs_core.recovery.crashed import crashed
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from tests.journals import same
from tests.torture.figures import Figure, faults_of, range_text
from tests.torture.kills import Tell, killed

LONGEST = 0.4  # seconds that a process lives after it began to note


def history(seed: int) -> Iterator[Project]:
    """The same endless history for the same seed; the title of each state is its number."""
    chance = random.Random(seed)
    inputs = np.random.default_rng(seed).standard_normal((3000, 8))
    network = Network([Dense.random(8, 30, seed=1), ReLU(), Dense.random(30, 4, seed=2)])
    project = Project(network, Batch(inputs, np.arange(3000) % 4))
    number = 0
    while True:
        yield replace(project, title=str(number))
        number += 1
        match chance.randrange(7):
            case 0 | 1 | 2:
                row, column = chance.randrange(project.batch.n_samples), chance.randrange(8)
                project = edits.set_input(project, row, column, chance.random())
            case 3:
                project = edits.redraw(project, 2, number)
            case 4:
                project = edits.insert_samples(project, chance.randrange(1000), 2)
            case 5:
                project = edits.remove_samples(project, [chance.randrange(1000)])
            case _:
                project = edits.rename_layer(project, 1, f"layer {number}")


def note_for_ever(tell: Tell, state_folder: Path, seed: int) -> None:
    """Note a history and tell the number of each state once it is noted."""
    journals.SLACK = 300_000  # so that the journal is often begun anew
    journal = Journal(state_folder)
    tell(-1)
    for number, project in enumerate(history(seed)):
        journal.note(Noted(project))
        tell(number)


def check_kill(state_folder: Path, seed: int) -> int:
    """Kill a process that notes, see that nothing noted is lost; the number of states noted."""
    last = killed(random.Random(seed).random() * LONGEST, note_for_ever, state_folder, seed)
    found = crashed(state_folder)
    if last < 0 and not found:
        return 0
    (each,) = found
    assert not each.fault, each.fault
    recovered = each.read()
    assert not recovered.warning, recovered.warning
    number = int(recovered.noted.project.title)
    assert number in (last, last + 1), (number, last)
    expected = next(project for project in history(seed) if project.title == str(number))
    assert same(recovered.noted.project, expected)
    each.discard()
    return last + 1


def torture(short: bool) -> Iterator[Figure]:
    seeds, noted = range(10 if short else 300), list[int]()
    with tempfile.TemporaryDirectory() as folder:
        faults = faults_of(lambda seed: noted.append(check_kill(Path(folder), seed)), seeds)
    done = f"{len(seeds)} kills -9 while a journal is written, after {sum(noted):,} noted states"
    yield Figure(done, range_text(seeds), f"{len(faults)} not found again bit for bit", faults)

"""Kills a process that notes edit after edit, and looks at what the next start finds.

`python -m tests.journal_kills 300` kills 300 of them, and prints what it found.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
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

ROOT = Path(__file__).parents[1]
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


def note_for_ever(state_folder: Path, seed: int) -> None:
    """Note a history and print the number of each state once it is noted."""
    journals.SLACK = 300_000  # so that the journal is often begun anew
    journal = Journal(state_folder)
    print("ready", flush=True)
    for number, project in enumerate(history(seed)):
        journal.note(Noted(project))
        print(number, flush=True)


def killed(state_folder: Path, seed: int) -> int:
    """Kill a process that notes; the number of the last state that it said was noted, or -1."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journal_kills", "note", str(state_folder), str(seed)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(random.Random(seed).random() * LONGEST)
        process.send_signal(signal.SIGKILL)
        printed = process.stdout.read().split("\n")[:-1]  # the last line may be half of one
    return int(printed[-1]) if printed else -1


def check_kill(state_folder: Path, seed: int) -> int:
    """Kill a process that notes, see that nothing noted is lost; the number of states noted."""
    last = killed(state_folder, seed)
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


def main() -> None:
    if sys.argv[1] == "note":
        note_for_ever(Path(sys.argv[2]), int(sys.argv[3]))
    n_kills, n_noted = int(sys.argv[1]), 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(n_kills):
            n_noted += check_kill(Path(folder), seed)
    print(f"{n_kills} kills, {n_noted} states noted, all found again bit for bit")


if __name__ == "__main__":
    main()

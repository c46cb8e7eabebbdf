"""Edits a document for hours in a real window and opens examples again and again."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from functools import partial
from random import Random

from nnfs_core import Project, ReLU, edits
from nnfs_core.examples import EXAMPLES, example_named
from nnfs_core.project import history
from tests.torture.figures import Figure
from tests.torture.kills import processes

EDITED = "Iris"
KINDS_OF_EDITS = 7
# Python and Qt keep some memory for later, and remember what they painted last.
SLACK = {"memory": 4 * 2**20, "python_objects": 1500, "threads": 4}


@dataclass(frozen=True)
class Held:
    """Counts what a process holds at a moment."""

    memory: int  # bytes
    threads: int
    descriptors: int
    widgets: int
    qt_objects: int
    python_objects: int

    @classmethod
    def now(cls) -> Held:
        from PySide6.QtCore import QObject
        from PySide6.QtWidgets import QApplication

        from benchmarks.memory import resident_bytes

        gc.collect()
        tops = [QApplication.instance(), *QApplication.topLevelWidgets()]
        return cls(
            resident_bytes(),
            threading.active_count(),
            len(os.listdir("/proc/self/fd")),
            len(QApplication.allWidgets()),
            sum(len(top.findChildren(QObject)) for top in tops),
            len(gc.get_objects()),
        )


def some_edit(number: int, chance: Random) -> tuple[str, Callable[[Project], Project]]:
    """One of seven kinds of edits in turn, which together leave all as large as it was."""
    row, column = chance.randrange(150), chance.randrange(4)
    return (
        ("Insert samples", partial(edits.insert_samples, index=row, count=2)),
        ("Remove samples", partial(edits.remove_samples, indices=[row, row + 1])),
        ("Redraw weights", partial(edits.redraw, index=0, seed=number)),
        ("Add a layer", partial(edits.insert_layers, index=1, layers=[ReLU()])),
        ("Edit input", partial(edits.set_input, row=row, column=column, value=number / 7)),
        ("Remove a layer", partial(edits.remove_layers, indices=[1])),
        ("Rename a layer", partial(edits.rename_layer, index=0, name=f"layer {number}")),
    )[number % KINDS_OF_EDITS]


def edited(n_edits: int, n_steps: int) -> list[Held]:
    """Edit an example so often, with a history of some steps; what is held at times since."""
    from nnfs_gui.studio.edit import Edit
    from tests.torture.window import open_window, present, settle

    history.HISTORY_STEPS = n_steps
    every = KINDS_OF_EDITS * max(1, n_edits // 20 // KINDS_OF_EDITS)
    window = open_window(example_named(EDITED).build())
    studio, chance, held = window.studio, Random(0), list[Held]()
    for number in range(n_edits):
        assert studio.attempt(Edit(*some_edit(number, chance)))
        if number % KINDS_OF_EDITS == 3:
            studio.document.undo()
            present()
            studio.document.redo()
        if number % KINDS_OF_EDITS == 6:
            settle(studio)
        else:
            present()
        if number > 1.5 * n_steps and (number + 1) % every == 0:
            held.append(Held.now())
    return held


def opened(times: int) -> list[Held]:
    """Open all examples in one window, again and again; what is held after each time."""
    from tests.torture.window import open_window, settle

    window = open_window(EXAMPLES[-1].build())
    held = []
    for _ in range(times):
        for example in EXAMPLES:
            window.files.open_example(example)
            settle(window.studio)
            assert window.studio.project.title == example.build().title
        held.append(Held.now())
    return held


def grown(held: list[Held]) -> list[str]:
    """What there is more of at the end than at any time in the first half."""
    early, last = held[: len(held) // 2], held[-1]
    faults = []
    for field in fields(Held):
        most = max(getattr(each, field.name) for each in early)
        now = getattr(last, field.name)
        if now > most + SLACK.get(field.name, 0):
            faults.append(f"{field.name} grew from {most:,} to {now:,}")
    return faults


def torture(short: bool) -> Iterator[Figure]:
    n_edits, n_steps, times = (280, 40, 6) if short else (20_000, 1000, 50)
    with ProcessPoolExecutor(2, processes, max_tasks_per_child=1) as executor:
        futures = {
            f"{n_edits:,} edits of {EDITED} in a window, {n_steps:,} of them kept": executor.submit(
                edited, n_edits, n_steps
            ),
            f"{len(EXAMPLES)} examples opened {times} times in a window": executor.submit(
                opened, times
            ),
        }
        for done, future in futures.items():
            held = future.result()
            faults = grown(held)
            first, last = held[len(held) // 2 - 1], held[-1]
            found = f"{(last.memory - first.memory) / 1e6:+.1f} MB in the second half, "
            found += f"{len(faults)} kinds of things grow"
            yield Figure(done, "0", found, tuple(faults))

"""Kills the whole app while somebody walks in it at random, and looks at what the next start finds.

`python -m tests.torture.app SEED LOG RECORDS` is the app that is killed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from nnfs_core.recovery.crashed import crashed
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from tests.torture.figures import Figure, faults_of, range_text

TOP = Path(__file__).parents[2]
FIRST, LAST = 4, 8  # seconds after the window shows, between which it is killed
# Edits that are so many seconds older may not be lost; what the app waited for a processor of a
# busy machine meanwhile comes to that.
OLD = 3
PATIENCE = 60  # seconds for a window to show
STATE = ".unsaved"  # the walker's state folder in its home
NOTHING = "nothing"  # is unsaved


@dataclass(frozen=True)
class Recorded:
    """Says what was unsaved from a time on, as a digest; or what the journal has from then on."""

    time: float
    is_noted: bool
    digest: str


def killed(seed: int, home: Path) -> tuple[list[Recorded], float]:
    """Walk in the app and kill it; what it recorded, and from when on edits may be lost."""
    records, log = home / ".records", home / ".log"
    folders = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.torture.app", str(seed), str(log), str(records)],
        cwd=TOP,
        env=os.environ | dict.fromkeys(folders, str(home)) | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with process:
        end = time.monotonic() + PATIENCE
        while not records.exists() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        assert records.exists(), "no window shows"
        time.sleep(Random(seed).uniform(FIRST, LAST) - OLD)
        waited = waited_for_processors(process.pid)
        time.sleep(OLD)
        assert process.poll() is None, log.read_text("utf-8", "replace")[-3000:]
        waited = waited_for_processors(process.pid) - waited
        moment = time.monotonic() - OLD - waited
        process.kill()
    *lines, _ = records.read_text("ascii").split("\n")  # the last one may be half written
    return [_recorded(line) for line in lines], moment


def waited_for_processors(pid: int) -> float:
    """Seconds that all threads of a process have waited for a processor so far; Linux tells it."""
    n_ns = 0
    for path in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with suppress(OSError):  # the thread has ended
            n_ns += int(path.read_text("ascii").split()[1])
    return n_ns / 1e9


def _recorded(line: str) -> Recorded:
    when, what, digest = line.split()
    return Recorded(float(when), what == "noted", digest)


def promised(records: list[Recorded], moment: float) -> set[str]:
    """What may be found after a kill: nothing older than `moment`, nor than what was noted last."""
    place = max(n for n, each in enumerate(records) if n == 0 or each.time <= moment)
    states = [n for n, each in enumerate(records) if not each.is_noted]
    first = max(n for n in states if n <= place)
    for n, each in enumerate(records):
        if each.is_noted:
            first = max(first, max(m for m in states if m < n and records[m].digest == each.digest))
    return {records[n].digest for n in states if n >= first}


def check_kill(seed: int, unsaved: list[int]) -> None:
    """Kill the app and see that the next start finds what was promised.

    `unsaved` gets the seed when something was.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        home = Path(name)
        records, moment = killed(seed, home)
        expected, found = promised(records, moment), set[str]()
        for each in crashed(home / STATE):  # one of them was left before
            assert not each.fault, each.fault
            recovered = each.read()
            assert not recovered.warning, recovered.warning
            found.add(digest_of(recovered.noted))
            each.keep()
        if NOTHING not in expected:
            unsaved.append(seed)
            assert found & expected, f"{found} are found, none of {expected}: {records[-9:]}"


def torture(short: bool) -> Iterator[Figure]:
    """Two apps at a time, of which each waits for the disk and its own timers most of the time."""
    seeds, unsaved = range(6 if short else 200), list[int]()
    with ThreadPoolExecutor(2) as executor:
        act = partial(check_kill, unsaved=unsaved)
        found = executor.map(lambda seed: faults_of(act, [seed]), seeds)
        faults = tuple(fault for each in found for fault in each)
    done = f"{len(seeds)} kills -9 of the app in a walk, {len(unsaved)} with unsaved work"
    yield Figure(done, range_text(seeds), f"{len(faults)} with any of it lost", faults)


def digest_of(noted: Noted) -> str:
    """A fingerprint of a project and of what is tried out on it."""
    from tests.walk.steps import digest

    return digest(noted.project) + ("" if noted.trial is None else digest(noted.trial))


def walk_for_ever(seed: int, log: Path, path: Path) -> None:
    """Record each change of what is unsaved, and what the journal has, while acting at random."""
    from tests.walk.steps import begin

    walk = begin(seed, log)
    document, keep = walk.studio.document, walk.window.actions_by_id["file.keep_unsaved"]
    records, last = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY), [""]

    def record(what: str, digest: str) -> None:
        os.write(records, f"{time.monotonic()} {what} {digest}\n".encode())

    def record_unsaved() -> None:
        is_unsaved = keep.isChecked() and (document.is_modified or document.is_trying)
        digest = digest_of(Noted.of(document)) if is_unsaved else NOTHING
        if digest != last[0]:
            last[0] = digest
            record("unsaved", digest)

    note = Journal.note

    def note_and_record(journal: Journal, noted: Noted, *arguments: Any) -> None:
        note(journal, noted, *arguments)
        record("noted", digest_of(noted))

    record_unsaved()
    document.status_changed.connect(record_unsaved)
    keep.toggled.connect(record_unsaved)
    Journal.note = note_and_record  # type: ignore[method-assign]
    for number in count():
        walk.take(number)


if __name__ == "__main__":
    walk_for_ever(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))

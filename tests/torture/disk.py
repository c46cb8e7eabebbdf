"""Has the system refuse what every kind of saving, and the autosave, asks of it, call by call."""

from __future__ import annotations

import errno
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from nnfs_core.recovery import journal as journals
from tests.faults import ERRORS, Fails, never_fails
from tests.gui.saving import screen_savings
from tests.noting import note_all
from tests.saving import Saving, check_faults, check_short_writes, savings
from tests.torture.figures import Figure

PERIODS = range(2, 12)  # every second call fails, every third, ...

# With some of its calls failing by an error, what is asked for is done; how many calls came.
Attempt = Callable[[Path, Fails, int], int]


def refused(attempt: Attempt, most: int | None, folder: Path) -> tuple[int, list[str]]:
    """Let each call fail alone, then every n-th; how often that was, and what was wrong.

    Without `most` each of these ways is tried with each error; else so many ways, with one each.
    """
    n_calls = attempt(new_folder(folder), never_fails, errno.EIO)
    ways: list[tuple[str, Fails]] = [
        *((f"call {n}", lambda at, n=n: at == n) for n in range(1, n_calls + 1)),
        *((f"each {n}th call", lambda at, n=n: at % n == 1) for n in PERIODS),
    ]
    tries = [(*way, code) for way in ways for code in ERRORS]
    if most is not None:
        tries = tries[:: -(-len(tries) // most)]
    faults = []
    for what, fails, code in tries:
        try:
            attempt(new_folder(folder), fails, code)
        except AssertionError as error:
            faults.append(f"{what} fails with {errno.errorcode[code]}: {error}")
    return len(tries), faults


def new_folder(folder: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=folder))


def torture(short: bool) -> Iterator[Figure]:
    warnings.simplefilter("ignore", ResourceWarning)  # XlsxWriter leaves files to the collector
    every = [*savings(), *screen_savings()]
    codes = ", ".join(errno.errorcode[code] for code in ERRORS)
    notes = {"a journal gone on with": note_all, "a journal begun anew": note_anew}
    for what, attempts in (
        (
            f"{len(every)} kinds of saving",
            {each.what: partial(check_faults, each) for each in every},
        ),
        ("the autosave", notes),
    ):
        n_tried, faults = 0, list[str]()
        with tempfile.TemporaryDirectory() as folder:
            for name, attempt in attempts.items():
                tried, wrong = refused(attempt, 5 if short else None, Path(folder))
                n_tried += tried
                faults += [f"{name}: {fault}" for fault in wrong]
        done = f"{n_tried:,} saves by {what} with calls refused ({codes})"
        yield Figure(done, "", f"{len(faults)} neither old nor new", tuple(faults))
    yield written_in_pieces(every)


def written_in_pieces(every: list[Saving]) -> Figure:
    """A system that writes 7 bytes at a time."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for saving in every:
            try:
                check_short_writes(saving, new_folder(Path(folder)), most=7)
            except AssertionError as error:
                faults.append(f"{saving.what}: {error}")
    done = f"{len(every)} kinds of saving, 7 bytes written at a time"
    return Figure(done, "", f"{len(faults)} other files", tuple(faults))


def note_anew(folder: Path, fails: Fails, code: int) -> int:
    """Note with a journal that is begun anew by nearly every note."""
    usual, journals.SLACK = journals.SLACK, 0
    try:
        return note_all(folder, fails, code)
    finally:
        journals.SLACK = usual

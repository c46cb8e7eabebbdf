"""Lists every kind of saving, and tries each while the system fails.

Formats and dialects join by themselves. What the window alone saves stands in tests/gui/saving.py.
"""

from __future__ import annotations

import errno
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from nnfs_core import Batch, Dense, NnfsError, Project, ReLU, Softmax
from nnfs_core.code import DIALECTS, Dialect, save_program, write_program
from nnfs_core.code.workbook import save_workbook
from nnfs_core.comparing.changes import changes_of_mind
from nnfs_core.comparing.contestant import Contestant
from nnfs_core.comparing.writing import write_changes
from nnfs_core.finding import Order
from nnfs_core.formats import FORMATS, Format
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.results import ResultTable
from nnfs_core.results.exporting import RESULT_FORMATS, ResultFormat, WantedResults
from tests.faults import ERRORS, Fails, failing, never_fails, short_writes
from tests.projects import project_of

Contents = dict[str, object]  # by file name

CALLS = ("open", "write", "fsync", "replace", "close", "mkdir", "unlink", "stat", "link", "dup")
CALLS += ("listdir", "scandir", "chmod", "chown")


def just_bytes(path: Path) -> object:
    return path.read_bytes()


@dataclass(frozen=True)
class Saving:
    """Saves the files of one kind into a folder: those of `state` 0, or those of `state` 1.

    `content` reads one, without what tells when it was written.
    """

    what: str
    save: Callable[[Path, int], object]
    content: Callable[[Path], object] = just_bytes

    def contents(self, folder: Path) -> Contents:
        """What lies in the folder, whoever put it there."""
        return {path.name: self.content(path) for path in sorted(folder.iterdir())}


def projects(width: int = 6) -> tuple[Project, Project]:
    """Two projects without a common number."""

    def make(seed: int) -> Project:
        layers = [Dense.random(4, width, seed=seed), ReLU(), Dense.random(width, 3, seed=seed + 1)]
        inputs = np.random.default_rng(seed).standard_normal((9 + seed, 4))
        names = [f"feature {seed}{column}" for column in range(4)]
        targets = (np.arange(9 + seed) + seed) % 3
        return project_of(inputs, *layers, Softmax(), targets=targets, columns=names)

    return make(1), make(5)


def workbook_members(path: Path) -> object:
    """What is packed in a workbook, without the time when."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist() if name != "docProps/core.xml"}


def savings() -> list[Saving]:
    """Every kind of saving that needs no window."""
    return [*_formats(), *_dialects(), _workbook(), _changes(), *_results()]


def _formats() -> Iterator[Saving]:
    for format in FORMATS:
        for suffix in format.written:

            def save(folder: Path, state: int, format: Format, suffix: str) -> None:
                project = projects()[state]
                content: Batch | Project = project.batch if format.holds is Batch else project
                assert format.write is not None
                format.write(folder / f"a{suffix}", content)

            yield Saving(f"{format.title} ({suffix})", partial(save, format=format, suffix=suffix))


def _dialects() -> Iterator[Saving]:
    for dialect in DIALECTS:
        for width, beside in ((6, ""), (150, " with a file of numbers")):

            def save(folder: Path, state: int, dialect: Dialect, width: int) -> None:
                program = write_program(projects(width)[state], dialect)
                save_program(program, folder / f"a{dialect.suffix}")

            yield Saving(f"{dialect.title}{beside}", partial(save, dialect=dialect, width=width))


def _workbook() -> Saving:
    return Saving(
        "Workbook",
        lambda folder, state: save_workbook(projects()[state], folder / "a.xlsx"),
        workbook_members,
    )


def _changes() -> Saving:
    def save(folder: Path, state: int) -> None:
        batch = projects()[state].batch
        sides = (Contestant.of(project, "a side") for project in projects())
        found = changes_of_mind(batch, *sides)
        write_changes(folder / "a.csv", found, np.arange(len(found.changed)), batch)

    return Saving("Changed samples", save)


def _results() -> Iterator[Saving]:
    for format in RESULT_FORMATS:

        def save(folder: Path, state: int, format: ResultFormat) -> None:
            table = ResultTable.of(evaluate(projects()[state]))
            order = Order(table.batch.n_samples)
            format.write(folder / f"a{format.suffix}", WantedResults(table, order, table.columns))

        content = workbook_members if format.suffix == ".xlsx" else just_bytes
        yield Saving(f"Results ({format.suffix})", partial(save, format=format), content)


def check_faults(saving: Saving, folder: Path, fails: Fails, code: int = errno.EIO) -> int:
    """Save over what is there while the system fails at times; how many calls came.

    All files are the old ones and one sentence tells why, or all are the new ones. The next save
    succeeds, and leaves nothing of the one that failed. `folder` must be empty.
    """
    saving.save(folder, 0)
    old = saving.contents(folder)
    told = ""
    with failing(fails, code, CALLS) as came:
        try:
            saving.save(folder, 1)
        except NnfsError as error:
            told = str(error)
    found = saving.contents(folder)
    saving.save(folder, 1)
    new = saving.contents(folder)
    assert new.keys() == old.keys(), f"left after the next save: {new.keys() - old.keys()}"
    if told:
        assert told.endswith("."), told
        assert "\n" not in told, told
        mixed = "is already the new one" in told
        for name in old:
            assert found[name] == old[name] or (mixed and found[name] == new[name]), (name, told)
    else:
        assert {name: found[name] for name in old} == new
    for path in folder.iterdir():
        path.unlink()
    return len(came)


def check_each_fault(saving: Saving, folder: Path, most: int | None = None) -> int:
    """Let each call fail, one at a time, with one error after the other; how many were tried.

    Of more than `most` calls some are tried all over the course of the save.
    """
    n_calls = check_faults(saving, folder, never_fails)
    numbers = range(1, n_calls + 1)
    if most is not None:
        numbers = numbers[:: -(-n_calls // most)]
    for place, number in enumerate(numbers):
        code = ERRORS[place % len(ERRORS)]
        check_faults(saving, folder, lambda n, number=number: n == number, code)  # type: ignore[misc]
    return len(numbers)


def check_many_faults(saving: Saving, folder: Path, period: int) -> int:
    """Let every `period`-th call fail, beginning at each place in turn; how many times."""
    for offset in range(period):
        code = ERRORS[offset % len(ERRORS)]
        check_faults(saving, folder, lambda n, at=offset: n % period == at, code)  # type: ignore[misc]
    return period


def check_short_writes(saving: Saving, folder: Path, most: int = 1000) -> None:
    """A system that writes few bytes at a time makes the same files."""
    saving.save(folder, 0)
    expected = saving.contents(folder)
    for path in folder.iterdir():
        path.unlink()
    with short_writes(most):
        saving.save(folder, 0)
    assert saving.contents(folder) == expected

"""A journal that is cut short or damaged gives a state that was noted, or a sentence."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnfs_core import Dense, NnfsError, Project, ReLU, edits
from nnfs_core.files.file_state import FileState
from nnfs_core.recovery.crashed import Crashed
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.lock import FolderLock
from nnfs_core.recovery.noted import Noted
from tests.core.strategies import Edit, any_edit, projects
from tests.journals import journal_file, same
from tests.projects import project_of

SALT = slice(16, 24)
KNOWN = FileState(1, 2, 3, 4, b"digest")


def written(folder: Path, *projects: Project) -> tuple[Path, list[int]]:
    """A crashed window's journal of some states, and how long it was after each one."""
    journal = Journal(folder)
    sizes = []
    for project in projects:
        journal.note(Noted(project, time=1000.5, known=KNOWN))
        sizes.append(journal_file(journal).stat().st_size)
    path = journal_file(journal)
    journal.let_go()
    return path, sizes


def read(path: Path) -> Project | str:
    """What the journal gives, a project or a sentence."""
    held = FolderLock(path.parent)
    try:
        found = Crashed(held, path.parents[2])
        return found.read().noted.project
    except NnfsError as error:
        return str(error)
    finally:
        held.release()


def states() -> list[Project]:
    first = project_of(np.eye(4), Dense.random(4, 2), ReLU())
    second = edits.set_input(first, 0, 0, 0.5)
    return [first, second, edits.rename_layer(edits.redraw(second, 0, 7), 0, "other")]


def test_cut_at_every_byte_it_gives_the_last_state_that_was_whole(tmp_path: Path) -> None:
    noted = states()
    path, sizes = written(tmp_path, *noted)
    content = path.read_bytes()
    for end in range(len(content) + 1):
        path.write_bytes(content[:end])
        found = read(path)
        whole = [project for project, size in zip(noted, sizes, strict=True) if size <= end]
        if whole:
            assert isinstance(found, Project), (end, found)
            assert same(found, whole[-1])
        else:
            assert isinstance(found, str)
            assert "cannot be read" in found


def test_any_changed_byte_gives_a_state_that_was_there_or_a_sentence(tmp_path: Path) -> None:
    noted = states()
    path, sizes = written(tmp_path, *noted)
    content = path.read_bytes()
    n_read = 0
    for place in range(len(content)):
        damaged = bytearray(content)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(damaged)
        found = read(path)
        if isinstance(found, Project):
            n_read += 1
            assert any(same(found, project) for project in noted)
        else:
            assert place < sizes[0]
    assert n_read >= sizes[-1] - sizes[0]


def test_it_says_so_when_what_was_noted_last_is_damaged(tmp_path: Path) -> None:
    noted = states()
    path, sizes = written(tmp_path, *noted)
    content = bytearray(path.read_bytes())
    content[sizes[1] + 30] ^= 1
    path.write_bytes(content)
    found = Crashed(FolderLock(path.parent), tmp_path)
    recovered = found.read()
    assert same(recovered.noted.project, noted[1])
    assert recovered.warning.startswith("What was noted last is damaged")


@pytest.mark.parametrize("tail", [b"\0" * 4096, b"BLCK", b"x" * 19, b"x" * 20, b"STAT" * 100])
def test_what_a_power_cut_may_leave_behind_the_end_is_passed_over(
    tmp_path: Path, tail: bytes
) -> None:
    noted = states()
    path, _ = written(tmp_path, *noted)
    path.write_bytes(path.read_bytes() + tail)
    found = read(path)
    assert isinstance(found, Project)
    assert same(found, noted[-1])


def test_records_of_another_journal_are_not_taken_for_its_own(tmp_path: Path) -> None:
    first, second = states()[:2]
    path, _ = written(tmp_path / "a", first)
    other, sizes = written(tmp_path / "b", first, second)
    assert sizes[0] == path.stat().st_size
    path.write_bytes(path.read_bytes() + other.read_bytes()[sizes[0] :])
    found = read(path)
    assert isinstance(found, Project)
    assert same(found, first)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(projects(), st.lists(any_edit, max_size=4), st.data())
def test_any_journal_damaged_anywhere_is_never_misread(
    tmp_path_factory: pytest.TempPathFactory, project: Project, history: list[Edit], data: Any
) -> None:
    noted = [project]
    for edit in history:
        try:
            noted.append(edit(noted[-1]))
        except (NnfsError, IndexError):
            continue
    path, _ = written(tmp_path_factory.mktemp("state"), *noted)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.sampled_from(["change", "remove", "insert", "zero"])):
            case "change":
                content[start] = data.draw(st.integers(0, 255))
            case "remove":
                del content[start : start + data.draw(st.integers(1, 60))]
            case "insert":
                content[start:start] = data.draw(st.binary(min_size=1, max_size=30))
            case _:
                content[start : start + 64] = bytes(len(content[start : start + 64]))
        if not content:
            break
    path.write_bytes(content)
    found = read(path)
    if isinstance(found, Project):
        assert any(same(found, project) for project in noted)


# Journals whose checksums are right and whose content is hostile


def forged(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what the last state says, as somebody could who knows how a journal is written."""
    content = path.read_bytes()
    place = content.rindex(b"STAT")
    state = json.loads(content[place + 20 :])
    change(state)
    append(path, content[:place], json.dumps(state).encode())


def append(path: Path, content: bytes, text: bytes, kind: bytes = b"STAT") -> None:
    head = struct.pack("<4sIQ", kind, crc32(text), len(text))
    checksum = crc32(head + struct.pack("<Q", len(content)) + content[SALT])
    path.write_bytes(content + head + struct.pack("<I", checksum) + text)


def put(*keys: Any) -> Callable[[dict[str, Any]], None]:
    """Put the last of some keys where the others lead."""
    *way, last, value = keys

    def change(state: dict[str, Any]) -> None:
        place: Any = state
        for key in way:
            place = place[key]
        place[last] = value

    return change


STORED_WELL = {"offset": 0, "n_rows": 4, "n_columns": 4, "type": "<f8"}
IN_PLACE = {
    "run": "in place",
    "file": 0,
    "stored": STORED_WELL,
    "type": "float64",
    "start": 0,
    "stop": 4,
    "step": 4,
}
HOSTILE: dict[str, Callable[[dict[str, Any]], object]] = {
    "a place outside": put("project", "names", 2**60),
    "a place before the first record": put("project", "names", 3),
    "a place behind it": put("project", "names", 10**9),
    "a place within a record": put("project", "names", 25),
    "another kind of record": put("project", "names", 24),
    "a negative place": put("project", "names", -1),
    "more blocks than there are": put("project", "inputs", "blocks", 0, "count", 2**61),
    "no blocks": put("project", "inputs", "blocks", 0, "count", 0),
    "another width": put("project", "inputs", "width", 5),
    "an enormous width": put("project", "inputs", "width", 2**61),
    "another type": put("project", "inputs", "type", "float32"),
    "objects": put("project", "inputs", "type", "object"),
    "inputs for targets": lambda state: put("project", "targets", state["project"]["inputs"])(
        state
    ),
    "weights that are missing": put("project", "layers", 0, "arrays", {}),
    "an unknown kind": put("project", "layers", 0, "kind", "os.system"),
    "an unknown option": put("project", "layers", 0, "options", {"x": 1}),
    "an option out of range": put("project", "layers", 0, "options", {"seed": -1}),
    "an unknown precision": put("project", "precision", "float8"),
    "pictures of no pixels": put("project", "pictures", [0, 0]),
    "pictures beyond reason": put("project", "pictures", [10**9, 10**9]),
    "pictures of more pixels than features": put("project", "pictures", [5, 7]),
    "pictures in words": put("project", "pictures", "2 x 2"),
    "an unknown field": put("project", "extra", 1),
    "a time that is none": put("time", "now"),
    "a time beyond all time": put("time", 1e300),
    "no characters": put("path", [0x110000]),
    "a file that is missing": put("project", "inputs", "blocks", [IN_PLACE]),
    "a pipe for a path": put("path", [0]),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_forged_state_gives_the_one_before_or_a_sentence(
    tmp_path: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    noted = states()
    path, _ = written(tmp_path, *noted)
    forged(path, change)
    found = read(path)
    if isinstance(found, Project):  # the path alone may be whatever it is
        assert same(found, noted[1]) or same(found, noted[2])


@pytest.mark.parametrize(
    "text", [b"", b"[" * 100_000, b"{}", b"\xff", b'{"time":' + b"9" * 10_000 + b"}", b"null"]
)
def test_a_state_that_is_no_json_gives_the_one_before(tmp_path: Path, text: bytes) -> None:
    noted = states()
    path, _ = written(tmp_path, *noted)
    append(path, path.read_bytes(), text)
    found = read(path)
    assert isinstance(found, Project)
    assert same(found, noted[-1])


CHANGES: list[dict[str, Any]] = [
    {"change": "cast", "type": "object"},
    {"change": "without rows", "rows": 24},
    {"change": "chosen columns", "columns": 24},
    {"change": "new columns", "index": 9, "count": 1, "value": "0.0"},
    {"change": "new columns", "index": 0, "count": 2**61, "value": "0.0"},
    {"change": "new columns", "index": 0, "count": 1, "value": "__import__('os')"},
    {"change": "finite", "values": 24},
    {"change": "standardised", "means": 24, "deviations": 10**9},
    {"change": "numbered", "distinct": 24},
    {"change": "exec", "code": "1"},
]
STORED: list[dict[str, Any]] = [
    {"offset": 2**60},
    {"n_rows": 2**61},
    {"n_columns": 2**61},
    {"n_rows": 0, "n_columns": 0},
    {"type": "O"},
    {"type": "<c16"},
    {"type": "<f8", "is_bfloat16": True},
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_forged_change_of_samples_in_place_is_refused(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    assert same(read_in_place(tmp_path, changes=[change]), states()[0])


@pytest.mark.parametrize("stored", STORED)
def test_forged_places_in_another_file_are_refused(tmp_path: Path, stored: dict[str, Any]) -> None:
    found = read_in_place(tmp_path, stored={**STORED_WELL, **stored})
    assert same(found, states()[0])


@pytest.mark.parametrize(
    "run", [{"step": 0}, {"start": 4}, {"stop": 5}, {"step": 1, "stop": 2**61}, {"file": 1}]
)
def test_forged_runs_of_blocks_are_refused(tmp_path: Path, run: dict[str, Any]) -> None:
    assert same(read_in_place(tmp_path, **run), states()[0])


def test_a_run_of_blocks_without_a_fault_is_read(tmp_path: Path) -> None:
    assert read_in_place(tmp_path).batch.inputs.tolist() == np.ones((4, 4)).tolist()


def read_in_place(tmp_path: Path, **changes: Any) -> Project:
    """What a journal gives of two states, the last one's samples read from a file of ones."""
    path, _ = written(tmp_path / "state", *states()[:2])
    samples = tmp_path / "samples.bin"
    samples.write_bytes(np.ones((4, 4)).tobytes())
    status = samples.stat()
    file = {
        "path": str(samples),
        "size": status.st_size,
        "mtime_ns": status.st_mtime_ns,
        "inode": str(status.st_ino),
    }

    def change(state: dict[str, Any]) -> None:
        state["files"] = [file]
        state["project"]["inputs"]["blocks"] = [{**IN_PLACE, **changes}]

    forged(path, change)
    found = read(path)
    assert isinstance(found, Project)
    return found


def test_a_title_of_any_length_does_not_fill_the_offer(tmp_path: Path) -> None:
    path, _ = written(tmp_path, replace(states()[0], title="x" * 10_000))
    found = Crashed(FolderLock(path.parent), tmp_path)
    assert len(found.title) == 200

"""A program computes with the numbers that were saved with it, and with no others."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core.code import DIALECTS, Dialect, save_program, write_program
from nnfs_core.code.excerpt import DIGEST, digest_of
from nnfs_core.code.running import run_python
from tests.core.test_atomic import ROOT, posix_only
from tests.core.test_code import HERE
from tests.saving import projects

each_dialect = pytest.mark.parametrize("dialect", HERE, ids=lambda dialect: dialect.id)


def saved(folder: Path, dialect: Dialect, state: int) -> tuple[str, Path]:
    """What runs of a saved program, and its file of numbers."""
    folder.mkdir()
    program = write_program(projects(150)[state], dialect, stem="a")
    numbers, _ = save_program(program, folder / f"a{dialect.suffix}")
    return program.runnable, numbers


def message(source: str, folder: Path) -> str:
    return run_python(source, folder, sys.executable, seconds=60, cancelled=lambda: False).message


@each_dialect
def test_a_program_refuses_the_numbers_of_another(tmp_path: Path, dialect: Dialect) -> None:
    source, numbers = saved(tmp_path / "one", dialect, 0)
    _, others = saved(tmp_path / "another", dialect, 1)
    assert message(source, tmp_path / "one").startswith("Agrees with the app")
    shutil.copy(others, numbers)
    told = message(source, tmp_path / "one")
    assert f"{numbers.name} was saved with another program; save both again" in told
    assert ".." not in told


@each_dialect
def test_a_file_of_numbers_without_a_digest_is_refused(tmp_path: Path, dialect: Dialect) -> None:
    source, numbers = saved(tmp_path / "one", dialect, 0)
    if dialect.weights_suffix == ".npz":
        with np.load(numbers) as arrays:
            np.savez(numbers, **{name: arrays[name] for name in arrays if name != DIGEST})
    else:
        numbers.write_text("".join(numbers.read_text("utf-8").splitlines(keepends=True)[1:]))
    assert "was saved with another program" in message(source, tmp_path / "one")


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.id)
def test_every_program_with_a_file_of_numbers_names_their_digest(dialect: Dialect) -> None:
    program = write_program(projects(150)[0], dialect)
    ((_, file),) = program.weight_files.items()
    assert str(file.arrays[DIGEST][0]) in program.text
    assert DIGEST not in write_program(projects()[0], dialect).text


@given(st.integers(0, 3), st.integers(0, 3), st.sampled_from([1.0, -0.0, np.nan, 1e-300]))
def test_any_other_number_or_name_has_another_digest(row: int, column: int, value: float) -> None:
    numbers = np.zeros((4, 4))
    other = numbers.copy()
    other[row, column] = value
    digest = digest_of({"weights": numbers})[0]
    assert digest_of({"weights": other})[0] != digest
    assert digest_of({"biases": numbers})[0] != digest
    assert digest_of({"weights": numbers.reshape(2, 8)})[0] != digest
    assert digest_of({"weights": numbers.astype(np.float32)})[0] != digest
    assert digest_of({"weights": numbers.copy()})[0] == digest == float(digest)


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.core.test_program_pairs import saved_over
real = os.replace
def replace(old, new):
    real(old, new)
    os.kill(os.getpid(), signal.SIGKILL)
os.replace = replace
saved_over(Path(sys.argv[1]), 1)
"""


def saved_over(folder: Path, state: int) -> str:
    program = write_program(projects(150)[state], DIALECTS[1], stem="a")
    save_program(program, folder / "a.py")
    return program.runnable


@posix_only
def test_a_kill_between_the_two_files_is_told_by_the_program(tmp_path: Path) -> None:
    saved_over(tmp_path, 0)
    before = (tmp_path / "a.py").read_bytes()
    process = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )
    assert process.returncode == -signal.SIGKILL
    assert (tmp_path / "a.py").read_bytes() == before  # and its numbers are the new ones
    ended = subprocess.run(
        [sys.executable, "a.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr == "a_weights.npz was saved with another program; save both again.\n"
    saved_over(tmp_path, 1)
    assert sorted(os.listdir(tmp_path)) == ["a.py", "a_weights.npz"]
    subprocess.run([sys.executable, "a.py"], cwd=tmp_path, capture_output=True, check=True)

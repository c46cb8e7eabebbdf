"""What was noted outlives kill -9, whenever it comes; the living are told from the dead."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnfs_core.recovery.crashed import crashed
from tests.core.test_atomic import ROOT
from tests.journals import read_back, same
from tests.projects import classifier
from tests.torture.autosaves import check_kill

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")

NOTE_AND_WAIT = """
import sys
from pathlib import Path
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from tests.projects import classifier
journal = Journal(Path(sys.argv[1]))
journal.note(Noted(classifier()))
print("noted", flush=True)
sys.stdin.readline()
"""


def test_whatever_was_noted_is_there_after_kill_9(tmp_path: Path) -> None:
    n_noted = [check_kill(tmp_path, seed) for seed in range(20)]
    assert sum(n_noted) > 20
    assert os.listdir(tmp_path / "recovery") == []


def test_another_process_is_offered_only_once_it_is_dead(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", NOTE_AND_WAIT, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() == "noted\n"
        assert crashed(tmp_path) == []
        process.kill()
    assert same(read_back(tmp_path).noted.project, classifier())

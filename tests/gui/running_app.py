"""Runs the real app in a process of its own, which `tests/gui/driven_app.py` acts in."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

TOP = Path(__file__).parents[2]
LONGEST = 120  # seconds for anything, on a machine that is busy, too
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


class App:
    """The app with a home of its own; `environment` says where its window goes."""

    def __init__(
        self, home: Path, *arguments: str | Path, environment: Mapping[str, str] = OFFSCREEN
    ) -> None:
        places = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
        self._home = home
        self.state = home / "NNFS Studio" / "recovery"
        self.errors = (home / "errors").open("a+b")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.gui.driven_app", *map(str, arguments)],
            cwd=TOP,
            env=os.environ | dict.fromkeys(places, str(home)) | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
        )

    def do(self, act: str) -> str:
        """Have it do something, and wait for its answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{act}\n".encode())
        self.process.stdin.flush()
        is_answered = select.select([self.process.stdout], [], [], LONGEST)[0]
        line = self.process.stdout.readline().decode() if is_answered else ""
        answer, _, what = line.strip().partition(" ")
        assert answer == "done", f"{act}: no answer\n{(self._home / 'errors').read_text()}"
        return what

    def end(self, number: int) -> int:
        """Send it a signal; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(LONGEST)

    def close(self) -> None:
        """End it whatever it does, and what it wrote to."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.errors):
            if pipe is not None:
                pipe.close()

    @property
    def n_kept(self) -> int:
        return len(list(self.state.glob("*/journal")))

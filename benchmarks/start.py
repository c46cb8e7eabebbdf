"""From starting Python to a painted window, against a bare pyqtgraph window with six images."""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.measure import Figure, in_turn, ratio_figure

ROUNDS = 9


def measure() -> list[Figure]:
    timed = in_turn(
        lambda: _run("benchmarks.start_app"), lambda: _run("benchmarks.start_bare"), ROUNDS
    )
    return [ratio_figure("start to a painted window", timed, "bare window with six images", 1.6)]


def _run(module: str) -> None:
    """Until the program has painted: both leave at once then. Compiled modules are kept."""
    usual = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-m", module], check=True, env=usual)

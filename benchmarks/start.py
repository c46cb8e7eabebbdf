"""From starting Python to a painted window, against a bare pyqtgraph window with six images."""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.measure import Figure, in_turn, ratio_figure

ROUNDS = 9
OURS, BARE = "benchmarks.start_app", "benchmarks.start_bare"


def measure() -> list[Figure]:
    timed = in_turn(lambda: _run(OURS), lambda: _run(BARE), ROUNDS)
    ours, bare = _run(OURS), _run(BARE)
    return [
        ratio_figure("start to a painted window", timed, "bare window with six images", 1.25),
        Figure(
            "memory in use right after the start",
            f"{ours / 1e6:.0f} MB ({ours / bare:.2f} ×)",
            f"bare window with six images {bare / 1e6:.0f} MB",
            ours / bare,
            1.1,
            "×",
        ),
    ]


def _run(module: str) -> int:
    """Until the program has painted, when both leave at once; returns the bytes that it took.

    Compiled modules are kept.
    """
    usual = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", module]
    program = subprocess.run(command, check=True, env=usual, capture_output=True, text=True)
    return int(program.stdout)

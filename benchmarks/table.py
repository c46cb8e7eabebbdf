"""A table of a million samples in the real window: opened, selected, gone through, and its memory.

Each figure is taken in a fresh process, so that the memory of other benchmarks does not count.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from benchmarks.measure import Figure, milliseconds

ROWS, COLUMNS = 1_000_000, 100
ROUNDS = 3


def measure() -> list[Figure]:
    rounds = [_run() for _ in range(ROUNDS)]
    middle = {name: sorted(each[name] for each in rounds)[ROUNDS // 2] for name in rounds[0]}
    size = f"{ROWS:,} × {COLUMNS} samples"
    figures = [
        Figure(f"{size}: {what}", milliseconds(middle[name]), "", 1000 * middle[name], goal, "ms")
        for name, what, goal in (
            ("open", "opened to the first paint", 100),
            ("select", "select all, painted", 100),
            ("end", "jump to the end, painted", 33),
        )
    ]
    share = middle["memory"]
    memory = Figure(
        f"{size}: resident memory", f"{share:.2f} × the data", "", share, 1.3, "× the data"
    )
    return [*figures, memory]


def _run() -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.table_app", str(ROWS), str(COLUMNS)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures

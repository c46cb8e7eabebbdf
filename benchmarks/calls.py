"""How many functions of ours are called for one typed cell until it is painted, and for a save.

Counted in a fresh process, on all threads. Fewer calls are no end in themselves: their number
tells when an edit reaches who does not follow it, or when something is done twice.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from benchmarks.measure import Figure

MOST_FOR_A_CELL, MOST_FOR_A_SAVE = 2469, 303


def measure() -> list[Figure]:
    command = [sys.executable, "-m", "benchmarks.calls_app"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    counts: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return [
        Figure(f"calls for {what}", f"{counts[name]:,}", "", counts[name], goal, "calls")
        for name, what, goal in (
            ("cell", "one typed cell until painted: Iris, Flow and Explain", MOST_FOR_A_CELL),
            ("save", "a save", MOST_FOR_A_SAVE),
        )
    ]

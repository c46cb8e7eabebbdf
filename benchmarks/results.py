"""Results of a million samples in the real window: opened, sorted by loss, and painted after.

Each round is taken in a fresh process; the losses are sorted by NumPy in the same one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from benchmarks.measure import Figure, milliseconds, ratio_figure

SAMPLES, FEATURES, CLASSES = 1_000_000, 20, 10
ROUNDS = 3


def measure() -> list[Figure]:
    rounds = [_run() for _ in range(ROUNDS)]
    middle = {name: sorted(each[name] for each in rounds)[ROUNDS // 2] for name in rounds[0]}
    ratio = sorted(each["sorted"] / each["argsort"] for each in rounds)[ROUNDS // 2]
    what = f"results of {SAMPLES:,} × {FEATURES} samples, {CLASSES} classes"
    opened, painted = (
        Figure(f"{what}: {how}", milliseconds(middle[name]), "", 1000 * middle[name], goal, "ms")
        for name, how, goal in (
            ("open", "opened to the first paint", 100),
            ("painted", "sorted rows painted after they are found", 33),
        )
    )
    times = middle["sorted"], middle["argsort"], ratio
    by_loss = ratio_figure(f"{what}: sorted by loss", times, "numpy.argsort of the losses", 1.5)
    return [opened, by_loss, painted]


def _run() -> dict[str, float]:
    sizes = map(str, (SAMPLES, FEATURES, CLASSES))
    command = [sys.executable, "-m", "benchmarks.results_app", *sizes]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures

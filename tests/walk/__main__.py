"""Walks with some seeds, each in a process of its own, and shrinks the first fault to a script.

`python -m tests.walk --seeds 20 --steps 5000`, or `--minutes 1` for as many seeds as there is time.
A fault is anything that Python or Qt reports, the end of the process, a step that hangs, and what
`steps.py` checks. The seeds are printed; a walk is done again by `--first SEED`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

TOP = Path(__file__).parents[2]
LONGEST = 3600  # seconds that one walk may take


@dataclass(frozen=True)
class Ended:
    """Tells how a walk ended: `fault` is empty when nothing was wrong."""

    fault: str
    last: int  # the step at which it ended
    log: str

    @property
    def kind(self) -> str:
        """What two faults have in common that are most likely the same one."""
        lines = [line for line in self.fault.splitlines() if line.strip()]
        return lines[-1].strip() if lines else ""


def walk(seed: int, steps: Sequence[int]) -> Ended:
    """Do some steps of a seed's walk in a new process with a new home."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        log = home / ".log"
        places = {"HOME": folder, "XDG_STATE_HOME": f"{folder}/.state"}
        places |= {"XDG_CONFIG_HOME": f"{folder}/.config", "QT_QPA_PLATFORM": "offscreen"}
        listed = home / ".steps"
        listed.write_text(",".join(map(str, steps)), "ascii")
        process = subprocess.run(
            [sys.executable, "-m", "tests.walk.steps", str(seed), str(listed), str(log)],
            cwd=TOP,
            env=os.environ | places,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        text = log.read_text("utf-8", "replace") if log.exists() else ""
    done = [line for line in text.splitlines() if line.startswith("step ")]
    last = int(done[-1].split()[1].rstrip(":")) if done else -1
    if process.returncode == 0 and text.rstrip().endswith("END"):
        return Ended("", last, text)
    _, _, fault = text.partition("FAULT at ")
    return Ended(fault or _death(process, text), last, text)


def _death(process: subprocess.CompletedProcess[str], log: str) -> str:
    """What is known of a process that ended by itself: its threads, and at the end where it was."""
    steps, is_fatal, threads = log.partition("Fatal Python error")
    ours = [line.strip() for line in log.splitlines() if line.strip().startswith('File "')]
    where = next((line for line in ours if "nnfs_gui" in line or "nnfs_core" in line), "nowhere")
    last = "".join(steps.splitlines(keepends=True)[-20:]) + is_fatal + threads
    ended = f"the process ended with {process.returncode}"
    return f"{ended}\n{process.stderr[-2000:]}\n{last}\n{where}"


def shrink(seed: int, ended: Ended, most: int) -> list[int]:
    """Fewer steps that end in the same kind of fault: halves, quarters, ... are left out."""
    steps, size, tried = list(range(ended.last + 1)), (ended.last + 1) // 2, 0
    while size and tried < most:
        start = 0
        while start < len(steps) and tried < most:
            fewer = steps[:start] + steps[start + size :]
            tried += 1
            if fewer and walk(seed, fewer).kind == ended.kind:
                steps = fewer
            else:
                start += size
        size //= 2
    return steps


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.walk", description=__doc__)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--minutes", type=float, help="end after so long, whatever --seeds says")
    parser.add_argument("--shrink", type=int, default=200, help="the most walks to shrink a fault")
    options = parser.parse_args()
    began, seed = monotonic(), options.first
    while options.minutes or seed < options.first + options.seeds:
        if options.minutes and monotonic() - began > 60 * options.minutes:
            break
        ended = walk(seed, range(options.steps))
        print(f"seed {seed}: {ended.last + 1} steps, {ended.kind or 'no fault'}", flush=True)
        if ended.fault:
            print(ended.fault, flush=True)  # it may be one that never comes again
            steps = shrink(seed, ended, options.shrink)
            again = walk(seed, steps)
            print(f"shrunk to {len(steps)} steps of seed {seed}:\n{again.log}\n{again.fault}")
            return 1
        seed += 1
    print(f"seeds {options.first} to {seed - 1}: no fault")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Compares the figures of this tree with those of an earlier commit, run in turn."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from benchmarks.measure import Figure

TOP = Path(__file__).parents[1]
ROUNDS = 3
GOAL = 1.05  # times what it was before
UNITS = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "×": 1.0}
AMOUNT = re.compile(r"([0-9.]+(?:e[+-]?[0-9]+)?) (ns|µs|ms|s|×)(?= |$)")
ALONE = """
from benchmarks.{name} import measure
for figure in measure():
    print(figure.row())
"""


def compare(commit: str, names: Iterable[str]) -> Iterator[Figure]:
    """Each figure of the named benchmarks as a ratio to that of `commit`, the median of rounds.

    Both trees run with this Python, each with the benchmarks that it had; one that the earlier tree
    did not have is lent to it. A figure that one of them does not have is left out.
    """
    with tempfile.TemporaryDirectory() as folder:
        earlier = Path(folder) / "before"
        _git("worktree", "add", "--detach", str(earlier), commit)
        try:
            for name in names:
                yield from _figures(earlier, name)
        finally:
            _git("worktree", "remove", "--force", str(earlier))


def _figures(earlier: Path, name: str) -> Iterator[Figure]:
    command = ["-m", "benchmarks", name]
    benchmark = Path("benchmarks", f"{name}.py")
    if not (earlier / benchmark).exists():
        shutil.copy(TOP / benchmark, earlier / benchmark)
        command = ["-c", ALONE.format(name=name)]
    rounds = [(_measured(TOP, command), _measured(earlier, command)) for _ in range(ROUNDS)]
    for what in rounds[0][0]:
        pairs = [(now[what], then[what]) for now, then in rounds if what in now and what in then]
        if pairs:
            ratio = median(now / then for now, then in pairs)
            now, then = (median(side) for side in zip(*pairs, strict=True))
            yield Figure(what, f"{now:.3g} ({ratio:.2f} ×)", f"before {then:.3g}", ratio, GOAL, "×")


def _measured(tree: Path, command: list[str]) -> dict[str, float]:
    """What a benchmark says of a tree, in seconds or as a ratio, by the name of each row."""
    ran = subprocess.run(
        [sys.executable, *command],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,  # 1 says that a goal was missed
    )
    found = {}
    for line in ran.stdout.splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
        amount = AMOUNT.match(cells[1].replace(",", "")) if len(cells) > 2 else None
        if amount is not None:
            found[cells[0]] = float(amount[1]) * UNITS[amount[2]]
    return found


def _git(*words: str) -> None:
    subprocess.run(["git", *words], cwd=TOP, check=True, capture_output=True)

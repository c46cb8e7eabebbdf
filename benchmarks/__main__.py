"""Runs every benchmark, or those named on the command line, and prints one table."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable

# As on a user's machine, whatever the shell says; read when NumPy loads its BLAS.
os.environ.pop("OPENBLAS_CORETYPE", None)
os.environ.pop("OPENBLAS_L2_SIZE", None)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks import changes, edit, explain, files, forward, heatmap, scaling, start, table
from benchmarks.measure import Figure, machine

BENCHMARKS: dict[str, Callable[[], Iterable[Figure]]] = {
    "start": start.measure,
    "edit": edit.measure,
    "explain": explain.measure,
    "heatmap": heatmap.measure,
    "forward": forward.measure,
    "changes": changes.measure,
    "scaling": scaling.measure,
    "files": files.measure,
    "table": table.measure,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; there are {', '.join(BENCHMARKS)}.")
        return 2
    print(machine(), end="\n\n")
    print("| what | ours | beside | goal | holds |\n| --- | --- | --- | --- | --- |", flush=True)
    missed = 0
    for name in names or BENCHMARKS:
        for figure in BENCHMARKS[name]():
            print(figure.row(), flush=True)
            missed += not figure.holds
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

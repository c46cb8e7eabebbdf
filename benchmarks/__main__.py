"""Runs every benchmark, or those named on the command line, and prints one table.

`--before COMMIT` compares them with those of an earlier commit, each figure as a ratio to it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable

# As on a user's machine, whatever the shell says; read when NumPy loads its BLAS.
os.environ.pop("OPENBLAS_CORETYPE", None)
os.environ.pop("OPENBLAS_L2_SIZE", None)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks import (
    autosave,
    calls,
    changes,
    comparing,
    edit,
    explain,
    figures,
    files,
    forward,
    heatmap,
    preparing,
    results,
    scaling,
    scatter,
    standardise,
    start,
    table,
    tables,
    workbooks,
)
from benchmarks.before import compare
from benchmarks.measure import Figure, machine

BENCHMARKS: dict[str, Callable[[], Iterable[Figure]]] = {
    "start": start.measure,
    "edit": edit.measure,
    "autosave": autosave.measure,
    "calls": calls.measure,
    "explain": explain.measure,
    "heatmap": heatmap.measure,
    "scatter": scatter.measure,
    "figures": figures.measure,
    "results": results.measure,
    "forward": forward.measure,
    "changes": changes.measure,
    "comparing": comparing.measure,
    "scaling": scaling.measure,
    "standardise": standardise.measure,
    "preparing": preparing.measure,
    "files": files.measure,
    "table": table.measure,
    "tables": tables.measure,
    "workbooks": workbooks.measure,
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--before", metavar="COMMIT")
    chosen = parser.parse_args(arguments)
    names: list[str] = chosen.names or list(BENCHMARKS)
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; there are {', '.join(BENCHMARKS)}.")
        return 2
    print(machine(), end="\n\n")
    print("| what | ours | beside | goal | holds |\n| --- | --- | --- | --- | --- |", flush=True)
    missed = 0
    figures = (
        compare(chosen.before, names)
        if chosen.before
        else (figure for name in names for figure in BENCHMARKS[name]())
    )
    for figure in figures:
        print(figure.row(), flush=True)
        missed += not figure.holds
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

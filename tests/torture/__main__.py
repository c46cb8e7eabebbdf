"""Tortures the app and prints a figure a row: `python -m tests.torture [--short] [KIND ...]`.

Every kind is bounded in time and takes its chances from seeds, which the table names.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from time import monotonic

KINDS = ("saves", "autosaves")


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.torture", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--short", action="store_true", help="a minute of it, as CI does")
    options = parser.parse_args()
    if unknown := set(options.kinds) - set(KINDS):
        parser.error(f"there is no {min(unknown)}; there are {', '.join(KINDS)}")
    print("| kind | done | seeds | found | seconds |\n| --- | --- | --- | --- | --- |", flush=True)
    faults: list[str] = []
    for kind in options.kinds or KINDS:
        began = monotonic()
        for figure in import_module(f"tests.torture.{kind}").torture(options.short):
            took = monotonic() - began
            row = (kind, figure.done, figure.seeds, figure.found, f"{took:.0f}")
            print(f"| {' | '.join(row)} |", flush=True)
            faults += [f"{kind}: {fault}" for fault in figure.faults]
            began = monotonic()
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

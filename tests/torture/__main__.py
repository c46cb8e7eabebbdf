"""Tortures the app and prints a figure a row: `python -m tests.torture [--short] [KIND ...]`.

Every kind is bounded in time and takes its chances from seeds, which the table names.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from importlib import import_module
from time import monotonic

KINDS = ("saves", "autosaves", "app", "disk", "mutants")


def live_in(home: str) -> None:
    """Let nothing that is started from here meet the files of this user, or a screen."""
    folders = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    os.environ.update(dict.fromkeys(folders, home), QT_QPA_PLATFORM="offscreen")


def rows_of(kind: str, short: bool) -> list[str]:
    """Do a kind of torture and print its rows; the faults that it found."""
    faults: list[str] = []
    began = monotonic()
    for figure in import_module(f"tests.torture.{kind}").torture(short):
        row = (kind, figure.done, figure.seeds, figure.found, f"{monotonic() - began:.0f}")
        print(f"| {' | '.join(row)} |", flush=True)
        faults += [f"{kind}: {fault}" for fault in figure.faults]
        began = monotonic()
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.torture", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--short", action="store_true", help="a minute of it, as CI does")
    options = parser.parse_args()
    if unknown := set(options.kinds) - set(KINDS):
        parser.error(f"there is no {min(unknown)}; there are {', '.join(KINDS)}")
    print("| kind | done | seeds | found | seconds |\n| --- | --- | --- | --- | --- |", flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        live_in(home)
        faults = [
            fault for kind in options.kinds or KINDS for fault in rows_of(kind, options.short)
        ]
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

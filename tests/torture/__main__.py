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

KINDS = ("saves", "autosaves", "app", "disk", "mutants", "large", "growth")


def live_in(home: str) -> None:
    """Let nothing that is started from here meet the files of this user, or a screen."""
    folders = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    os.environ.update(dict.fromkeys(folders, home), QT_QPA_PLATFORM="offscreen")


def has_faults(kind: str, short: bool) -> bool:
    """Do a kind of torture and print its rows, each with the faults that it found."""
    found, began = False, monotonic()
    for figure in import_module(f"tests.torture.{kind}").torture(short):
        row = (kind, figure.done, figure.seeds, figure.found, f"{monotonic() - began:.0f}")
        print(f"| {' | '.join(row)} |", *figure.faults, sep="\n", flush=True)
        found, began = found or bool(figure.faults), monotonic()
    return found


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
        found = [has_faults(kind, options.short) for kind in options.kinds or KINDS]
    return 1 if any(found) else 0


if __name__ == "__main__":
    sys.exit(main())

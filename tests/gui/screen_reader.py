"""Reads an app as a screen reader does, through AT-SPI; for the system's Python, which has pyatspi.

Run it as `python3 tests/gui/screen_reader.py`, with the session bus of the app. It prints a line of
JSON for each line on its standard input:

    tree      all that is shown: a list of objects, each before its children
    events    what was told since this was last asked
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from typing import Any

import pyatspi
from gi.repository import Atspi, GLib

APP = "NNFS Studio"
PATIENCE = 20  # seconds for the app to be there
MOST_CELLS = 40  # of a table, which has one object a cell
TOLD = (
    "object:state-changed:focused",
    "object:state-changed:showing",
    "object:property-change:accessible-name",
    "object:property-change:accessible-description",
)


def described(thing: Any, depth: int) -> dict[str, Any]:
    states = [pyatspi.stateToString(each).lower() for each in thing.getState().getStates()]
    relations = [each.getRelationType() for each in thing.getRelationSet()]
    return {
        "depth": depth,
        "role": thing.getRoleName(),
        "name": thing.name,
        "description": thing.description,
        "states": sorted(states),
        "labelled": pyatspi.RELATION_LABELLED_BY in relations,
    }


def tree(thing: Any, depth: int = 0) -> list[dict[str, Any]]:
    this = described(thing, depth)
    if depth > 0 and "showing" not in this["states"]:
        return []
    found = [this]
    for number in range(min(thing.childCount, MOST_CELLS)):
        child = thing.getChildAtIndex(number)
        if child is not None:
            found += tree(child, depth + 1)
    return found


def app() -> Any:
    """The app, once it is there with a window."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for each in pyatspi.Registry.getDesktop(0):
            if each is not None and each.name == APP and each.childCount:
                each.set_cache_mask(Atspi.Cache.NONE)  # Qt does not tell of all that changes
                return each
        time.sleep(0.05)
    sys.exit("There is no app to read.")


def main() -> None:
    events: list[dict[str, Any]] = []

    def note(event: Any) -> None:
        source = event.source
        with suppress(GLib.GError):  # it may be gone already
            events.append(
                {
                    "kind": str(event.type),
                    "is_on": event.detail1,
                    "role": source.getRoleName(),
                    "name": source.name,
                    "description": source.description,
                }
            )

    def answer(channel: Any, condition: Any) -> bool:
        asked = sys.stdin.readline().strip()
        if not asked:
            pyatspi.Registry.stop()
            return False
        print(json.dumps(tree(app()) if asked == "tree" else events), flush=True)
        if asked == "events":
            events.clear()
        return True

    for kind in TOLD:
        pyatspi.Registry.registerEventListener(note, kind)
    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, answer)
    pyatspi.Registry.start()


if __name__ == "__main__":
    main()

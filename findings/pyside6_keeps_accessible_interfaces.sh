#!/usr/bin/env bash
# PySide6 6.11.3: accessible interfaces that a Python factory (QAccessible.installFactory) makes are
# kept by PySide for ever. Once their widgets are deleted, Qt deletes its own side of each, but the
# Python objects, with whatever they hold, stay alive and are reached by no garbage collection. A window
# that shows and removes widgets of its own kind for hours grows by an object for each.
#
# Guess before running: each goes with its widget, as Qt says of interfaces in its cache.
# Seen (Linux, Python 3.11, offscreen): of 100 interfaces all 100 are alive, none of them valid.
# Fails when some are gone.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "PySide6-Essentials==6.11.3"
cat >"$folder/kept.py" <<'PYTHON'
import gc
import weakref

import shiboken6
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget

app = QApplication([])
made = []


class Card(QWidget):
    pass


class HeardCard(QAccessibleWidget):
    def __init__(self, card):
        super().__init__(card, QAccessible.Role.ListItem, "a card")


def factory(key, thing):
    if not isinstance(thing, Card):
        return None
    interface = HeardCard(thing)
    made.append(weakref.ref(interface))
    return interface


QAccessible.installFactory(factory)
for _ in range(100):
    card = Card()
    QAccessible.queryAccessibleInterface(card)
    shiboken6.delete(card)
    del card
app.processEvents()
gc.collect()
alive = [interface for reference in made if (interface := reference()) is not None]
valid = [interface for interface in alive if shiboken6.isValid(interface)]
print(f"made {len(made)}, alive {len(alive)}, valid {len(valid)}")
assert (len(made), len(alive), len(valid)) == (100, 100, 0), "interfaces are let go now"
print("As found: the Python side of an interface stays when its widget is gone.")
PYTHON
QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/kept.py"

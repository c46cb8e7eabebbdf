#!/usr/bin/env bash
# PySide6 6.11.3 on Linux: the accessible name of a QComboBox is the text of its current entry, and
# setAccessibleName changes nothing about it. So a screen reader that goes by names announces "red"
# where the program said "Colour of the line", and a program that checks its own names cannot find a
# combo box by the one it gave. Other fields, such as a QLineEdit, keep the name that they are given.
# (Qt counts on a label with the box as its buddy, which AT-SPI tells as a relation.)
#
# Guess before running: the given name, with the current entry as the value.
# Seen (Linux, Python 3.11, offscreen): combo box named 'red', its value 'red'; line edit named as given.
# Fails when the combo box has the given name, or the line edit another.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "PySide6-Essentials==6.11.3"
cat >"$folder/names.py" <<'PYTHON'
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

GIVEN = "Colour of the line"
app = QApplication([])
combo, line = QComboBox(), QLineEdit("red")
combo.addItems(["red", "green"])
seen = {}
for widget in (combo, line):
    widget.setAccessibleName(GIVEN)
    interface = QAccessible.queryAccessibleInterface(widget)
    name, value = (interface.text(what) for what in (QAccessible.Text.Name, QAccessible.Text.Value))
    seen[type(widget).__name__] = name, value
    print(f"{type(widget).__name__}: name {name!r}, value {value!r}")
assert seen["QComboBox"] == ("red", "red"), "a combo box has the given name now"
assert seen["QLineEdit"] == (GIVEN, "red"), "a line edit has another name now"
print("As found: a combo box goes by its current entry.")
PYTHON
QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/names.py"

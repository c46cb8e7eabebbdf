#!/usr/bin/env bash
# PySide6 6.11.3: of a text with spaces that QPdfWriter draws, readers copy tabs. The table that turns glyphs
# into characters (ToUnicode) has U+0009 for the glyph of the space, the first of the characters that share
# that glyph; so "one two" is found by no search for it and pasted into a spreadsheet as two cells.
#
# Guess before running: U+0020.
# Seen (Linux, Python 3.11, DejaVu Sans, FreeType): the table of "one two" has <0009> and no <0020>.
# Fails when it is otherwise.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/draw.py" <<'PYTHON'
import re
import zlib

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QPainter, QPdfWriter

app = QGuiApplication([])
buffer = QBuffer()
buffer.open(QIODevice.OpenModeFlag.WriteOnly)
writer = QPdfWriter(buffer)
painter = QPainter(writer)
painter.drawText(200, 200, "one two")
painter.end()
pdf = buffer.data().data()
streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
tables = []
for stream in streams:
    try:
        stream = zlib.decompress(stream)
    except zlib.error:
        pass
    if b"beginbfrange" in stream or b"beginbfchar" in stream:
        tables.append(stream)
(table,) = tables
mapped = {code.upper() for code in re.findall(rb"<([0-9A-Fa-f]{4})>", table.split(b"endcodespacerange")[1])}
print("tab" if b"0009" in mapped else "no tab", "space" if b"0020" in mapped else "no space")
PYTHON
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet PySide6-Essentials==6.11.3
seen=$(QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/draw.py")
echo "$seen"
[[ $seen == "tab no space" ]] || { echo "expected: tab no space" >&2; exit 1; }
echo "As found: spaces are told as tabs."

#!/usr/bin/env bash
# PySide6 6.11.3: a QPrinter or QPdfWriter whose file can grow no more (here by a limit of the process, as on a
# full disk) leaves a broken PDF and tells nobody: newPage() and QPainter.end() return True, the printer is Idle
# as after a good print, and there is no warning. So is a QPrinter whose CUPS has stopped in the meantime
# (seen with CUPS 2.4.2; not in this script, which has no CUPS), and QPrinter.abort() does nothing on Linux.
#
# Guess before running: end() returns False, or the printer's state is Error.
# Seen (Linux, Python 3.11): True, Idle, and a file cut at the limit without the "%%EOF" of a PDF.
# Fails when it is otherwise.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/print.py" <<'PYTHON'
import resource
import signal
import sys

from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

app = QApplication([])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
printer = QPrinter()
printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
printer.setOutputFileName(f"{sys.argv[1]}/printer.pdf")
for name, device in (("printer", printer), ("writer", QPdfWriter(f"{sys.argv[1]}/writer.pdf"))):
    painter = QPainter(device)
    painter.drawText(200, 200, "one")
    is_page = device.newPage()
    painter.drawText(200, 200, "two")
    is_end = painter.end()
    with open(f"{sys.argv[1]}/{name}.pdf", "rb") as file:
        content = file.read()
    print(name, is_page, is_end, len(content), "whole" if b"%%EOF" in content else "broken")
print(printer.printerState().name)
PYTHON
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet PySide6-Essentials==6.11.3
seen=$(QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/print.py" "$folder" 2>&1)
echo "$seen"
expected="printer True True 2000 broken
writer True True 2000 broken
Idle"
[[ $seen == "$expected" ]] || { echo "expected: $expected" >&2; exit 1; }
echo "As found: nobody is told."

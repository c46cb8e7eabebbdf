#!/usr/bin/env bash
# PySide6 6.11.3: importing it replaces builtins.__import__, and from then on the source file of
# every module that is imported is read whole, also of modules that know nothing of Qt; all its
# lines stay in memory, in linecache. The reading serves `from __feature__ import snake_case`. Of an
# application with 200 modules of its own it made a fifth of the start and 12 MB of memory.
# Putting Python's own __import__ back after the first import of PySide6 ends it; Qt's other modules
# can still be imported and do not replace it again. (Then __feature__ cannot be used, of course.)
#
# Guess before running: only modules that import PySide6 or __feature__ are looked at, and what was
# read is not kept.
# Seen (Linux, Python 3.11): after PySide6.QtCore, `import wave` leaves the source of wave.py in
# linecache; after putting __import__ back, `import tarfile` leaves nothing there, and
# PySide6.QtGui leaves it as it is.
# Fails when the source is no longer read, or is read after __import__ was put back.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "PySide6-Essentials==6.11.3"
cat >"$folder/imports.py" <<'PYTHON'
import builtins
import linecache
from pathlib import Path

own = builtins.__import__


def kept():
    return {Path(name).name for name in linecache.cache}


import PySide6.QtCore

print("__import__ is replaced:", builtins.__import__ is not own)
import wave

print("lines of wave.py kept:", len(linecache.cache.get(wave.__file__, (0, 0, []))[2]))
assert builtins.__import__ is not own, "PySide6 leaves __import__ alone now"
assert "wave.py" in kept(), "PySide6 no longer keeps the source of what is imported later"

builtins.__import__ = own
import PySide6.QtGui
import tarfile

print("tarfile.py kept after __import__ was put back:", "tarfile.py" in kept())
assert builtins.__import__ is own, "importing QtGui replaces __import__ again"
assert "tarfile.py" not in kept(), "its source is read all the same"
print("As found: PySide6 reads the source of whatever is imported after it, and keeps it.")
PYTHON
"$folder/venv/bin/python" "$folder/imports.py"

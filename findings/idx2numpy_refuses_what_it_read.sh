#!/usr/bin/env bash
# idx2numpy 1.2.3 cannot write an array back that it has just read, unless its numbers take one byte:
# convert_from_file gives numbers of two and more bytes in the byte order of the file (>i2, >i4, >f4,
# >f8), and convert_to_file refuses each of these types with a FormatError "numpy ndarray type not
# supported by IDX format", though it writes the same numbers in the computer's own order.
#
# Guess before running: reading and writing again gives the same bytes for all six types.
# Seen (Linux on x86-64, Python 3.11, NumPy 2.4.6): so for uint8 and int8; the other four are refused.
# Fails when one of the four is written, or one of the two is not.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "idx2numpy==1.2.3" "numpy==2.4.6"
cat >"$folder/again.py" <<'PYTHON'
import sys
from pathlib import Path

import numpy as np
from idx2numpy import FormatError, convert_from_file, convert_to_file

first, second = Path(sys.argv[1], "first.idx"), Path(sys.argv[1], "second.idx")
seen = {}
for name in ("uint8", "int8", "int16", "int32", "float32", "float64"):
    convert_to_file(str(first), np.arange(6).reshape(2, 3).astype(name))
    read = convert_from_file(str(first))
    try:
        convert_to_file(str(second), read)
        seen[name] = second.read_bytes() == first.read_bytes()
    except FormatError as error:
        seen[name] = str(error)
    print(f"{name}, read as {read.dtype.str}: {seen[name]}")
assert seen.pop("uint8") is True and seen.pop("int8") is True, "single bytes are not written again"
assert all("not supported" in str(each) for each in seen.values()), "longer numbers are written now"
print("As found: what takes more than a byte is read and then refused.")
PYTHON
"$folder/venv/bin/python" "$folder/again.py" "$folder"

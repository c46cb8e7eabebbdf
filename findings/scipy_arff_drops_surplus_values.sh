#!/usr/bin/env bash
# scipy 1.17.1, scipy.io.arff.loadarff: a row of data with more values than there are attributes is read
# without a word, and what is too much is dropped. So a decimal comma (1,5 for 1.5) or a lost quote
# moves every later value of its row by one column, and nothing is said. liac-arff 2.5.0 refuses the
# same file. A row with too few values raises in both, in scipy an IndexError.
#
# Guess before running: a ValueError for the row.
# Seen (Linux, Python 3.11), attributes a and b, rows "1,5,2" (1.5 and 2 with a decimal comma) and "3,4":
#   scipy (1.0, 5.0) and (3.0, 4.0); liac-arff BadDataFormat
# Fails when scipy refuses the row or liac-arff takes it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "scipy==1.17.1" "liac-arff==2.5.0"
cat >"$folder/surplus.py" <<'PYTHON'
import io

import arff
from scipy.io.arff import loadarff

TEXT = "@relation r\n@attribute a real\n@attribute b real\n@data\n1,5,2\n3,4\n"
in_scipy = [tuple(float(value) for value in row) for row in loadarff(io.StringIO(TEXT))[0]]
try:
    in_liac = arff.loads(TEXT)["data"]
except arff.BadDataFormat as error:
    in_liac = type(error).__name__
print(f"scipy {in_scipy}, liac-arff {in_liac}")
assert in_scipy == [(1.0, 5.0), (3.0, 4.0)], "scipy reads the row otherwise now"
assert in_liac == "BadDataFormat", "liac-arff takes the row now"
print("As found: scipy drops what is too much in a row.")
PYTHON
"$folder/venv/bin/python" "$folder/surplus.py"

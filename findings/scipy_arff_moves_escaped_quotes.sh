#!/usr/bin/env bash
# scipy 1.17.1, scipy.io.arff.loadarff: a nominal value with an escaped quote comes out changed. The
# backslash stays, the quote behind it is gone from its place, and a quote stands at the end: 'it\'s'
# is read as it\s', and "say \"hi\"" as say \hi\"". The declared values of the attribute are changed in
# the same way, so nothing is refused. liac-arff 2.5.0 gives it's and say "hi".
#
# Guess before running: either the value without its backslash, or a ValueError.
# Seen (Linux, Python 3.11): as told above, from both kinds of quotes.
# Fails when scipy reads either value otherwise.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "scipy==1.17.1" "liac-arff==2.5.0"
cat >"$folder/quotes.py" <<'PYTHON'
import io

import arff
from scipy.io.arff import loadarff

for written, wanted, seen in (
    (r"'it\'s'", "it's", r"it\s'"),
    (r'"say \"hi\""', 'say "hi"', r'say \hi\""'),
):
    text = f"@relation r\n@attribute a {{{written},b}}\n@data\n{written}\nb\n"
    in_scipy = loadarff(io.StringIO(text))[0]["a"][0].decode()
    in_liac = arff.loads(text)["data"][0][0]
    print(f"written {written}: scipy {in_scipy}, liac-arff {in_liac}")
    assert in_scipy == seen, "scipy reads escaped quotes otherwise now"
    assert in_liac == wanted, "liac-arff reads escaped quotes otherwise now"
print("As found: scipy moves an escaped quote to the end of its value.")
PYTHON
"$folder/venv/bin/python" "$folder/quotes.py"

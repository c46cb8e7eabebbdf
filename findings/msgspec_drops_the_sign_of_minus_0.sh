#!/usr/bin/env bash
# msgspec 0.22.0: the JSON number -0, decoded as a float, is 0.0 without its sign, though -0.0, -0e0 and
# -0E5 keep theirs. So a float that a program wrote in short as -0 comes back as another number: its
# inverse is plus infinity where it was minus infinity. Python's float("-0") is -0.0.
#
# Guess before running: -0.0 for all four spellings, as float() has it.
# Seen (Linux, Python 3.11): -0 gives 0.0; -0.0, -0e0 and -0E5 give -0.0.
# Fails when -0 keeps its sign, or another spelling loses it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "msgspec==0.22.0"
cat >"$folder/minus.py" <<'PYTHON'
import math

import msgspec

seen = {}
for text in ("-0", "-0.0", "-0e0", "-0E5"):
    number = msgspec.json.decode(text, type=float)
    seen[text] = math.copysign(1, number)
    print(f"{text}: msgspec {number}, float() {float(text)}")
assert seen.pop("-0") == 1, "-0 keeps its sign now"
assert set(seen.values()) == {-1}, "another spelling loses its sign"
print("As found: -0 alone loses its sign.")
PYTHON
"$folder/venv/bin/python" "$folder/minus.py"

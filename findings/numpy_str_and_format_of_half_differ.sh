#!/usr/bin/env bash
# NumPy 2.4.6: str() and format() of one float16 or float32 number give different texts. str turns to
# an exponent as soon as the whole part has more digits than the type keeps (1000 in float16,
# 10,000,000 in float32), and then writes the fewest digits that read back in that type; format and
# f-strings write the number's value. So the largest float16, 65504, is 6.55e+04 as text, which a
# program that reads it as float64 takes for 65500. astype(str) and print do as str does. float64
# turns to an exponent at 1e16 alone, and its two texts agree.
#
# Guess before running: str and format agree, and both turn to an exponent at 1e16 for every type.
# Seen (Linux, Python 3.11):
#   float16 1006.5: str 1.0065e+03, format 1006.5; float16 65504: str 6.55e+04, format 65504.0
#   float32 16777216: str 1.6777216e+07, format 16777216.0; float64 65504: both 65504.0
# Fails when one of these texts is another one.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "numpy==2.4.6"
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np

for number, text, formatted in (
    (np.float16(999.5), "999.5", "999.5"),
    (np.float16(1006.5), "1.0065e+03", "1006.5"),
    (np.float16(65504), "6.55e+04", "65504.0"),
    (np.float32(16777216), "1.6777216e+07", "16777216.0"),
    (np.float64(65504), "65504.0", "65504.0"),
):
    print(f"{number.dtype} str {str(number)}, format {number}")
    assert (str(number), f"{number}") == (text, formatted), "the texts are others now"
assert np.array([65504], np.float16).astype(str)[0] == "6.55e+04", "astype(str) does otherwise now"
assert float(str(np.float16(65504))) == 65500.0
print("As found: str and format of one half or single number differ.")
PYTHON

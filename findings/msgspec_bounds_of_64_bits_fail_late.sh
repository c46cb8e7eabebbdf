#!/usr/bin/env bash
# msgspec 0.22.0: a bound of an int that does not fit into a signed 64-bit number, such as lt=2**63,
# the natural way to say "any number of 63 bits", is taken when the Struct is defined. It fails when
# something is first decoded into it, however right that is, and by a plain ValueError, which no
# `except msgspec.MsgspecError` catches. So a reader with such a bound refuses every good file.
#
# Guess before running: the bound works, since it excludes 2**63 itself; if not, the class is refused.
# Seen (Linux, Python 3.11): le=2**63-1 decodes; lt=2**63 and le=2**64-1 are defined and raise ValueError.
# Fails when such a bound decodes, or is refused when it is defined.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "msgspec==0.22.0"
"$folder/venv/bin/python" - <<'PYTHON'
from typing import Annotated

import msgspec


def decoding(**bounds: int) -> str:
    class Number(msgspec.Struct):
        value: Annotated[int, msgspec.Meta(**bounds)]

    try:
        number = msgspec.json.decode(b'{"value": 1}', type=Number)
        return f"decodes {number.value}"
    except Exception as error:
        return f"{type(error).__name__}, an MsgspecError: {isinstance(error, msgspec.MsgspecError)}"


assert decoding(le=2**63 - 1) == "decodes 1"
for bounds in ({"lt": 2**63}, {"le": 2**64 - 1}):
    print(bounds, decoding(**bounds))
    assert decoding(**bounds) == "ValueError, an MsgspecError: False"
print("As found: bounds beyond 64 bits fail when something is decoded, by ValueError.")
PYTHON

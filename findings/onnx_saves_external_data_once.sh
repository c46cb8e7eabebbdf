#!/usr/bin/env bash
# onnx 1.23.2 for Python: a model saved with its weights in a file beside it can be saved under these
# names once. The second save, also of the very model that was loaded from there, raises
# FileExistsError and changes nothing; there is no option to replace, so the caller has to delete the
# weights first, and then a failure leaves neither. onnx 1.16.2 appended instead: the file grew by all
# weights at each save, and the old ones stayed in it unused. The change is in 1.18.0 at the latest.
#
# Guess before running: the file of weights grows at each save, as it did in earlier versions.
# Seen (Linux, Python 3.11), 1,000 float64 saved three times:
#   1.16.2: 8000, 16000, 24000 bytes; 1.23.2: 8000 bytes, then FileExistsError twice, and the first
#   model still loads.
# Fails when one of these is otherwise.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/save.py" <<'PYTHON'
import os

import numpy as np
import onnx
from onnx import helper, numpy_helper


def save(model):
    onnx.save_model(
        model, "net.onnx", save_as_external_data=True, location="net.weights", size_threshold=0
    )


def model(numbers):
    weights = numpy_helper.from_array(numbers, "weights")
    return helper.make_model(helper.make_graph([], "net", [], [], initializer=[weights]))


seen = []
for number in range(3):
    try:
        save(onnx.load("net.onnx") if number == 1 else model(np.full(1000, float(number))))
        seen.append(os.path.getsize("net.weights"))
    except FileExistsError:
        seen.append("FileExistsError")
loaded = numpy_helper.to_array(onnx.load("net.onnx").graph.initializer[0])
print(*seen, "loads", loaded[0], loaded.size)
PYTHON
check() { # version of onnx, version of numpy, expected line
    python3 -m venv --clear "$folder/venv"
    "$folder/venv/bin/pip" install --quiet "numpy==$2" "onnx==$1"
    mkdir "$folder/$1"
    seen=$(cd "$folder/$1" && "$folder/venv/bin/python" "$folder/save.py")
    printf '%s: %s\n' "$1" "$seen"
    [[ $seen == "$3" ]] || { echo "expected: $3" >&2; exit 1; }
}
check 1.16.2 1.26.4 "8000 16000 24000 loads 2.0 1000"
check 1.23.2 2.4.6 "8000 FileExistsError FileExistsError loads 0.0 1000"
echo "As found: a second save over external data is refused."

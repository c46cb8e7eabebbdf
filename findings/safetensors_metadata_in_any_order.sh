#!/usr/bin/env bash
# safetensors 0.8.0 for Python: the same tensors with the same metadata become other bytes at each
# save, also within one process, since the metadata is written in the order of a hash map with a new
# seed a call. So a digest of a file with two or more entries of metadata says nothing about its
# content, and saving what has not changed is a change to version control. Without metadata the
# bytes are always the same, in whatever order the tensors are given: they are sorted by type and name.
#
# Guess before running: one order within a process, perhaps another one in the next process.
# Seen (Linux, Python 3.11): 100 saves in one process, five entries of metadata: 61 different files of
# one size (the number varies, at most 120); without metadata, two orders of tensors: 1 file.
# Fails when the files with metadata are all the same, or those without are not.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "numpy==2.4.6" "safetensors==0.8.0"
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from safetensors.numpy import save

weights, biases = np.arange(12.0).reshape(3, 4), np.arange(4, dtype=np.float32)
metadata = {"title": "Iris", "unit": "cm", "epochs": "300", "loss": "0.04", "seed": "1"}
with_metadata = [save({"weights": weights, "biases": biases}, metadata) for _ in range(100)]
without = {save({"weights": weights, "biases": biases}), save({"biases": biases, "weights": weights})}
print(f"with metadata: {len(set(with_metadata))} different files of sizes {set(map(len, with_metadata))}")
print(f"without: {len(without)} different files")
assert len(set(with_metadata)) > 1, "the order of metadata is fixed now"
assert len(set(map(len, with_metadata))) == 1
assert len(without) == 1, "the order of tensors shows now"
print("As found: metadata comes in any order.")
PYTHON

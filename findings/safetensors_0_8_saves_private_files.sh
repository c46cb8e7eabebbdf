#!/usr/bin/env bash
# safetensors 0.8.0 for Python: save_file writes to a temporary file and renames it over the old one,
# where every version up to 0.7.0 wrote into the file itself. A failed save now leaves the old file
# whole, as that of numpy, torch and onnx does not. But what comes out is always of mode 0600,
# whatever the umask and the file that was there: weights saved for a group or a web server cannot
# be read by them any more. A symbolic link becomes a file of its own and its target keeps the
# old weights, other names of the file (hard links) too, and a file that is read-only is replaced.
#
# Guess before running: written in place, so that a full disk leaves a torn file.
# Seen (Linux, Python 3.11, umask 022):
#   0.7.0: new file 0644; over a file of 0640: 0640; through a link: the target has the new weights
#   0.8.0: new file 0600; over a file of 0640: 0600; through a link: the link is gone, the target old
#   Both: a save that the system stops after 100,000 bytes raises SafetensorError; then the old file
#   is there in 0.8.0 and not in 0.7.0.
# Fails when one of these is otherwise.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
cat >"$folder/save.py" <<'PYTHON'
import os
import resource
import signal
import sys

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

os.umask(0o022)


def mode(name):
    return oct(os.stat(name).st_mode & 0o777)


few, more = {"w": np.arange(10.0)}, {"w": np.arange(20.0)}
save_file(few, "new")
new = mode("new")
save_file(few, "group")
os.chmod("group", 0o640)
save_file(few, "group")
save_file(few, "target")
os.symlink("target", "link")
save_file(more, "link")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    save_file({"w": np.zeros(100_000)}, "new")
except SafetensorError:
    pass
else:
    sys.exit("the limit did not hold")
try:
    old_is_there = load_file("new")["w"].size == 10
except SafetensorError:
    old_is_there = False
print(new, mode("group"), os.path.islink("link"), load_file("target")["w"].size, old_is_there)
PYTHON
check() { # version, expected line
    "$folder/venv/bin/pip" install --quiet "numpy==2.4.6" "safetensors==$1"
    mkdir "$folder/$1"
    seen=$(cd "$folder/$1" && "$folder/venv/bin/python" "$folder/save.py")
    printf '%s: %s\n' "$1" "$seen"
    [[ $seen == "$2" ]] || { echo "expected: $2" >&2; exit 1; }
}
check 0.7.0 "0o644 0o640 True 20 False"
check 0.8.0 "0o600 0o600 False 10 True"
echo "As found: files of 0.8.0 are private and end links, and outlive a failed save."

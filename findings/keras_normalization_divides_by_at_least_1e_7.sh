#!/usr/bin/env bash
# Keras 3.15.1, keras.layers.Normalization: what divides is never less than 1e-7, so that a feature in small
# units (farads, metres of light's wavelength) does not come out with deviation 1: three values 1e-9 apart give
# -0.01, 0, 0.01, in a layer of float64, too. No argument sets that bound, and the mean and variance that the
# layer tells are right. In a layer of float32, the default, four times in seconds since 1970 that are 10 s
# apart all become 0, though adapt() tells their variance of 125 rightly: it reckons in 64 bits, the layer
# turns its inputs into 32 first.
#
# Guess before running: both come out with mean 0 and deviation 1, the times perhaps with a few wrong digits.
# Seen (Linux, Python 3.11, on JAX with x64 enabled):
#   small, float64: variance 6.67e-19, outputs -0.01 0 0.01 (-1.225 0 1.225 by scikit-learn 1.9.1)
#   times, float32: variance 125, outputs 0 0 0 0; times, float64: -1.342 -0.4472 0.4472 1.342
# Fails when one of these is otherwise.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/scales.py" <<'PYTHON'
import keras
import numpy as np
from sklearn.preprocessing import StandardScaler


def outputs(numbers, dtype):
    layer = keras.layers.Normalization(dtype=dtype)
    layer.adapt(numbers)
    variance = float(np.asarray(layer.variance)[0, 0])
    found = " ".join(f"{x:.4g}" for x in np.asarray(layer(numbers)).ravel() + 0.0)
    return f"variance {variance:.3g}, outputs {found}"


small = np.array([[0.0], [1e-9], [2e-9]])
times = 1.7e9 + 10 * np.arange(4.0).reshape(-1, 1)
print("small, float64:", outputs(small, "float64"))
print("times, float32:", outputs(times, "float32"))
print("times, float64:", outputs(times, "float64"))
print("scikit-learn:", " ".join(f"{x:.4g}" for x in StandardScaler().fit_transform(small).ravel()))
PYTHON
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 numpy==2.4.6 scipy==1.17.1 jax==0.10.2 scikit-learn==1.9.1
seen=$(cd "$folder" && HOME="$folder" KERAS_BACKEND=jax JAX_ENABLE_X64=1 venv/bin/python scales.py 2>/dev/null)
printf '%s\n' "$seen"
expected="small, float64: variance 6.67e-19, outputs -0.01 0 0.01
times, float32: variance 125, outputs 0 0 0 0
times, float64: variance 125, outputs -1.342 -0.4472 0.4472 1.342
scikit-learn: -1.225 0 1.225"
[[ $seen == "$expected" ]] || { printf 'expected:\n%s\n' "$expected" >&2; exit 1; }
echo "As found: Keras divides by at least 1e-7, and turns inputs into float32 first."

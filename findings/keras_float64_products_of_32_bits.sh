#!/usr/bin/env bash
# Keras 3.15.1 with set_floatx("float64"): on its NumPy backend a dense layer keeps float64 weights, but
# multiplies in float32 and gives float32 outputs: 1 + 2^-30 comes out as 1 and 1e39 as infinity, with no
# word but NumPy's on the overflow. The promotion of types turns 64 bits into 32 on every backend but
# TensorFlow. On JAX with x64 enabled the same code gives the float64 result. The NumPy backend also imports
# scipy and jax, which Keras does not require.
#
# Guess before running: a float64 policy multiplies in float64.
# Seen (Linux, Python 3.11), the inputs [1, 1] through the weights [1, 2^-30] and bias 0:
#   numpy: weights float64, outputs float32, 1.0, matmul alone float32, 1e39 becomes inf
#   jax with x64: weights float64, outputs float64, 1.0000000009313226, matmul float64, 1e39 stays
# Fails when one of these is otherwise.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/dense.py" <<'PYTHON'
import warnings

import keras
import numpy as np

warnings.simplefilter("ignore")  # of the cast that overflows
keras.config.set_floatx("float64")
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
inputs, weights = np.array([[1.0, 1.0]]), np.array([[1.0], [2**-30]])


def outputs(weights):
    model.set_weights([weights, np.array([0.0])])
    return model.predict(inputs, verbose=0)


made = outputs(weights)
product = keras.ops.convert_to_numpy(keras.ops.matmul(inputs, weights))
large = outputs(np.array([[1e39], [0.0]]))
print(model.layers[0].kernel.dtype, made.dtype, made[0, 0], product.dtype, large[0, 0])
PYTHON
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 numpy==2.4.6 scipy==1.17.1 jax==0.10.2
check() { # backend, expected line
    seen=$(cd "$folder" && HOME="$folder" KERAS_BACKEND=$1 JAX_ENABLE_X64=1 venv/bin/python dense.py 2>/dev/null)
    printf '%s: %s\n' "$1" "$seen"
    [[ $seen == "$2" ]] || { echo "expected: $2" >&2; exit 1; }
}
check numpy "float64 float32 1.0 float32 inf"
check jax "float64 float64 1.0000000009313226 float64 1e+39"
echo "As found: float64 weights, float32 products."

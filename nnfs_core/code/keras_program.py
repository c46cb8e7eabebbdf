"""Writes the network in Keras: a keras.Sequential, on whichever backend there is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.code.dialect import Dialect, ProgramText
from nnfs_core.code.excerpt import Excerpt, differs
from nnfs_core.code.literals import INDENT, assignment, filled
from nnfs_core.code.numpy_parts import SUFFIX, numpy_script
from nnfs_core.code.pieces import layer_lines
from nnfs_core.layers import Dense

TITLE = "Keras"
BACKEND = """\
# Keras computes with TensorFlow, PyTorch or JAX, as the environment variable KERAS_BACKEND says:
# tensorflow, which it takes by itself, torch or jax."""

# https://github.com/keras-team/keras/issues/23704
SUMS = """\
# On every backend but TensorFlow, Keras multiplies matrices of float64 in float32.
"""
OTHER = "expected_in_float32"


def write(excerpt: Excerpt) -> ProgramText:
    """The network as keras.Sequential; classes only for what keras.layers does not have."""
    if excerpt.sums == "float64":
        excerpt = replace(excerpt, sums="float32")
    precision = excerpt.project.precision
    others = _multiplied_in_float32(excerpt) if precision == "float64" else excerpt.expected
    show, in_file = "print(outputs)", dict(excerpt.in_file)
    if differs(others, excerpt.expected, excerpt.tolerance):
        if "expected" in in_file:
            in_file[OTHER] = others
        show = f"{_other_lines(others, in_file)}\n\n{show}"
    outputs = "outputs = keras.ops.convert_to_numpy(network(inputs))"
    return numpy_script(
        excerpt,
        TITLE,
        [_network(excerpt), (SUMS if precision == "float64" else "") + outputs],
        (part.code.keras for part in excerpt.active),
        imported=f"{BACKEND}\nimport keras\n",
        settings=f'keras.config.set_floatx("{precision}")\n'
        f'keras.config.set_dtype_policy("{precision}")  # of all layers made from here on\n',
        show=show,
        in_file=in_file,
    )


def _multiplied_in_float32(excerpt: Excerpt) -> FloatArray:
    """What Keras makes of the samples where it multiplies matrices of float64 in float32."""
    current = excerpt.inputs
    with np.errstate(all="ignore"):
        for part in excerpt.active:
            if isinstance(part.layer, Dense):
                narrow = part.layer.astype(np.float32)
                current = narrow.forward(current.astype(np.float32)).astype(np.float64)
            else:
                current = part.layer.forward(current)
    return current


def _other_lines(others: FloatArray, in_file: Mapping[str, AnyArray]) -> str:
    """The lines that compare with other outputs where Keras gets others."""
    array = f'numbers["{OTHER}"]'
    if OTHER not in in_file:
        listed = assignment(OTHER, others, "np.array(", ", dtype=DTYPE)").partition(" = ")[2]
        array = re.sub(r"\b(inf|nan)\b", r"np.\1", listed)
    return f"""\
# In float32 the numbers on the way get other outputs here: they leave its range, or turn a step.
{OTHER} = {array}
if keras.backend.backend() != "tensorflow":
    expected = {OTHER}"""


def _network(excerpt: Excerpt) -> str:
    layers = layer_lines(excerpt, lambda part: filled(part.code.keras.call, **part.words) + ",")
    lines = [f"keras.Input(shape=({excerpt.project.batch.n_features},)),", *layers]
    loads = [
        filled(part.code.keras.load, layer=f'network.get_layer("{part.variable}")', **part.words)
        for part in excerpt.active
        if part.code.keras.load
    ]
    listed = "\n".join(INDENT + line for line in lines)
    return "\n".join(["network = keras.Sequential([", listed, "])", *loads])


KERAS = Dialect("keras", TITLE, ".py", ("keras", "numpy"), SUFFIX, write)

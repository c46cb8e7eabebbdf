"""Writes the network in Keras: a keras.Sequential, on whichever backend there is."""

from __future__ import annotations

from dataclasses import replace

from nnfs_core.code.dialect import Dialect, ProgramText
from nnfs_core.code.excerpt import Excerpt
from nnfs_core.code.literals import INDENT, filled
from nnfs_core.code.numpy_parts import SUFFIX, numpy_script
from nnfs_core.code.pieces import layer_lines

TITLE = "Keras"
BACKEND = """\
# Keras computes with TensorFlow, PyTorch or JAX, as the environment variable KERAS_BACKEND says:
# tensorflow, which it takes by itself, torch or jax."""

# https://github.com/keras-team/keras/issues/23704
SUMS = """\
# On every backend but TensorFlow, Keras multiplies matrices of float64 in float32.
"""


def write(excerpt: Excerpt) -> ProgramText:
    """The network as keras.Sequential; classes only for what keras.layers does not have."""
    if excerpt.sums == "float64":
        excerpt = replace(excerpt, sums="float32")
    precision = excerpt.project.precision
    outputs = "outputs = keras.ops.convert_to_numpy(network(inputs))"
    return numpy_script(
        excerpt,
        TITLE,
        [_network(excerpt), (SUMS if precision == "float64" else "") + outputs],
        (part.code.keras for part in excerpt.active),
        imported=f"{BACKEND}\nimport keras\n",
        settings=f'keras.config.set_floatx("{precision}")\n'
        f'keras.config.set_dtype_policy("{precision}")  # of all layers made from here on\n',
    )


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

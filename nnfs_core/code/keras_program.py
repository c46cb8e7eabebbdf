"""The Keras dialect: a keras.Sequential, on whichever backend there is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from nnfs_core.code.dialect import Dialect, Written
from nnfs_core.code.excerpt import Excerpt
from nnfs_core.code.literals import INDENT, filled
from nnfs_core.code.numpy_parts import (
    SILENCE,
    SUFFIX,
    array_lines,
    check_lines,
    imports,
    loading,
)
from nnfs_core.code.pieces import (
    assembled,
    batch_lines,
    definitions,
    expected_lines,
    heading,
    layer_lines,
    parameter_lines,
)

TITLE = "Keras"
BACKEND = """\
# Keras computes with TensorFlow, PyTorch or JAX, as the environment variable KERAS_BACKEND says:
# tensorflow, which it takes by itself, torch or jax."""

# https://github.com/keras-team/keras/issues/23704
SUMS = """\
# On every backend but TensorFlow, Keras multiplies matrices of float64 in float32.
"""


def write(excerpt: Excerpt) -> Written:
    """The network as keras.Sequential; classes only for what keras.layers does not have."""
    if excerpt.sums == "float64":
        excerpt = replace(excerpt, sums="float32")
    precision = excerpt.project.precision
    lines_of = partial(array_lines, excerpt)
    text = assembled(
        heading(excerpt, TITLE),
        f"{BACKEND}\nimport keras\n{imports(excerpt)}",
        f"{SILENCE}\n"
        f'keras.config.set_floatx("{precision}")\n'
        f'keras.config.set_dtype_policy("{precision}")  # of all layers made from here on\n'
        f"DTYPE = np.{precision}",
        definitions(part.code.keras for part in excerpt.active),
        loading(excerpt),
        batch_lines(excerpt, lines_of),
        *parameter_lines(excerpt, lines_of),
        _network(excerpt),
        (SUMS if precision == "float64" else "")
        + "outputs = keras.ops.convert_to_numpy(network(inputs))",
        expected_lines(lines_of),
        "print(outputs)",
        check_lines(excerpt),
    )
    return Written.script(text, excerpt.beside)


def _network(excerpt: Excerpt) -> str:
    layers = layer_lines(excerpt, lambda part: filled(part.code.keras.call, **part.words) + ",")
    lines = [f"keras.Input(shape=({excerpt.project.batch.n_features},)),", *layers]
    loads = [
        filled(
            part.code.keras.load,
            layer=f'network.get_layer("{part.variable}")',
            **part.words,
        )
        for part in excerpt.active
        if part.code.keras.load
    ]
    listed = "\n".join(INDENT + line for line in lines)
    return "\n".join(["network = keras.Sequential([", listed, "])", *loads])


KERAS = Dialect("keras", TITLE, ".py", ("keras", "numpy"), SUFFIX, write)

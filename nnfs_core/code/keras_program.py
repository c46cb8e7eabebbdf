"""The Keras dialect: a keras.Sequential, on whichever backend there is."""

from __future__ import annotations

from dataclasses import replace

from nnfs_core.code.dialect import Dialect, Written
from nnfs_core.code.excerpt import Excerpt
from nnfs_core.code.literals import INDENT, filled, line_text
from nnfs_core.code.numpy_parts import (
    SILENCE,
    SUFFIX,
    check_lines,
    expected_lines,
    imports,
    inputs_lines,
    loading,
    parameter_lines,
)
from nnfs_core.code.sentences import definitions, heading, off_comment

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
    classes = definitions(part.layer.code.keras for part in excerpt.active)
    precision = excerpt.project.precision
    parts = [
        heading(excerpt, TITLE),
        f"{BACKEND}\nimport keras\n{imports(excerpt)}",
        f"{SILENCE}\n"
        f'keras.config.set_floatx("{precision}")\n'
        f'keras.config.set_dtype_policy("{precision}")  # of all layers made from here on\n'
        f"DTYPE = np.{precision}",
        f"\n{classes}\n" if classes else "",
        loading(excerpt),
        inputs_lines(excerpt),
        *parameter_lines(excerpt),
        _network(excerpt),
        (SUMS if precision == "float64" else "")
        + "outputs = keras.ops.convert_to_numpy(network(inputs))",
        expected_lines(excerpt),
        "print(outputs)",
        check_lines(excerpt),
    ]
    return Written.script("\n\n".join(part for part in parts if part) + "\n", excerpt.beside)


def _network(excerpt: Excerpt) -> str:
    lines = [
        "network = keras.Sequential([",
        f"{INDENT}keras.Input(shape=({excerpt.project.batch.n_features},)),",
    ]
    loads = []
    for part in excerpt.parts:
        if not part.layer.enabled:
            lines.append(INDENT + off_comment(part))
            continue
        code = part.layer.code.keras
        call = filled(code.call, **part.words)
        lines.append(f"{INDENT}{call},  # {line_text(part.name, 40)}")
        if code.load:
            layer = f'network.get_layer("{part.variable}")'
            loads.append(filled(code.load, layer=layer, **part.words))
    return "\n".join([*lines, "])", *loads])


KERAS = Dialect("keras", TITLE, ".py", ("keras", "numpy"), SUFFIX, write)

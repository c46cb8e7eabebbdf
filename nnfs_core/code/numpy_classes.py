"""The dialect of NumPy classes: a class a kind, whose `forward` sets its output."""

from __future__ import annotations

from nnfs_core.code.dialect import Dialect, Written
from nnfs_core.code.excerpt import Excerpt
from nnfs_core.code.literals import filled
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

TITLE = "NumPy classes"


def write(excerpt: Excerpt) -> Written:
    """A class for each kind that the network uses, an object for each layer."""
    parts = [
        heading(excerpt, TITLE),
        imports(excerpt),
        f"{SILENCE}\nDTYPE = np.{excerpt.project.precision}",
        "\n" + definitions(part.layer.code.classes for part in excerpt.active) + "\n",
        loading(excerpt),
        inputs_lines(excerpt),
        *parameter_lines(excerpt),
        _objects(excerpt),
        _forward(excerpt),
        expected_lines(excerpt),
        "print(outputs)",
        check_lines(excerpt),
    ]
    return Written.script("\n\n".join(part for part in parts if part) + "\n", excerpt.beside)


def _objects(excerpt: Excerpt) -> str:
    lines = ["# The layers"]
    for part in excerpt.parts:
        if part.layer.enabled:
            call = filled(part.layer.code.classes.call, **part.words)
            lines.append(f"{part.variable} = {call}")
        else:
            lines.append(off_comment(part))
    return "\n".join(lines)


def _forward(excerpt: Excerpt) -> str:
    lines = ["# The forward pass: each layer takes the output of the one before it."]
    current = "inputs"
    for part in excerpt.active:
        shape = f"({excerpt.n_rows}, {part.n_outputs})"
        lines.append(f"{part.variable}.forward({current})  # output: {shape}")
        current = f"{part.variable}.output"
    return "\n".join([*lines, f"outputs = {current}"])


CLASSES = Dialect("classes", TITLE, ".py", ("numpy",), SUFFIX, write)

"""Writes the network as NumPy classes: a class a kind, whose `forward` sets its output."""

from __future__ import annotations

from nnfs_core.code.dialect import Dialect, ProgramText
from nnfs_core.code.excerpt import Excerpt
from nnfs_core.code.literals import filled
from nnfs_core.code.numpy_parts import SUFFIX, numpy_script
from nnfs_core.code.pieces import off_comment

TITLE = "NumPy classes"


def write(excerpt: Excerpt) -> ProgramText:
    """A class for each kind that the network uses, an object for each layer."""
    snippets = (part.code.classes for part in excerpt.active)
    return numpy_script(excerpt, TITLE, [_objects(excerpt), _forward(excerpt)], snippets)


def _objects(excerpt: Excerpt) -> str:
    lines = [
        f"{part.variable} = {filled(part.code.classes.call, **part.words)}"
        if part.layer.enabled
        else off_comment(part)
        for part in excerpt.parts
    ]
    return "\n".join(["# The layers", *lines])


def _forward(excerpt: Excerpt) -> str:
    lines = ["# The forward pass: each layer takes the output of the one before it."]
    current = "inputs"
    for part in excerpt.active:
        shape = f"({excerpt.n_rows}, {part.n_outputs})"
        lines.append(f"{part.variable}.forward({current})  # output: {shape}")
        current = f"{part.variable}.output"
    return "\n".join([*lines, f"outputs = {current}"])


CLASSES = Dialect("classes", TITLE, ".py", ("numpy",), SUFFIX, write)

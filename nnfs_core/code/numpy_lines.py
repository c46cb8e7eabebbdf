"""Writes the network in NumPy: one line a layer."""

from __future__ import annotations

from nnfs_core.code.dialect import Dialect, ProgramText
from nnfs_core.code.excerpt import Excerpt, LayerInCode
from nnfs_core.code.literals import INDENT, LINE, filled
from nnfs_core.code.numpy_parts import SUFFIX, numpy_script
from nnfs_core.code.pieces import off_comment

TITLE = "NumPy"


def write(excerpt: Excerpt) -> ProgramText:
    """One line a layer, named by the layers."""
    return numpy_script(excerpt, TITLE, [forward_lines(excerpt)])


def forward_lines(excerpt: Excerpt) -> str:
    """The forward pass, from `inputs` to `outputs`."""
    lines = ["# The forward pass, one line a layer; a row of each result belongs to one sample."]
    current = "inputs"
    for part in excerpt.parts:
        if part.layer.enabled:
            lines.append(layer_line(part, current, excerpt.n_rows))
            current = part.variable
        else:
            lines.append(off_comment(part))
    return "\n".join([*lines, f"outputs = {current}"])


def layer_line(part: LayerInCode, current: str, n_rows: int) -> str:
    """A layer's line, broken only where it would be too long, with the shape of its result."""
    expression = filled(part.code.numpy.call, x=current, **part.words)
    shape = f"  # ({n_rows}, {part.n_outputs})"
    line = f"{part.variable} = {expression.replace(chr(10), ' ')}"
    if len(line) <= LINE or "\n" not in expression:
        return line + shape if len(line + shape) <= LINE else line
    return (
        f"{part.variable} = (\n{INDENT}" + expression.replace("\n", f"\n{INDENT}") + f"\n){shape}"
    )


NUMPY = Dialect("numpy", TITLE, ".py", ("numpy",), SUFFIX, write)

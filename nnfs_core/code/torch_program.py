"""Writes the network in PyTorch: a torch.nn.Sequential with the weights copied in."""

from __future__ import annotations

from functools import partial

from nnfs_core.code.dialect import Dialect, ProgramText
from nnfs_core.code.doubts import doubt_lines
from nnfs_core.code.excerpt import Excerpt
from nnfs_core.code.literals import INDENT, filled
from nnfs_core.code.pieces import (
    AGREEING,
    FAILING,
    array_lines,
    definitions,
    layer_lines,
    loading,
    script,
    special_numbers,
    tolerance_line,
)

TITLE = "PyTorch"
SUFFIX = ".safetensors"


def write(excerpt: Excerpt) -> ProgramText:
    """The network as torch.nn.Sequential; classes only for what torch.nn does not have."""
    opening = (
        _imports(excerpt),
        f"DTYPE = torch.{excerpt.project.precision}",
        definitions(part.code.torch for part in excerpt.active),
        loading(excerpt, "load_file", SUFFIX),
    )
    network = (
        _network(excerpt),
        _copying(excerpt),
        "with torch.no_grad():\n    outputs = network(inputs)",
    )
    lines_of = partial(array_lines, excerpt, "torch.tensor")
    return script(excerpt, TITLE, lines_of, opening, network, check=_check(excerpt))


def _imports(excerpt: Excerpt) -> str:
    special = special_numbers(excerpt)
    standard = f"from math import {', '.join(special)}\n\n" if special else ""
    loader = "from safetensors.torch import load_file\n" if excerpt.in_file else ""
    return f"{standard}import torch\n{loader}from torch import nn"


def _network(excerpt: Excerpt) -> str:
    lines = layer_lines(excerpt, lambda part: filled(part.code.torch.call, **part.words) + ",")
    return "\n".join(["network = nn.Sequential(", *(INDENT + line for line in lines), ")"])


def _copying(excerpt: Excerpt) -> str:
    """The lines that give the layers their numbers, or nothing."""
    lines = []
    for number, part in enumerate(excerpt.active):
        load = part.code.torch.load
        if load:
            lines += filled(load, layer=f"network[{number}]", **part.words).splitlines()
    if not lines:
        return ""
    return "\n".join(
        [
            "# PyTorch keeps weights as (outputs, inputs), a row a neuron, hence the transpose.",
            "with torch.no_grad():",
            *(INDENT + line for line in lines),
        ]
    )


def _check(excerpt: Excerpt) -> str:
    return f"""\
{AGREEING}
{tolerance_line(excerpt)}
differences = (outputs.double() - expected.double()).abs()
differences[(outputs == expected) | (outputs.isnan() & expected.isnan())] = 0
differences[differences.isnan()] = torch.inf
largest = differences.max().item()
{doubt_lines(excerpt)}print(f"largest difference: {{largest:.2g}}")
{FAILING}"""


TORCH = Dialect("torch", TITLE, ".py", ("torch",), SUFFIX, write, ("safetensors",))

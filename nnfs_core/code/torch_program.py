"""The PyTorch dialect: a torch.nn.Sequential with the weights copied in."""

from __future__ import annotations

from nnfs_core.code.dialect import Dialect, Written
from nnfs_core.code.excerpt import Excerpt
from nnfs_core.code.literals import INDENT, assignment, comment, filled, line_text, quoted
from nnfs_core.code.sentences import (
    EXPECTED,
    batch_sentence,
    definitions,
    heading,
    off_comment,
    part_sentence,
    special_numbers,
    tolerance_sentence,
    tolerance_text,
)
from nnfs_core.code.weight_files import weights_name

TITLE = "PyTorch"
SUFFIX = ".safetensors"


def write(excerpt: Excerpt) -> Written:
    """The network as torch.nn.Sequential; classes only for what torch.nn does not have."""
    parts = [
        heading(excerpt, TITLE),
        _imports(excerpt),
        f"DTYPE = torch.{excerpt.project.precision}",
        _spaced(definitions(part.layer.code.torch for part in excerpt.active)),
        _loading(excerpt),
        f"{comment(batch_sentence(excerpt))}\n{_array(excerpt, 'inputs')}",
        *(
            "\n".join(
                [comment(part_sentence(part)), *(_array(excerpt, name) for name in part.arrays)]
            )
            for part in excerpt.active
            if part.arrays
        ),
        _network(excerpt),
        _copying(excerpt),
        "with torch.no_grad():\n    outputs = network(inputs)",
        f"{comment(EXPECTED)}\n{_array(excerpt, 'expected')}",
        "print(outputs)",
        _check(excerpt),
    ]
    return Written.script("\n\n".join(part for part in parts if part) + "\n", excerpt.beside)


def _spaced(text: str) -> str:
    return f"\n{text}\n" if text else ""


def _imports(excerpt: Excerpt) -> str:
    special = special_numbers(excerpt)
    standard = f"from math import {', '.join(special)}\n\n" if special else ""
    loader = "from safetensors.torch import load_file\n" if excerpt.beside else ""
    return f"{standard}import torch\n{loader}from torch import nn"


def _loading(excerpt: Excerpt) -> str:
    if not excerpt.beside:
        return ""
    name = weights_name(excerpt.stem, SUFFIX)
    return (
        "# The numbers that are too many for this text, in a file beside it.\n"
        f"numbers = load_file({quoted(name)})"
    )


def _array(excerpt: Excerpt, name: str) -> str:
    if name in excerpt.beside:
        return f'{name} = numbers["{name}"]  # {excerpt.beside[name].shape}'
    return assignment(name, excerpt.in_text[name], "torch.tensor(", ", dtype=DTYPE)")


def _network(excerpt: Excerpt) -> str:
    lines = ["network = nn.Sequential("]
    for part in excerpt.parts:
        if part.layer.enabled:
            call = filled(part.layer.code.torch.call, **part.words)
            lines.append(f"{INDENT}{call},  # {line_text(part.name, 40)}")
        else:
            lines.append(INDENT + off_comment(part))
    return "\n".join([*lines, ")"])


def _copying(excerpt: Excerpt) -> str:
    """The lines that give the layers their numbers, or nothing."""
    lines = []
    for number, part in enumerate(excerpt.active):
        load = part.layer.code.torch.load
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
# The largest difference. NaN agrees with NaN, and infinity with infinity of the same sign.
TOLERANCE = {tolerance_text(excerpt)}  # {tolerance_sentence(excerpt)}
differences = (outputs.double() - expected.double()).abs()
differences[(outputs == expected) | (outputs.isnan() & expected.isnan())] = 0
differences[differences.isnan()] = torch.inf
largest = differences.max().item()
print(f"largest difference: {{largest:.2g}}")
if largest > TOLERANCE:
    raise SystemExit(1)"""


TORCH = Dialect("torch", TITLE, ".py", ("torch",), SUFFIX, write, ("safetensors",))

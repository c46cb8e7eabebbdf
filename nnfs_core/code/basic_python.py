"""Writes the network in basic Python: loops over lists, and no import."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray, number_texts
from nnfs_core.code.dialect import Dialect, ProgramText
from nnfs_core.code.doubts import doubt_lines
from nnfs_core.code.excerpt import Excerpt, differs
from nnfs_core.code.literals import INDENT, assignment, comment, filled, quoted
from nnfs_core.code.pieces import (
    EXPECTED,
    FAILING,
    IN_FILE,
    definitions,
    layer_lines,
    own_file,
    script,
    special_numbers,
    tolerance_line,
)
from nnfs_core.code.weight_files import weights_name
from nnfs_core.network.network import Network

TITLE = "basic Python"
SUFFIX = ".txt"

CHECK = """\
# The largest difference. NaN, the only number that differs from itself, agrees with NaN, and
# infinity with infinity of the same sign.
largest = 0.0
for output_row, expected_row in zip(outputs, expected):
    for output, wanted in zip(output_row, expected_row):
        if output == wanted or (output != output and wanted != wanted):
            continue
        difference = abs(output - wanted)
        if difference != difference:  # one of them is NaN
            difference = float("inf")
        if difference > largest:
            largest = difference
"""
SAY = """\
print(f"largest difference: {largest:.2g}")
"""

SHOW = """\
for row in outputs:
    print(" ".join(f"{number:12.6g}" for number in row))"""


def write(excerpt: Excerpt) -> ProgramText:
    """A function for each kind that the network uses; a sample goes through all layers in turn."""
    excerpt, expected_sentence = _with_expected(excerpt)
    every: dict[str, AnyArray] = {"inputs": excerpt.inputs, "expected": excerpt.expected}
    for part in excerpt.active:
        for name, array in part.arrays.items():
            # A list of weights for each neuron is what a loop over neurons wants.
            every[name] = array.T if array.ndim == 2 else array
    in_file = {name: every.get(name, array) for name, array in excerpt.in_file.items()}
    from_file = _slices(in_file)

    def lines_of(name: str) -> str:
        return from_file[name] if name in from_file else assignment(name, every[name])

    return script(
        excerpt,
        TITLE,
        lines_of,
        (
            "\n".join(f'{name} = float("{name}")' for name in special_numbers(excerpt)),
            definitions(part.code.python for part in excerpt.active),
            _loading(excerpt),
        ),
        (_forward(excerpt),),
        show=SHOW,
        check=f"{tolerance_line(excerpt)}\n{CHECK}{doubt_lines(excerpt)}{SAY}{FAILING}",
        note=_precision_comment(excerpt),
        expected=expected_sentence,
        in_file=in_file,
    )


def _with_expected(excerpt: Excerpt) -> tuple[Excerpt, str]:
    """The excerpt with the outputs to compare with, and what they are.

    The app's own, unless its narrower precision overflows, or turns a step, where Python does not.
    """
    precision = excerpt.project.precision
    if precision != "float64":
        outputs = _in_float64(excerpt)
        if differs(outputs, excerpt.expected, excerpt.tolerance):
            return replace(excerpt, expected=outputs, sums="float64"), (
                "The outputs that the app computes in float64, as Python does; in "
                f"{precision}, of fewer digits and a shorter range, it gets others."
            )
    return excerpt, EXPECTED


def _in_float64(excerpt: Excerpt) -> FloatArray:
    """What the layers make of the samples with all numbers as Python reads them, in float64."""

    def as_read(name: str, array: AnyArray) -> AnyArray:
        if name in excerpt.in_file:  # where each number has all its digits
            return array.astype(np.float64)
        return np.array(number_texts(array), np.float64).reshape(array.shape)

    layers = []
    for part in excerpt.active:
        fields = part.layer.arrays().items()
        arrays: dict[str, Any] = {
            field: as_read(f"{part.variable}_{field}", array) for field, array in fields
        }
        layers.append(replace(part.layer, **arrays))
    return Network(layers).outputs(as_read("inputs", excerpt.inputs))[-1]


def _precision_comment(excerpt: Excerpt) -> str:
    if excerpt.project.precision == "float64":
        return ""
    return "\n#\n" + comment(
        f"Python's own numbers are float64; those of the project are {excerpt.project.precision}, "
        "so the outputs agree only in the digits that it has."
    )


def _loading(excerpt: Excerpt) -> str:
    if not excerpt.in_file:
        return ""
    name = weights_name(excerpt.stem, SUFFIX)
    return f"""\
{IN_FILE}: a line is a list of them, the first their digest.
lines = []
with open({quoted(name)}) as file:
    for line in file:
        lines.append([float(number) for number in line.split()])
{own_file(excerpt, name, "lines[:1] != [[{digest}]]")}"""


def _slices(in_file: dict[str, AnyArray]) -> dict[str, str]:
    """For each array in the file the assignment that takes its lines."""
    found, line = {}, 0
    for name, array in in_file.items():
        if array.ndim == 1:
            found[name] = f"{name} = lines[{line}]"
            line += 1
        else:
            found[name] = f"{name} = lines[{line}:{line + len(array)}]"
            line += len(array)
    return found


def _forward(excerpt: Excerpt) -> str:
    layers = layer_lines(
        excerpt,
        lambda part: "numbers = " + filled(part.code.python.call, x="numbers", **part.words),
    )
    lines = ["numbers = sample", *layers, "outputs.append(numbers)"]
    return """\
# The forward pass: each sample goes through all layers in turn.
outputs = []
for sample in inputs:
""" + "\n".join(INDENT + line for line in lines)


PYTHON = Dialect("python", "Basic Python", ".py", (), SUFFIX, write)

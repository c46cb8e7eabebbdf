"""The dialect of basic Python: loops over lists, and no import."""

from __future__ import annotations

from nnfs_core.arrays import AnyArray
from nnfs_core.code.dialect import Dialect, Written
from nnfs_core.code.excerpt import Excerpt, differs_more
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
print(f"largest difference: {largest:.2g}")
if largest > TOLERANCE:
    raise SystemExit(1)"""

SHOW = """\
for row in outputs:
    print(" ".join(f"{number:12.6g}" for number in row))"""


def write(excerpt: Excerpt) -> Written:
    """A function for each kind that the network uses; a sample goes through all layers in turn."""
    expected, expected_sentence = _expected(excerpt)
    # A list of weights for each neuron is what a loop over neurons wants.
    arrays = {
        part.variable: {
            name: array.T if array.ndim == 2 else array for name, array in part.arrays.items()
        }
        for part in excerpt.active
    }
    every: dict[str, AnyArray] = {"inputs": excerpt.inputs, "expected": expected}
    for each in arrays.values():
        every |= each
    beside = {name: every[name] for name in excerpt.beside}
    from_file = _slices(beside)

    def lines_of(name: str) -> str:
        return from_file[name] if name in from_file else assignment(name, every[name])

    tolerance = f"TOLERANCE = {tolerance_text(excerpt)}  # {tolerance_sentence(excerpt)}"
    parts = [
        heading(excerpt, TITLE) + _precision_comment(excerpt),
        "\n".join(f'{name} = float("{name}")' for name in special_numbers(excerpt, expected)),
        "\n" + definitions(part.layer.code.python for part in excerpt.active) + "\n",
        _loading(excerpt),
        f"{comment(batch_sentence(excerpt))}\n{lines_of('inputs')}",
        *(
            "\n".join([comment(part_sentence(part)), *map(lines_of, arrays[part.variable])])
            for part in excerpt.active
            if arrays[part.variable]
        ),
        _forward(excerpt),
        f"{comment(expected_sentence)}\n{lines_of('expected')}",
        SHOW,
        f"{tolerance}\n{CHECK}",
    ]
    return Written.script("\n\n".join(part for part in parts if part) + "\n", beside)


def _expected(excerpt: Excerpt) -> tuple[AnyArray, str]:
    """The outputs to compare with, and what they are.

    The app's own, unless its narrower precision overflows, or turns a step, where Python does not.
    """
    if excerpt.project.precision != "float64":
        wide = excerpt.expected_in_float64
        if differs_more(wide, excerpt.expected, excerpt.tolerance):
            return wide, (
                "The outputs that the app computes in float64, as Python does; in "
                f"{excerpt.project.precision}, of fewer digits and a shorter range, it gets others."
            )
    return excerpt.expected, EXPECTED


def _precision_comment(excerpt: Excerpt) -> str:
    if excerpt.project.precision == "float64":
        return ""
    return "\n#\n" + comment(
        f"Python's own numbers are float64; those of the project are {excerpt.project.precision}, "
        "so the outputs agree only in the digits that it has."
    )


def _loading(excerpt: Excerpt) -> str:
    if not excerpt.beside:
        return ""
    name = weights_name(excerpt.stem, SUFFIX)
    return f"""\
# The numbers that are too many for this text, in a file beside it: a line is a list of them.
lines = []
with open({quoted(name)}) as file:
    for line in file:
        lines.append([float(number) for number in line.split()])"""


def _slices(beside: dict[str, AnyArray]) -> dict[str, str]:
    """For each array in the file the assignment that takes its lines."""
    found, line = {}, 0
    for name, array in beside.items():
        if array.ndim == 1:
            found[name] = f"{name} = lines[{line}]"
            line += 1
        else:
            found[name] = f"{name} = lines[{line}:{line + len(array)}]"
            line += len(array)
    return found


def _forward(excerpt: Excerpt) -> str:
    lines = [
        "# The forward pass: each sample goes through all layers in turn.",
        "outputs = []",
        "for sample in inputs:",
        f"{INDENT}numbers = sample",
    ]
    for part in excerpt.parts:
        if part.layer.enabled:
            call = filled(part.layer.code.python.call, x="numbers", **part.words)
            lines.append(f"{INDENT}numbers = {call}  # {line_text(part.name, 40)}")
        else:
            lines.append(INDENT + off_comment(part))
    return "\n".join([*lines, f"{INDENT}outputs.append(numbers)"])


PYTHON = Dialect("python", "Basic Python", ".py", (), SUFFIX, write)

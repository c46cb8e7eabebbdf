"""What programs that use NumPy have in common: their arrays, and the check at their end."""

from __future__ import annotations

from collections.abc import Iterator

from nnfs_core.arrays import AnyArray
from nnfs_core.code.excerpt import Excerpt
from nnfs_core.code.literals import assignment, comment, quoted
from nnfs_core.code.sentences import (
    EXPECTED,
    batch_sentence,
    part_sentence,
    special_numbers,
    tolerance_sentence,
    tolerance_text,
)
from nnfs_core.code.weight_files import weights_name

SUFFIX = ".npz"
SILENCE = (
    'np.seterr(all="ignore")  # no warnings: infinity and NaN are seen in the numbers themselves'
)


def imports(excerpt: Excerpt) -> str:
    """The import of NumPy, and of names for special numbers where there are any."""
    special = special_numbers(excerpt)
    return "import numpy as np" + (f"\nfrom numpy import {', '.join(special)}" if special else "")


def loading(excerpt: Excerpt) -> str:
    """The line that opens the file beside the program, or nothing."""
    if not excerpt.beside:
        return ""
    return (
        f"{comment('The numbers that are too many for this text, in a file beside it.')}\n"
        f"numbers = np.load({quoted(weights_name(excerpt.stem, SUFFIX))})"
    )


def array_lines(excerpt: Excerpt, name: str, array: AnyArray, dtype: str = "DTYPE") -> str:
    """The assignment of an array, from the text or from the file beside."""
    if name in excerpt.beside:
        return f'{name} = numbers["{name}"]  # {array.shape}'
    return assignment(name, array, "np.array(", f", dtype={dtype})")


def inputs_lines(excerpt: Excerpt) -> str:
    return f"{comment(batch_sentence(excerpt))}\n{array_lines(excerpt, 'inputs', excerpt.inputs)}"


def expected_lines(excerpt: Excerpt) -> str:
    return f"{comment(EXPECTED)}\n{array_lines(excerpt, 'expected', excerpt.expected)}"


def parameter_lines(excerpt: Excerpt) -> Iterator[str]:
    """For each layer with arrays these, under a comment that names it."""
    for part in excerpt.active:
        arrays = [array_lines(excerpt, name, array) for name, array in part.arrays.items()]
        if arrays:
            yield "\n".join([comment(part_sentence(part)), *arrays])


def check_lines(
    excerpt: Excerpt, *, at_end: str = "if largest > TOLERANCE:\n    raise SystemExit(1)"
) -> str:
    """The comparison of `outputs` with `expected`."""
    return f"""\
# The largest difference. NaN agrees with NaN, and infinity with infinity of the same sign.
TOLERANCE = {tolerance_text(excerpt)}  # {tolerance_sentence(excerpt)}
differences = np.abs(outputs.astype(np.float64) - expected)
differences[(outputs == expected) | (np.isnan(outputs) & np.isnan(expected))] = 0
differences[np.isnan(differences)] = np.inf
largest = differences.max()
print(f"largest difference: {{largest:.2g}}")
{at_end}"""

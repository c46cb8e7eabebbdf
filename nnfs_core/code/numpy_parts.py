"""Writes what programs that use NumPy share: their arrays, and the check at their end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from nnfs_core.arrays import AnyArray
from nnfs_core.code.dialect import ProgramText
from nnfs_core.code.doubts import doubt_lines
from nnfs_core.code.excerpt import Excerpt
from nnfs_core.code.kinds import Snippet
from nnfs_core.code.pieces import (
    AGREEING,
    FAILING,
    array_lines,
    definitions,
    loading,
    script,
    special_numbers,
    tolerance_line,
)

SUFFIX = ".npz"
SILENCE = (
    'np.seterr(all="ignore")  # no warnings: infinity and NaN are seen in the numbers themselves'
)


def numpy_script(
    excerpt: Excerpt,
    title: str,
    network: Sequence[str],
    snippets: Iterable[Snippet] = (),
    *,
    imported: str = "",
    settings: str = "",
    show: str = "print(outputs)",
    in_file: Mapping[str, AnyArray] | None = None,
) -> ProgramText:
    """A program whose numbers are NumPy arrays, with more lines before its imports and settings."""
    opening = (
        f"{imported}{imports(excerpt)}",
        f"{SILENCE}\n{settings}DTYPE = np.{excerpt.project.precision}",
        definitions(snippets),
        loading(excerpt, "np.load", SUFFIX),
    )
    lines_of = partial(array_lines, excerpt, "np.array")
    check = check_lines(excerpt)
    return script(
        excerpt, title, lines_of, opening, network, show=show, check=check, in_file=in_file
    )


def imports(excerpt: Excerpt) -> str:
    """The import of NumPy, and of names for special numbers where there are any."""
    special = special_numbers(excerpt)
    return "import numpy as np" + (f"\nfrom numpy import {', '.join(special)}" if special else "")


def check_lines(excerpt: Excerpt, failing: str = FAILING) -> str:
    """The comparison of `outputs` with `expected`."""
    return f"""\
{AGREEING}
{tolerance_line(excerpt)}
differences = np.abs(outputs.astype(np.float64) - expected)
differences[(outputs == expected) | (np.isnan(outputs) & np.isnan(expected))] = 0
differences[np.isnan(differences)] = np.inf
largest = differences.max()
{doubt_lines(excerpt)}print(f"largest difference: {{largest:.2g}}")
{failing}"""

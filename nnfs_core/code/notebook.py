"""Writes the network as a notebook: the same pass in NumPy, explained step by step."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from nnfs_core.code.dialect import Dialect, ProgramText
from nnfs_core.code.excerpt import Excerpt, LayerInCode
from nnfs_core.code.literals import comment, filled, line_text
from nnfs_core.code.numpy_parts import SILENCE, SUFFIX, check_lines, imports
from nnfs_core.code.pieces import array_lines, batch_lines, expected_lines, loading
from nnfs_core.wording import agreeing, counted

TITLE = "Notebook"
CODE, MARKDOWN = "code", "markdown"


@dataclass(frozen=True)
class NotebookCell:
    """Holds one cell of a notebook: whether it is code or prose, and its text."""

    kind: str
    text: str


def write(excerpt: Excerpt) -> ProgramText:
    """A cell of prose and a cell of code for each step."""
    cells = list(_cells(excerpt))
    code = "\n\n".join(cell.text for cell in cells if cell.kind == CODE) + "\n"
    return ProgramText(_readable(cells), _file_text(cells), code, excerpt.in_file)


def _cells(excerpt: Excerpt) -> Iterator[NotebookCell]:
    lines_of = partial(array_lines, excerpt, "np.array")
    yield NotebookCell(MARKDOWN, _opening(excerpt))
    silence = f"{SILENCE}\nDTYPE = np.{excerpt.project.precision}"
    opening = imports(excerpt), silence, loading(excerpt, "np.load", SUFFIX, "ValueError")
    yield NotebookCell(CODE, "\n\n".join(part for part in opening if part))
    yield NotebookCell(
        MARKDOWN,
        "## The batch\n\nA row is a sample, a column a feature: the same thing measured on every "
        "sample. All samples go through the network together, which is what a batch is for.",
    )
    yield NotebookCell(CODE, f"{batch_lines(excerpt, lines_of)}\nprint(inputs.shape)")
    current, number = "inputs", 0
    for part in excerpt.parts:
        if not part.layer.enabled:
            yield NotebookCell(MARKDOWN, f"*{_escaped(part.name)}* is switched off and left out.")
            continue
        number += 1
        yield NotebookCell(MARKDOWN, _chapter(part, number, excerpt.n_rows))
        yield NotebookCell(CODE, _chapter_code(excerpt, part, current))
        current = part.variable
    yield NotebookCell(
        MARKDOWN,
        "## The check\n\nThe app computed the same samples. The largest difference between its "
        "outputs and those above tells whether the two agree.",
    )
    yield NotebookCell(CODE, f"outputs = {current}\n\n{expected_lines(lines_of)}")
    yield NotebookCell(CODE, check_lines(excerpt, failing="assert largest <= TOLERANCE"))


def _opening(excerpt: Excerpt) -> str:
    """The beginning, with nothing foreign in its first two lines: see `pieces.heading`."""
    title = _escaped(excerpt.project.title)
    lines = [
        "# A forward pass, step by step",
        "",
        f"**{title}**" if title else "",
        "",
        f"Written by NNFS Studio: {counted(excerpt.n_rows, 'sample')} of "
        f"{counted(excerpt.project.batch.n_features, 'feature')} each "
        f"{agreeing(excerpt.n_rows, 'goes', 'go')} through "
        f"{counted(len(excerpt.active), 'layer')}.",
        "",
        "| layer | inputs | outputs | weights and biases |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| {_escaped(part.name)} | {part.n_inputs} | {part.n_outputs} "
        f"| {part.layer.parameter_count} |"
        for part in excerpt.active
    ]
    return "\n".join(lines)


def _chapter(part: LayerInCode, number: int, n_rows: int) -> str:
    chapter = part.code.notebook
    words = {name: _latex(value) for name, value in part.layer.option_values().items()}
    shapes = " + ".join(str(array.shape) for array in part.arrays.values())
    shape = f"({n_rows}, {part.n_inputs})" + (f" · {shapes}" if shapes else "")
    return (
        f"## {number}. {_escaped(part.name)}\n\n$$ {filled(chapter.latex, **words)} $$\n\n"
        f"{chapter.story}\n\nShapes: `{shape} → ({n_rows}, {part.n_outputs})`"
    )


def _chapter_code(excerpt: Excerpt, part: LayerInCode, current: str) -> str:
    arrays = [array_lines(excerpt, "np.array", name) for name in part.arrays]
    lines = filled(part.code.notebook.lines, x=current, outputs=part.variable, **part.words)
    step = f"{lines}\nprint({part.variable})"
    if part.layer.is_distribution:
        step += f"\nprint({part.variable}.sum(axis=1))  # the probabilities of a sample sum to 1"
    return "\n".join(arrays) + ("\n\n" if arrays else "") + step


def _latex(number: float) -> str:
    """A number with all its digits, as formulas have it: 1e-05 as a power of ten."""
    digits, _, exponent = repr(number).partition("e")
    digits = digits.removesuffix(".0")
    return rf"{digits} \cdot 10^{{{int(exponent)}}}" if exponent else digits


def _escaped(foreign: str) -> str:
    """Foreign text as plain words in Markdown: no link, no HTML, no formula."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|$~&:.@])", r"\\\1", line_text(foreign))


def _readable(cells: list[NotebookCell]) -> str:
    """All cells as one text of Python, parted by the marks that editors know."""
    texts = []
    for cell in cells:
        if cell.kind == CODE:
            texts.append(f"# %%\n{cell.text}")
        else:
            prose = "\n".join(comment(line).rstrip() for line in cell.text.split("\n"))
            texts.append(f"# %% [markdown]\n{prose}")
    return "\n\n".join(texts) + "\n"


def _file_text(cells: list[NotebookCell]) -> str:
    """The JSON of a notebook, nbformat 4.5."""
    notebook = {
        "cells": [_json_cell(number, cell) for number, cell in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1) + "\n"


def _json_cell(number: int, cell: NotebookCell) -> dict[str, object]:
    parts: dict[str, object] = {
        "cell_type": cell.kind,
        "id": f"step-{number}",
        "metadata": {},
        "source": re.findall(r".*\n|.+$", cell.text),
    }
    if cell.kind == CODE:
        parts |= {"execution_count": None, "outputs": []}
    return parts


NOTEBOOK = Dialect("notebook", TITLE, ".ipynb", ("numpy",), SUFFIX, write)

"""Defines the words in which a layer kind says how it is written in each dialect of code.

All texts are templates of `string.Template`: `$x` stands for what the layer receives, `$weights`
and the like for its arrays, `$slope` and the like for its options. In NumPy `$wide` behind numbers
of float16 turns them into float32 and `$narrow` turns what was made of these back into float16; for
other precisions both are nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nnfs_core.arrays import FloatArray


@dataclass(frozen=True)
class Snippet:
    """Says how a layer is made or used in one dialect, and what must be defined before that.

    `definition` is a whole function or class and `helper` what it calls, each written once a
    program. `load`, where a dialect makes a layer first and gives it its numbers afterwards, is
    how that is done; `$layer` is the layer then. `$n_outputs` and `$n_inputs` are its counts,
    `$name` its name in quotes.
    """

    call: str
    definition: str = ""
    helper: str = ""
    load: str = ""


@dataclass(frozen=True)
class Chapter:
    """Holds a layer's part of the notebook: its formula in LaTeX, its story, its lines of NumPy."""

    latex: str
    story: str  # Markdown, no template
    lines: str  # `$outputs` is the name that they give the result


# What a step of a sheet may use: the inputs, and the numbers of the steps before it.
Values = Mapping[str, FloatArray]


@dataclass(frozen=True)
class SheetStep:
    """Describes one block of a layer's sheet: one formula in a cell for each output of each sample.

    The formula's names: `$x` the input of this neuron, `$inputs` all inputs of this sample,
    `$weights` and `$bias` and the like those of this neuron; the name of an earlier step is its
    cell in the same place, or this sample's cell when it has only one, and `all_` before it this
    sample's whole row. `compute` gives the same numbers (samples, neurons or 1), from `inputs` and
    the steps before it; without one they are what the layer itself makes of the inputs.
    """

    name: str
    title: str
    formula: str
    compute: Callable[[Values], FloatArray] | None = None
    one_a_sample: bool = False


def one_formula(formula: str) -> tuple[SheetStep, ...]:
    """The steps of a layer each of whose outputs is one formula."""
    return (SheetStep("outputs", "Outputs", formula),)


@dataclass(frozen=True)
class KindCode:
    """Says how a kind of layer is written in every dialect, by the dialect's id, and on a sheet.

    `lists` are the arrays of one row, which programs keep as a plain list, and what one number of
    each is called. `table` heads the numbers of its own on a sheet, a row a neuron, and explains
    them in a sentence.
    """

    python: Snippet  # a function of one sample, a list of numbers
    numpy: Snippet  # an expression of all samples; it may be broken where it has a line break
    classes: Snippet  # a class whose `forward` sets `output`
    torch: Snippet
    keras: Snippet
    notebook: Chapter
    sheet: tuple[SheetStep, ...]  # the last step gives the outputs
    lists: Mapping[str, str] = field(default_factory=dict)
    table: tuple[str, str] = ("", "")


# e to a power without an import, for the basic Python of the kinds that need it.
PYTHON_EXPONENTIAL = '''
def exponential(x):
    """e to the power x. Python refuses results beyond its largest number: they are infinite."""
    try:
        return 2.718281828459045**x
    except OverflowError:
        return float("inf")
'''

"""Puts rows of a derivation into words: for those who see them, who hear them, and as text."""

from __future__ import annotations

from collections.abc import Callable

from nnfs_core.layers.working import Line, Operation
from nnfs_core.numerals import percent_text
from nnfs_core.wording import sentence
from nnfs_gui.panels.explain.derivation.derivation import (
    ROUNDED,
    Derivation,
    DerivationRow,
    RowKind,
)


def said_of(derivation: Derivation, row: DerivationRow) -> str:
    """A row in words, with the share that a term has in the sum."""
    explanation = derivation.explanation
    if row.kind is RowKind.GROUP:
        group = sentence("{label}: their sum is {text}. Click to unfold the next ones.")
        return group(row.label, row.text)
    if row.kind is not RowKind.TERM or row.k is None:
        return ""
    k = explanation.working.operands.index(row.k)
    summed = explanation.summed
    who = name_of(derivation, row.k)
    if summed is None:
        return ""
    share, shares = float(explanation.shares[k]), explanation.shares
    number = _computed(derivation, summed, k)
    if not share:
        return sentence("{who}: {number} adds nothing to the sum.")(who, number)
    percent = percent_text(abs(share), 1)
    if bool((shares >= 0).all()) or bool((shares <= 0).all()):
        return sentence("{who}: {number} is {percent} of the sum.")(who, number, percent)
    way = "raises" if share > 0 else "lowers"
    return sentence(
        "{who}: {number} {way} the sum; {percent} of all that raises or lowers it comes from here."
    )(who, number, way, percent)


def spoken(derivation: Derivation, row: DerivationRow, column: int) -> str:
    """A cell for those who hear it."""
    if not row.cells:
        return f"{row.label} {row.text}"
    cell = row.cells[min(column, len(row.cells) - 1)]
    name = row.label
    if row.k is not None:
        name = " ".join(filter(None, (cell.line.name, str(row.k), row.name)))
    return f"{name}: {cell.text}" + (", a link" if cell.target is not None else "")


def copied_lines(derivation: Derivation, start: int, stop: int, *, digits: bool = False) -> str:
    """Rows of the whole derivation as tab-separated text, with the terms all in turn.

    `digits` gives every digit in place of the printed numbers.
    """
    explanation, n_terms = derivation.explanation, derivation.explanation.n_terms
    text: Callable[[Line, int], str] = explanation.full if digits else explanation.text
    written = []
    for number in range(start, stop):
        if number == 0:
            written.append("\t".join(derivation.headings) if derivation.headings else "")
        elif number <= n_terms:
            k = number - 1
            cells = [text(line, k) for line in explanation.columns]
            written.append("\t".join([str(explanation.working.operands[k]), *cells]))
        else:
            line = explanation.numbers[number - 1 - n_terms]
            padding = "\t" * max(0, derivation.n_columns - 1)
            written.append(f"{padding}{derivation.label(line)}\t{text(line, 0)}")
    return "\n".join(each for each in written if each)


def name_of(derivation: Derivation, operand: int) -> str:
    """An input by its name, if it has one, and its number."""
    name, number = derivation.explanation.name_of(operand), f"k = {operand}"
    return f"{name}, {number}" if name else number


def _computed(derivation: Derivation, line: Line, k: int) -> str:
    """A printed number with what it is made of, and whether it is a rounded one."""
    explanation = derivation.explanation
    text = explanation.text(line, k)
    if line.operation is not Operation.PRODUCT:
        return text
    operands = [explanation.text(each, k) for each in line.of]
    factors = [f"({each})" if at and each.startswith("-") else each
               for at, each in enumerate(operands)]  # fmt: skip
    return f"{' · '.join(factors)} {'=' if explanation.is_exact(line, k) else ROUNDED} {text}"

"""Says what a derivation's table holds, row by row, apart from how it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

import numpy as np
import numpy.typing as npt

from nnfs_core.explain import Explanation
from nnfs_core.layers.working import Line, Operation
from nnfs_core.project.place import BIAS, INPUT, Place
from nnfs_core.wording import sentence
from nnfs_gui.panels.explain.derivation.expressions import expression

FEW = 12  # terms that are always all on show, and of longer sums the largest
NEXT = 100  # terms that a click unfolds
ROUNDED = "≈"  # before the name of a result whose last digits were rounded


class RowKind(Enum):
    """Names what a row of the table is."""

    TERM = auto()  # a number in each column
    GROUP = auto()  # the terms that are not on show, with their sum
    FEWER = auto()  # offers to fold them again
    NUMBER = auto()  # a single number, such as the sum
    RESULT = auto()


@dataclass(frozen=True, eq=False)
class Cell:
    """Holds a number of the table, and the place that it came from, if that is another one."""

    line: Line
    k: int
    text: str
    target: Place | None = None


@dataclass(frozen=True, eq=False)
class DerivationRow:
    """Holds a term's number k and cells; else a label, what was substituted, one cell."""

    kind: RowKind
    cells: tuple[Cell, ...] = ()
    k: int | None = None  # the input that a term is of
    name: str = ""  # of that input
    label: str = ""
    expression: str = ""
    text: str = ""  # of a group: the sum of its terms
    is_lit: bool = False


class Derivation:
    """Makes the rows of an explanation's table when they are asked for.

    `order` has the rows of the columns as they are to be shown, of which the first `n_shown` are;
    `kept` are shown whatever their size.
    """

    def __init__(
        self,
        explanation: Explanation,
        place: Place,
        order: npt.NDArray[np.intp] | None = None,
        n_shown: int = FEW,
        kept: tuple[int, ...] = (),
    ) -> None:
        self.explanation = explanation
        self.place = place
        n_terms = explanation.n_terms
        self.entry = next(
            (each.entry for each in explanation.numbers if each.operation is Operation.ENTRY), None
        )
        if order is None or n_terms <= FEW:
            order = np.arange(n_terms)
        if n_terms - n_shown <= 1:  # a row that stands for one term could be that term
            n_shown = n_terms
        wanted = [k for k in (*kept, self.entry) if k is not None and k < n_terms]
        first = order[:n_shown].tolist()
        more = [k for k in dict.fromkeys(wanted) if k not in set(first)]
        self.terms: list[int] = [*first, *more]
        self._hidden = order[n_shown:]
        if more:
            self._hidden = self._hidden[~np.isin(self._hidden, more)]
        self._rows: dict[int, DerivationRow] = {}

    @cached_property
    def headings(self) -> tuple[str, ...]:
        columns = self.explanation.columns
        return ("k", *map(self._heading, columns)) if columns else ()

    @property
    def n_columns(self) -> int:
        """How many numbers a term has."""
        return len(self.explanation.columns)

    @cached_property
    def n_hidden(self) -> int:
        """How many terms the group stands for."""
        return len(self._hidden)

    @cached_property
    def n_terms_shown(self) -> int:
        return len(self.terms)

    @cached_property
    def n_rows(self) -> int:
        return self.n_terms_shown + self._n_folds + len(self.explanation.numbers)

    @cached_property
    def _n_folds(self) -> int:
        is_unfolded = not self.n_hidden and self.n_terms_shown > FEW + 1
        return 1 if self.n_hidden or is_unfolded else 0

    def row(self, number: int) -> DerivationRow:
        """One row, from the first term to the result."""
        if number not in self._rows:
            self._rows[number] = self._made(number)
        return self._rows[number]

    def row_of_term(self, k: int) -> int | None:
        """Where term k stands, None while it is not on show."""
        return self.terms.index(k) if k in self.terms else None

    def find(self, place: Place) -> tuple[int, int] | None:
        """The row and the cell in it that came from a place, if they are on show."""
        number = self.term_from(place)
        rows = range(self.n_terms_shown, self.n_rows)
        if number is not None and (row := self.row_of_term(number)) is not None:
            rows = range(row, row + 1)
        for row in rows:
            for column, cell in enumerate(self.row(row).cells):
                if cell.target == place:
                    return row, column
        return None

    def row_from(self, place: Place) -> int | None:
        """The row with a number from a place, or with the group that such a term is one of."""
        found = self.find(place)
        if found is not None:
            return found[0]
        return self.n_terms_shown if self.n_hidden and self.term_from(place) is not None else None

    def term_from(self, place: Place) -> int | None:
        """The term that has a number from a place, on show or not."""
        for line in self.explanation.columns:
            if line.source in ("inputs", "weights"):
                number = place.weight if line.source == "weights" else place.neuron
                operands = self.explanation.working.operands
                if number is None or number not in operands:
                    continue
                k = operands.index(number)
                if self.target(line, k) == place:
                    return k
        return None

    def find_given(self, symbol: str, number: int) -> tuple[int, int] | None:
        """The row and the cell of a given number, found by its line and the input it belongs to."""
        for row in range(self.n_rows):
            made = self.row(row) if row >= self.n_terms_shown else None
            if made is None and self.explanation.working.operands[self.terms[row]] != number:
                continue
            for column, cell in enumerate(self.row(row).cells):
                if cell.line.values is not None and cell.line.symbol == symbol:
                    return row, column
        return None

    def number_of(self, cell: Cell) -> int:
        """The input that a cell belongs to; 0 for a bias where there are no inputs."""
        operands = self.explanation.working.operands
        return operands[cell.k] if operands else 0

    def target(self, line: Line, k: int) -> Place | None:
        """The place that a given number came from; None for others, and for the place itself."""
        place, operands = self.place, self.explanation.working.operands
        found: Place | None = None
        if line.source == "inputs" and place.layer > INPUT:
            found = Place(place.layer - 1, place.sample, operands[k])
        elif line.source == "weights":
            found = Place(place.layer, place.sample, place.neuron, operands[k])
        elif line.source == "biases":
            found = Place(place.layer, place.sample, place.neuron, BIAS)
        return None if found == place else found

    @property
    def result_name(self) -> str:
        """What the formula calls the result, as in output[0, 1]."""
        return self.explanation.formula.split(" = ")[0]

    @property
    def n_cells(self) -> int:
        """How many cells there are to be heard one after another; a row without any is one."""
        return self.number_at(self.n_rows, 0)

    def number_at(self, row: int, column: int) -> int:
        """Which cell in the order of reading stands at a row and a column."""
        terms = min(row, self.n_terms_shown)
        return terms * self.n_columns + (row - terms) + column

    def cell_at(self, number: int) -> tuple[int, int]:
        """The row and the column of a cell in the order of reading."""
        in_terms = self.n_terms_shown * self.n_columns
        if number < in_terms:
            row, column = divmod(number, self.n_columns)
            return row, column
        return self.n_terms_shown + number - in_terms, 0

    @property
    def n_lines(self) -> int:
        """How many lines all of it is as text, its head with them."""
        return 1 + self.explanation.n_terms + len(self.explanation.numbers)

    def _made(self, number: int) -> DerivationRow:
        explanation = self.explanation
        if number < self.n_terms_shown:
            k = self.terms[number]
            cells = tuple(
                Cell(line, k, explanation.text(line, k), self.target(line, k))
                for line in explanation.columns
            )
            operand = explanation.working.operands[k]
            name = explanation.name_of(operand)
            return DerivationRow(RowKind.TERM, cells, operand, name, is_lit=k == self.entry)
        number -= self.n_terms_shown
        if number < self._n_folds:
            if not self.n_hidden:
                label = sentence("Show only the {n} first")(FEW)
                return DerivationRow(RowKind.FEWER, label=label)
            label = sentence("{n:,} more terms")(self.n_hidden)
            text = explanation.group_text(self._hidden) if explanation.summed else ""
            return DerivationRow(RowKind.GROUP, label=label, text=text)
        line = explanation.numbers[number - self._n_folds]
        is_result = line is explanation.numbers[-1]
        cell = Cell(line, 0, explanation.text(line), self.target(line, 0))
        kind = RowKind.RESULT if is_result else RowKind.NUMBER
        return DerivationRow(
            kind, (cell,), label=self.label(line), expression=expression(self.explanation, line)
        )

    def _heading(self, line: Line) -> str:
        """The name of a column, with a sign where one of its first results is a rounded one."""
        is_exact = line.values is not None or all(
            self.explanation.is_exact(line, k) for k in self.terms[:FEW]
        )
        return line.name if is_exact else f"{ROUNDED} {line.name}"

    def label(self, line: Line) -> str:
        """What stands at the left of a number."""
        place, name = self.place, line.name
        is_exact = self.explanation.is_exact(line)
        if line is self.explanation.numbers[-1]:
            is_given = line.operation is Operation.GIVEN
            sign = "=" if is_exact else ROUNDED
            return self.result_name if is_given else f"{sign} {self.result_name}"
        if line.source == "biases":
            return f"+ {name}[{place.neuron}]"
        if line.source in ("means", "deviations"):
            return f"{name}[{place.neuron}]"
        if line.source == "inputs":
            return f"{name}[{place.sample}, {self.explanation.working.operands[0]}]"
        if line.operation is Operation.ENTRY:
            return f"{name}, k = {self.explanation.working.operands[line.entry]}"
        return name if is_exact or line.values is not None else f"{ROUNDED} {name}"

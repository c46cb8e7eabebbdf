"""Makes the worksheet that a teacher hands out: a sheet of numbers, some left blank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b

from nnfs_core.worksheet.sheet import Cell, Sheet, true_text


@dataclass(frozen=True, eq=False)
class Worksheet:
    """Leaves cells of a sheet blank; `blanks` that it lacks wait until it has them again."""

    title: str
    sheet: Sheet
    blanks: frozenset[Cell] = frozenset()
    ask_shapes: bool = True
    show_formulas: bool = True
    space_for_working: bool = True
    name_line: bool = True

    @cached_property
    def blank_cells(self) -> frozenset[Cell]:
        """The blanks that are on this sheet."""
        return self.blanks & self.sheet.cells

    @cached_property
    def number(self) -> int:
        """What the worksheet and its key print, to tell that they belong together: six digits.

        It is made of all that is printed; another worksheet has another one but for a chance in a
        million.
        """
        printed: list[object] = [
            self.title,
            self.ask_shapes,
            self.show_formulas,
            sorted(self.blank_cells),
        ]
        for section in self.sheet.sections:
            printed += [section.name, section.printed.formula, section.settings]
            for matrix in section.matrices:
                printed += [matrix.full_title, matrix.row_names, matrix.column_names]
                printed += [matrix.texts, matrix.true_texts]
        digest = blake2b(repr(printed).encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return 100_000 + int.from_bytes(digest, "big") % 900_000

    def toggled(self, cell: Cell) -> Worksheet:
        """This worksheet with one cell left blank, or filled in again."""
        return replace(self, blanks=self.blanks ^ {cell})

    @cached_property
    def footnotes(self) -> dict[Cell, tuple[int, str]]:
        """For the key: where the network, with all its digits, gives another number than a hand.

        Each has a number, counted from 1 in reading order, and the network's number.
        """
        notes: dict[Cell, tuple[int, str]] = {}
        for section in self.sheet.sections:
            for cell, row, column in section.outputs.cells():
                text = true_text(section.outputs, row, column)
                if text is not None:
                    notes[cell] = len(notes) + 1, text
        return notes

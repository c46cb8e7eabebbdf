"""Reading workbooks back, with nothing but the standard library."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.code.sheets import TOP

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BLOCKS, HEADINGS = TOP - 1, TOP  # rows, counted from 1


@dataclass(frozen=True)
class Cell:
    """What a cell shows, and the formula behind it."""

    shown: str
    formula: str | None
    type: str  # n for a number, e for an error, text otherwise


@dataclass(frozen=True)
class Workbook:
    """The cells of each sheet, by their names such as B7."""

    sheets: dict[str, dict[str, Cell]]

    @classmethod
    def read(cls, path: Path) -> Workbook:
        with zipfile.ZipFile(path) as archive:
            shared: list[str] = []
            if "xl/sharedStrings.xml" in archive.namelist():
                tree = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
                shared = ["".join(each.itertext()) for each in tree]
            book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            names = [each.attrib["name"] for each in book.iter(f"{SPACE}sheet")]
            return cls(
                {
                    name: _cells(archive.read(f"xl/worksheets/sheet{number}.xml"), shared)
                    for number, name in enumerate(names, start=1)
                }
            )

    @property
    def names(self) -> list[str]:
        return list(self.sheets)

    def text(self, sheet: str, cell: str) -> str:
        return self.sheets[sheet][cell].shown

    def outputs(self, sheet: str, n_samples: int, n_outputs: int) -> AnyArray:
        """The numbers of the last step, (samples, outputs); NaN for an error."""
        cells = self.sheets[sheet]
        titles = ("Outputs", "Probabilities: each exponential over the sum")
        (first,) = [
            column
            for column in (re.sub(r"\d", "", name) for name in cells)
            if f"{column}{BLOCKS}" in cells and cells[f"{column}{BLOCKS}"].shown in titles
        ][:1]
        start = _number(first)
        return np.array(
            [
                [
                    self._value(cells[f"{_letters(start + column)}{TOP + 1 + sample}"])
                    for column in range(n_outputs)
                ]
                for sample in range(n_samples)
            ]
        )

    def _value(self, cell: Cell) -> float:
        assert cell.formula is not None
        if cell.type == "e":
            return float("nan")
        assert cell.shown.lower() not in ("nan", "inf", "-inf"), "not a number for a spreadsheet"
        return float(cell.shown)


def _cells(sheet: bytes, shared: list[str]) -> dict[str, Cell]:
    found = {}
    for each in ElementTree.fromstring(sheet).iter(f"{SPACE}c"):
        kind = each.attrib.get("t", "n")
        value, formula = each.find(f"{SPACE}v"), each.find(f"{SPACE}f")
        shown = "".join(each.itertext()) if value is None else value.text or ""
        if kind == "s":
            shown = shared[int(shown)]
        found[each.attrib["r"]] = Cell(shown, None if formula is None else formula.text, kind)
    return found


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

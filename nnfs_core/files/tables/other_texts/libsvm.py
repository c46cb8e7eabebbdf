"""This module reads sparse tables as LIBSVM and SVMlight write them: a label, then index:value.

What a line does not tell is 0. All lines are looked at first, for the largest index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, starmap
from pathlib import Path
from typing import NoReturn

import numpy as np
import numpy.typing as npt

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.cell_table import Cell, CellBlock, Declared, SheetSize
from nnfs_core.files.tables.chunks.json_numbers import Float64Array, json_numbers
from nnfs_core.files.tables.chunks.suffixes import SVM_SUFFIXES, is_called
from nnfs_core.files.tables.numbers import is_beyond_float64, short_text, to_float
from nnfs_core.files.tables.other_texts.lines import lines_of, rows_at_once
from nnfs_core.files.tables.words import MAX_COLUMNS
from nnfs_core.progress import IsCancelled, stop_if

LABEL_FIRST = Declared(target=0)
_NUMBER = rb"[-+]?(?:0|[1-9]\d*)?(?:\.\d*)?(?:[eE][-+]?\d+)?"  # and no time of the day, as 08:05
_ROW = re.compile(rb"%b(?:[ \t]+(?:0|[1-9]\d*):%b)*[ \t]*(?:#.*)?" % (_NUMBER, _NUMBER))
_PAIRS = re.compile(r"(?:\s+\d{1,9}:[^\s:]+)*\s*")

Indices = npt.NDArray[np.intp]


@dataclass(frozen=True)
class SvmTable:
    """Holds which indices the lines of a file tell, from `first` (1 or 0) to the largest.

    Its first column is the label, the target.
    """

    path: Path
    first: int
    n_features: int
    n_rows: int
    is_exact: bool = True
    words: frozenset[int] = frozenset()
    sheet: str = ""
    sheets: tuple[SheetSize, ...] = ()
    declared: Declared = LABEL_FIRST

    @property
    def names(self) -> tuple[str, ...]:
        indices = range(self.first, self.first + self.n_features)
        return ("target", *(f"x{index}" for index in indices))

    def head(self, n_rows: int, cancelled: IsCancelled) -> list[Sequence[Cell]]:
        rows = (row for _, rows in self._dense(cancelled) for row in rows.tolist())
        return [*islice(rows, min(n_rows, rows_at_once(1 + self.n_features)))]

    def blocks(
        self, columns: Sequence[int], n_above: int, cancelled: IsCancelled
    ) -> Iterator[CellBlock]:
        for numbers, rows in self._dense(cancelled):
            yield CellBlock(numbers, [rows[:, column] for column in columns])

    def _dense(self, cancelled: IsCancelled) -> Iterator[tuple[list[int], Float64Array]]:
        """The numbers of some lines, and these (rows, 1 + features)."""
        n_rows = rows_at_once(1 + self.n_features)
        for numbers, lines in _filled(self.path, cancelled):
            for start in range(0, len(lines), n_rows):
                stop_if(cancelled)
                part = slice(start, start + n_rows)
                labels, counts, indices, values = _parsed(numbers[part], lines[part])
                rows = np.zeros((len(labels), 1 + self.n_features))
                rows[:, 0] = labels
                rows[np.repeat(np.arange(len(labels)), counts), indices - self.first + 1] = values
                yield numbers[part], rows


def is_svm(head: bytes, path: Path) -> bool:
    """True for a file whose first lines are labels and pairs, also by a name of its own."""
    lines = head.splitlines()[:20]
    lines = [line.strip() for line in lines[:-1] or lines]
    if not any(lines):
        return False
    has_pairs = any(line.count(b":") > 1 for line in lines)
    return is_called(path, *SVM_SUFFIXES) or (has_pairs and all(map(_ROW.fullmatch, lines)))


def open_svm(path: Path, sheet: str, cancelled: IsCancelled) -> SvmTable:
    """The table in a file of LIBSVM; raises NnfsError with a line that is wrong, and Cancelled."""
    n_rows = n_features = 0
    first = 1
    for numbers, lines in _filled(path, cancelled):
        _, _, indices, _ = _parsed(numbers, lines)
        n_rows += len(lines)
        if len(indices):
            first = min(first, int(indices.min()))
            n_features = max(n_features, int(indices.max()))
        if n_features + 1 >= MAX_COLUMNS:
            raise NnfsError(
                "{name} has the index {index:,}, more than the {most:,} columns that can be read."
            )(path.name, n_features, MAX_COLUMNS)
    n_features += 1 - first
    if not n_features:
        raise NnfsError("{name} has no line of a label and index:value.")(path.name)
    return SvmTable(path, first, n_features, n_rows)


def _filled(path: Path, cancelled: IsCancelled) -> Iterator[tuple[list[int], list[str]]]:
    """The lines that are not blank, without comments, some at a time, and their numbers."""
    for lines in lines_of(path, 0, cancelled):
        texts = [text.partition("#")[0] for text in lines.texts]
        filled = [n for n, text in enumerate(texts) if text.strip()]
        yield [lines.first + n for n in filled], [texts[n] for n in filled]


def _parsed(
    numbers: list[int], lines: list[str]
) -> tuple[Float64Array, list[int], Indices, Float64Array]:
    """The labels (rows,), how many pairs each line has, their indices and their values."""
    labels, pairs = [], []
    for number, line in zip(numbers, lines, strict=True):
        label, *rest = line.split(None, 1)
        text = f" {rest[0]}" if rest else ""
        if _PAIRS.fullmatch(text) is None:
            _refuse(number, line.strip())
        labels.append(label)
        pairs.append(text)
    counts = [text.count(":") for text in pairs]
    cells = "".join(pairs).replace(":", " ").split()
    found = _numbers(labels + cells)
    if found is None:
        for number, label, text in zip(numbers, labels, pairs, strict=True):
            if _numbers([label, *text.replace(":", " ").split()]) is None:
                _refuse(number, label + text.rstrip())
    assert found is not None
    indices = found[len(lines) :: 2].astype(np.intp)
    places = np.repeat(np.arange(len(lines)), counts)
    is_back = np.flatnonzero((np.diff(indices) <= 0) & (np.diff(places) == 0))
    if len(is_back):
        at = places[is_back[0]]
        raise NnfsError("Line {line:,}: its indices do not rise, {text}; correct it.")(
            numbers[at], short_text(lines[at].strip())
        )
    return found[: len(lines)], counts, indices, found[len(lines) + 1 :: 2]


def _numbers(texts: list[str]) -> Float64Array | None:
    """The numbers that are spelled so; None where one is not."""
    spelled = ",".join(texts).replace(",+", ",").removeprefix("+")
    found = json_numbers(f"[{spelled}]".encode(), len(texts))
    if found is None:
        with suppress(ValueError):
            numbers = np.array([to_float(text) for text in texts])
            pairs = zip(texts, numbers.tolist(), strict=True)
            return None if any(starmap(is_beyond_float64, pairs)) else numbers
    return found


def _refuse(number: int, text: str) -> NoReturn:
    raise NnfsError(
        "Line {line:,} is {text}, but a line of LIBSVM has a number and pairs of an index and a "
        "number, as 1 3:0.5; correct it."
    )(number, short_text(text))

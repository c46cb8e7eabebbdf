"""This module guesses what each column of a table holds: numbers, words or dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from nnfs_core.files.tables.chunks.json_numbers import are_plain
from nnfs_core.files.tables.dates import is_date
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.alike import alike_texts
from nnfs_core.files.tables.numbers import has_leading_zeros, is_missing, is_number, unit_and_number
from nnfs_core.files.tables.spelling.header import Header
from nnfs_core.files.tables.words import Role

ColumnKind = Literal["number", "text", "date"]

MOST_CLASSES = 100  # of which spellings are compared
LEAST_DIGITS = 4  # of codes: hours and months have two


@dataclass(frozen=True)
class ColumnGuess:
    """Says what a column looks like, and what it is best taken for.

    unit: of per cent or money, which every number of the column then bears, before it or behind.
    reason: one sentence on the role, empty where there is nothing to say. alike: texts that may be
    meant as one class, such as setosa for Setosa: by each text, the one that it may become. texts:
    all that may be in it, where the file declares them, in the order of their class numbers.
    as_written: its numbers have leading zeros, so that classes are told apart as they are written.
    """

    name: str
    kind: ColumnKind
    role: Role = "feature"
    reason: str = ""
    unit: str = ""
    alike: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    as_written: bool = False


@dataclass(frozen=True)
class ColumnLook:
    """Holds the first cells of a column that are not missing, and what they are.

    given_name: as the file has it, empty where it has none. given_role: one of `header.ROLES`.
    are_codes: texts that are spelled as whole numbers, some with a 0 before them.
    """

    given_name: str
    words: Sequence[str]
    n_rows: int
    kind: ColumnKind
    unit: str = ""
    given_role: str = ""
    are_codes: bool = False

    @classmethod
    def of(
        cls,
        header: Header,
        place: int,
        cells: Sequence[str],
        table_format: TableFormat,
        is_text: bool,
    ) -> ColumnLook:
        """What the cells of the column at a place show; it may be told that it `is_text`."""
        is_text |= header.types[place] in ("discrete", "d", "string", "s")
        if not is_text and are_plain(cells, table_format.decimal):
            return cls(header.names[place], cells, len(cells), "number", "", header.roles[place])
        kind: ColumnKind = "text"
        unit, words = "", [cell for cell in cells if not is_missing(cell, in_words=is_text)]
        if not is_text:
            kind, unit = _kind(words, table_format)
        is_told = header.types[place] in ("continuous", "c", "numeric")
        are_codes = kind == "number" and not (unit or is_told) and _are_codes(words, table_format)
        if are_codes:
            kind = "text"
        if kind == "text":  # among words NA is one, too
            words = [cell for cell in cells if not is_missing(cell, in_words=True)]
        role = header.roles[place]
        return cls(header.names[place], words, len(cells), kind, unit, role, are_codes)

    @cached_property
    def n_different(self) -> int:
        return len(set(self.words))

    @property
    def is_all_different(self) -> bool:
        """True where no row lacks a cell or shares it with another; so much three rows must say."""
        return self.n_different == self.n_rows > 2

    @cached_property
    def whole_numbers(self) -> list[int] | None:
        """Its cells where all are whole numbers without a sign."""
        if self.kind != "number" or self.unit or not self.words:
            return None
        is_whole = all(
            word.isascii() and word.isdecimal() and len(word) <= 20 for word in self.words
        )
        return [int(word) for word in self.words] if is_whole else None

    @cached_property
    def as_written(self) -> bool:
        """True where leading zeros part cells that would be one number, or those of classes."""
        numbers = self.whole_numbers
        if numbers is None or not any(map(has_leading_zeros, self.words)):
            return False
        is_parted = self.n_different > len({*numbers})
        return is_parted or 2 * self.n_different <= len(self.words)

    @cached_property
    def counts(self) -> bool:
        """True where its cells count by one."""
        numbers = self.whole_numbers
        if numbers is None or len(numbers) < self.n_rows:
            return False
        return numbers == [*range(numbers[0], numbers[0] + len(numbers))]

    @cached_property
    def n_classes(self) -> int:
        """How many classes its cells are where they are the whole numbers from 0 on; else 0."""
        numbers = self.whole_numbers
        different = set(numbers or ())
        if not 2 <= len(different) <= MOST_CLASSES or different != {*range(len(different))}:
            return 0
        return len(different) if len(self.words) >= 2 * len(different) else 0


def alike_in(column: ColumnLook) -> dict[str, str]:
    """Texts of a column that may be meant as one, as `alike_texts` finds them."""
    is_class = column.kind == "text" and column.n_different <= MOST_CLASSES
    return alike_texts(Counter(column.words)) if is_class else {}


def _kind(words: Sequence[str], table_format: TableFormat) -> tuple[ColumnKind, str]:
    """What most words are, and the unit that they bear as numbers."""
    spelled = table_format.decimal, table_format.thousands
    # A few odd cells among numbers are faults that reading reports with their place; taking them
    # all for text would number 5.1 and 4.9 as classes behind the user's back.
    half = len(words) / 2
    n_odd = sum(not is_number(word, *spelled) for word in words)
    if n_odd <= half:
        return "number", ""
    if sum(map(is_date, words)) > half:
        return "date", ""
    units = Counter(found[0] for word in words if (found := unit_and_number(word)))
    for unit, _ in units.most_common(1):
        if sum(is_number(word, *spelled, unit) for word in words) > half:
            return "number", unit
    return "text", ""


def _are_codes(words: Sequence[str], table_format: TableFormat) -> bool:
    """True for whole numbers of many digits of which some begin with 0, as those of postcodes."""
    if not any(word.startswith("0") for word in words):
        return False
    spelled = table_format.decimal, table_format.thousands
    numbers = [word for word in words if is_number(word, *spelled)]
    return all(
        word.isascii() and word.isdecimal() and len(word) >= LEAST_DIGITS for word in numbers
    ) and any(word.startswith("0") for word in numbers)

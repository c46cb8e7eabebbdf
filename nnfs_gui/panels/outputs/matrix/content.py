"""This module says what a matrix on the screen shows, and what is marked in it, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import NumberWriter
from nnfs_core.project.batch import Batch
from nnfs_gui.widgets.heatmap import Scale


@dataclass(frozen=True, eq=False)
class MatrixContent:
    """Holds a matrix with names and colours, or with `rows` None a sentence on why not."""

    title: str
    rows: Rows | None  # (samples, columns)
    scale: Scale
    columns: Sequence[str] = ()  # a name for each column
    short_columns: Sequence[str] = ()  # for columns too narrow for those
    message: str = ""  # in the place of the matrix, or what is wrong with its numbers
    is_fault: bool = False
    has_own_bar: bool = False  # the scale is shown under the matrix
    note: str = ""  # in the place of that scale, where no number needs it
    row_names: Sequence[str] | None = None  # numbers when None
    row_word: str = "sample"
    is_given: bool = False  # the numbers are not computed
    not_finite: tuple[str, ...] = ()  # which of NaN, ∞ and -∞ there may be, for the scale to tell
    batch: Batch | None = None  # whose samples the rows are, to name them
    sides: tuple[Rows, Rows] | None = None  # the present and the pinned numbers of a difference

    @property
    def shape(self) -> tuple[int, int]:
        return (0, 0) if self.rows is None else self.rows.shape

    @property
    def outline(self) -> tuple[object, ...]:
        """What the room that the matrix takes hangs on, besides its numbers."""
        return self.title, self.shape, bool(self.message), self.has_own_bar, self.row_names

    @property
    def is_difference(self) -> bool:
        """True when the numbers say how far others differ from what is pinned."""
        return self.sides is not None

    @cached_property
    def writer(self) -> NumberWriter:
        """What writes the numbers."""
        dtype = "float64" if self.rows is None else self.rows.dtype
        return NumberWriter.of(dtype, given=self.is_given, signed=self.is_difference)

    def differs_in_numbers_only(self, other: MatrixContent) -> bool:
        """True when all but the cells themselves looks the same as in `other`."""
        return (
            self.title == other.title
            and self.is_difference == other.is_difference
            and self.shape == other.shape
            and self.columns == other.columns
            and self.message == other.message
            and self.is_fault == other.is_fault
            and self.row_names == other.row_names
            and (self.has_own_bar, self.note) == (other.has_own_bar, other.note)
            and self.not_finite == other.not_finite
            and (self.scale is other.scale or not self.has_own_bar)
        )

    def has_same_numbers(self, other: MatrixContent) -> bool:
        """True when the cells are sure to look the same, known without reading them."""
        if self.rows is None or other.rows is None or self.scale is not other.scale:
            return False
        pairs = zip(self.rows.blocks, other.rows.blocks, strict=False)
        return self.rows.starts == other.rows.starts and all(a is b for a, b in pairs)

    def row_name(self, row: int) -> str:
        """The short name of a row, as it stands beside it."""
        return str(row) if self.row_names is None else self.row_names[row]

    def cell_name(self, row: int, column: int) -> str:
        """The place of a cell as people read it: "Dense 2 · sample 0 · neuron 1"."""
        row_text = str(row) if self.batch is None else self.batch.sample_text(row)
        row_name = self.row_name(row) if self.row_names else f"{self.row_word} {row_text}"
        return f"{self.title} · {row_name} · {self.columns[column]}"


@dataclass(frozen=True)
class Marks:
    """Marks a row lightly, in it a cell in solid, and dashed the cells that another is made from.

    `hovered` is a cell (row, column) that the mouse rests on in another panel.
    """

    row: int | None = None
    column: int | None = None
    operands: range | None = None
    hovered: tuple[int, int] | None = None


@lru_cache(maxsize=64)
def numbers(count: int) -> tuple[str, ...]:
    """0, 1, 2, ... as texts."""
    return tuple(str(number) for number in range(count))

"""Describes a rectangle of cells: what people select, copy, fill and clear."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QItemSelection


@dataclass(frozen=True)
class Block:
    """Spans `n_rows` x `n_columns` cells, the first at (`row`, `column`)."""

    row: int
    column: int
    n_rows: int = 1
    n_columns: int = 1

    @property
    def n_cells(self) -> int:
        return self.n_rows * self.n_columns

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.n_rows)

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.n_columns)


def blocks_of(selection: QItemSelection) -> list[Block]:
    """The rectangles of a selection, found without looking at single cells."""
    ranges = [selection.at(number) for number in range(selection.size())]
    return [Block(each.top(), each.left(), each.height(), each.width()) for each in ranges]


def one_block(blocks: list[Block]) -> Block | None:
    """The rectangle that the blocks fill without gaps; None when there is no such one.

    The blocks of a selection do not overlap, so their sizes tell whether there are gaps.
    """
    if not blocks:
        return None
    row = min(block.row for block in blocks)
    column = min(block.column for block in blocks)
    whole = Block(
        row,
        column,
        max(block.rows.stop for block in blocks) - row,
        max(block.columns.stop for block in blocks) - column,
    )
    return whole if whole.n_cells == sum(block.n_cells for block in blocks) else None

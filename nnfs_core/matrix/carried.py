"""Carries what is known of a matrix's blocks over to the matrix that an edit made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from operator import is_
from typing import TypeVar

from nnfs_core.matrix.blocks import in_memory
from nnfs_core.matrix.rows import Rows

T = TypeVar("T")

MANY_BLOCKS = 2**15  # to go through so many takes a few milliseconds


def carried(rows: Rows, before: Iterable[tuple[Rows, Sequence[T]]]) -> list[T | None]:
    """For each block of `rows` what is known of it; None for one that is new.

    before: matrices, each with what is known of its blocks. Blocks that are the same object are the
    same; the matrices keep them alive, so that no id means two of them.
    """
    before = list(before)
    for old, known in before:
        if len(old.blocks) == len(rows.blocks):
            same = list(map(is_, rows.blocks, old.blocks))
            if 2 * sum(same) > len(same):  # an edit of cells: all blocks are where they were
                return [part if kept else None for part, kept in zip(known, same, strict=True)]
    by_id = {
        id(block): part
        for old, known in before
        for block, part in zip(old.blocks, known, strict=True)
    }
    return [by_id.get(id(block)) for block in rows.blocks]


def new_cells(matrices: Sequence[Rows], before: Sequence[Rows]) -> float:
    """How many cells are in blocks that none of the matrices `before` has.

    Found without reading any block; infinite when one would have to be waited for, and when there
    are so many blocks that even to go through them all takes a while.
    """
    if sum(len(rows.blocks) for rows in (*matrices, *before)) > MANY_BLOCKS:
        return inf
    known = [(rows, rows.blocks) for rows in before]
    new = [
        block
        for rows in matrices
        for block, kept in zip(rows.blocks, carried(rows, known), strict=True)
        if kept is None
    ]
    if any(in_memory(block) is None for block in new):
        return inf
    return float(sum(block.shape[0] * block.shape[1] for block in new))

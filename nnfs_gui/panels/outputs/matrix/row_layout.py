"""Shares the width of a row: each matrix gets what its numbers need, none less than can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSizeF

from nnfs_gui.panels.outputs.matrix.cells import (
    LOWEST_NUMBER,
    NARROWEST_NUMBER,
    are_large,
    number_points,
    number_texts,
)
from nnfs_gui.panels.outputs.matrix.layout import MatrixLayout

GAP = 12  # pixels between matrices
MOST_WITH_NUMBERS = 4  # columns for whose numbers there is always room

# pixels beside the usual text
LEAST_CELL = 44  # in which numbers still fit, small
USUAL_CELL = 60  # in which they fit at the usual size
WIDEST_CELL = 240  # wider cells would show nothing more
LEAST_WIDTH = 66  # of a matrix without numbers
MOST_TITLE = 110  # of a title for which there is always room
MESSAGE_WIDTHS = 140, 260


@dataclass(frozen=True)
class Widths:
    """Holds the widths of a plot: the least one, the one where the row is scrolled, the widest."""

    least: float
    scrolled: float
    widest: float


def row_widths(
    plots: Sequence[MatrixLayout], width: float, *, scrolls: bool
) -> tuple[list[float], list[bool]]:
    """The width of each plot in a row of `width`, and whether it names its rows.

    scrolls: whether the row can be wider than `width`. Then each matrix whose numbers fit where it
    stands alone gets room for them; else only those of few columns.
    """
    everywhere = [True] * len(plots)
    # the rows are aligned, so their names can stand just once
    for names_rows in (everywhere, _named_once(plots)):
        asked = _asked(plots, names_rows, width if scrolls else 0)
        available = width - GAP * (len(plots) - 1)
        if sum(each.least for each in asked) <= available:
            return _shared_widths(asked, available), names_rows
    # but not where the first matrix may be scrolled out of view
    return [each.scrolled for each in _asked(plots, everywhere, width)], everywhere


def least_row_width(plots: Sequence[MatrixLayout]) -> float:
    """The width in which the plots can be read in a row, their rows perhaps named just once."""
    asked = _asked(plots, _named_once(plots), 0)
    return sum(each.least for each in asked) + GAP * (len(plots) - 1)


def hang_on_numbers(plots: Sequence[MatrixLayout], width: float) -> bool:
    """True when other numbers may give the plots other widths in a row that scrolls."""
    return any(_may_fit_alone(plot, width) for plot in plots)


def _named_once(plots: Sequence[MatrixLayout]) -> list[bool]:
    """Which plot names the rows for all: the first that has any."""
    first = next((number for number, plot in enumerate(plots) if plot.content.shape[0]), None)
    return [number == first for number in range(len(plots))]


def _asked(plots: Sequence[MatrixLayout], names_rows: Sequence[bool], width: float) -> list[Widths]:
    return [
        _widths_of(replace(plot, names_rows=names), width)
        for plot, names in zip(plots, names_rows, strict=True)
    ]


def _widths_of(plot: MatrixLayout, width: float) -> Widths:
    """What a plot asks for that would have `width` if it stood alone."""
    content = plot.content
    if content.rows is None:
        narrow, wide = map(plot.grown, MESSAGE_WIDTHS)
        return Widths(narrow, narrow, wide)
    names, n_columns = plot.row_names_width, max(1, content.rows.width)
    title = plot.texts.width(content.title, plot.points, True) + 1
    least = min(title, plot.grown(MOST_TITLE))
    if _has_numbers(plot, width):
        least = max(least, n_columns * plot.grown(LEAST_CELL))
        scrolled = max(least, min(width - names, n_columns * plot.grown(USUAL_CELL)))
    elif _may_fit_alone(plot, width) and _fits_alone(plot, width):
        least = scrolled = width - names
    else:
        least = scrolled = max(least, plot.grown(LEAST_WIDTH))
    # small matrices get wide cells; the widest ones share what is left
    widest = max(scrolled, n_columns * plot.grown(WIDEST_CELL))
    return Widths(names + least, names + scrolled, names + widest)


def _has_numbers(plot: MatrixLayout, width: float) -> bool:
    """True when there is to be room for numbers, whatever they are."""
    (n_rows, n_columns), room = plot.content.shape, width - plot.row_names_width
    few = n_columns <= MOST_WITH_NUMBERS or n_columns * plot.grown(LEAST_CELL) <= room
    return few and n_rows * LOWEST_NUMBER <= plot.most_height


def _may_fit_alone(plot: MatrixLayout, width: float) -> bool:
    """True when numbers that are short fit, but others do not, in a plot of a width."""
    (n_rows, n_columns), room = plot.content.shape, width - plot.row_names_width
    are_many = n_columns > MOST_WITH_NUMBERS and n_columns * plot.grown(LEAST_CELL) > room
    is_large = n_columns * NARROWEST_NUMBER <= room
    return are_many and is_large and n_rows * LOWEST_NUMBER <= plot.most_height


def _fits_alone(plot: MatrixLayout, width: float) -> bool:
    """True when the numbers that there are fit in a plot of a width."""
    rows = plot.content.rows
    held = None if rows is None else rows.held(0, len(rows))
    if held is None:
        return False
    alone = replace(plot.whole, size=QSizeF(width, plot.size.height()))
    texts = number_texts(alone, held[1].array)
    return are_large(alone) and number_points(alone, texts) > 0


def _shared_widths(asked: Sequence[Widths], available: float) -> list[float]:
    """A width for each, from its least one up to its widest; all that is available if they can."""
    widths = [each.least for each in asked]
    left = available - sum(widths)
    while left > 0.5:
        growing = [i for i, width in enumerate(widths) if asked[i].widest - width > 0.01]
        if not growing:
            break
        share = left / len(growing)
        for i in growing:
            step = min(share, asked[i].widest - widths[i])
            widths[i] += step
            left -= step
    return widths

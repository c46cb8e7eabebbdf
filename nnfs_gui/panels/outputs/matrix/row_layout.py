"""Shares the width of a row: each matrix gets what it can use, none less than can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nnfs_gui.panels.outputs.matrix.cells import LOWEST_NUMBER
from nnfs_gui.panels.outputs.matrix.layout import MatrixLayout

GAP = 12  # pixels between matrices
MOST_WITH_NUMBERS = 4  # columns for whose numbers there is always room
WIDEST_CELL = 240  # pixels; wider cells would show nothing more
LEAST_CELL = 33  # in which a number still fits, when it is short
LEAST_WIDTH = 66  # of a matrix without numbers
MOST_TITLE = 110  # pixels of a title for which there is always room
MESSAGE_WIDTHS = 140.0, 260.0


def row_widths(plots: Sequence[MatrixLayout], width: float) -> tuple[list[float], list[bool]]:
    """The width of each plot in a row of `width`, and whether it names its rows.

    The widths are together more than `width` only when even the least ones are.
    """
    everywhere = [True] * len(plots)
    available = width - GAP * (len(plots) - 1)
    least, wanted = _asked(plots, everywhere)
    if sum(least) <= available:
        return shared_widths(least, wanted, available), everywhere
    # the rows are aligned, so their names can stand just once
    once = _named_once(plots)
    least_of_once, wanted_of_once = _asked(plots, once)
    if sum(least_of_once) <= available:
        return shared_widths(least_of_once, wanted_of_once, available), once
    # but not where the first matrix may be scrolled out of view
    return shared_widths(least, wanted, available), everywhere


def least_row_width(plots: Sequence[MatrixLayout]) -> float:
    """The width in which the plots can be read in a row, their rows perhaps named just once."""
    least, _ = _asked(plots, _named_once(plots))
    return sum(least) + GAP * (len(plots) - 1)


def _named_once(plots: Sequence[MatrixLayout]) -> list[bool]:
    """Which plot names the rows for all: the first that has any."""
    first = next((number for number, plot in enumerate(plots) if plot.content.shape[0]), None)
    return [number == first for number in range(len(plots))]


def _asked(
    plots: Sequence[MatrixLayout], names_rows: Sequence[bool]
) -> tuple[list[float], list[float]]:
    """The least and the wanted width of each plot."""
    asked = [
        _widths_of(replace(plot, names_rows=names))
        for plot, names in zip(plots, names_rows, strict=True)
    ]
    return [least for least, _ in asked], [wanted for _, wanted in asked]


def _widths_of(plot: MatrixLayout) -> tuple[float, float]:
    """The least and the wanted width of a plot."""
    content = plot.content
    if content.rows is None:
        return MESSAGE_WIDTHS
    names = plot.row_names_width
    n_rows, n_columns = len(content.rows), max(1, content.rows.width)
    title = min(plot.texts.width(content.title, plot.points, True) + 1, MOST_TITLE)
    has_numbers = n_columns <= MOST_WITH_NUMBERS and n_rows * LOWEST_NUMBER <= plot.most_height
    least = max(n_columns * LEAST_CELL if has_numbers else LEAST_WIDTH, title)
    # small matrices get wide cells; the widest ones share what is left
    return names + least, names + max(least, n_columns * WIDEST_CELL)


def shared_widths(least: Sequence[float], wanted: Sequence[float], available: float) -> list[float]:
    """A width for each, from its least one up to what it wants; the available width if they can.

    The result is wider than `available` only when even the least widths are.
    """
    widths = list(least)
    left = available - sum(widths)
    while left > 0.5:
        growing = [i for i, width in enumerate(widths) if wanted[i] - width > 0.01]
        if not growing:
            break
        share = left / len(growing)
        for i in growing:
            step = min(share, wanted[i] - widths[i])
            widths[i] += step
            left -= step
    return widths

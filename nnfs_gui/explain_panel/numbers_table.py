"""Rows of numbers in three precisions as rich text, narrow enough for a panel at the side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from nnfs_core.arrays import PRECISIONS
from nnfs_gui.theme import Theme

PARTED = "≠"  # stands before a number that has parted, beside its colour


@dataclass(frozen=True)
class TableRow:
    """A row: what it is, and a text for each column with whether it has parted.

    A row without `cells` is a heading for those below it; the last cell of a row with fewer cells
    than columns takes the rest of the line.
    """

    name: str
    cells: tuple[tuple[str, bool], ...] = ()
    is_selected: bool = False


def table_html(
    rows: Sequence[TableRow], theme: Theme, columns: Sequence[str] = PRECISIONS, first: str = ""
) -> str:
    """The rows as an HTML table; texts are shown as they are, never read as markup."""
    colors = theme.colors
    share = 72 // len(columns)  # percent of the width for each column of numbers
    head = "".join(f"<td align='right' width='{share}%'>{escape(each)}</td>" for each in columns)
    lines = [f"<tr style='color:{colors.muted}'><td>{escape(first)}</td>{head}</tr>"]
    for row in rows:
        if not row.cells:
            lines.append(
                f"<tr><td colspan='{len(columns) + 1}' style='background:{colors.header}'>"
                f"{escape(row.name)}</td></tr>"
            )
            continue
        span = len(columns) - len(row.cells) + 1  # the last cell takes what is left of the row
        cells = "".join(_cell(*cell, theme) for cell in row.cells[:-1])
        cells += _cell(*row.cells[-1], theme, span)
        back = f" style='background:{colors.accent_soft}'" if row.is_selected else ""
        name = f"<td style='color:{colors.muted}'>{escape(row.name)}</td>"
        lines.append(f"<tr{back}>{name}{cells}</tr>")
    return f"<table width='100%' cellspacing='0' cellpadding='2'>{''.join(lines)}</table>"


def _cell(text: str, parted: bool, theme: Theme, span: int = 1) -> str:
    opening = f"<td align='right' colspan='{span}'"
    if not parted:
        return f"{opening}>{escape(text)}</td>"
    colors = theme.colors
    return (
        f"{opening} style='color:{colors.danger};background:{colors.danger_soft}'>"
        f"<b>{PARTED}&nbsp;{escape(text)}</b></td>"
    )

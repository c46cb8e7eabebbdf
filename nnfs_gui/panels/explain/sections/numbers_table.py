"""Writes rows of numbers as rich text, some marked as parted, for a narrow panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from nnfs_gui.widgets.plain import Html
from nnfs_gui.widgets.theme import Theme

SELECTED = "▸\u00a0"  # before the name of the selected row, beside its colour
PARTED = "≠"  # stands before a number that has parted, beside its colour


@dataclass(frozen=True)
class TableRow:
    """Holds what a row is, and a text for each column with whether it has parted.

    A heading stands above the rows it is for, with or without texts of its own in the columns. The
    last cell of a row with fewer cells than columns takes the rest of the line; a row without cells
    is its name alone.
    """

    name: str
    cells: tuple[tuple[str, bool], ...] = ()
    is_selected: bool = False
    is_heading: bool = False


def table_html(
    rows: Sequence[TableRow], theme: Theme, columns: Sequence[str], first: str = ""
) -> Html:
    """The rows as an HTML table; texts are shown as they are, never read as markup."""
    colors = theme.colors
    share = 60 // len(columns)  # percent of the width for each column of numbers
    head = "".join(f"<td align='right' width='{share}%'>{escape(each)}</td>" for each in columns)
    lines = [f"<tr style='color:{colors.muted}'><td>{escape(first)}</td>{head}</tr>"]
    for row in rows:
        left = len(columns) - len(row.cells)  # of the row, which its last cell takes
        spans = [1] * len(row.cells)
        if spans:
            spans[-1] += left
        cells = [_cell(*cell, theme, span) for cell, span in zip(row.cells, spans, strict=True)]
        back = f" style='background:{_back(row, theme)}'" if _back(row, theme) else ""
        color = colors.text if row.is_heading else colors.muted
        width = 1 if spans else 1 + left
        text = f"{SELECTED}{row.name}" if row.is_selected else row.name
        name = f"<td colspan='{width}' style='color:{color}'>{escape(text)}</td>"
        lines.append(f"<tr{back}>{name}{''.join(cells)}</tr>")
    return Html(f"<table width='100%' cellspacing='0' cellpadding='2'>{''.join(lines)}</table>")


def _back(row: TableRow, theme: Theme) -> str:
    if row.is_heading:
        return theme.colors.header
    return theme.colors.accent_soft if row.is_selected else ""


def _cell(text: str, parted: bool, theme: Theme, span: int) -> str:
    opening = f"<td align='right' colspan='{span}'"
    if not parted:
        return f"{opening}>{escape(text)}</td>"
    colors = theme.colors
    return (
        f"{opening} style='color:{colors.danger};background:{colors.danger_soft}'>"
        f"<b>{PARTED}&nbsp;{escape(text)}</b></td>"
    )

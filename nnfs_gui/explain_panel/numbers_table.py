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

    A row without `cells` is a heading for those below it.
    """

    name: str
    cells: tuple[tuple[str, bool], ...] = ()
    is_selected: bool = False


def table_html(
    rows: Sequence[TableRow], theme: Theme, columns: Sequence[str] = PRECISIONS, first: str = ""
) -> str:
    """The rows as an HTML table; texts are shown as they are, never read as markup."""
    colors = theme.colors
    head = "".join(f"<td align='right'>{escape(each)}</td>" for each in columns)
    lines = [f"<tr style='color:{colors.muted}'><td>{escape(first)}</td>{head}</tr>"]
    for row in rows:
        if not row.cells:
            lines.append(
                f"<tr><td colspan='{len(columns) + 1}' style='background:{colors.header}'>"
                f"{escape(row.name)}</td></tr>"
            )
            continue
        cells = "".join(_cell(text, parted, theme) for text, parted in row.cells)
        back = f" style='background:{colors.accent_soft}'" if row.is_selected else ""
        name = f"<td style='color:{colors.muted}'>{escape(row.name)}</td>"
        lines.append(f"<tr{back}>{name}{cells}</tr>")
    return f"<table width='100%' cellspacing='0' cellpadding='2'>{''.join(lines)}</table>"


def _cell(text: str, parted: bool, theme: Theme) -> str:
    if not parted:
        return f"<td align='right'>{escape(text)}</td>"
    colors = theme.colors
    return (
        f"<td align='right' style='color:{colors.danger};background:{colors.danger_soft}'>"
        f"<b>{PARTED}&nbsp;{escape(text)}</b></td>"
    )

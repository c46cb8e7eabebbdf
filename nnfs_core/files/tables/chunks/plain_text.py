"""This module makes of lines, however a table spells them, lines that any reader of CSV takes.

Runs of blanks between cells become one tab, comments become blank lines, and a quote behind a
backslash becomes two quotes. No line is added or taken away.
"""

from __future__ import annotations

import re
from functools import cached_property

import numpy as np

from nnfs_core.files.tables.format import BLANKS, TableFormat

_BLANK, _TAB, _LINE_END, _RETURN = b" \t\n\r"
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)?+")
_OUTSIDE = "\0"  # stands for something else for a moment; no table holds it


class PlainText:
    """Turns pieces of a text, each of whole lines, into those of the format `in_cells`.

    A quoted cell may run on from one piece into the next.
    """

    def __init__(self, table_format: TableFormat) -> None:
        self._format = table_format
        self._is_plain = not (
            table_format.delimiter == BLANKS or table_format.comment or table_format.backslash
        )
        self._is_open = False  # in a quoted cell

    def of(self, text: str) -> str:
        """The next piece."""
        if self._is_plain:
            return text
        table = self._format
        if table.backslash and table.quote and "\\" in text and _OUTSIDE not in text:
            text = text.replace("\\\\", _OUTSIDE).replace(f"\\{table.quote}", table.quote * 2)
            text = text.replace(_OUTSIDE, "\\")
        has_quotes = bool(table.quote) and (self._is_open or table.quote in text)
        if table.comment and has_quotes:
            return self._carefully(text)
        if table.comment and table.comment in text:
            text = self._comment.sub("", text)
        if table.delimiter != BLANKS:
            return text
        if not has_quotes:
            return _tabbed(text)
        outside = None if self._is_open else self._outside(text)
        if outside is None:
            return self._carefully(text)
        parts = text.split(table.quote)
        parts[::2] = _tabbed(_OUTSIDE.join(outside)).split(_OUTSIDE)
        return table.quote.join(parts)

    def _outside(self, text: str) -> list[str] | None:
        """What stands between quoted cells; None where quotes stand otherwise."""
        parts = text.split(self._format.quote)
        outside = parts[::2]
        if len(parts) % 2 == 0 or _OUTSIDE in text:
            return None
        blank = tuple(" \t\r\n")
        starts = (not part or part.startswith(blank) for part in outside[1:])
        ends = (not part or part.endswith(blank) for part in outside[:-1])
        return outside if all(starts) and all(ends) else None

    def _carefully(self, text: str) -> str:
        """The same piece by piece, in whatever order quotes and comments stand."""
        if self._is_open:
            quote = re.escape(self._format.quote)
            inside = re.compile(rf"(?:[^{quote}]|{quote}{quote})*+").match(text)
            end = len(text) if inside is None else inside.end()
            if end == len(text):
                return text
            self._is_open = False
            cell, rest = text[: end + 1], text[end + 1 :]
            return cell + self._piece.sub(self._replaced, f"x{rest}")[1:]  # no line begins there
        return self._piece.sub(self._replaced, text)

    @cached_property
    def _comment(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\r\n])[ \t]*+{re.escape(self._format.comment)}[^\r\n]*+")

    @cached_property
    def _piece(self) -> re.Pattern[str]:
        """A quoted cell, a comment, or blanks at the ends of a line or between cells."""
        table, quote = self._format, re.escape(self._format.quote)
        before = r" \t" if table.delimiter == BLANKS else re.escape(table.delimiter)
        pieces = [
            rf"(?<![^{before}\r\n]) *+{quote}(?P<quoted>(?:[^{quote}]|{quote}{quote})*+)"
            rf"(?:{quote}|(?P<open>\Z))"
        ]
        if table.comment:
            pieces.append(rf"(?P<comment>{self._comment.pattern})")
        if table.delimiter == BLANKS:
            pieces.append(r"(?P<outer>(?<![^\r\n])[ \t]++|[ \t]++(?=[\r\n]|\Z))|(?P<inner>[ \t]++)")
        return re.compile("|".join(pieces))

    def _replaced(self, found: re.Match[str]) -> str:
        if found["quoted"] is not None:
            self._is_open = found["open"] is not None
            return found[0].lstrip(" ")
        return "\t" if found.lastgroup == "inner" else ""


def plain_text(text: str, table_format: TableFormat) -> str:
    """The start of a file, as text of the format `in_cells`, from the first line of its table."""
    start = 0
    for _ in range(table_format.skipped_lines):
        line = _LINE.match(text, start)
        start = line.end() if line else start
    return PlainText(table_format).of(text[start:])


def _tabbed(text: str) -> str:
    """A text without quotes, each run of blanks a tab, but none at the ends of a line."""
    codes = np.frombuffer(f"\n{text}\n".encode(), np.uint8)
    is_blank = (codes == _BLANK) | (codes == _TAB)
    is_blank[1:] &= ~is_blank[:-1]  # the first of a run
    others = (codes != _BLANK) & (codes != _TAB)
    codes = codes[is_blank | others]
    codes = np.where(codes == _BLANK, _TAB, codes)
    is_end = (codes == _LINE_END) | (codes == _RETURN)
    is_outer = codes == _TAB
    is_outer[1:-1] &= is_end[:-2] | is_end[2:]
    data: bytes = codes[~is_outer].tobytes()
    return data.decode()[1:-1]

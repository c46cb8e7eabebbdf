"""Finds which parts of a Python program are keywords, names, numbers, strings and comments."""

from __future__ import annotations

from dataclasses import dataclass

from nnfs_core.errors import Cancelled
from nnfs_core.progress import IsCancelled

TOKENS_AT_ONCE = 500  # between two looks at whether to stop


@dataclass(frozen=True)
class Span:
    """A part of a line, in the UTF-16 units that Qt counts in; `color` is a name of the theme."""

    start: int
    length: int
    color: str


def colored_lines(text: str, cancelled: IsCancelled = lambda: False) -> list[list[Span]]:
    """The coloured parts of each line of a Python program; what is in no part is plain text.

    Long texts take a while: Cancelled is raised soon after `cancelled` turns true.
    """
    # here, since few who start the app look at code in the first second
    from pygments.lexers.python import PythonLexer

    lines: list[list[Span]] = [[]]
    column = 0
    tokens = PythonLexer().get_tokens_unprocessed(text)
    for number, (_, kind, value) in enumerate(tokens):
        if number % TOKENS_AT_ONCE == 0 and cancelled():
            raise Cancelled
        color = _color(kind)
        for start, part in enumerate(value.split("\n")):
            if start:
                lines.append([])
                column = 0
            length = _units(part)
            if color and part.strip():
                lines[-1].append(Span(column, length, color))
            column += length
    return lines


def _color(kind: object) -> str:
    """The theme's colour for a kind of token of Pygments; none for plain text."""
    from pygments.token import Comment, Keyword, Name, Number, Operator, String

    if kind in Comment or kind in String.Doc:
        return "code_comment"
    if kind in Keyword or kind in Operator.Word:
        return "code_keyword"
    if kind in Number:
        return "code_number"
    if kind in String and kind not in String.Interpol:
        return "code_string"
    if kind in Name.Function or kind in Name.Class or kind in Name.Builtin:
        return "code_name"
    return ""


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2

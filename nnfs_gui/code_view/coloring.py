"""Finds which parts of a Python program are keywords, names, numbers, strings and comments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from nnfs_core.progress import IsCancelled, never, stop_if

PARAGRAPHS_KEPT = 512  # with their colours: an edit changes few of a program's paragraphs
QUOTES = ('"""', "'''")  # of strings that may go over a blank line


@dataclass(frozen=True)
class Span:
    """Marks a part of a line, in Qt's units of UTF-16; `color` is a name of the theme."""

    start: int
    length: int
    color: str


Line = tuple[Span, ...]


def colored_lines(text: str, cancelled: IsCancelled = never) -> list[Line]:
    """The coloured parts of each line of a Python program; what is in no part is plain text.

    Long texts take a while: Cancelled is raised soon after `cancelled` turns true.
    """
    lines: list[Line] = []
    for paragraph in _paragraphs(text):
        stop_if(cancelled)
        lines += _colored(paragraph)
    return lines


def _paragraphs(text: str) -> list[str]:
    """The text in parts that end with a blank line, but not in the middle of a string."""
    parts: list[str] = []
    for part in text.split("\n\n"):
        if parts and any(parts[-1].count(quotes) % 2 for quotes in QUOTES):
            parts[-1] += f"\n\n{part}"
        else:
            parts.append(part)
    return [*(f"{part}\n" for part in parts[:-1]), *parts[-1:]]


@lru_cache(PARAGRAPHS_KEPT)
def _colored(paragraph: str) -> tuple[Line, ...]:
    # here, since few who start the app look at code in the first second
    from pygments.lexers.python import PythonLexer

    lines: list[list[Span]] = [[]]
    column = 0
    for _, kind, value in PythonLexer().get_tokens_unprocessed(paragraph):
        color = _color(kind)
        for number, part in enumerate(value.split("\n")):
            if number:
                lines.append([])
                column = 0
            length = _units(part)
            if color and part.strip():
                lines[-1].append(Span(column, length, color))
            column += length
    return tuple(map(tuple, lines))


@lru_cache
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

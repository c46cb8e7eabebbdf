"""Writes numbers and foreign text into a program: exact, in lines that fit, and harmless."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from string import Template

from nnfs_core.arrays import AnyArray, number_texts

LINE = 100  # columns
INDENT = "    "


def filled(template: str, **words: str) -> str:
    """A kind's template with its words filled in; raises KeyError for a word that is not given."""
    return Template(template).substitute(words)


def assignment(name: str, numbers: AnyArray, opening: str = "", closing: str = "") -> str:
    """`name = ` a list of numbers or of rows of numbers, between `opening` and `closing`.

    Rows are aligned and no line is longer than LINE, unless a name is. `nan` and `inf` are names
    that the program must have.
    """
    texts = number_texts(numbers)
    width = max(map(len, texts), default=0)
    start, end = f"{name} = {opening}[", f"]{closing}"
    if numbers.ndim == 1:
        line = start + ", ".join(texts) + end
        if len(line) <= LINE:
            return line
        return "\n".join([start, *_wrapped([text.rjust(width) for text in texts], INDENT), end])
    aligned = [text.rjust(width) for text in texts]
    lines = [start]
    ends = range(0, len(aligned) + 1, numbers.shape[1])
    for first, last in pairwise(ends):
        row = f"{INDENT}[{', '.join(aligned[first:last])}],"
        if len(row) <= LINE:
            lines.append(row)
        else:
            lines += [f"{INDENT}[", *_wrapped(aligned[first:last], 2 * INDENT), f"{INDENT}],"]
    return "\n".join([*lines, end])


def _wrapped(texts: Sequence[str], indent: str) -> list[str]:
    """Texts of one width with commas, as many on a line as fit."""
    step = max(1, (LINE - len(indent) + 1) // (len(texts[0]) + 2))
    return [
        indent + ", ".join(texts[start : start + step]) + ","
        for start in range(0, len(texts), step)
    ]


def line_text(foreign: str, longest: int = 60) -> str:
    """Foreign text as one printable line, shortened: it can end no comment and hide nothing."""
    cut = foreign[: 4 * longest]
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in cut).split())
    if len(plain) > longest or len(foreign) > len(cut):
        return plain[: longest - 1].rstrip() + "…"
    return plain


def quoted(text: str) -> str:
    """A string in double quotes where that needs no escapes, else as Python writes it."""
    plain = text.isprintable() and '"' not in text and "\\" not in text
    return f'"{text}"' if plain else ascii(text)


def names_text(names: Sequence[str], longest: int = 85) -> str:
    """Names in a line, as many as fit."""
    shown = ""
    for number, name in enumerate(names):
        more = (", " if number else "") + (line_text(name, 30) or "(no name)")
        if len(shown) + len(more) > longest:
            return shown + f", … ({len(names):,} in all)"
        shown += more
    return shown


def comment(text: str) -> str:
    """Our own words, perhaps of several lines, as a comment with lines that fit."""
    lines = []
    for paragraph in text.split("\n"):
        line = "#"
        for word in paragraph.split(" "):
            if len(line) + 1 + len(word) > LINE and line != "#":
                lines.append(line)
                line = "#"
            line += f" {word}"
        lines.append(line)
    return "\n".join(lines)

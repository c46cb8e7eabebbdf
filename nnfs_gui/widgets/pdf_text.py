"""Mends the text of PDF documents that Qt writes, so that it can be searched and copied."""

from __future__ import annotations

import re

_TABLES = re.compile(rb"/CIDInit /ProcSet findresource begin.*?endcmap", re.DOTALL)
_LINES = re.compile(rb"^(<[0-9A-F]{4}> <[0-9A-F]{4}> )(.+)$", re.MULTILINE)  # glyphs, characters


def with_spaces(document: bytes) -> bytes:
    """The same document, whose spaces are told as spaces.

    The tables that tell which character a glyph stands for have a tab for each space, where the
    font has no glyph of its own for tabs: Qt takes the first character that looks like it. They are
    not compressed, and nothing else in the document moves.
    """
    return _TABLES.sub(lambda table: _LINES.sub(_mended, table[0]), document)


def _mended(line: re.Match[bytes]) -> bytes:
    return line[1] + line[2].replace(b"<0009>", b"<0020>")

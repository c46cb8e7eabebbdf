"""This module guesses in which encoding a text stands."""

from __future__ import annotations

import codecs

_BOMS = (  # UTF-32 first: its mark starts with the one of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def guessed_encoding(data: bytes, is_whole: bool) -> str:
    """The encoding of the start of a file, or of all of it."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    for encoding in ("utf-8", "cp1252"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(data, final=is_whole)
            return encoding
        except UnicodeError:
            pass
    return "latin-1"

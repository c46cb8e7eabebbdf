"""This module finds the signs of a text that are no letters: quotes, escapes and comments."""

from __future__ import annotations

import re

from nnfs_core.files.tables.format import COMMENTS

_SINGLE_QUOTED = re.compile(r"(?:^|[,;\t| \r\n])'[^'\r\n]*+'(?:[,;\t| \r\n]|$)")
_ESCAPED = re.compile(r'\\"(?=[^,;\t|\r\n])')
_DOUBLED = re.compile(r'[^,;\t|\r\n"]""')


def found_quote(text: str) -> str:
    """The single quote where it stands around cells and the double one nowhere, else that."""
    single = _SINGLE_QUOTED.search(text)
    return "'" if single and '"' not in text else '"'


def escapes(text: str) -> bool:
    """True where a quote stands behind a backslash, and one that is doubled nowhere."""
    return _ESCAPED.search(text) is not None and _DOUBLED.search(text) is None


def found_comment(text: str) -> str:
    """The mark that begins the first line and some others, but not all."""
    lines = [line for line in text.splitlines() if line.strip()]
    for mark in COMMENTS[1:]:
        if lines and lines[0].lstrip().startswith(mark):
            return "" if all(line.lstrip().startswith(mark) for line in lines) else mark
    return ""

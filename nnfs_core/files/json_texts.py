"""Counts what a JSON text is made of before it is read, since each part of it takes memory."""

from __future__ import annotations

import re

# Possessive, so that no text makes the expression look twice.
_TEXT = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)


def holds_more(content: bytes, sign: bytes, most: int) -> bool:
    """True when a JSON text has a sign more than `most` times, not counting those in its texts."""
    if content.count(sign) <= most:
        return False
    n_found = end = 0
    for text in _TEXT.finditer(content):
        n_found += content.count(sign, end, text.start())
        end = text.end()
        if n_found > most:
            return True
    return n_found + content.count(sign, end) > most

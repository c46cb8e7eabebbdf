"""Shows names in tooltips as they are, even a name that looks like HTML."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """`text` for a tooltip, which Qt would read as HTML if it looked like it."""
    return f"<span>{escape(text)}</span>" if "<" in text else text

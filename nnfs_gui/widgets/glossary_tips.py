"""Makes tooltips that say what a word of the field means, from the one glossary."""

from __future__ import annotations

from html import escape

from nnfs_core.layers import Layer
from nnfs_core.learning.glossary import terms
from nnfs_gui.widgets.prose import html_of


def term_tip(id: str) -> str:
    """The HTML tooltip of a term: its title and its text; raises KeyError when there is none."""
    term = terms()[id]
    return f"<b>{escape(term.title)}</b>{html_of(term.text)}"


def header_tip(name: str, id: str) -> str:
    """The tooltip of a row or a column: what it is called, and the term for what it is."""
    return f"<p>{escape(name)}</p>{term_tip(id)}"


def kind_tip(kind: type[Layer], more: str = "") -> str:
    """The tooltip of a kind of layer, from the glossary or else its own description."""
    known = terms().get(kind.kind)
    title, text = (known.title, known.text) if known else (kind.title, kind.description)
    return f"<b>{escape(title)}</b>{html_of(text)}{html_of(more) if more else ''}"

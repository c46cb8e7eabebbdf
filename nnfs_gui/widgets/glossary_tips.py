"""Makes tooltips that say what a word of the field means, from the one glossary."""

from __future__ import annotations

from html import escape

from nnfs_core.layers import Layer
from nnfs_core.learning.glossary import term
from nnfs_gui.widgets.plain import Html, paragraph
from nnfs_gui.widgets.prose import html_of


def term_tip(id: str) -> Html:
    """The HTML tooltip of a term: its title and its text; raises KeyError when there is none."""
    known = term(id)
    return Html(f"<b>{escape(known.title)}</b>{html_of(known.text)}")


def header_tip(name: str, id: str) -> Html:
    """The tooltip of a row or a column: what it is called, and the term for what it is."""
    return Html(f"{paragraph(name)}{term_tip(id)}")


def kind_tip(kind: type[Layer], more: str = "") -> Html:
    """The tooltip of a kind of layer, from the glossary or else its own description."""
    try:
        title, text = term(kind.kind).title, term(kind.kind).text
    except KeyError:
        title, text = kind.title, kind.description
    return Html(f"<b>{escape(title)}</b>{html_of(text)}{html_of(more) if more else ''}")

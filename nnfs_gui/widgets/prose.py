"""Turns the plain texts of glossary and lessons into HTML that runs nothing and loads nothing."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import Qt

from nnfs_core.learning.glossary import LINK
from nnfs_gui.widgets.plain import Html, HtmlLabel
from nnfs_gui.widgets.theme import Theme

TERM_SCHEME = "glossary:"
EXAMPLE_SCHEME = "example:"

_CODE = re.compile(r"`([^`]+)`")


class ProseLabel(HtmlLabel):
    """Shows HTML whose links can be followed with mouse and keys, in the colours of each look."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(wordWrap=True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        theme.changed.connect(self._read_again)

    def _read_again(self) -> None:
        text = Html(self.text())  # its links keep the colour of the look they were read in
        self.clear()
        self.setText(text)


def html_of(text: str) -> Html:
    """Paragraphs parted by blank lines, `code` in backticks, links to terms; all else is plain."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return Html("".join(f"<p>{_inline(paragraph)}</p>" for paragraph in paragraphs))


def term_link(id: str, words: str) -> Html:
    """A link to a term of the glossary."""
    return Html(f'<a href="{TERM_SCHEME}{escape(id)}">{escape(words)}</a>')


def example_link(name: str) -> Html:
    """A link that opens an example."""
    return Html(f'<a href="{EXAMPLE_SCHEME}{escape(name)}">{escape(name)}</a>')


def _inline(text: str) -> str:
    safe = escape(" ".join(text.split()), quote=False)
    linked = LINK.sub(lambda match: f'<a href="{TERM_SCHEME}{match[2]}">{match[1]}</a>', safe)
    return _CODE.sub(r"<code>\1</code>", linked)

"""Shows text from outside as it is: no tag, no & and no [*] in it acts.

Qt guesses whether a text is HTML wherever it is not told. Here it never guesses: what is no `Html`
is plain.
"""

from __future__ import annotations

from html import escape, unescape
from re import sub

from PySide6.QtGui import Qt  # the one that knows mightBeRichText
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from nnfs_core.wording import one_line, shortened, visible

MOST_TIP = 1000  # characters; a tooltip is for a look, not for reading
MOST_CAPTION = 150  # of a button or an entry, beyond which it would fill the window
MOST_READ = 20_000  # of a label, so that nothing waits until it is laid out


class Html(str):
    """Marks HTML of our own, in which all that is foreign is escaped."""

    __slots__ = ()


class PlainLabel(QLabel):
    """Shows a text as it is, whatever it looks like."""

    def __init__(self, text: str = "", *, wordWrap: bool = False) -> None:
        super().__init__(_cut(text), textFormat=Qt.TextFormat.PlainText, wordWrap=wordWrap)

    def setText(self, text: str) -> None:
        super().setText(_cut(text))

    def setBuddy(self, buddy: QWidget) -> None:
        super().setBuddy(buddy)
        # Qt drops the & only once there is a buddy, and tells nobody
        self.setAccessibleName(without_keys(self.text()))


class HtmlLabel(QLabel):
    """Shows HTML of our own."""

    def __init__(self, html: Html | None = None, *, wordWrap: bool = False) -> None:
        super().__init__(html or "", textFormat=Qt.TextFormat.RichText, wordWrap=wordWrap)

    def setText(self, html: Html) -> None:  # type: ignore[override]  # no other text
        super().setText(html)


class PlainMessageBox(QMessageBox):
    """Asks or tells in a box that shows its texts as they are; of long ones it shows the start,
    and all behind the button that Qt has for details."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def setText(self, text: str) -> None:
        super().setText(visible(self._cut(text)))

    def setInformativeText(self, text: str) -> None:
        super().setInformativeText(visible(self._cut(text)))

    def _cut(self, text: str) -> str:
        short = shortened(text)
        if short != text and not self.detailedText():
            self.setDetailedText(visible(text))
        return short


def _cut(text: str, most: int = MOST_READ) -> str:
    return visible(text if len(text) <= most else f"{text[:most]}…")


def plain_tip(text: str) -> str:
    """`text` for a tooltip: `Html` as it is, all else as characters that say what they are."""
    if isinstance(text, Html):
        return text
    text = _cut(text, MOST_TIP)
    return paragraph(text) if Qt.mightBeRichText(text) else text


def give_tip(widget: QWidget, tip: str) -> None:
    """Show a tooltip where the mouse rests; screen readers hear what of it is no HTML."""
    tip = plain_tip(tip)
    widget.setToolTip(tip)
    # left empty, Qt lets them hear the tooltip itself
    widget.setAccessibleDescription(heard(tip) if isinstance(tip, Html) else "")


def heard(html: Html) -> str:
    """The text of HTML, each paragraph on a line of its own."""
    text = sub("<[^>]*>", "", sub("</?(p|li|ul|br)[^>]*>", "\n", html))
    return "\n".join(line.strip() for line in unescape(text).splitlines() if line.strip())


def paragraph(text: str) -> Html:
    """A paragraph of HTML that shows `text` as it is."""
    return Html(f'<p style="white-space: pre-wrap">{escape(visible(text[:MOST_TIP]))}</p>')


def plain_caption(text: str) -> str:
    """`text` for a button, a menu's entry or a tab, where a single & would underline a letter."""
    return one_line(text, MOST_CAPTION).replace("&", "&&")


def without_keys(caption: str) -> str:
    """What a caption shows: & before a letter is gone, && is &."""
    return sub("&(.?)", r"\1", caption)


def plain_title(text: str) -> str:
    """`text` for the title of a window, where [*] would mark unsaved changes."""
    return one_line(text).replace("[*]", "[*][*]")

"""Lists the words of the field, each with the place where it can be seen."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QTextBrowser

from nnfs_core.errors import NnfsError
from nnfs_core.learning.glossary import Term, terms
from nnfs_core.project.changes import Part
from nnfs_core.wording import sentence
from nnfs_gui.panels.glossary.term_list import TermList
from nnfs_gui.studio.panel import Panel
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import Html, HtmlLabel
from nnfs_gui.widgets.prose import EXAMPLE_SCHEME, TERM_SCHEME, example_link, html_of, term_link
from nnfs_gui.widgets.text_fields import TextLine

PAGE = 8  # terms that Page Down goes on


class GlossaryPanel(Panel):
    """Shows search, list and text; `show_term` is what links of other panels lead to."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "glossary_panel", "Glossary")
        self._line = named(TextLine(placeholderText="Search the glossary"), "glossary_search")
        self._line.setAccessibleName("Search the glossary")
        self._line.setClearButtonEnabled(True)
        self._line.textChanged.connect(self._find)
        self._line.installEventFilter(self)
        self.list = TermList(studio)
        self.list.chosen.connect(self._show)
        self.list.entered_term.connect(lambda id: self._show_on_screen())
        self._nothing = named(wrapped_label("muted"), "glossary_nothing")
        self._nothing.hide()
        self._text = named(QTextBrowser(openLinks=False), "glossary_text", "Meaning of the word")
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._text.anchorClicked.connect(self._follow)
        self._see = named(QPushButton("Show it on the screen"), "glossary_see")
        self._see.setToolTip("Select it and frame it where it stands")
        self._see.clicked.connect(self._show_on_screen)
        self._missing = named(HtmlLabel(wordWrap=True), "glossary_missing", role="error")
        self._missing.linkActivated.connect(lambda link: self._follow(QUrl(link)))
        self._missing.hide()
        splitter = named(QSplitter(Qt.Orientation.Vertical), "glossary_splitter")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(self._text)
        splitter.setSizes([220, 280])
        self.body.addWidget(self._line)
        self.body.addWidget(self._nothing)
        self.body.addWidget(splitter, 1)
        self.body.addWidget(self._missing)
        self.body.addWidget(self._see)
        self._term = next(iter(terms().values()))
        self.header.summary.setText(f"{len(terms())} words")
        # what was missing may be there now
        studio.document.changed.connect(lambda old, new: self._missing.hide(), Part.NUMBERS)
        studio.theme.changed.connect(self._write)
        self._show(self.list.term_id)

    @property
    def term(self) -> Term:
        """The term whose text is on show."""
        return self._term

    def ask(self) -> None:
        """Let the user type what to search for."""
        self._line.setFocus()
        self._line.selectAll()

    def show_term(self, id: str) -> None:
        """Show a term by its id; an unknown one changes nothing."""
        if id not in terms():
            return
        if not self.list.go_to(id):  # hidden by what is searched
            self._line.clear()
            self.list.go_to(id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk through the list and show on the screen while the keyboard is in the search."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: PAGE,
                Qt.Key.Key_PageUp: -PAGE,
            }
            if event.key() in steps:
                self.list.step(steps[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._show_on_screen()
                return True
            if event.key() == Qt.Key.Key_Escape and self._line.text():
                self._line.clear()
                return True
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        found = self.list.list_found(typed)
        self._nothing.setVisible(not found)
        if not found:
            nothing = sentence("No word of the glossary has {typed!r} in it.")
            self._nothing.setText(nothing(typed.strip()))

    def _show(self, id: str) -> None:
        self._term = terms()[id]
        self._missing.hide()
        self._write()

    def _write(self) -> None:
        term = self._term
        parts = [f"<h3>{escape(term.title)}</h3>", html_of(term.text)]
        if term.aliases:
            names = escape(", ".join(term.aliases))
            parts.append(f'<p style="color: {self.studio.theme.colors.muted}">Also: {names}</p>')
        related = ", ".join(term_link(id, terms()[id].title) for id in term.related)
        parts.append(f"<p>Related: {related}</p>")
        best = sentence("<p>Best seen in the example {example}</p>")
        parts.append(best(example_link(term.example)))
        self._text.setHtml("".join(parts))

    def _follow(self, url: QUrl) -> None:
        name = url.path(QUrl.ComponentFormattingOption.FullyDecoded)
        if f"{url.scheme()}:" == TERM_SCHEME:
            self.show_term(name)
        elif f"{url.scheme()}:" == EXAMPLE_SCHEME:
            self.studio.links.example_wanted.emit(name)

    def _show_on_screen(self) -> None:
        term = self._term
        try:
            term.see.place_in(self.studio.project)
        except NnfsError as error:
            missing = sentence("{error} The example {example} has one.")
            text = missing(escape(str(error)), example_link(term.example))
            self._missing.setText(Html(text))
            self._missing.show()
        else:
            self._missing.hide()
            self.studio.links.landmark_wanted.emit(term.see)

"""Shows how one number is derived: rule, formula, table, result, why, what was rounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QWidget

from nnfs_core.explain import Explanation
from nnfs_core.learning.glossary import terms_of
from nnfs_core.project.place import INPUT, Place
from nnfs_core.wording import agreeing, capitalized, listed, sentence
from nnfs_gui.panels.explain.derivation.derivation import FEW, NEXT, Cell, Derivation
from nnfs_gui.panels.explain.derivation.derivation_words import copied_lines
from nnfs_gui.panels.explain.derivation.term_menu import show_menu
from nnfs_gui.panels.explain.derivation.term_table import TermTable
from nnfs_gui.panels.explain.explainer import ExplainedNumber
from nnfs_gui.studio.copying import copy_lines
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import Html, PlainLabel
from nnfs_gui.widgets.prose import TERM_SCHEME, ProseLabel, term_link
from nnfs_gui.widgets.theme import code_font

LINKS = "Click an underlined number to see where it comes from."


class DerivationView(QWidget):
    """Shows a number's explanation; long sums by size or by index, the rest of them as one row.

    While `is_order_kept` the terms stay where they are, whatever sizes they get.
    """

    shown = Signal()  # another derivation, or other rows of it

    def __init__(self, studio: Studio, can_change: Callable[[Cell], bool]) -> None:
        super().__init__()
        self._studio = studio
        self._explanation: Explanation | None = None
        self._place = Place()
        self._order: npt.NDArray[np.intp] | None = None
        self._n_shown = FEW
        self._kept: tuple[int, ...] = ()
        self.is_order_kept = False
        self._rule = named(wrapped_label("muted"), "explain_rule")
        self._terms = named(ProseLabel(studio.theme), "explain_terms", role="muted")
        self._terms.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._terms.linkActivated.connect(
            lambda link: studio.links.term_wanted.emit(link.removeprefix(TERM_SCHEME))
        )
        self._formula = named(wrapped_label(), "explain_formula")
        studio.theme.give_font(self._formula, code_font)
        self._orders = self._make_orders()
        self.table = TermTable(studio.theme, can_change)
        self.table.unfolded.connect(self._unfold)
        self.table.copy_wanted.connect(self.copy)
        self.table.menu_wanted.connect(partial(show_menu, self.table))
        self.table.described.connect(self.tell)
        self._hint = named(wrapped_label("muted"), "explain_told")
        self._hint.setMinimumHeight(2 * self._hint.fontMetrics().height())
        self._why = named(wrapped_label(), "explain_why")
        self._note = named(wrapped_label("muted"), "explain_note")
        above = self._rule, self._terms, self._formula, self._orders
        below = self._hint, self._why, self._note
        self.setLayout(in_column(*above, self.table, *below, margins=(0, 0, 0, 0), spacing=6))
        self.tell("")

    def _make_orders(self) -> QWidget:
        """The switch between the order of size and that of index."""
        bar = QWidget()
        self._count = named(PlainLabel(), "term_count", role="muted")
        self._by_size, by_index = QToolButton(), QToolButton()
        group = QButtonGroup(bar)
        line = in_row((self._count, 1), margins=(0, 0, 0, 0), spacing=2)
        bar.setLayout(line)
        for button, text, name, tip in (
            (self._by_size, "By size", "order_by_size", "The largest terms first"),
            (by_index, "By index", "order_by_index", "The terms in the order of the inputs"),
        ):
            button.setText(text)
            named(button, name, tip=tip, role="choice")
            button.setCheckable(True)
            group.addButton(button)
            line.addWidget(button)
        self._by_size.setChecked(True)
        group.buttonClicked.connect(self._reorder)
        return bar

    @property
    def derivation(self) -> Derivation | None:
        return self.table.derivation

    def show_explained(self, explained: ExplainedNumber, came_from: Place | None = None) -> None:
        """Show the explanation of a number, and in it what one has come back from."""
        explanation = explained.explanation
        assert explanation is not None
        same_place = explained.place == self._place and self._explanation is not None
        if explained.place.layer != self._place.layer:
            self._n_shown = FEW
        self._place, self._explanation = explained.place, explanation
        if not same_place:
            self._kept = ()
        is_as_before = self._order is not None and len(self._order) == explanation.n_terms
        if not (same_place and self.is_order_kept and is_as_before):
            self._order = self._wanted_order(explanation)
        self._rule.setText(explanation.rule)
        self._link_terms(explained)
        self._formula.setText(_with_joined_indices(explanation.formula))
        why = " ".join(filter(None, (explanation.meaning, explanation.why)))
        self._why.setText(why)
        self._why.setVisible(bool(why))
        note = " ".join(filter(None, (explanation.shortened, explanation.note)))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._orders.setVisible(explanation.n_terms > FEW and explanation.summed is not None)
        self._count.setText(f"{explanation.n_terms:,} terms")
        self._show_rows(same_place)
        if came_from is not None and not same_place:
            self._point_at(came_from)

    def _link_terms(self, explained: ExplainedNumber) -> None:
        """Offer the words of the rule in the glossary."""
        layer, evaluation = explained.place.layer, explained.evaluation
        assert evaluation is not None
        kind = "batch" if layer == INPUT else evaluation.project.network.layers[layer].kind
        links = [term_link(term.id, term.title) for term in terms_of(kind)]
        text = Html(f"Glossary: {', '.join(links)}")
        if text != self._terms.text():
            self._terms.setText(text)
            self._terms.setVisible(bool(links))
            self._fit_terms()

    def _fit_terms(self) -> None:
        """Break the words into lines only where they must, for that costs time at every layout."""
        self._terms.setWordWrap(False)
        self._terms.setWordWrap(self._terms.sizeHint().width() > self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_terms()

    def keep_term(self, k: int | None) -> None:
        """Have a term on show whatever its size; None for no more than the others."""
        kept = () if k is None else (k,)
        if kept != self._kept:
            self._kept = kept
            self._show_rows(True)

    def copy(self, digits: bool) -> None:
        """Put the whole derivation on the clipboard, as it is printed or with all digits."""
        derivation = self.derivation
        if derivation is None:
            return
        n_columns = derivation.n_columns * (len(derivation.headings) > 0) + 1
        copy_lines(
            self._studio,
            derivation.n_lines,
            n_columns,
            lambda start, stop: copied_lines(derivation, start, stop, digits=digits),
        )

    def _wanted_order(self, explanation: Explanation) -> npt.NDArray[np.intp] | None:
        if explanation.n_terms <= FEW or not self._by_size.isChecked():
            return None
        return explanation.by_size

    def _show_rows(self, same_place: bool) -> None:
        assert self._explanation is not None
        derivation = Derivation(
            self._explanation, self._place, self._order, self._n_shown, self._kept
        )
        self.table.set_derivation(derivation, same_place=same_place)
        self.tell("")
        self.shown.emit()

    def _point_at(self, place: Place) -> None:
        """Make the number current that came from a place, as after going back from there."""
        derivation = self.derivation
        assert derivation is not None
        k = derivation.term_from(place)
        if k is not None and derivation.row_of_term(k) is None:
            self._kept = (k,)
            self._show_rows(True)
            derivation = self.derivation
            assert derivation is not None
        found = derivation.find(place)
        if found is not None:
            self.table.set_current(*found)

    def _reorder(self, *ignored: object) -> None:
        if self._explanation is not None:
            self._order = self._wanted_order(self._explanation)
            self._show_rows(True)

    def _unfold(self, more: bool) -> None:
        self._n_shown = self._n_shown + NEXT if more else FEW
        self._show_rows(True)

    def tell(self, said: str) -> None:
        """Say something about the row under the mouse; with nothing to say, what can be done."""
        self._hint.setText(said or " ".join(self._offers()))

    def _offers(self) -> Iterator[str]:
        """How links and sliders work, where there are any."""
        if self.table.has_links:
            yield LINKS
        names = self.table.names_with_handles
        if names:
            sliders = sentence(
                "{names} {show} a small slider under the mouse: it tries other numbers."
            )
            yield sliders(capitalized(listed(names)), agreeing(len(names), "shows", "show"))


def _with_joined_indices(formula: str) -> str:
    """A formula that breaks its lines between factors and never inside an index."""
    parts = formula.split("[")
    joined = [parts[0]]
    for part in parts[1:]:
        index, bracket, rest = part.partition("]")
        joined.append(index.replace(" ", "\u00a0") + bracket + rest)
    text = "[".join(joined)
    for sign in ("Σₖ", "·", "+", "-"):
        text = text.replace(f"{sign} ", f"{sign}\u00a0")
    return text

"""Stacks the cards, the batch on top; they are selected by mouse and walked through by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from nnfs_core.project.place import INPUT
from nnfs_core.wording import sentence
from nnfs_gui.panels.network import operations
from nnfs_gui.panels.network.card import USUAL_NAME, Card
from nnfs_gui.panels.network.facts import CardFacts
from nnfs_gui.panels.network.layer_actions import LayerActions
from nnfs_gui.panels.network.stack_end import StackEnd
from nnfs_gui.studio import layer_edits
from nnfs_gui.studio.panel import paint_as_panel
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.keys import claims, is_escape
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.spoken import SpokenList
from nnfs_gui.widgets.theme import number_font

SHIFT = Qt.KeyboardModifier.ShiftModifier


class LayerStack(QScrollArea):
    """Keeps cards by position and touches them only where their facts change."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        named(self, "layer_stack")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.studio = studio
        self.layer_actions = LayerActions(studio, self.start_rename)
        self.stack_id = uuid4().hex
        self._cards: list[Card] = []  # the batch's first
        self._flows: list[QLabel] = []  # what flows out below each card
        self._selected = INPUT
        self._shown: object = None  # of what is selected
        self._stale = False
        self._content = named(SpokenList(), "layer_list", "Layers in order")
        paint_as_panel(self._content)
        self._column = in_column(margins=(0, 0, 0, 0), spacing=3)
        self._content.setLayout(self._column)
        self.end = StackEnd(studio)
        self._column.addWidget(self.end)
        self._column.addStretch(1)
        self.setWidget(self._content)
        self._reveal_soon = QTimer(
            self, singleShot=True, interval=0
        )  # once each card has its place
        self._reveal_soon.timeout.connect(self._reveal)
        studio.theme.changed.connect(self._fit_cards)

    def card(self, index: int) -> Card:
        """The card of the layer at `index`, or of the batch for INPUT."""
        return self._cards[index - INPUT]

    @property
    def selected(self) -> int:
        """The current card, which the selected place is on."""
        return self._selected

    @property
    def n_layers(self) -> int:
        return len(self._cards) - 1

    @property
    def open_editor(self) -> Card | None:
        """The card that is being renamed."""
        return next((card for card in self._cards if card.editor.is_open), None)

    def show_facts(self, facts: Sequence[CardFacts]) -> None:
        """Show the cards of the batch and of each layer."""
        had_focus = self._has_focus()
        names_before = [card.title.text() for card in self._cards]
        while len(self._cards) < len(facts):
            self._append_card()
        while len(self._cards) > len(facts):
            self._drop_last_card()
        for card, flow, fact in zip(self._cards, self._flows, facts, strict=True):
            card.show_facts(fact)
            text = f"▼ {fact.flow}" if fact.flow else "▼"
            if text != flow.text():
                flow.setText(text)
                flow.setAccessibleName(sentence("{shape} flow on")(fact.flow) if fact.flow else "")
        if [fact.title for fact in facts] != names_before:
            self._fit_cards()
        if had_focus and not self._has_focus():
            self.focus_selected()

    def set_stale(self, stale: bool) -> None:
        """Dim all thumbnails, or light them up again."""
        self._stale = stale
        for card in self._cards:
            card.set_stale(stale)

    def show_selected(self) -> None:
        """Highlight the selected cards and bring the current one into view.

        The focus goes with it if the stack has it.
        """
        chosen, had_focus = self.studio.chosen_layers.layers, self._has_focus()
        self._selected = min(self.studio.selection.place.layer, self.n_layers - 1)
        shown = self._selected, chosen, self.n_layers
        if shown == self._shown:
            return
        self._shown, highlighted = shown, {self._selected, *chosen}
        for card in self._cards:
            card.set_selected(card.index in highlighted, card.index == self._selected)
        if had_focus:
            self.focus_selected()
        self._reveal_soon.start()

    def focus_selected(self) -> None:
        """Give the keyboard to the selected card."""
        self.card(min(self._selected, self.n_layers - 1)).setFocus(Qt.FocusReason.OtherFocusReason)

    def start_rename(self, index: int) -> None:
        """Open the field for the name on a card."""
        self.card(index).start_rename()

    def enter(self) -> bool:
        """Take the name that is being typed on a card, if one is."""
        card = self.open_editor
        if card is not None:
            card.editor.close_with(card.editor.text())
        return True

    @property
    def is_typed(self) -> bool:
        """True while another name is being typed on a card."""
        card = self.open_editor
        return card is not None and card.editor.isModified()

    def drop(self) -> None:
        """Keep the name of the card that is being renamed."""
        card = self.open_editor
        if card is not None:
            card.editor.close_with(None)

    def gap_at(self, y: int) -> int:
        """Before which layer something dropped at height `y` of the content goes."""
        middles = [card.geometry().center().y() for card in self._cards[1:]]
        return sum(y > middle for middle in middles)

    def gap_y(self, index: int) -> int:
        """The height in the content of the gap before the layer at `index`."""
        return self._flows[index].geometry().center().y()

    def event(self, event: QEvent) -> bool:
        """Claim the stack's own keys before the main window's shortcuts of the same keys."""
        return claims(event, lambda key: self._command(key) is not None) or super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.focus_selected()  # a focus proxy would do the same, but breaks the order of Tab

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_cards()
        self._reveal_soon.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self._command(event)
        if command is None:
            super().keyPressEvent(event)
        else:
            command()

    def _command(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does while a card has the focus."""
        if not isinstance(QApplication.focusWidget(), Card):
            return None
        action = self.layer_actions.action_for(event)
        if action is not None:
            return lambda: self.layer_actions.run(action.id)
        chosen = self.studio.chosen_layers
        if event.matches(QKeySequence.StandardKey.SelectAll):
            return chosen.choose_all
        if is_escape(event) and chosen.are_several:
            return lambda: chosen.choose([self._selected], self._selected)
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers not in (Qt.KeyboardModifier.NoModifier, SHIFT):
            return None
        walk = {
            Qt.Key.Key_Up: self._selected - 1,
            Qt.Key.Key_Down: self._selected + 1,
            Qt.Key.Key_Home: INPUT,
            Qt.Key.Key_End: self.n_layers - 1,
        }
        if event.key() not in walk:
            return None
        target = max(INPUT, min(walk[Qt.Key(event.key())], self.n_layers - 1))
        if modifiers == SHIFT:
            return lambda: chosen.stretch(target)
        return lambda: chosen.choose([target], target)

    def _append_card(self) -> None:
        index = len(self._cards) + INPUT
        card = Card(index, self.stack_id, self._dragged_with, self.studio.theme)
        card.pressed.connect(self._press)
        card.clicked.connect(lambda index: self.studio.chosen_layers.choose([index], index))
        card.renamed.connect(lambda index, name: layer_edits.rename(self.studio, index, name))
        card.menu_wanted.connect(self._open_menu)
        card.remedy_wanted.connect(self._mend)
        card.help_wanted.connect(self._help)
        card.fault_wanted.connect(lambda index: operations.show_fault(self.studio, index))
        card.set_stale(self._stale)
        flow = PlainLabel()
        flow.setAlignment(Qt.AlignmentFlag.AlignCenter)
        flow.setProperty("role", "muted")
        self.studio.theme.give_font(flow, partial(number_font, 1))
        position = 2 * len(self._cards)
        self._column.insertWidget(position, card)
        self._column.insertWidget(position + 1, flow)
        before = self._cards[-1].tab_stops[-1] if self._cards else None
        for stop in card.tab_stops:  # after the card above, before the button at the end
            if before is not None:
                QWidget.setTabOrder(before, stop)
            before = stop
        self._cards.append(card)
        self._flows.append(flow)
        self.end.raise_()  # read after them, too

    def _fit_cards(self) -> None:
        """Leave the pictures out where the names need their room, also beside a scroll bar.

        Names that are longer than those that layers get by themselves are cut instead.
        """
        if not self._cards:
            return
        batch = self._cards[0]
        usual = batch.name_width(USUAL_NAME)
        longest = max(batch.name_width(card.title.text()) for card in self._cards)
        bar = self.verticalScrollBar().sizeHint().width()
        wanted = batch.width_for(min(usual, longest), with_picture=True) + bar
        for card in self._cards:
            card.thumbnail.set_room(self.width() >= wanted)
        self.setMinimumWidth(batch.width_for(usual, with_picture=False) + bar)

    def _drop_last_card(self) -> None:
        for widget in (self._cards.pop(), self._flows.pop()):
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _open_menu(self, index: int, position: QPoint) -> None:
        self._press(index, Qt.KeyboardModifier.NoModifier)
        self.layer_actions.menu(self).popup(position)

    def _press(self, index: int, keys: Qt.KeyboardModifier) -> None:
        """Select a card, alone or with others; one of several that are selected leaves them so."""
        chosen = self.studio.chosen_layers
        if keys & Qt.KeyboardModifier.ControlModifier:
            chosen.toggle(index)
        elif keys & SHIFT:
            chosen.stretch(index)
        else:
            chosen.choose(chosen.layers if index in chosen.layers else [index], index)
        if isinstance(QApplication.focusWidget(), Card):
            self.focus_selected()  # not one that is selected no more

    def _dragged_with(self, index: int) -> Sequence[int]:
        """The layers that a drag of one card takes along: all selected ones, if it is one."""
        chosen = self.studio.chosen_layers.layers
        return chosen if index in chosen else (index,)

    def _mend(self, index: int) -> None:
        self.card(index).setFocus(Qt.FocusReason.OtherFocusReason)  # the button is about to go
        layer_edits.resize(self.studio, index)

    def _help(self, index: int) -> None:
        self.card(index).setFocus(Qt.FocusReason.OtherFocusReason)  # the button is about to go
        operations.follow_hint(self.studio, index)

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self._content.isAncestorOf(focused)

    def _reveal(self) -> None:
        self.ensureWidgetVisible(self.card(min(self._selected, self.n_layers - 1)), 0, 24)

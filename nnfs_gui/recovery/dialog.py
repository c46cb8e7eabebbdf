"""Lists what crashed windows left, and asks of each: recover, look first or discard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QScrollArea, QWidget

from nnfs_core.recovery.crashed import DAYS_KEPT, Crashed
from nnfs_core.wording import agreeing, sentence
from nnfs_gui.recovery.offer import Examination, examined
from nnfs_gui.recovery.offer_card import OfferCard
from nnfs_gui.studio.about import APP_NAME
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.work.lanes import Lane, Lanes

WIDTH = 620  # pixels
LEAST_LISTED = 100  # pixels
BAR = 12  # pixels of a scroll bar
ROOM_AROUND = 160  # pixels of the window's height that the dialog leaves to it


class RecoveryDialog(QDialog):
    """Offers each of them, and blocks nothing; closing it leaves what is listed to a later start.

    The signals tell what the user wants of one, and whether its samples can be read; it stays
    listed until `take_out`.
    """

    recover_wanted = Signal(object, bool)  # Crashed, whether with its samples
    look_wanted = Signal(object, bool)
    discard_wanted = Signal(object)

    def __init__(self, found: Sequence[Crashed], lanes: Lanes, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "recovery_dialog", "Recover unsaved work")
        self.setWindowTitle("Recover unsaved work")
        self._cards = {crashed: OfferCard(crashed) for crashed in found}
        self._unexamined = list(found)
        self._examining = lanes.worker(self, "Looking at what differs", Lane.RECOVERING)
        column = in_column(*self._cards.values(), margins=(0, 0, 0, 0), spacing=8)
        column.addStretch(1)
        inside = QWidget()
        inside.setLayout(column)
        cards = named(QScrollArea(), "recovery_list")
        cards.setWidgetResizable(True)
        cards.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        cards.setMinimumHeight(LEAST_LISTED)
        cards.setWidget(inside)
        ended = sentence("{app} ended before {this} saved.")
        what = agreeing(len(found), "this was", "these were")
        heading = named(PlainLabel(ended(APP_NAME, what)), "recovery_heading", role="title")
        self._rest = named(PlainLabel(), "recovery_rest", role="muted")
        self._later = named(QPushButton("&Later", autoDefault=False), "recovery_later")
        self._later.clicked.connect(self.reject)
        foot = in_row((self._rest, 1), self._later)
        self._all = in_column(heading, (cards, 1), foot, spacing=10)
        self.setLayout(self._all)
        self._window, self._inside, self._column = parent, inside, column
        for crashed, card in self._cards.items():
            card.recover.clicked.connect(partial(self._want, self.recover_wanted, crashed))
            card.look.clicked.connect(partial(self._want, self.look_wanted, crashed))
            card.discard.clicked.connect(partial(self._want_discarded, crashed))
        self._discarding = [card.discard for card in self._cards.values()]
        self.set_waiting(False)
        self._examine_next()
        self.setMinimumWidth(WIDTH)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # by now the texts are as large as the style sheet says
        self._give_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that the keyboard is at, but never one that discards."""
        button = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(button, QPushButton) and button not in self._discarding:
            button.click()

    def set_waiting(self, is_waiting: bool) -> None:
        """Take no other wish, and stay open, while one is being fulfilled."""
        self._is_waiting = is_waiting
        kept = sentence("What you leave is kept for {n} days.")(DAYS_KEPT)
        self._rest.setText(
            "It is being read; Cancel is in the status bar of the window." if is_waiting else kept
        )
        self._later.setEnabled(not is_waiting)
        for card in self._cards.values():
            card.setEnabled(not is_waiting)
        if not is_waiting:
            self._give_focus()

    def reject(self) -> None:
        if not self._is_waiting:
            super().reject()

    @property
    def listed(self) -> list[Crashed]:
        """Those that nobody has decided about."""
        return list(self._cards)

    def take_out(self, crashed: Crashed) -> None:
        """List it no more; the dialog closes when it was the last one."""
        is_examined = crashed in self._unexamined[:1]
        if crashed in self._unexamined:
            self._unexamined.remove(crashed)
        if is_examined:
            self._examine_next()  # instead
        card = self._cards.pop(crashed, None)
        if card is not None:
            card.hide()
            card.deleteLater()
        if not self._cards:
            self.accept()
        elif card is not None:
            self._fit()
            self._give_focus()

    def done(self, result: int) -> None:
        self._examining.cancel()
        super().done(result)

    def _want(self, signal: SignalInstance, crashed: Crashed) -> None:
        signal.emit(crashed, self._cards[crashed].examination.has_samples)

    def _want_discarded(self, crashed: Crashed) -> None:
        self.discard_wanted.emit(crashed)

    def _examine_next(self) -> None:
        """Find out what differs, one after the other."""
        if not self._unexamined:
            self._examining.cancel()
            return
        crashed = self._unexamined[0]
        self._examining.run(
            lambda progress, cancelled: examined(crashed, cancelled),
            partial(self._show, crashed),
            lambda sentence: self._show(crashed, Examination(problem=sentence)),
        )

    def _show(self, crashed: Crashed, examination: Examination) -> None:
        if crashed in self._cards:
            self._cards[crashed].show_examination(examination)
            self._fit()
            self._give_focus()
        self._unexamined.remove(crashed)
        self._examine_next()

    def _fit(self) -> None:
        """Be as high as what is listed, while that leaves something of the window."""
        margins = self._all.contentsMargins()
        width = WIDTH - margins.left() - margins.right() - BAR
        listed = self._column.heightForWidth(width)
        self._inside.setMinimumHeight(listed)  # else as high as if it were very narrow
        needed = self._all.minimumSize().height() - LEAST_LISTED + listed
        most = self._window.height() - ROOM_AROUND
        self.resize(self.width(), max(self.height(), min(needed, most)))

    def _give_focus(self) -> None:
        """Let the keyboard begin where nothing is lost by it."""
        if not any(card.isAncestorOf(self.focusWidget()) for card in self._cards.values()):
            able = [card.recover for card in self._cards.values() if card.recover.isEnabled()]
            next(iter(able), self._later).setFocus()

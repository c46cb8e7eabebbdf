"""Lists what crashed windows left, and asks of each: recover, look first or discard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from nnfs_core.recovery.crashed import Crashed
from nnfs_core.wording import moment_text, sentence
from nnfs_gui.recovery.offer import Examination, examined, name_of
from nnfs_gui.studio.about import APP_NAME
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.sentence import Sentence
from nnfs_gui.work.lanes import Lane, Lanes

SIZE = QSize(620, 420)


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
        column = in_column(*self._cards.values(), margins=(0, 0, 4, 0), spacing=8)
        column.addStretch(1)
        inside = QWidget()
        inside.setLayout(column)
        cards = named(QScrollArea(), "recovery_list")
        cards.setWidgetResizable(True)
        cards.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        cards.setWidget(inside)
        heading = wrapped_label("title", sentence("{app} ended before this was saved.")(APP_NAME))
        rest = wrapped_label("muted", "What you leave here is kept for 30 days.")
        self._later = named(QPushButton("&Later", autoDefault=False), "recovery_later")
        self._later.clicked.connect(self.reject)
        foot = in_row((rest, 1), self._later)
        self.setLayout(in_column(heading, (cards, 1), foot, spacing=10))
        self.resize(SIZE)
        for crashed, card in self._cards.items():
            card.recover.clicked.connect(partial(self._want, self.recover_wanted, crashed))
            card.look.clicked.connect(partial(self._want, self.look_wanted, crashed))
            card.discard.clicked.connect(partial(self._want_discarded, crashed))
        self._examine_next()

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
        self._unexamined.remove(crashed)
        self._examine_next()


class OfferCard(QFrame):
    """Shows what one crashed window left: its name, its place, its time, what differs."""

    def __init__(self, crashed: Crashed) -> None:
        super().__init__()
        name = name_of(crashed)
        named(self, "recovery_offer", name, role="offer")
        self.examination = Examination()
        title = named(ElidedLabel("title", Qt.TextElideMode.ElideMiddle), "offer_name")
        title.setText(name)
        kept = sentence("kept {moment}")(moment_text(crashed.time))
        when = named(PlainLabel(kept), "offer_time", role="muted")
        place = named(ElidedLabel("muted", Qt.TextElideMode.ElideMiddle), "offer_place")
        place.setText("never saved to a file" if crashed.path is None else str(crashed.path.parent))
        self._differences = named(wrapped_label(), "offer_differences")
        self._differences.setText("Looking at what differs from the file …")
        self._problem = Sentence("offer_problem")
        self._problem.hide()
        self.recover = _button("Recover", "offer_recover", name)
        self.recover.setProperty("primary", "true")
        self.look = _button("Look first", "offer_look", name)
        self.discard = _button("Discard", "offer_discard", name)
        buttons = in_row(self.recover, self.look, 1, self.discard, spacing=6)
        head = in_row((title, 1), when, spacing=10)
        column: QVBoxLayout = in_column(
            head,
            place,
            self._differences,
            self._problem,
            buttons,
            margins=(12, 9, 12, 10),
            spacing=4,
        )
        column.insertSpacing(4, 4)
        self.setLayout(column)
        if crashed.fault:
            self.show_examination(Examination(problem=crashed.fault, is_readable=False))

    def show_examination(self, examination: Examination) -> None:
        """Say what was found, and offer what can be had."""
        self.examination = examination
        self._differences.setText("\n".join(examination.differences))
        self._differences.setVisible(bool(examination.differences))
        self._problem.show_text(examination.problem, "warning")
        for button in (self.recover, self.look):
            button.setEnabled(examination.is_readable)
        if not examination.has_samples and examination.is_readable:
            self.recover.setText("Recover all but the samples")


def _button(text: str, name: str, what: str) -> QPushButton:
    """A button that only a click or the space bar presses, never Enter by accident."""
    button = named(QPushButton(text, autoDefault=False), name)
    button.setAccessibleName(sentence("{does}: {what}")(text, what))
    return button

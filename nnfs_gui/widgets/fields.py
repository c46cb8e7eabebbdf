"""Makes small fields and labels that panels share; fields know when the user is done with them."""

from __future__ import annotations

from math import isfinite
from typing import Any, TypeVar

from PySide6.QtCore import QElapsedTimer, QEvent, QLocale, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QValidator
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QFrame,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from nnfs_core.errors import NnfsError
from nnfs_core.numerals import full_number, is_formula, parse_number
from nnfs_core.wording import sentence
from nnfs_gui.widgets.decimal_mark import system_mark
from nnfs_gui.widgets.message_label import MessageLabel
from nnfs_gui.widgets.named import restyle
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.text_fields import TextLine

L = TypeVar("L", bound=PlainLabel)

MOST_DIGITS = 400  # characters of a number; float64 ends with 309 digits
WHEEL_PAUSE = 600  # milliseconds; notches closer together are one turn of the wheel


def is_for_the_history(event: QEvent) -> bool:
    """True for undo and redo keys, which are then left to the window's menu.

    Fields would take them whether or not there is any typing of theirs to undo.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    standard = QKeySequence.StandardKey
    return event.matches(standard.Undo) or event.matches(standard.Redo)


class NameField(TextLine):
    """Holds a line that is committed by Enter or by leaving it, and restored by Escape."""

    committed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._restored = ""
        self.editingFinished.connect(self.commit)

    def drop(self) -> None:
        """Show again what the project says."""
        if self.isModified():
            self.setText(self._restored)

    def commit(self) -> None:
        """Tell the text if the user has changed it."""
        if self.isModified():
            self.setModified(False)
            self.committed.emit(self.text())

    def show_text(self, text: str) -> None:
        """Show what the project says, unless the user is typing something else."""
        if not self.isModified() and text != self.text():
            self.setText(text)
        self._restored = text

    def event(self, event: QEvent) -> bool:
        if not self.isModified() and is_for_the_history(event):
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setText(self._restored)
            self.selectAll()
            event.accept()
        else:
            super().keyPressEvent(event)


class Interaction(QObject):
    """Joins what a user does to a spin box without a break into one step of the history.

    `key`, a merge key, stays the same object while a button or a key is held or the wheel turns.
    Values are reported by Enter, by leaving the field and by its arrows, never at each digit. A
    text that is no number for the field stays in it, in red, to be mended or taken back by Escape;
    Qt would put the old number there without a word. `refused` says why.
    """

    refused = Signal(str)

    def __init__(self, spin: QSpinBox | QDoubleSpinBox) -> None:
        super().__init__(spin)
        self.key = object()
        self._spin = spin
        self._since_wheel = QElapsedTimer()
        spin.setKeyboardTracking(False)
        spin.setAccelerated(True)
        spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel that scrolls past
        spin.installEventFilter(self)
        spin.lineEdit().textChanged.connect(lambda: self.show_fault(False))
        spin.lineEdit().setMaxLength(MOST_DIGITS)
        # as narrow as the panel can be, not as wide as the largest number
        spin.setMinimumWidth(54)
        spin.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def refusal(self) -> str:
        """Why what is typed is not a number for this field; empty when it is one."""
        spin = self._spin
        if spin.hasAcceptableInput():
            return ""
        text = spin.lineEdit().text()
        if isinstance(spin, NumberField) and (is_formula(text) or "," in text):
            try:
                parse_number(text, system_mark())
            except NnfsError as error:
                return str(error)
        low, high = (f"{number:,}" for number in (spin.minimum(), spin.maximum()))
        return sentence("{field} takes a number from {low} to {high}, not “{typed}”.")(
            spin.accessibleName(), low, high, text
        )

    @property
    def is_typed(self) -> bool:
        """True while another text than that of the value stands in the field."""
        spin: Any = self._spin  # whose value is of its own type
        return bool(spin.cleanText() != spin.textFromValue(spin.value()))

    def drop(self) -> None:
        """Show the value again instead of what is typed but not entered yet."""
        spin: Any = self._spin
        with QSignalBlocker(spin):
            spin.setValue(spin.value())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_for_the_history(event) and not self._spin.lineEdit().isUndoAvailable():
            return True
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut):
            self.key = object()
            if event.type() == QEvent.Type.FocusOut and self._keeps_text():
                self._spin.lineEdit().event(event)  # all that Qt does, but to put the value back
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if not event.isAutoRepeat():
                self.key = object()
            if event.key() == Qt.Key.Key_Escape and self.is_typed:
                self.drop()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._keeps_text():
                self.refused.emit(self.refusal)
                return True
        elif event.type() == QEvent.Type.Wheel:
            if isinstance(watched, QWidget) and not watched.hasFocus():
                event.ignore()  # scrolling past must not change it
                return True
            if not self._since_wheel.isValid() or self._since_wheel.elapsed() > WHEEL_PAUSE:
                self.key = object()
            self._since_wheel.start()
        return super().eventFilter(watched, event)

    def _keeps_text(self) -> bool:
        """Whether what is typed will not do, which turns the field red; nothing is no text."""
        is_kept = bool(self.refusal) and bool(self._spin.cleanText())
        self.show_fault(is_kept)
        return is_kept

    @property
    def _is_red(self) -> bool:
        return self._spin.property("fault") == "true"

    def show_fault(self, fault: bool) -> None:
        """Turn red, or back."""
        if fault != self._is_red:
            restyle(self._spin, "fault", "true" if fault else "false")


class WholeField(QSpinBox):
    """Takes a whole number, its thousands parted as in all our sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.interaction = Interaction(self)
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))

    def setValue(self, value: int) -> None:
        super().setValue(value)
        self.interaction.show_fault(False)


class NumberField(QDoubleSpinBox):
    """Takes any number, shown with as many digits as it needs and typed as in a table.

    One that `takes_all` takes NaN and infinity, too. Qt keeps the last finite number then, so
    `valueChanged` does not tell them.
    """

    def __init__(self, *, takes_all: bool = False) -> None:
        super().__init__()
        self._takes_all = takes_all
        self._not_finite: float | None = None  # what stands in the field in place of Qt's number
        self.interaction = Interaction(self)
        self.setDecimals(12)
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)

    def value(self) -> float:
        return super().value() if self._not_finite is None else self._not_finite

    def setValue(self, value: float) -> None:
        self._not_finite = None if isfinite(value) else value
        super().setValue(value if isfinite(value) else 0.0)
        self.interaction.show_fault(False)

    def stepBy(self, steps: int) -> None:
        self._not_finite = None
        super().stepBy(steps)

    def textFromValue(self, value: float) -> str:
        return full_number(value if self._not_finite is None else self._not_finite)

    def valueFromText(self, text: str) -> float:
        kept = super().value()
        if text == self.textFromValue(kept):
            return kept  # with the digits that are not shown
        try:
            number = parse_number(text, system_mark())
        except NnfsError:
            return kept
        self._not_finite = None if isfinite(number) else number
        return number if isfinite(number) else kept

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        state = QValidator.State.Intermediate
        try:
            number = parse_number(text, system_mark())
            is_taken = self._takes_all and not isfinite(number)
            if is_taken or self.minimum() <= number <= self.maximum():
                state = QValidator.State.Acceptable
        except NnfsError:
            if not (is_formula(text) or self._may_become_a_number(text)):
                state = QValidator.State.Invalid
        return state, text, position

    def _may_become_a_number(self, text: str) -> bool:
        word = text.strip().lower().lstrip("+-−")
        if self._takes_all and any(name.startswith(word) for name in ("nan", "infinity", "#n/a")):
            return True
        return set(text) <= set("0123456789.,eE+-−'’\u00a0\u202f ")


def label_width(label: QLabel) -> int:
    """How wide the longest label before a field is, so that all fields begin at one line."""
    return label.fontMetrics().horizontalAdvance("Neurons") + 2


def wrapped_label(role: str = "", text: str = "") -> PlainLabel:
    """A label that breaks its lines wherever the panel is narrow, and can be copied from."""
    return _wrapped(PlainLabel(text, wordWrap=True), role)


def wrapped_message(role: str = "", text: str = "", most: int = 300) -> MessageLabel:
    """Such a label for a message, which is short, with the rest behind *more*."""
    return _wrapped(MessageLabel(text, most=most), role)


def _wrapped(label: L, role: str) -> L:
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def notice_frame(level: str, parent: QWidget | None = None) -> QFrame:
    """The frame of a message that stands right where it belongs."""
    frame = QFrame(parent)
    frame.setProperty("role", "notice")
    frame.setProperty("level", level)
    return frame

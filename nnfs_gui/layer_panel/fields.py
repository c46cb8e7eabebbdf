"""The small fields of the inspector, which know when the user has finished with them."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QFrame,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

WHEEL_PAUSE = 600  # milliseconds; notches closer together are one turn of the wheel


class NameField(QLineEdit):
    """A line that is committed by Enter or by leaving it, and restored by Escape."""

    committed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.editingFinished.connect(self.commit)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setText(self._restored)
            self.selectAll()
            event.accept()
        else:
            super().keyPressEvent(event)


class _Interaction(QAbstractSpinBox):
    """A spin box whose `interaction` stays the same object while one press or turn goes on.

    It is the merge key: what a held button, a held key or a turning wheel does is one step.
    Values are told by Enter, by leaving the field and by its arrows, never at each digit.
    """

    def __init__(self) -> None:
        super().__init__()
        self.interaction = object()
        self._since_wheel = QElapsedTimer()
        self.setKeyboardTracking(False)
        self.setAccelerated(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.interaction = object()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self.interaction = object()
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.interaction = object()
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():  # scrolling past must not change it
            event.ignore()
            return
        if not self._since_wheel.isValid() or self._since_wheel.elapsed() > WHEEL_PAUSE:
            self.interaction = object()
        self._since_wheel.start()
        super().wheelEvent(event)


class WholeField(_Interaction, QSpinBox):
    """A whole number."""


class NumberField(_Interaction, QDoubleSpinBox):
    """Any number, shown with as many digits as it needs."""

    def __init__(self) -> None:
        super().__init__()
        self.setDecimals(12)
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)

    def textFromValue(self, value: float) -> str:
        return f"{value:.12g}"


def wrapped_label(role: str = "") -> QLabel:
    """A label that breaks its lines wherever the panel is narrow, and can be copied from."""
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def notice_frame(level: str, parent: QWidget | None = None) -> QFrame:
    """The frame of a message that stands right where it belongs."""
    frame = QFrame(parent)
    frame.setProperty("role", "notice")
    frame.setProperty("level", level)
    return frame

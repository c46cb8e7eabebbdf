"""The small editor that opens below an operand: a slider and a field to try another number."""

from __future__ import annotations

import sys
from dataclasses import replace
from math import isfinite

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QWidget,
)

from nnfs_core.wording import short_number
from nnfs_gui.panels.explain.trying.operand import Operand, Reach, reach_of
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.fields import NumberField

HEIGHT = 78  # pixels
LARGEST = sys.float_info.max  # NaN and infinity are typed in the table
DECIMALS = 323  # as many as the smallest number has


class _Slider(QSlider):
    """A slider that the wheel moves only while it has the focus, so that scrolling goes past it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class WhatIfEditor(QFrame):
    """Every value shows at once in all panels; Keep makes one step of it, Let go takes it back.

    Enter tries what is typed, Esc lets go. `closed` tells that the editor is not needed any more.
    """

    closed = Signal()

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent  # where the focus came from
        self.setObjectName("what_if_editor")
        self.setAccessibleName("Try another number")
        self.setProperty("role", "what_if")
        self._studio = studio
        self._operand: Operand | None = None
        self._reach = Reach(-1.0, 0.01, 200)
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("what_if_slider")
        self.slider.setPageStep(10)
        self.slider.valueChanged.connect(self._on_slid)
        self.field = NumberField()
        self.field.setObjectName("what_if_field")
        self.field.setFixedWidth(96)
        self.field.setDecimals(DECIMALS)
        self.field.setRange(-LARGEST, LARGEST)
        self.field.valueChanged.connect(self._try)
        self.field.lineEdit().returnPressed.connect(lambda: self._try(self.field.value()))
        self._was = QLabel()
        self._was.setObjectName("what_if_was")
        self._was.setProperty("role", "muted")
        self._keep, self._let_go = QPushButton("Keep"), QPushButton("Let go")
        self._keep.setProperty("primary", "true")
        for button, name, tip, go in (
            (
                self._let_go,
                "what_if_editor_let_go",
                "Go back to the number before (Esc)",
                self.let_go,
            ),
            (self._keep, "what_if_editor_keep", "Make it one step to undo", self.keep),
        ):
            button.setObjectName(name)
            button.setToolTip(tip)
            button.clicked.connect(go)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self._was, 1)
        buttons.addWidget(self._let_go)
        buttons.addWidget(self._keep)
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setVerticalSpacing(4)
        layout.addWidget(self.slider, 0, 0)
        layout.addWidget(self.field, 0, 1)
        layout.addLayout(buttons, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        self.hide()

    @property
    def operand(self) -> Operand | None:
        """What is being changed, None while the editor is closed."""
        return self._operand

    @property
    def reach(self) -> Reach:
        """The numbers that the slider goes through."""
        return self._reach

    def open(self, operand: Operand) -> None:
        """Offer other numbers for an operand."""
        self._operand = operand
        self._reach = reach_of(operand)
        self.field.setRange(max(operand.minimum, -LARGEST), min(operand.maximum, LARGEST))
        self._was.setText(f"was {short_number(operand.value)}")
        self._was.setToolTip(repr(operand.value))
        self.slider.setAccessibleName(f"Slider: {operand.name}")
        self.field.setAccessibleName(operand.name)
        self._show_value(operand.value)
        self._show_buttons()
        self.show()
        self.slider.setFocus()

    def follow(self, operand: Operand) -> None:
        """Show what the operand is now, as after undo elsewhere."""
        if self._operand is not None and operand.value != self._operand.value:
            self._show_value(operand.value)
        self._operand = operand
        self._show_buttons()

    def keep(self) -> None:
        """Make a step of what is tried out, with what is typed but not entered yet."""
        self.field.interpretText()
        self._studio.document.keep()
        self.close_editor()

    def let_go(self) -> None:
        """Take back what is tried out."""
        self._studio.document.let_go()
        self.close_editor()

    def close_editor(self) -> None:
        """Offer nothing any more; what is tried out stays so."""
        if self._operand is not None:
            self._operand = None
            focused = QApplication.focusWidget()
            had_focus = focused is not None and self.isAncestorOf(focused)
            self.hide()
            if had_focus:
                self._home.setFocus()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.let_go()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _on_slid(self, position: int) -> None:
        value = self._reach.value(position)
        with QSignalBlocker(self.field):
            self.field.setValue(value)
        self._try(value)

    def _try(self, value: float) -> None:
        operand = self._operand
        if operand is None or value == operand.value:
            return
        self._show_value(value)
        if not operand.try_out(self._studio, value):
            self._show_value(operand.value)

    def _show_value(self, value: float) -> None:
        """Put slider and field at a value; the slider reaches further for one beyond its ends.

        NaN and infinity have no place on it: it stands at 0, which Enter tries.
        """
        if not isfinite(value):
            value = 0.0
        last = self._reach.value(self._reach.n_steps)
        operand = self._operand
        if operand is not None and not self._reach.low <= value <= last:
            self._reach = reach_of(replace(operand, value=value, typical=abs(value)))
        with QSignalBlocker(self.slider), QSignalBlocker(self.field):
            self.slider.setRange(0, self._reach.n_steps)
            self.slider.setValue(self._reach.position(value))
            if self.field.value() != value:
                self.field.setValue(value)
        ends = short_number(self._reach.low), short_number(self._reach.value(self._reach.n_steps))
        self.slider.setToolTip(f"From {ends[0]} to {ends[1]}; type a number to go further")

    def _show_buttons(self) -> None:
        is_trying = self._studio.document.is_trying
        self._keep.setEnabled(is_trying)
        self._let_go.setText("Let go" if is_trying else "Close")

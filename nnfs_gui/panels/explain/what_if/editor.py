"""Opens a small editor below a given number: a slider and a field for another one."""

from __future__ import annotations

import sys
from dataclasses import replace
from math import isfinite

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from nnfs_core.numerals import full_number
from nnfs_core.numerals.typed import same
from nnfs_core.wording import sentence
from nnfs_gui.panels.explain.what_if.given_number import GivenNumber, SliderRange, reach_of
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.fields import NumberField
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, give_tip

HEIGHT = 66  # pixels beside the usual text
LARGEST = sys.float_info.max
DECIMALS = 323  # as many as the smallest number has


class _Slider(QSlider):
    """A slider that the wheel moves only while it has the focus, so that scrolling goes past it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class WhatIfEditor(QFrame):
    """Shows every value at once in all panels; a strip asks whether to keep it.

    Enter tries out what is typed, Esc lets go. `closed` tells that the editor is not needed any
    more.
    """

    closed = Signal()

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent  # where the focus came from
        named(self, "what_if_editor", "What if it were another number", role="what_if")
        self._studio = studio
        self._given: GivenNumber | None = None
        self._reach = SliderRange(-1.0, 0.01, 200)
        self.slider = named(_Slider(Qt.Orientation.Horizontal), "what_if_slider")
        self.slider.setPageStep(10)
        self.slider.valueChanged.connect(self._on_slid)
        self.field = named(NumberField(takes_all=True), "what_if_field")
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.field.setFixedWidth(96)
        self.field.setDecimals(DECIMALS)
        self.field.setRange(-LARGEST, LARGEST)
        self.field.valueChanged.connect(self._try)
        self.field.interaction.refused.connect(studio.notices.error)
        self.field.editingFinished.connect(lambda: self._try(self.field.value()))
        self._was = named(PlainLabel(), "what_if_was", role="muted")
        self._close = named(QToolButton(), "what_if_editor_close", "Close the slider")
        self._close.setToolTip("Close the slider; Esc also lets go of what it shows")
        self._close.clicked.connect(self.close_editor)
        studio.theme.give_icon(self._close, "close")
        row = in_row((self.slider, 1), self.field, self._close)
        self.setLayout(in_column(row, self._was, margins=(8, 6, 4, 6), spacing=4))
        studio.open_editors.watch(self)
        self.hide()

    @property
    def given(self) -> GivenNumber | None:
        """The number in question, None while the editor is closed."""
        return self._given

    @property
    def reach(self) -> SliderRange:
        """The numbers that the slider goes through."""
        return self._reach

    def open(self, given: GivenNumber) -> None:
        """Offer other numbers for a given one."""
        self._given = given
        self._reach = reach_of(given)
        with QSignalBlocker(self.field):  # which still has the number of before
            self.field.setRange(max(given.minimum, -LARGEST), min(given.maximum, LARGEST))
        self._was.setText(f"was {full_number(given.value)}")
        self.slider.setAccessibleName(f"Slider: {given.name}")
        self.field.setAccessibleName(given.name)
        self._show_value(given.value)
        self.show()
        self.slider.setFocus()

    def follow(self, given: GivenNumber) -> None:
        """Show what the number is now, as after undo elsewhere."""
        if self._given is not None and not same(given.value, self._given.value):
            self._show_value(given.value)
        self._given = given

    def keep(self) -> None:
        """Make a step of what is tried out, with what is typed but not entered yet."""
        self._take_typed()
        self._studio.document.keep()
        self.close_editor()

    def let_go(self) -> None:
        """Take back what is tried out."""
        self._studio.document.let_go()
        self.close_editor()

    def enter(self) -> bool:
        """Try out what is typed but not entered yet; False, after a notice, if it will not do."""
        refusal = "" if self._given is None else self.field.interaction.refusal
        if refusal:
            self._studio.notices.error(refusal)
        elif self._given is not None:
            self._take_typed()
        return not refusal

    @property
    def is_typed(self) -> bool:
        """True while a number waits to be tried out."""
        return self._given is not None and self.field.interaction.is_typed

    def drop(self) -> None:
        """Show the number again instead of what is typed."""
        self.field.interaction.drop()

    def close_editor(self) -> None:
        """Offer nothing any more; what is tried out stays so, and the question above with it."""
        if self._given is not None:
            self._given = None
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

    def _take_typed(self) -> None:
        self.field.interpretText()
        self._try(self.field.value())

    def _on_slid(self, position: int) -> None:
        value = self._reach.value(position)
        with QSignalBlocker(self.field):
            self.field.setValue(value)
        self._try(value)

    def _try(self, value: float) -> None:
        given = self._given
        if given is None or same(value, given.value):
            return
        self._show_value(value)
        if not given.try_out(self._studio, value):
            self._show_value(given.value)

    def _show_value(self, value: float) -> None:
        """Put slider and field at a value; the slider reaches further for one beyond its ends.

        NaN and infinity have no place on the slider, which stands at 0 then.
        """
        last = self._reach.value(self._reach.n_steps)
        given, place = self._given, value if isfinite(value) else 0.0
        if given is not None and not self._reach.low <= place <= last:
            self._reach = reach_of(replace(given, value=place, typical=abs(place)))
        with QSignalBlocker(self.slider), QSignalBlocker(self.field):
            self.slider.setRange(0, self._reach.n_steps)
            self.slider.setValue(self._reach.position(place))
            if not same(self.field.value(), value):
                self.field.setValue(value)
        ends = full_number(self._reach.low), full_number(self._reach.value(self._reach.n_steps))
        tip = sentence("From {low} to {high}; type a number to go further")
        give_tip(self.slider, tip(ends[0], ends[1]))

"""Says what is pinned, with the switch between values and differences."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton

from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.pins.pin import Pin
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import give_tip


class PinnedStrip(QFrame):
    """Shows what is pinned while something is; the close button unpins it."""

    def __init__(self, studio: Studio, actions: Actions) -> None:
        super().__init__()
        named(self, "pinned_strip", "What is pinned", role="notes")
        self._studio, self._actions = studio, actions
        self.text = named(ElidedLabel(""), "pinned_text")
        self.text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.values = _choice("pinned_values", "Values", "Show the numbers themselves")
        self.difference = _choice(
            "pinned_difference", "Difference", "Show present minus pinned, number by number"
        )
        group = QButtonGroup(self)
        for button in (self.values, self.difference):
            group.addButton(button)
        self.difference.toggled.connect(self._switch)
        self._close = named(QToolButton(), "pinned_close", "Unpin")
        give_tip(self._close, actions["run.unpin"].toolTip())
        self._close.clicked.connect(actions["run.unpin"].trigger)
        studio.theme.give_icon(self._close, "close")
        layout = in_row((self.text, 1), margins=(10, 3, 5, 3), spacing=0)
        self.setLayout(layout)
        layout.addSpacing(8)
        layout.addWidget(self.values)
        layout.addWidget(self.difference)
        layout.addSpacing(4)
        layout.addWidget(self._close)
        actions["view.differences"].toggled.connect(self._switch)
        studio.pinned.changed.connect(self._refresh)
        studio.pinned.progressed.connect(self._tell_progress)
        self._refresh()

    def _switch(self, shown: bool) -> None:
        self._studio.pinned.show_differences(shown)
        self._refresh()

    def _refresh(self) -> None:
        pinned = self._studio.pinned
        shown = pinned.shows_differences
        self.setVisible(pinned.pin is not None)
        self._actions["run.unpin"].setEnabled(pinned.pin is not None)
        differences = self._actions["view.differences"]
        differences.setEnabled(pinned.pin is not None)
        for switch in (differences, self.difference):
            with QSignalBlocker(switch):
                switch.setChecked(shown)
        self.values.setChecked(not shown)
        if pinned.pin is not None:
            self.text.setText(pinned.sentence, _short(pinned.pin, shown))
            self.text.setAccessibleName(self.text.text())

    def _tell_progress(self, fraction: float) -> None:
        """Say how far a comparison is that takes longer than a moment; Values gives it up."""
        if self._studio.pinned.is_busy:
            self.text.setText(f"Comparing, {100 * fraction:.0f} % done")


def _short(pin: Pin, shown: bool) -> str:
    """The sentence where there is little room."""
    return f"Δ present − {pin.short}" if shown else pin.told


def _choice(name: str, text: str, tip: str) -> QToolButton:
    button = named(QToolButton(), name, tip=tip, role="choice")
    button.setText(text)
    button.setCheckable(True)
    return button

"""Stands in place of the table while the batch has no samples or no features."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton

from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.keys import claims
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel


class EmptyBatch(QFrame):
    """Says what to do next; numbers can be typed or pasted right here."""

    typed = Signal(object)  # the key event that began a number
    paste_requested = Signal()
    open_requested = Signal()
    add_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "empty_batch", "Empty batch")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.text = PlainLabel("Type or paste numbers, open a file of data, or add a sample.")
        named(self.text, "empty_batch_text", role="muted")
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = in_row(0)
        for text, name, signal in (
            ("Paste", "empty_batch_paste", self.paste_requested),
            ("Open data…", "empty_batch_open", self.open_requested),
            ("Add a sample", "empty_batch_add", self.add_requested),
        ):
            button = named(QPushButton(text), name)
            button.clicked.connect(signal)
            buttons.addWidget(button)
        buttons.addStretch()
        self.setLayout(in_column(0, self.text, buttons, 0))

    def edit_commands(self) -> dict[str, Callable[[], None]]:
        """What the Edit menu finds here."""
        return {"paste": self.paste_requested.emit}

    def event(self, event: QEvent) -> bool:
        return claims(event, _is_paste_or_number) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
        elif _begins_number(event):
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)


def _is_paste_or_number(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Paste) or _begins_number(event)


def _begins_number(event: QKeyEvent) -> bool:
    return event.text() != "" and event.text() in "0123456789+-−.,"

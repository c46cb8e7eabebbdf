"""Tells whether a press narrows the filter, which every plot and figure asks here."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from nnfs_core.wording import sentence


def with_hint(text: str) -> str:
    """What a press does, and what it does with Ctrl."""
    return sentence("{text} Ctrl narrows the filter to them.")(text)


def narrows() -> bool:
    """True while Ctrl is held: what is pressed is looked for among what the filter asks for."""
    return bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)

"""Loads Qt with Python's own import kept."""

from __future__ import annotations

import builtins


def load_qt() -> None:
    """Import PySide6, and put Python's own `__import__` back where PySide6 has put its own.

    PySide6 looks into the source of each module that is imported after it, whether the module asks
    for its optional spellings. None of ours does, and reading them all costs a fifth of the start
    and the memory of every line.
    """
    own = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = own
